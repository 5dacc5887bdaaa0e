/** One request in, one answer out: SNMP v1 and v2c GET, GETNEXT, GETBULK and SET (RFC 1157, RFC 3416). Pure. */
import { BerError, BerReader, BerWriter, type Oid, tags } from './ber.ts';
import { findExact, findNext, instanceOf, nextPlace, type Place } from './mib.ts';
import type { AgentView } from './view.ts';

const pduTypes = { get: 0xa0, getNext: 0xa1, response: 0xa2, set: 0xa3, getBulk: 0xa5 } as const;
const errorStatuses = { noError: 0, tooBig: 1, noSuchName: 2, notWritable: 17 } as const;

export interface SnmpRequest {
  /** 0 is v1, 1 is v2c. */
  readonly version: 0 | 1;
  readonly community: Uint8Array;
  readonly pduType: number;
  readonly requestId: number;
  /** Non-repeaters of a GETBULK. */
  readonly nonRepeaters: number;
  readonly maxRepetitions: number;
  readonly oids: readonly Oid[];
}

/** Why a datagram stays without an answer. */
export type Silence = 'malformed' | 'version' | 'community';

export type Answer = { readonly bytes: Buffer } | { readonly silence: Silence };

export function parseRequest(datagram: Uint8Array): SnmpRequest | Silence {
  try {
    const reader = new BerReader(datagram);
    reader.enter(tags.sequence);
    const version = reader.integer();
    if (version !== 0 && version !== 1) return 'version';
    const community = reader.octets();
    const pduType = reader.peekTag();
    if (pduType === pduTypes.getBulk && version === 0) return 'malformed';
    reader.enter(pduType);
    const requestId = reader.integer();
    const nonRepeaters = Math.max(0, reader.integer());
    const maxRepetitions = Math.max(0, reader.integer());
    reader.enter(tags.sequence);
    const oids: Oid[] = [];
    const listEnd = reader.end;
    while (reader.position < listEnd) {
      reader.enter(tags.sequence);
      oids.push(reader.oid());
      reader.skip();
      reader.end = listEnd;
    }
    return { version, community, pduType, requestId, nonRepeaters, maxRepetitions, oids };
  } catch (error) {
    if (error instanceof BerError) return 'malformed';
    throw error;
  }
}

/** Largest UDP payload over IPv4, and room for one value past the limit before it is taken back. */
const scratchBytes = 65_507 + 4_096;
const scratch = new BerWriter(scratchBytes);
/** Longer communities are refused where they are configured. */
export const communityBytesMax = 255;
const head = new BerWriter(communityBytesMax + 64);
const integers = new BerWriter(32);

export interface RespondOptions {
  readonly nowMs: number;
  /** Longer answers are cut (GETBULK) or become `tooBig`. */
  readonly responseBytesMax: number;
  /** Walks never end: after the view's last object comes its first again. */
  readonly endless?: boolean;
}

export function respond(view: AgentView, datagram: Uint8Array, options: RespondOptions): Answer {
  const request = parseRequest(datagram);
  if (typeof request === 'string') return { silence: request };
  if (!sameText(request.community, view.device.community)) return { silence: 'community' };
  const body = new ResponseBody(view, request, options);
  switch (request.pduType) {
    case pduTypes.get:
      body.each((oid) => body.get(oid));
      break;
    case pduTypes.getNext:
      body.each((oid) => body.next(oid));
      break;
    case pduTypes.getBulk:
      body.bulk();
      break;
    case pduTypes.set:
      body.fail(request.version === 0 ? errorStatuses.noSuchName : errorStatuses.notWritable, 1);
      break;
    default:
      return { silence: 'malformed' };
  }
  return { bytes: body.finish() };
}

type Missing = 'noSuchObject' | 'noSuchInstance' | 'endOfMibView';

class ResponseBody {
  readonly #view: AgentView;
  readonly #request: SnmpRequest;
  readonly #nowMs: number;
  readonly #bytesMax: number;
  readonly #bodyStart: number;
  readonly #endless: boolean;
  #errorStatus: number = errorStatuses.noError;
  #errorIndex = 0;

  constructor(view: AgentView, request: SnmpRequest, options: RespondOptions) {
    this.#view = view;
    this.#request = request;
    this.#nowMs = options.nowMs;
    this.#endless = options.endless ?? false;
    // The head is written in front of the body last: sequence, version, community, PDU, three integers, list.
    this.#bodyStart = 40 + request.community.length;
    this.#bytesMax = Math.min(options.responseBytesMax, 65_507) - this.#bodyStart;
    scratch.position = this.#bodyStart;
  }

