/**
 * One worker's receiver: sockets, decoder, block. The loop does nothing else than receive and decode.
 *
 * A full block is one copy of its columns (some milliseconds for 64k flows, which the socket's buffer
 * covers many times over) and is moved to the main thread. When the main thread has not accepted the last
 * `backlogBytesMax` bytes, the builder stays full and flows are shed and counted.
 */
import { BlockBuilder, getU64 } from '@fastisp/core/block/builder';
import { encodeBlock } from '@fastisp/core/block/native';
import type { Clock } from '@fastisp/core/clock';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { MessagePort, Transferable } from 'node:worker_threads';
import { FlowDecoder } from '../decode/decoder.ts';
import { napMs, napWithinMs } from '../limits.ts';
import type { FromWorker, LearntState, ToWorker, WorkerSettings, WorkerSocket } from './protocol.ts';
import { Reporter } from './reports.ts';

/** libuv reads at most so many datagrams of a socket in one turn of the loop; fewer means that it is empty. */
const datagramsPerTurn = 32;

/** Looks at the age of a block this many times before it is due. */
const flushChecks = 4;

/** IPv4 senders on an IPv6 socket come as ::ffff:a.b.c.d. */
const plainAddress = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address);

export class Receiver {
  private readonly settings: WorkerSettings;
  private readonly port: MessagePort;
  private readonly clock: Clock;
  private readonly builder: BlockBuilder<typeof telemetryFlowV1>;
  private readonly decoder: FlowDecoder;
  private readonly totals = { packetBytes: 0, failedPackets: 0 };
  private readonly reporter: Reporter;
  private sockets: Socket[] = [];
  private timer: NodeJS.Timeout | undefined;
  private blocksInFlight = 0;
  private bytesInFlight = 0;
  /** When the oldest row of the block was written; 0 while it is empty. */
  private firstRowMs = 0;
  private importing = false;
  /** Packets since the loop last looked for timers and messages. */
  private turnPackets = 0;
  private lastTurnMs = 0;
  private readonly napCell = new Int32Array(new SharedArrayBuffer(4));
  private onAccepted: () => void = () => undefined;

  constructor(settings: WorkerSettings, port: MessagePort, clock: Clock) {
    this.settings = settings;
    this.port = port;
    this.clock = clock;
    this.builder = new BlockBuilder(telemetryFlowV1, settings.blockRows);
    this.decoder = new FlowDecoder({
      builder: this.builder,
      makeRoom: () => this.handOver(),
      unknownTenantId: settings.unknownTenantId,
      samplingRateDefault: settings.samplingRateDefault,
      onTemplate: (change) => {
        if (!this.importing) this.send({ type: 'template', change });
      },
    });
    this.reporter = new Reporter(this.decoder, this.totals);
    this.decoder.setTenants(new Map(settings.tenants));
    this.learn(settings.learnt);
  }

  /** @returns when told to stop, with everything handed over; null when it could not listen and has said so. */
  async run(): Promise<void> {
    const stopped = this.listenToMain();
    if (await this.openSockets()) {
      const { flushMs } = this.settings;
      this.timer = setInterval(() => this.tick(), Math.max(10, Math.floor(flushMs / flushChecks)));
      await stopped;
    }
    await this.close();
  }

  private listenToMain(): Promise<void> {
    return new Promise((resolve) => {
      this.port.on('message', (message: ToWorker) => {
        switch (message.type) {
          case 'accepted':
            this.blocksInFlight -= 1;
            this.bytesInFlight -= message.bytes;
            this.onAccepted();
            break;
          case 'tenants':
            this.decoder.setTenants(new Map(message.tenants));
            break;
          case 'learn':
            this.learn(message.learnt);
            break;
          case 'report':
            this.report(message.sources);
            break;
          case 'stop':
            resolve();
            break;
        }
      });
    });
  }

  private async openSockets(): Promise<boolean> {
    const opened: { port: number; recvBufferBytes: number }[] = [];
    for (const wanted of this.settings.sockets) {
      try {
        opened.push(await this.openSocket(wanted));
      } catch (error) {
        const { code = '', message: reason } = error as NodeJS.ErrnoException; // what dgram emits
        this.send({ type: 'cannot_listen', socket: wanted, code, reason });
        return false;
      }
    }
    this.send({ type: 'listening', sockets: opened });
    return true;
  }

