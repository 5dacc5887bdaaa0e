/**
 * The part of ASN.1 BER that SNMP v1 and v2c need (X.690; RFC 1157, RFC 3416). Written for the lab alone: the
 * engine under test has its own, so that a misreading of the standard cannot hide in both.
 */

export const tags = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

export type Oid = readonly number[];

export function parseOid(text: string): number[] {
  return text.split('.').map(Number);
}

/** Writes tag-length-value triples one after the other into a buffer that is large enough for any answer. */
export class BerWriter {
  readonly buffer: Buffer;
  position: number;

  constructor(sizeBytes: number) {
    this.buffer = Buffer.allocUnsafeSlow(sizeBytes);
    this.position = 0;
  }

  byte(value: number): void {
    this.buffer[this.position++] = value;
  }

  /** Signed or unsigned integer of at most 53 bits in as few bytes as its sign allows. */
  integer(tag: number, value: number): void {
    this.byte(tag);
    let length = 1;
    for (let limit = 0x80; length < 8 && (value >= limit || value < -limit); length++) limit *= 0x100;
    this.byte(length);
    let high = Math.floor(value / 0x1_0000_0000);
    let low = value >>> 0;
    const at = this.position;
    for (let i = length - 1; i >= 0; i--) {
      this.buffer[at + i] = low & 0xff;
      low = ((low >>> 8) | ((high & 0xff) << 24)) >>> 0;
      high = high >> 8;
    }
    this.position = at + length;
  }

  /** Counter64 above 2^53. */
  counter64(value: bigint): void {
    if (value <= 0xf_ffff_ffff_ffffn) {
      this.integer(tags.counter64, Number(value));
      return;
    }
    let length = 7;
    while (length < 9 && value >= 1n << BigInt(8 * length - 1)) length++;
    this.byte(tags.counter64);
    this.byte(length);
    for (let i = length - 1; i >= 0; i--) this.byte(Number((value >> BigInt(8 * i)) & 0xffn));
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.byte(tags.octetString);
    this.length(length);
    this.position += this.buffer.write(value, this.position);
  }

  bytes(tag: number, value: ArrayLike<number>): void {
    this.byte(tag);
    this.length(value.length);
    for (let i = 0; i < value.length; i++) this.byte(value[i] ?? 0);
  }

  /** @param instance appended to `prefix` when it is not null. */
  oid(prefix: Oid, instance: number | null): void {
    this.byte(tags.oid);
    const lengthAt = this.position++;
    this.byte((prefix[0] ?? 0) * 40 + (prefix[1] ?? 0));
    for (let i = 2; i < prefix.length; i++) this.#arc(prefix[i] ?? 0);
    if (instance !== null) this.#arc(instance);
    this.#closeLength(lengthAt);
  }

  empty(tag: number): void {
    this.byte(tag);
    this.byte(0);
  }

  /** Opens a constructed value whose length is not known yet. */
  open(tag: number): number {
    this.byte(tag);
    return this.position++;
  }

  /** Closes what `open` returned; content that needs a longer length field is moved up to make room. */
  close(lengthAt: number): void {
    this.#closeLength(lengthAt);
  }

  length(value: number): void {
    if (value < 0x80) this.byte(value);
    else if (value < 0x100) {
      this.byte(0x81);
      this.byte(value);
    } else {
      this.byte(0x82);
      this.byte(value >> 8);
      this.byte(value & 0xff);
    }
  }

  #arc(value: number): void {
    if (value >= 0x1000_0000) this.byte(0x80 | (value >>> 28));
    if (value >= 0x20_0000) this.byte(0x80 | ((value >>> 21) & 0x7f));
    if (value >= 0x4000) this.byte(0x80 | ((value >>> 14) & 0x7f));
    if (value >= 0x80) this.byte(0x80 | ((value >>> 7) & 0x7f));
    this.byte(value & 0x7f);
  }

  #closeLength(lengthAt: number): void {
    const start = lengthAt + 1;
    const size = this.position - start;
    const extra = size < 0x80 ? 0 : size < 0x100 ? 1 : 2;
    if (extra > 0) this.buffer.copyWithin(start + extra, start, this.position);
    this.position = lengthAt;
    this.length(size);
    this.position += size;
  }
}

/** Thrown by the reader on bytes that are not what they claim to be; the agent then stays silent. */
export class BerError extends Error {}

/** Reads triples; never past the end of what encloses them. */
export class BerReader {
  readonly #bytes: Uint8Array;
  position: number;
  end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.position = 0;
    this.end = bytes.length;
  }

  peekTag(): number {
    return this.position < this.end ? this.#at(this.position) : -1;
  }

  /** Enters a constructed value: what follows is read within it. */
  enter(tag: number): void {
    this.end = this.#header(tag);
  }

  integer(): number {
    const valueEnd = this.#header(tags.integer);
    const size = valueEnd - this.position;
    if (size < 1 || size > 5) throw new BerError('integer size');
    let value = this.#at(this.position) >= 0x80 ? -1 : 0;
    for (; this.position < valueEnd; this.position++) value = value * 0x100 + this.#at(this.position);
    return value;
  }

  octets(): Uint8Array {
    const valueEnd = this.#header(tags.octetString);
    const value = this.#bytes.subarray(this.position, valueEnd);
    this.position = valueEnd;
    return value;
  }

  oid(): number[] {
    const valueEnd = this.#header(tags.oid);
    if (this.position === valueEnd) throw new BerError('empty oid');
    const arcs: number[] = [];
    for (let value = 0; this.position < valueEnd; this.position++) {
      const byte = this.#at(this.position);
      if (value >= 0x200_0000) throw new BerError('oid arc size');
      value = value * 0x80 + (byte & 0x7f);
      if (byte >= 0x80) {
        if (this.position + 1 === valueEnd) throw new BerError('oid cut');
        continue;
      }
      if (arcs.length === 0) {
        const first = Math.min(2, Math.floor(value / 40));
        arcs.push(first, value - 40 * first);
      } else arcs.push(value);
      value = 0;
    }
    return arcs;
  }

  skip(): void {
    this.position = this.#header(this.peekTag());
  }

  #header(tag: number): number {
    if (this.position >= this.end || this.#at(this.position) !== tag) throw new BerError('tag');
    let length = this.#at(this.position + 1);
    this.position += 2;
    if (length >= 0x80) {
      const size = length & 0x7f;
      if (size < 1 || size > 3) throw new BerError('length size');
      length = 0;
      for (let i = 0; i < size; i++) length = length * 0x100 + this.#at(this.position++);
    }
    if (this.position + length > this.end) throw new BerError('length past end');
    return this.position + length;
  }

  #at(index: number): number {
    const byte = this.#bytes[index];
    if (byte === undefined) throw new BerError('cut');
    return byte;
  }
}
