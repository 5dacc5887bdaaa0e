import type { DeviceState, World } from '#network/world.ts';
import { createRandom } from '#network/random.ts';
import { LegConversations } from './conversations.ts';
import { createEncoder } from './encoder.ts';
import type { FlowRecord } from './flow-record.ts';
import type { FlowEncoder } from './packet.ts';

export interface ExporterOptions {
  readonly seed: number;
  readonly activeTimeoutMs: number;
  /** Templates are sent again this often, so that a collector that restarts understands soon. */
  readonly templateIntervalMs: number;
  /** About how many records one router reports in a second. */
  readonly flowsPerS: number;
}

export interface ExporterCounts {
  packets: number;
  flows: number;
}

/** Routers looked up below a port, so that a core's conversations are those of its towers' subscribers. */
const poolsMax = 64;
/** Mean time between two reports of a slot, which reports two records each time. Measured over five minutes. */
const secondsPerReport = 18;

/** What one router exports. Sockets are elsewhere: this only makes packets. */
export class Exporter {
  readonly device: DeviceState;
  readonly counts: ExporterCounts = { packets: 0, flows: 0 };
  readonly #options: ExporterOptions;
  readonly #legs: readonly LegConversations[];
  #encoder: FlowEncoder;
  #bootMs: number;
  #announcedMs = Number.NEGATIVE_INFINITY;

  constructor(world: World, device: DeviceState, options: ExporterOptions, nowMs: number) {
    this.device = device;
    this.#options = options;
    this.#bootMs = device.bootMs;
    this.#encoder = this.#createEncoder();
    const { protocol, samplingRate } = device.plan.model.flow;
    const random = createRandom(`${options.seed}/${device.plan.name}/flows`);
    const slots = (options.flowsPerS * secondsPerReport) / 2 / Math.max(1, device.legs.length);
    this.#legs = device.legs.map(
      (leg) =>
        new LegConversations(
          leg,
          {
            slots: Math.max(2, Math.round(slots)),
            samplingRate,
            activeTimeoutMs: options.activeTimeoutMs,
            ipv6Share: protocol === 'netflow5' ? 0 : 0.28,
            recordBytesMax: protocol === 'netflow5' ? 0x7fff_ffff : Number.MAX_SAFE_INTEGER,
            pools: poolsBehind(world, device, leg.plan.source),
          },
          { random, nowMs },
        ),
    );
  }

  /** Records that are due at `nowMs`; none while the router is off. What it held when it went off is lost. */
  collect(nowMs: number, flush = false): FlowRecord[] {
    if (!this.device.powered) return [];
    if (this.device.bootMs !== this.#bootMs) this.#restart();
    return this.#legs.flatMap((leg) => leg.tick(nowMs, flush));
  }

  /** The packets to send at `nowMs`, templates included when they are due. */
  tick(nowMs: number, flush = false): Buffer[] {
    const records = this.collect(nowMs, flush);
    if (!this.device.powered) return [];
    const packets: Buffer[] = [];
    if (nowMs - this.#announcedMs >= this.#options.templateIntervalMs) {
      packets.push(...this.#encoder.announce(nowMs));
      this.#announcedMs = nowMs;
    }
    packets.push(...this.#encoder.encode(records, nowMs));
    this.counts.packets += packets.length;
    this.counts.flows += records.length;
    return packets;
  }

  /** Passed but not yet told, bytes in both directions together. */
  get pendingBytes(): number {
    return this.#legs.reduce((sum, leg) => sum + leg.pending('down').bytes + leg.pending('up').bytes, 0);
  }

  #restart(): void {
    this.#bootMs = this.device.bootMs;
    this.#encoder = this.#createEncoder();
    this.#announcedMs = Number.NEGATIVE_INFINITY;
    for (const leg of this.#legs) leg.reset(this.#bootMs);
  }

  #createEncoder(): FlowEncoder {
    const { plan, bootMs } = this.device;
    const { protocol, samplingRate } = plan.model.flow;
    return createEncoder(protocol, { bootMs, samplingRate, domain: protocol === 'ipfix' ? plan.index + 1 : 0 });
  }
}

function poolsBehind(
  world: World,
  device: DeviceState,
  source: DeviceState['legs'][number]['plan']['source'],
): DeviceState['plan'][] {
  if (source.kind === 'subscribers') return [device.plan];
  const found = new Set([source.childIndex]);
  // Parents come before their children, so one pass finds everything below.
  for (const { plan } of world.devices) {
    if (found.size >= poolsMax) break;
    if (plan.uplink !== null && found.has(plan.uplink.parentIndex)) found.add(plan.index);
  }
  return [...found].flatMap((index) => world.devices[index]?.plan ?? []);
}
