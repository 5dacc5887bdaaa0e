import type { Socket } from 'node:dgram';
import type { Clock } from '@fastisp/core/clock';
import type { Log } from '@fastisp/core/log/log';
import { bindSocket, type Impairment } from '#agent/run.ts';
import type { FlowProtocol } from '#network/models.ts';
import type { Random } from '#network/random.ts';
import type { World } from '#network/world.ts';
import { Exporter, type ExporterOptions } from './exporter.ts';

export interface FlowTarget {
  readonly address: string;
  readonly port: number;
}

/** Where each kind of packet goes; null means that it is not sent. */
export interface FlowTargets {
  readonly netflow: FlowTarget | null;
  readonly ipfix: FlowTarget | null;
}

export interface ExporterTotals {
  packets: number;
  flows: number;
  /** Lost on purpose, between the router and the collector. */
  lostPackets: number;
}

/** Routers report once a second, each in its own tenth of it, so that packets come evenly. */
const turnsPerS = 10;

/** The exporters of a world with their sockets: each router sends from its own address. */
export class Exporters {
  readonly totals: ExporterTotals = { packets: 0, flows: 0, lostPackets: 0 };
  readonly #exporters: readonly { exporter: Exporter; target: FlowTarget; socket: Socket | null }[];
  readonly #impairments: ReadonlyMap<string, Impairment>;
  readonly #deps: { clock: Clock; random: Random; log: Log };
  #timer: NodeJS.Timeout | null = null;
  #turn = 0;

  constructor(
    world: World,
    options: ExporterOptions & { targets: FlowTargets; impairments: ReadonlyMap<string, Impairment> },
    deps: { clock: Clock; random: Random; log: Log },
  ) {
    this.#deps = deps;
    this.#impairments = options.impairments;
    this.#exporters = world.devices.flatMap((device) => {
      const target = targetOf(device.plan.model.flow.protocol, options.targets);
      if (target === null || device.legs.length === 0) return [];
      return [{ exporter: new Exporter(world, device, options, deps.clock.nowMs()), target, socket: null }];
    });
  }

  async start(): Promise<void> {
    await Promise.all(
      this.#exporters.map(async (one) => {
        one.socket = await bindSocket(one.exporter.device.plan.address, 0);
      }),
    );
    this.#timer = setInterval(() => this.#takeTurn(), 1_000 / turnsPerS);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.all(
      this.#exporters.map(({ socket }) => socket !== null && new Promise<void>((done) => socket.close(done))),
    );
  }

  #takeTurn(): void {
    const nowMs = this.#deps.clock.nowMs();
    for (let n = this.#turn; n < this.#exporters.length; n += turnsPerS) {
      const one = this.#exporters[n];
      if (one !== undefined) this.#export(one, nowMs);
    }
    this.#turn = (this.#turn + 1) % turnsPerS;
  }

  #export(one: { exporter: Exporter; target: FlowTarget; socket: Socket | null }, nowMs: number): void {
    const { exporter, socket, target } = one;
    const flowsBefore = exporter.counts.flows;
    const lossPercent = this.#impairments.get(exporter.device.plan.name)?.lossPercent ?? 0;
    for (const packet of exporter.tick(nowMs)) {
      if (lossPercent > 0 && this.#deps.random.chance(lossPercent / 100)) {
        this.totals.lostPackets++;
        continue;
      }
      socket?.send(packet, target.port, target.address);
      this.totals.packets++;
    }
    this.totals.flows += exporter.counts.flows - flowsBefore;
  }
}

function targetOf(protocol: FlowProtocol, targets: FlowTargets): FlowTarget | null {
  return protocol === 'ipfix' ? targets.ipfix : targets.netflow;
}
