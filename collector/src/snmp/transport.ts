/**
 * One UDP socket per address family for all devices of a worker: requests out, replies matched to them.
 *
 * A reply counts only when its request id, source address and port, version and community are those of a
 * request that waits; everything else is counted and dropped, so no datagram can end the process or another
 * device's poll. A repeated attempt keeps its request id: an answer to the first is still an answer.
 *
 * Limits: `requestsMax` requests wait for replies at once and their expected answers fit the socket's
 * receive buffer; further requests queue here, in order. How many there can be is the scheduler's limit.
 *
 * An ICMP "port unreachable" reaches only connected sockets, so a host without an agent shows as `timeout`;
 * an address without a route fails on send and shows as `unreachable`.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { emptyHead, readHead, type RejectReason, VarbindReader } from './decode.ts';
import { RequestEncoder } from './encode.ts';
import {
  type DropReason,
  type Reply,
  type SnmpRequest,
  type SnmpTarget,
  type SnmpTransport,
  zeroCounts,
} from './port.ts';

const slotBits = 12;
/** Requests that wait for a reply at once; more queue. */
const requestsMax = 1 << slotBits;
const generations = 2 ** 31 / requestsMax;
const sweepEveryMs = 20;
/** A sweep later than this finds replies that wait unread in the socket: our lateness is not the device's. */
const sweepLateMs = 100;
const receiveBufferBytes = 4 * 1024 * 1024;
/** Share of the receive buffer that expected answers may fill: the kernel also counts its own bookkeeping. */
const receiveBufferShare = 0.5;

const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);

interface Pending {
  readonly slot: number;
  encoder: RequestEncoder;
  /** −1 while the slot is free. */
  requestId: number;
  target: SnmpTarget;
  request: SnmpRequest;
  attempt: number;
  firstSentMs: number;
  deadlineMs: number;
  /** Where it stands in `active`. */
  activeAt: number;
  lastAnsweredId: number;
  lastTimedOutId: number;
  resolve: (reply: Reply) => void;
}

interface Waiting {
  readonly target: SnmpTarget;
  readonly request: SnmpRequest;
  readonly resolve: (reply: Reply) => void;
}

export interface TransportOptions {
  /** Monotonic milliseconds. */
  readonly monotonicMs: () => number;
  /** Address the IPv4 socket is bound to; default all. */
  readonly bindAddress?: string;
}

export function createTransport(options: TransportOptions): SnmpTransport {
  return new UdpTransport(options);
}

class UdpTransport implements SnmpTransport {
  readonly counts = zeroCounts();
  receiveBufferBytes = 0;
  port = 0;

  private readonly options: TransportOptions;
  private readonly head = emptyHead();
  private readonly slots: Pending[] = [];
  private readonly freeSlots: Pending[] = [];
  private readonly active: Pending[] = [];
  private waiting: Waiting[] = [];
  private answerBytesInFlight = 0;
  private answerBytesMax = 0;
  private socket4: Socket | null = null;
  private socket6: Socket | null = null;
  private sweeper: NodeJS.Timeout | null = null;
  private lastSweepMs = 0;

  constructor(options: TransportOptions) {
    this.options = options;
  }

  get inFlight(): number {
    return this.active.length;
  }

  get queued(): number {
    return this.waiting.length;
  }

  async start(): Promise<void> {
    const socket4 = await this.bind('udp4', this.options.bindAddress);
    this.socket4 = socket4;
    this.port = socket4.address().port;
    this.receiveBufferBytes = socket4.getRecvBufferSize();
    this.answerBytesMax = this.receiveBufferBytes * receiveBufferShare;
    // A machine without IPv6 polls IPv4; its IPv6 devices show as unreachable.
    this.socket6 = await this.bind('udp6').catch(() => null);
    this.lastSweepMs = this.options.monotonicMs();
    this.sweeper = setInterval(() => this.sweep(), sweepEveryMs);
  }