  each(answer: (oid: Oid) => Missing | null): void {
    const { oids, version } = this.#request;
    for (const [index, oid] of oids.entries()) {
      const missing = answer(oid);
      if (missing !== null) {
        if (version === 0) return this.fail(errorStatuses.noSuchName, index + 1);
        this.#writeMissing(oid, missing);
      }
      if (this.#size() > this.#bytesMax) return this.fail(errorStatuses.tooBig, 0);
    }
  }

  get(oid: Oid): Missing | null {
    const place = findExact(this.#view, oid);
    if (typeof place === 'string') return place;
    if (this.#request.version === 0 && place.column.isCounter64) return 'noSuchInstance';
    this.#write(place);
    return null;
  }

  next(oid: Oid): Missing | null {
    let place = this.#findNext(oid);
    while (place !== null && this.#request.version === 0 && place.column.isCounter64)
      place = nextPlace(this.#view, place);
    if (place === null) return 'endOfMibView';
    this.#write(place);
    return null;
  }

  /** RFC 3416 section 4.2.3: rows are interleaved; the answer ends where it would grow past the limit. */
  bulk(): void {
    const { oids, nonRepeaters, maxRepetitions } = this.#request;
    for (const oid of oids.slice(0, nonRepeaters)) {
      const missing = this.next(oid);
      if (missing !== null) this.#writeMissing(oid, missing);
      if (this.#size() > this.#bytesMax) return this.fail(errorStatuses.tooBig, 0);
    }
    const repeated = oids.slice(nonRepeaters).map((oid) => ({ oid, place: this.#findNext(oid) }));
    for (let repetition = 0; repetition < maxRepetitions && repeated.length > 0; repetition++) {
      const ended = repeated.every((cursor) => cursor.place === null);
      for (const cursor of repeated) {
        const before = scratch.position;
        this.#writeRepeated(cursor);
        if (this.#size() > this.#bytesMax) {
          scratch.position = before;
          if (before === this.#bodyStart) this.fail(errorStatuses.tooBig, 0);
          return;
        }
      }
      if (ended) return;
    }
  }

  /** v1 repeats the request's variables in an error; v2c's tooBig has none. */
  fail(errorStatus: number, errorIndex: number): void {
    this.#errorStatus = errorStatus;
    this.#errorIndex = errorIndex;
    scratch.position = this.#bodyStart;
    if (errorStatus === errorStatuses.tooBig && this.#request.version === 1) return;
    for (const oid of this.#request.oids) {
      const lengthAt = scratch.open(tags.sequence);
      scratch.oid(oid, null);
      scratch.empty(tags.null);
      scratch.close(lengthAt);
    }
  }

  finish(): Buffer {
    const body = scratch.buffer.subarray(this.#bodyStart, scratch.position);
    const { version, community, requestId } = this.#request;
    head.position = 0;
    integers.position = 0;
    integers.integer(tags.integer, requestId);
    integers.integer(tags.integer, this.#errorStatus);
    integers.integer(tags.integer, this.#errorIndex);
    const pduSize = integers.position + headerSize(body.length) + body.length;
    const messageSize = 3 + headerSize(community.length) + community.length + headerSize(pduSize) + pduSize;
    head.byte(tags.sequence);
    head.length(messageSize);
    head.integer(tags.integer, version);
    head.bytes(tags.octetString, community);
    head.byte(pduTypes.response);
    head.length(pduSize);
    head.position += integers.buffer.copy(head.buffer, head.position, 0, integers.position);
    head.byte(tags.sequence);
    head.length(body.length);
    return Buffer.concat([head.buffer.subarray(0, head.position), body]);
  }

  #findNext(oid: Oid): Place | null {
    const found = findNext(this.#view, oid);
    return found === null && this.#endless ? findNext(this.#view, []) : found;
  }

  #writeRepeated(cursor: { oid: Oid; place: Place | null }): void {
    if (cursor.place === null) return this.#writeMissing(cursor.oid, 'endOfMibView');
    this.#write(cursor.place);
    const next = nextPlace(this.#view, cursor.place) ?? (this.#endless ? findNext(this.#view, []) : null);
    // Only the last object's own name is needed later, for its endOfMibView.
    if (next === null) cursor.oid = [...cursor.place.column.prefix, instanceOf(this.#view, cursor.place)];
    cursor.place = next;
  }

  #size(): number {
    return scratch.position - this.#bodyStart;
  }

  #write(place: Place): void {
    const lengthAt = scratch.open(tags.sequence);
    scratch.oid(place.column.prefix, instanceOf(this.#view, place));
    const row = this.#view.row(place.column.perInterface ? place.rowIndex : 0, this.#nowMs);
    place.column.write(scratch, this.#view, row, this.#nowMs);
    scratch.close(lengthAt);
  }

  #writeMissing(oid: Oid, missing: Missing): void {
    const lengthAt = scratch.open(tags.sequence);
    scratch.oid(oid, null);
    scratch.empty(tags[missing]);
    scratch.close(lengthAt);
  }
}

function headerSize(contentBytes: number): number {
  return contentBytes < 0x80 ? 2 : contentBytes < 0x100 ? 3 : 4;
}

function sameText(bytes: Uint8Array, text: string): boolean {
  if (bytes.length !== Buffer.byteLength(text)) return false;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).equals(Buffer.from(text));
}
