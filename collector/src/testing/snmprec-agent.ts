/**
 * An SNMP agent over a recorded table: GET, GETNEXT and GETBULK as RFC 3416 has them, and, when asked to,
 * the ways in which agents in the field misbehave.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type AgentRequest, readRequest, tlv, oidContents, writeResponse } from './agent-ber.ts';
import { findEntry, type MibEntry, type MibTable, mibEntry } from './snmprec.ts';

export type Misbehaviour =
  /** Answers GETBULK and GETNEXT of interface columns with two names in turn, for ever. */
  | 'alternates_oids'
  /** Goes on with made-up rows for ever. */
  | 'endless_columns'
  /** Replies from another port. */
  | 'wrong_source'
  /** Sends every reply three times. */
  | 'duplicates'
  /** Cuts every reply in half. */
  | 'truncates'
  /** Sends noise before every reply. */
  | 'garbage_first'
  /** Sends only noise. */
  | 'garbage'
  /** Answers with another community. */
  | 'wrong_community'
  /** Answers with another request id. */
  | 'wrong_id'
  /** Refuses everything: authorizationError. */
  | 'refuses'
  /** Refuses a GET of several names with genErr where one is missing, as SNMPv1 would. */
  | 'gen_err'
  /** Sends damaged copies of every reply before it. */
  | 'mutates'
  /** Never answers GETBULK. */
  | 'no_bulk'
  | 'silent';

export interface AgentOptions {
  readonly table: MibTable;
  readonly community: string;
  readonly misbehaviour?: Misbehaviour;
  /** Larger answers are `tooBig` to GET and GETNEXT, and cut to GETBULK, unless `bulkTooBig`. */
  readonly answerBytesMax?: number;
  /** GETBULK answers `tooBig` too, as some agents wrongly do. */
  readonly bulkTooBig?: boolean;
  /** Answers larger than this get lost on their way. */
  readonly lostAboveBytes?: number;
  readonly delayMs?: number;
  /** Answers SNMPv1 only. */
  readonly v1Only?: boolean;
}

const tooBig = 1;
const noSuchName = 2;
const genErr = 5;
const authorizationError = 16;
const overheadBytes = 60;
const mutations = 3;

export class SnmprecAgent {
  options: AgentOptions;
  /** Requests that it understood. */
  requests = 0;
  private seed = 1;
  private readonly socket: Socket;
  private readonly otherSocket: Socket;

  private constructor(options: AgentOptions, socket: Socket, otherSocket: Socket) {
    this.options = options;
    this.socket = socket;
    this.otherSocket = otherSocket;
    socket.on('message', (datagram, source) => this.receive(datagram, source));
  }

  static async start(options: AgentOptions, address = '127.0.0.1'): Promise<SnmprecAgent> {
    const type = address.includes(':') ? 'udp6' : 'udp4';
    const sockets = [createSocket(type), createSocket(type)] as const;
    for (const socket of sockets) {
      socket.bind(0, address);
      await once(socket, 'listening');
    }
    return new SnmprecAgent(options, ...sockets);
  }

  get port(): number {
    return this.socket.address().port;
  }

  async stop(): Promise<void> {
    for (const socket of [this.socket, this.otherSocket]) {
      socket.close();
      await once(socket, 'close');
    }
  }

  private receive(datagram: Buffer, source: RemoteInfo): void {
    let request: AgentRequest;
    try {
      request = readRequest(datagram);
    } catch {
      return; // as an agent does
    }
    const { options } = this;
    if (!request.community.equals(Buffer.from(options.community))) return;
    if (options.v1Only === true && request.version !== 0) return;
    this.requests += 1;
    if (options.misbehaviour === 'silent') return;
    if (options.misbehaviour === 'no_bulk' && request.pduTag === 0xa5) return;
    const reply = this.answer(request);
    if (reply.length > (options.lostAboveBytes ?? Infinity)) return;
    if (options.delayMs === undefined) this.send(reply, source);
    else setTimeout(() => this.send(reply, source), options.delayMs);
  }