  async stop(): Promise<void> {
    if (this.sweeper !== null) clearInterval(this.sweeper);
    const waiting = this.waiting;
    this.waiting = [];
    for (const { resolve } of waiting) resolve({ kind: 'failed', reason: 'stopped', retries: 0 });
    for (const pending of [...this.active]) this.finish(pending, { kind: 'failed', reason: 'stopped', retries: 0 });
    const sockets = [this.socket4, this.socket6].filter((socket) => socket !== null);
    this.socket4 = null;
    this.socket6 = null;
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(resolve))));
  }

  request(target: SnmpTarget, request: SnmpRequest): Promise<Reply> {
    return new Promise((resolve) => {
      if (this.waiting.length === 0 && this.hasRoom(request)) this.launch(target, request, resolve);
      else if (this.socket4 === null) resolve({ kind: 'failed', reason: 'stopped', retries: 0 });
      else this.waiting.push({ target, request, resolve });
    });
  }

  private async bind(type: 'udp4' | 'udp6', address?: string): Promise<Socket> {
    const family = type === 'udp4' ? 4 : 6;
    const socket = createSocket({
      type,
      ipv6Only: type === 'udp6',
      // Targets are addresses already; the default would queue a look-up for each datagram.
      lookup: (host, _options, callback) => callback(null, host, family),
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ port: 0, ...(address === undefined ? {} : { address }) }, () => {
        socket.off('error', reject);
        resolve();
      });
    });
    socket.setRecvBufferSize(receiveBufferBytes); // the kernel may grant less; `receiveBufferBytes` says what it did
    socket.on('error', () => (this.counts.socketErrors += 1));
    socket.on('message', (bytes, source) => this.receive(bytes, source));
    return socket;
  }

  private hasRoom(request: SnmpRequest): boolean {
    if (this.socket4 === null || this.active.length >= requestsMax) return false;
    // One request always fits, however small the buffer.
    return this.active.length === 0 || this.answerBytesInFlight + request.answerBytes <= this.answerBytesMax;
  }

  private launch(target: SnmpTarget, request: SnmpRequest, resolve: (reply: Reply) => void): void {
    const pending = this.freeSlots.pop() ?? this.newSlot(target, request, resolve);
    pending.requestId = Math.floor(Math.random() * generations) * requestsMax + pending.slot;
    pending.target = target;
    pending.request = request;
    pending.resolve = resolve;
    pending.attempt = 0;
    pending.activeAt = this.active.push(pending) - 1;
    this.answerBytesInFlight += request.answerBytes;

    const { encoder } = pending;
    encoder.begin();
    request.write(encoder);
    encoder.finish({
      version: target.version,
      community: target.community,
      pdu: request.pdu,
      requestId: pending.requestId,
      nonRepeaters: request.nonRepeaters ?? 0,
      maxRepetitions: request.maxRepetitions ?? 0,
    });
    pending.firstSentMs = this.options.monotonicMs();
    this.send(pending, pending.firstSentMs);
  }

  private newSlot(target: SnmpTarget, request: SnmpRequest, resolve: (reply: Reply) => void): Pending {
    const pending: Pending = {
      slot: this.slots.length,
      encoder: new RequestEncoder(),
      requestId: -1,
      target,
      request,
      attempt: 0,
      firstSentMs: 0,
      deadlineMs: 0,
      activeAt: -1,
      lastAnsweredId: -1,
      lastTimedOutId: -1,
      resolve,
    };
    this.slots.push(pending);
    return pending;
  }

  private send(pending: Pending, nowMs: number): void {
    const { target, encoder, request } = pending;
    pending.deadlineMs = nowMs + (request.timeoutsMs[pending.attempt] ?? 0);
    const socket = target.family === 4 ? this.socket4 : this.socket6;
    this.counts.sent += 1;
    if (socket === null) {
      this.counts.sendErrors += 1;
      queueMicrotask(() => this.failTarget(target.address, target.port));
      return;
    }
    const { buffer, start } = encoder;
    socket.send(buffer, start, buffer.length - start, target.port, target.address, this.onSent);
  }

  /** One function for all sends: the error carries the address it is about. */
  private readonly onSent = (error: (Error & { code?: string; address?: string; port?: number }) | null): void => {
    if (error === null) return;
    this.counts.sendErrors += 1;
    if (unreachableCodes.has(error.code ?? '')) this.failTarget(error.address ?? '', error.port ?? 0);
    // Anything else (a full queue of the kernel) is a lost datagram, which the next attempt repairs.
  };

  private failTarget(address: string, port: number): void {
    for (const pending of this.active.filter((p) => p.target.address === address && p.target.port === port)) {
      this.finish(pending, { kind: 'failed', reason: 'unreachable', retries: pending.attempt });
    }
  }

  private receive(bytes: Buffer, source: RemoteInfo): void {
    this.counts.received += 1;
    const dropped = this.match(bytes, source);
    if (dropped !== null) this.counts.dropped[dropped] += 1;
  }

  /** @returns null when the datagram answered a request, otherwise why it was dropped. */
  private match(bytes: Buffer, source: RemoteInfo): DropReason | RejectReason | null {
    const { head } = this;
    const rejected = readHead(bytes, head);
    if (rejected !== null) return rejected;
    const pending = this.slots[head.requestId & (requestsMax - 1)];
    if (pending === undefined) return 'unknown_id';
    if (pending.requestId !== head.requestId) {
      if (head.requestId === pending.lastAnsweredId) return 'duplicate';
      return head.requestId === pending.lastTimedOutId ? 'late' : 'unknown_id';
    }
    const { target } = pending;
    if (source.port !== target.port || source.address !== target.address) return 'wrong_source';
    if (head.version !== target.version) return 'wrong_version';
    if (!sameBytes(target.community, bytes, head.communityStart, head.communityEnd)) return 'wrong_community';
    pending.lastAnsweredId = pending.requestId;
    this.finish(pending, {
      kind: 'response',
      errorStatus: head.errorStatus,
      errorIndex: head.errorIndex,
      varbinds: new VarbindReader(bytes, head.varbindsStart, head.varbindsEnd),
      rttMs: this.options.monotonicMs() - pending.firstSentMs,
      retries: pending.attempt,
    });
    return null;
  }

  private sweep(): void {
    const nowMs = this.options.monotonicMs();
    const sinceLastMs = nowMs - this.lastSweepMs;
    this.lastSweepMs = nowMs;
    if (sinceLastMs > sweepLateMs) {
      for (const pending of this.active) pending.deadlineMs += sinceLastMs - sweepEveryMs;
    }
    // Backwards: `finish` moves the last one into the gap.
    for (let i = this.active.length - 1; i >= 0; i -= 1) {
      const pending = this.active[i];
      if (pending === undefined || pending.deadlineMs > nowMs) continue;
      if (pending.attempt + 1 < pending.request.timeoutsMs.length) {
        pending.attempt += 1;
        this.counts.retries += 1;
        this.send(pending, nowMs);
      } else {
        this.counts.timeouts += 1;
        pending.lastTimedOutId = pending.requestId;
        this.finish(pending, { kind: 'failed', reason: 'timeout', retries: pending.attempt });
      }
    }
  }

  private finish(pending: Pending, reply: Reply): void {
    const last = this.active.pop();
    if (last !== undefined && last !== pending) {
      this.active[pending.activeAt] = last;
      last.activeAt = pending.activeAt;
    }
    this.answerBytesInFlight -= pending.request.answerBytes;
    pending.requestId = -1;
    if (pending.attempt > 0 || reply.kind === 'failed') this.replaceBufferInUse(pending);
    this.freeSlots.push(pending);
    pending.resolve(reply);
    this.launchWaiting();
  }

  /** An attempt that the kernel did not take yet still needs its bytes. */
  private replaceBufferInUse(pending: Pending): void {
    const socket = pending.target.family === 4 ? this.socket4 : this.socket6;
    if (socket !== null && socket.getSendQueueCount() > 0) pending.encoder = new RequestEncoder();
  }

  private launchWaiting(): void {
    let launched = 0;
    for (const next of this.waiting) {
      if (!this.hasRoom(next.request)) break;
      launched += 1;
      this.launch(next.target, next.request, next.resolve);
    }
    if (launched > 0) this.waiting.splice(0, launched);
  }
}

function sameBytes(expected: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== expected.length) return false;
  for (let i = 0; i < expected.length; i += 1) if (bytes[start + i] !== expected[i]) return false;
  return true;
}
