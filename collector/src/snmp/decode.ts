/**
 * Responses read where they lie: the head once into an object of the caller's, then varbind by varbind
 * through a cursor whose fields are offsets. No object, string or BigInt is made per varbind.
 *
 * Nothing here throws: a datagram that is not a response gives a reason, which the caller counts. Lenient
 * where agents in the field are (lengths in long form, integers with needless leading bytes, Gauge32 sent
 * as a negative number, bytes after the message), strict about what could lead a reader out of its bounds.
 */
import { tags } from './ber.ts';
import { formatOid, hasPrefix } from './oid.ts';

export const rejectReasons = ['truncated', 'not_snmp', 'wrong_version', 'not_a_response', 'malformed'] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** Most bytes of an integer's contents: Counter64 takes nine. */
const integerBytesMax = 9;

/** Walks TLVs; each step stays within `end`. */
class Cursor {
  bytes: Uint8Array;
  at: number;
  end: number;
  tag = 0;
  /** End of the contents that `enter` found; they start at `at`. */
  valueEnd = 0;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Reads a tag and a length. @returns false when they are malformed or the contents pass `end`. */
  enter(): boolean {
    const { bytes, end } = this;
    let at = this.at;
    if (at + 2 > end) return false;
    this.tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    at += 2;
    if (length >= 0x80) {
      const lengthBytes = length & 0x7f;
      if (lengthBytes === 0 || lengthBytes > 4 || at + lengthBytes > end) return false;
      length = 0;
      for (let i = 0; i < lengthBytes; i += 1) length = length * 256 + (bytes[at + i] ?? 0);
      at += lengthBytes;
    }
    this.at = at;
    this.valueEnd = at + length;
    return this.valueEnd <= end;
  }

  /** `enter`, and the tag must be this one. */
  enterA(tag: number): boolean {
    return this.enter() && this.tag === tag;
  }

  /** Reads a small INTEGER and steps over it. @returns null when there is none. */
  integer(): number | null {
    if (!this.enterA(tags.integer)) return null;
    const length = this.valueEnd - this.at;
    if (length < 1 || length > 4) return null;
    let value = (this.bytes[this.at] ?? 0) >= 0x80 ? -1 : 0;
    for (let at = this.at; at < this.valueEnd; at += 1) value = (value << 8) | (this.bytes[at] ?? 0);
    this.at = this.valueEnd;
    return value;
  }
}

/** Where the parts of a response lie in its datagram. */
export interface ResponseHead {
  version: number;
  communityStart: number;
  communityEnd: number;
  requestId: number;
  errorStatus: number;
  /** Which varbind is at fault, from 1; 0 for none. */
  errorIndex: number;
  varbindsStart: number;
  varbindsEnd: number;
}

export const emptyHead = (): ResponseHead => ({
  version: 0,
  communityStart: 0,
  communityEnd: 0,
  requestId: 0,
  errorStatus: 0,
  errorIndex: 0,
  varbindsStart: 0,
  varbindsEnd: 0,
});

/**
 * Reads the head of a datagram.
 * @returns null when `head` is filled, otherwise why it is not a response.
 */
export function readHead(bytes: Uint8Array, head: ResponseHead): RejectReason | null {
  const cursor = new Cursor(bytes, 0, bytes.length);
  if (!cursor.enterA(tags.sequence)) return bytes[0] === tags.sequence ? 'truncated' : 'not_snmp';
  cursor.end = cursor.valueEnd;
  const version = cursor.integer();
  if (version === null) return 'not_snmp';
  if (version !== 0 && version !== 1) return 'wrong_version';
  if (!cursor.enterA(tags.octetString)) return 'malformed';
  head.version = version;
  head.communityStart = cursor.at;
  head.communityEnd = cursor.valueEnd;
  cursor.at = cursor.valueEnd;
  if (!cursor.enterA(tags.response)) return 'not_a_response';
  cursor.end = cursor.valueEnd;
  const requestId = cursor.integer();
  const errorStatus = cursor.integer();
  const errorIndex = cursor.integer();
  if (requestId === null || errorStatus === null || errorIndex === null) return 'malformed';
  if (!cursor.enterA(tags.sequence)) return 'malformed';
  head.requestId = requestId;
  head.errorStatus = errorStatus;
  head.errorIndex = errorIndex;
  head.varbindsStart = cursor.at;
  head.varbindsEnd = cursor.valueEnd;
  return null;
}