  private async openSocket({ port }: WorkerSocket): Promise<{ port: number; recvBufferBytes: number }> {
    const { host, reusePort, recvBufferBytes } = this.settings;
    const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', reusePort });
    this.sockets.push(socket);
    socket.bind(port, host);
    await once(socket, 'listening');
    // Later errors of a bound UDP socket (ICMP answers, buffer trouble) end nothing.
    socket.on('error', (error) => this.fail(error));
    trySetBuffer(socket, recvBufferBytes);
    socket.on('message', (packet, sender) => this.receive(packet, sender));
    return { port: socket.address().port, recvBufferBytes: socket.getRecvBufferSize() };
  }

  private receive(packet: Buffer, sender: RemoteInfo): void {
    this.totals.packetBytes += packet.length;
    const nowMs = this.clock.nowMs();
    try {
      this.decoder.decode(packet, plainAddress(sender.address), sender.port, nowMs);
    } catch (error) {
      this.totals.failedPackets += 1;
      this.fail(error);
    }
    if (this.firstRowMs === 0 && this.builder.rows > 0) this.firstRowMs = nowMs;
    if (this.turnPackets === 0) setImmediate(this.endTurn);
    this.turnPackets += 1;
  }

  /**
   * Lets packets gather for a millisecond when they come thick and the sockets are empty. Waking up for each
   * packet costs more than receiving it (12.6 µs a packet at 20,000 packets/s without the nap, 7 when the
   * socket always has more); the socket's buffer holds hundreds of milliseconds.
   */
  private readonly endTurn = (): void => {
    const nowMs = this.clock.nowMs();
    const isEmpty = this.turnPackets < datagramsPerTurn;
    if (isEmpty && nowMs - this.lastTurnMs <= napWithinMs) Atomics.wait(this.napCell, 0, 0, napMs);
    this.turnPackets = 0;
    this.lastTurnMs = nowMs;
  };

  private tick(): void {
    const nowMs = this.clock.nowMs();
    const { flushMs } = this.settings;
    // Due before the next look would find it too old.
    if (this.firstRowMs > 0 && nowMs - this.firstRowMs >= flushMs - flushMs / flushChecks) this.handOver();
  }

  /** Moves the block to the main thread, unless too many are still there. */
  private handOver(): void {
    const { builder } = this;
    if (builder.rows === 0 || this.bytesInFlight >= this.settings.backlogBytesMax) return;
    const bytes = encodeBlock(builder);
    this.bytesInFlight += bytes.byteLength;
    let [minMs, maxMs] = [Number.MAX_SAFE_INTEGER, 0];
    for (let row = 0; row < builder.rows; row += 1) {
      const receivedMs = getU64(builder.columns.received_at, row);
      if (receivedMs < minMs) minMs = receivedMs;
      if (receivedMs > maxMs) maxMs = receivedMs;
    }
    this.send({ type: 'block', bytes, rows: builder.rows, minMs, maxMs }, [bytes.buffer]);
    this.blocksInFlight += 1;
    builder.reset();
    this.firstRowMs = 0;
  }

  private report(withSources: boolean): void {
    const nowMs = this.clock.nowMs();
    const { decoder, reporter } = this;
    if (withSources) decoder.expire(nowMs);
    const sources = withSources ? reporter.takeSources(this.settings.unknownTenantId, nowMs) : null;
    const facts = reporter.takeFacts();
    if (facts.length > 0) this.send({ type: 'facts', facts });
    const gauges = {
      exporters: decoder.table.exporters.size,
      templates: decoder.table.templates,
      heldBytes: decoder.held.bytes,
      blocksInFlight: this.blocksInFlight,
    };
    const rejects = reporter.takeRejects();
    this.send({ type: 'report', counters: reporter.takeCounters(), rejects, gauges, sources });
  }

  private learn(learnt: LearntState): void {
    this.importing = true;
    this.decoder.learn(learnt, this.clock.nowMs());
    this.importing = false;
  }

  private async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(
      this.sockets.map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.close(() => resolve());
          }),
      ),
    );
    while (this.builder.rows > 0 || this.blocksInFlight > 0) {
      this.handOver();
      if (this.blocksInFlight > 0) await new Promise<void>((resolve) => (this.onAccepted = resolve));
    }
    this.report(true);
  }

  private fail(error: unknown): void {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    this.send({ type: 'failure', message, stack });
  }

  private send(message: FromWorker, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

/** Some systems refuse a size above their limit instead of capping it; then the socket keeps what it has. */
function trySetBuffer(socket: Socket, bytes: number): void {
  try {
    socket.setRecvBufferSize(bytes);
  } catch {
    // The main thread compares what was asked for with what is there, and says so.
  }
}