  private send(reply: Buffer, source: RemoteInfo): void {
    const { misbehaviour } = this.options;
    const noise = Buffer.from(Array.from({ length: 80 }, (_, i) => (i * 37 + reply.length) & 0xff));
    const socket = misbehaviour === 'wrong_source' ? this.otherSocket : this.socket;
    const to = (bytes: Buffer): void => socket.send(bytes, source.port, source.address, () => undefined);
    if (misbehaviour === 'garbage' || misbehaviour === 'garbage_first') {
      to(noise);
      to(Buffer.alloc(0));
      to(Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]));
      if (misbehaviour === 'garbage') return;
    }
    if (misbehaviour === 'mutates') {
      for (let copy = 0; copy < mutations; copy += 1) to(this.mutated(reply));
    }
    to(misbehaviour === 'truncates' ? reply.subarray(0, reply.length >> 1) : reply);
    if (misbehaviour === 'duplicates') {
      to(reply);
      to(reply);
    }
  }

  /** Damage in a few places, each time elsewhere, but the same in each run. */
  private mutated(reply: Buffer): Buffer {
    const damaged = Buffer.from(reply);
    for (let i = 0; i < 4; i += 1) {
      this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
      damaged[(this.seed >>> 8) % damaged.length] = this.seed >>> 24;
    }
    return damaged.subarray(0, damaged.length - (this.seed % 3 === 0 ? this.seed % damaged.length : 0));
  }

  private answer(request: AgentRequest): Buffer {
    const { misbehaviour } = this.options;
    const to: Pick<AgentRequest, 'version' | 'community' | 'requestId'> = {
      version: request.version,
      community: misbehaviour === 'wrong_community' ? Buffer.from('other') : request.community,
      requestId: misbehaviour === 'wrong_id' ? Buffer.from([1]) : request.requestId,
    };
    const names = request.names.map((parts) => tlv(0x30, tlv(6, oidContents(parts)), tlv(5)));
    const refuse = (status: number, index: number): Buffer => writeResponse(to, names, { status, index });
    if (misbehaviour === 'refuses') return refuse(authorizationError, 1);

    if (request.pduTag === 0xa5) {
      if (this.options.bulkTooBig === true) {
        const all = writeResponse(to, this.bulk(request, Infinity));
        if (all.length > (this.options.answerBytesMax ?? Infinity)) return refuse(tooBig, 0);
      }
      return writeResponse(to, this.bulk(request, (this.options.answerBytesMax ?? 65_000) - overheadBytes));
    }
    const entries = request.names.map((parts) =>
      request.pduTag === 0xa0 ? this.exactly(parts) : this.next(parts, request.requestId),
    );
    const missing = entries.findIndex((entry) => entry === null);
    if (missing >= 0 && request.version === 0) return refuse(noSuchName, missing + 1);
    if (missing >= 0 && misbehaviour === 'gen_err') return refuse(genErr, missing + 1);
    const exception = request.pduTag === 0xa0 ? 0x80 : 0x82;
    const varbinds = entries.map((entry, i) => entry?.varbind ?? this.absent(request.names[i] ?? [], exception));
    const reply = writeResponse(to, varbinds);
    return reply.length > (this.options.answerBytesMax ?? Infinity) ? refuse(tooBig, 0) : reply;
  }

  private bulk(request: AgentRequest, bytesMax: number): Buffer[] {
    const varbinds: Buffer[] = [];
    let bytes = 0;
    const add = (varbind: Buffer): boolean => {
      bytes += varbind.length;
      if (bytes > bytesMax) return false;
      varbinds.push(varbind);
      return true;
    };
    const lasts = request.names.map((parts) => [...parts]);
    const step = (i: number): boolean => {
      const last = lasts[i] ?? [];
      const entry = this.next(last, request.requestId);
      lasts[i] = [...(entry?.parts ?? last)];
      return add(entry?.varbind ?? this.absent(last, 0x82));
    };
    for (let i = 0; i < request.first; i += 1) if (!step(i)) return varbinds;
    for (let repetition = 0; repetition < request.second; repetition += 1) {
      for (let i = request.first; i < lasts.length; i += 1) if (!step(i)) return varbinds;
    }
    return varbinds;
  }

  private absent(parts: readonly number[], exception: number): Buffer {
    return tlv(0x30, tlv(6, oidContents(parts)), tlv(exception));
  }

  private exactly(parts: readonly number[]): MibEntry | null {
    const { table } = this.options;
    const found = table[findEntry(table, parts, false)];
    return found !== undefined && found.parts.join('.') === parts.join('.') ? found : null;
  }

  private next(parts: readonly number[], requestId: Buffer): MibEntry | null {
    const { misbehaviour, table } = this.options;
    const inInterfaces = parts.join('.').startsWith('1.3.6.1.2.1.2.2.1.');
    if (inInterfaces && misbehaviour === 'alternates_oids') {
      const index = parts.at(10) === 5 || (requestId.at(-1) ?? 0) % 2 === 0 ? 4 : 5;
      return mibEntry([...parts.slice(0, 10), parts.at(10) === 4 ? 5 : index].join('.'), tlv(2, Buffer.from([1])));
    }
    if (inInterfaces && misbehaviour === 'endless_columns') {
      return mibEntry([...parts.slice(0, 10), (parts.at(10) ?? 0) + 1].join('.'), tlv(2, Buffer.from([1])));
    }
    return table[findEntry(table, parts, true)] ?? null;
  }
}