/** True for the values that mean "there is nothing here": the v2c exceptions and NULL. */
export const isAbsent = (tag: number): boolean => tag === tags.null || (tag & 0xf0) === 0x80;

/** Steps through the varbinds of a response: `while (reader.next()) …`, then ask `malformed`. */
export class VarbindReader {
  readonly bytes: Uint8Array;
  oidStart = 0;
  oidEnd = 0;
  tag = 0;
  valueStart = 0;
  valueEnd = 0;
  /** The list ended because of damage, not because it was read. */
  malformed = false;
  /** The two words of the last `readUnsigned`. */
  low = 0;
  high = 0;

  private readonly cursor: Cursor;
  private readonly listEnd: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.cursor = new Cursor(bytes, start, end);
    this.listEnd = end;
  }

  next(): boolean {
    const cursor = this.cursor;
    if (cursor.at >= this.listEnd || this.malformed) return false;
    cursor.end = this.listEnd;
    if (!cursor.enterA(tags.sequence)) return this.fail();
    const varbindEnd = cursor.valueEnd;
    cursor.end = varbindEnd;
    if (!cursor.enterA(tags.oid) || cursor.at === cursor.valueEnd) return this.fail();
    this.oidStart = cursor.at;
    this.oidEnd = cursor.valueEnd;
    cursor.at = cursor.valueEnd;
    if (!cursor.enter()) return this.fail();
    this.tag = cursor.tag;
    this.valueStart = cursor.at;
    this.valueEnd = cursor.valueEnd;
    cursor.at = varbindEnd;
    return true;
  }

  private fail(): false {
    this.malformed = true;
    return false;
  }

  get absent(): boolean {
    return isAbsent(this.tag);
  }

  startsWith(prefix: Uint8Array): boolean {
    return hasPrefix(this.bytes, this.oidStart, this.oidEnd, prefix);
  }

  /**
   * Reads any numeric value as an unsigned one into `low` and `high`. 32-bit types are cut to 32 bits:
   * agents exist that send 4,294,967,295 as −1.
   * @returns false when the value is not a number.
   */
  readUnsigned(): boolean {
    const { tag, bytes, valueStart, valueEnd } = this;
    if (tag !== tags.integer && (tag < tags.counter32 || tag > tags.timeTicks) && tag !== tags.counter64) return false;
    const length = valueEnd - valueStart;
    if (length < 1 || length > integerBytesMax) return false;
    // INTEGER alone has a sign.
    let low = tag === tags.integer && (bytes[valueStart] ?? 0) >= 0x80 ? 0xffff_ffff : 0;
    let high = 0;
    for (let at = valueStart; at < valueEnd; at += 1) {
      high = ((high << 8) | (low >>> 24)) >>> 0;
      low = ((low << 8) | (bytes[at] ?? 0)) >>> 0;
    }
    this.low = low;
    this.high = tag === tags.counter64 ? high : 0;
    return true;
  }

  /** An unsigned 32-bit value (INTEGER, Counter32, Gauge32, TimeTicks), or −1 when it is not one. */
  unsigned32(): number {
    return this.readUnsigned() && this.tag !== tags.counter64 ? this.low : -1;
  }

  /** A view of an OCTET STRING (or Opaque, or IpAddress), or null. It is only good as long as the datagram. */
  octets(): Uint8Array | null {
    const { tag } = this;
    if (tag !== tags.octetString && tag !== tags.opaque && tag !== tags.ipAddress) return null;
    return this.bytes.subarray(this.valueStart, this.valueEnd);
  }

  /** An OID value as text, or null. */
  oidText(): string | null {
    return this.tag === tags.oid ? formatOid(this.bytes, this.valueStart, this.valueEnd) : null;
  }
}
