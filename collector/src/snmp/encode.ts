/**
 * Requests written from their end to their start into a buffer that is used again, so that each length is
 * known when it is written and nothing is allocated.
 *
 *     encoder.begin();
 *     encoder.varbind(prefix, tail);          // the last one first
 *     encoder.finish({ … });                  // the datagram is buffer[encoder.start, buffer.length)
 */
import type { SnmpVersion } from './ber.ts';
import { tags } from './ber.ts';

/** Room of one request; a poll's largest (19 columns, a 255-byte community) takes under 800 bytes. */
export const requestBytesMax = 1_400;

/** A long community is refused where devices are read, so it never meets `requestBytesMax`. */
export const communityBytesMax = 255;

const noTail = new Uint8Array(0);

export interface RequestHead {
  readonly version: SnmpVersion;
  readonly community: Uint8Array;
  readonly pdu: typeof tags.getRequest | typeof tags.getNextRequest | typeof tags.getBulkRequest;
  /** 0 … 2³¹−1. */
  readonly requestId: number;
  /** GETBULK only. */
  readonly nonRepeaters?: number;
  readonly maxRepetitions?: number;
}

export class RequestEncoder {
  readonly buffer = Buffer.allocUnsafeSlow(requestBytesMax);
  /** First byte of what has been written. */
  start = requestBytesMax;

  begin(): void {
    this.start = requestBytesMax;
  }

  /** One varbind with a NULL value whose name is `prefix` followed by `tail`. */
  varbind(prefix: Uint8Array, tail: Uint8Array = noTail): void {
    const end = this.start;
    this.header(tags.null, 0);
    this.bytes(tail);
    this.bytes(prefix);
    this.header(tags.oid, prefix.length + tail.length);
    this.header(tags.sequence, end - this.start);
  }

  finish(head: RequestHead): void {
    this.header(tags.sequence, requestBytesMax - this.start);
    this.integer(head.maxRepetitions ?? 0);
    this.integer(head.nonRepeaters ?? 0);
    this.integer(head.requestId);
    this.header(head.pdu, requestBytesMax - this.start);
    this.bytes(head.community);
    this.header(tags.octetString, head.community.length);
    this.integer(head.version);
    this.header(tags.sequence, requestBytesMax - this.start);
  }

  private bytes(source: Uint8Array): void {
    this.start -= source.length;
    if (this.start < 0) throw new RangeError('an SNMP request does not fit its buffer');
    this.buffer.set(source, this.start);
  }

  /** A whole number 0 … 2³¹−1 in the fewest bytes. */
  private integer(value: number): void {
    let left = value;
    let length = 0;
    do {
      this.buffer[--this.start] = left & 0xff;
      left >>>= 8;
      length += 1;
    } while (left > 0);
    if ((this.buffer[this.start] ?? 0) >= 0x80) {
      this.buffer[--this.start] = 0;
      length += 1;
    }
    this.header(tags.integer, length);
  }

  private header(tag: number, length: number): void {
    if (this.start < 4) throw new RangeError('an SNMP request does not fit its buffer');
    if (length < 0x80) this.buffer[--this.start] = length;
    else {
      this.buffer[--this.start] = length & 0xff;
      if (length > 0xff) this.buffer[--this.start] = length >>> 8;
      this.buffer[--this.start] = length > 0xff ? 0x82 : 0x81;
    }
    this.buffer[--this.start] = tag;
  }
}
