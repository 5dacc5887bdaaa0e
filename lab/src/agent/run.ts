import { createSocket, type Socket } from 'node:dgram';
import type { Clock } from '@fastisp/core/clock';
import { labErrors } from '#errors.ts';
import type { Random } from '#network/random.ts';
import type { DeviceState } from '#network/world.ts';
import { type Misbehaviour, misbehave } from './misbehaviour.ts';
import { respond } from './respond.ts';
import { AgentView } from './view.ts';

/** What the network does to a device's packets. */
export interface Impairment {
  /** Of requests, and again of answers, 0 to 100. */
  lossPercent: number;
  latencyMs: number;
  misbehaviour: Misbehaviour;
}

export interface AgentCounts {
  requests: number;
  responses: number;
  responseBytes: number;
  /** Datagrams that stayed unanswered: switched off, lost on purpose, or not understood. */
  silent: number;
  wrongCommunity: number;
}

/** Who asked which router, as its agent saw it. */
export interface SeenRequest {
  readonly device: string;
  readonly atMs: number;
  readonly fromPort: number;
}

/** Answers being held back by latency, all agents together; above it they are lost, as on a full link. */
const delayedAnswersMax = 20_000;

/** The SNMP agents of many devices, each on its own address. */
export class Agents {
  readonly counts: AgentCounts = { requests: 0, responses: 0, responseBytes: 0, silent: 0, wrongCommunity: 0 };
  /** 0 leaves each model its own. */
  readonly #responseBytesMax: number;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #onRequest: ((request: SeenRequest) => void) | undefined;
  readonly #agents: Agent[];
  #otherAddress: Socket | null = null;
  #delayed = 0;

  constructor(
    devices: readonly DeviceState[],
    impairments: ReadonlyMap<string, Impairment>,
    deps: { clock: Clock; random: Random; onRequest?: ((request: SeenRequest) => void) | undefined },
    options: { responseBytesMax?: number } = {},
  ) {
    this.#responseBytesMax = options.responseBytesMax ?? 0;
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#onRequest = deps.onRequest;
    this.#agents = devices.map((device) => {
      const impairment = impairments.get(device.plan.name) ?? { lossPercent: 0, latencyMs: 0, misbehaviour: 'none' };
      return { device, impairment, view: new AgentView(device), socket: null, port: 0 };
    });
  }

  /** @param port the same on every address; 0 lets each take any free one. */
  async listen(port: number): Promise<void> {
    await Promise.all(
      this.#agents.map(async (agent) => {
        const socket = await bindSocket(agent.device.plan.address, port);
        agent.socket = socket;
        agent.port = socket.address().port;
        socket.on('message', (datagram, from) => this.#answer(agent, datagram, from));
      }),
    );
    const first = this.#agents[0]?.device.plan.address ?? '127.0.0.1';
    this.#otherAddress = await bindSocket(first.replace(/\d+\.\d+$/, '254.254'), 0);
  }

  async close(): Promise<void> {
    const sockets = [this.#otherAddress, ...this.#agents.map((agent) => agent.socket)];
    await Promise.all(sockets.map((socket) => socket !== null && new Promise<void>((done) => socket.close(done))));
  }

  portOf(name: string): number {
    return this.#agents.find((agent) => agent.device.plan.name === name)?.port ?? 0;
  }

  /** Ports in the order of the devices given. */
  get ports(): number[] {
    return this.#agents.map((agent) => agent.port);
  }

  #answer(agent: Agent, datagram: Buffer, from: { address: string; port: number }): void {
    this.counts.requests++;
    const { device, impairment, view } = agent;
    this.#onRequest?.({ device: device.plan.name, atMs: this.#clock.nowMs(), fromPort: from.port });
    if (!device.powered || this.#isLost(impairment)) {
      this.counts.silent++;
      return;
    }
    const answer = respond(view, datagram, {
      nowMs: this.#clock.nowMs(),
      responseBytesMax: this.#responseBytesMax || device.plan.model.responseBytesMax,
      endless: impairment.misbehaviour === 'endless',
    });
    if ('silence' in answer) {
      if (answer.silence === 'community') this.counts.wrongCommunity++;
      this.counts.silent++;
      return;
    }
    if (this.#isLost(impairment)) return;
    const send = (): void => {
      const socket = impairment.misbehaviour === 'other-address' ? this.#otherAddress : agent.socket;
      for (const bytes of misbehave(impairment.misbehaviour, answer.bytes)) {
        socket?.send(bytes, from.port, from.address);
        this.counts.responses++;
        this.counts.responseBytes += bytes.length;
      }
    };
    if (impairment.latencyMs <= 0) send();
    else this.#delay(impairment.latencyMs, () => device.powered && send());
  }

  #isLost(impairment: Impairment): boolean {
    return impairment.lossPercent > 0 && this.#random.chance(impairment.lossPercent / 100);
  }

  #delay(ms: number, send: () => void): void {
    if (this.#delayed >= delayedAnswersMax) return;
    this.#delayed++;
    setTimeout(() => {
      this.#delayed--;
      send();
    }, ms).unref();
  }
}

interface Agent {
  readonly device: DeviceState;
  readonly impairment: Impairment;
  readonly view: AgentView;
  socket: Socket | null;
  port: number;
}

/**
 * A UDP socket on one loopback address. Addresses are never looked up: they are numbers already, and a look-up
 * costs each datagram a turn of the event loop.
 */
export async function bindSocket(address: string, port: number): Promise<Socket> {
  const socket = createSocket({
    type: 'udp4',
    lookup: (hostname, _options, callback) => callback(null, hostname, 4),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      if (error.code === 'EADDRINUSE') reject(labErrors.portTaken(`${address}:${port}`, error));
      else reject(labErrors.addressUnavailable(address, error));
    });
    socket.bind({ address, port, exclusive: true }, resolve);
  });
  socket.removeAllListeners('error');
  // A datagram that could not be sent is a lost datagram; the lab's peers may come and go.
  socket.on('error', () => undefined);
  return socket;
}
