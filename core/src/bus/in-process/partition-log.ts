/**
 * The records of one partition: a queue of what somebody still has to handle and, on a compacted topic, the
 * latest record of each key for those who come later. Sizes are running totals, so that the bytes between
 * two offsets are one subtraction.
 */
import type { BusMessage, BusRecord } from '../port.ts';
import { Fifo } from './fifo.ts';

/** What a record costs beside key and value. */
const recordOverheadBytes = 64;
const noHeaders: Readonly<Record<string, string>> = Object.freeze({});

export class PartitionLog {
  readonly topic: string;
  readonly partition: number;
  /** Latest record of each key, in offset order (a key that comes again moves to the end); null when not compacted. */
  readonly #latest: Map<string, BusRecord> | null;
  readonly #records = new Fifo<BusRecord>();
  /** Bytes of everything ever appended, up to and including the record at the same position. */
  readonly #endBytes = new Fifo<number>();
  #base = 0;
  #bytesBeforeBase = 0;
  #bytesEver = 0;

  constructor(options: { topic: string; partition: number; compacted: boolean }) {
    this.topic = options.topic;
    this.partition = options.partition;
    this.#latest = options.compacted ? new Map() : null;
  }

  get compacted(): boolean {
    return this.#latest !== null;
  }

  /** Offset of the first record that is kept in the queue. */
  get base(): number {
    return this.#base;
  }

  /** Offset that the next record gets. */
  get end(): number {
    return this.#base + this.#records.length;
  }

  append(message: BusMessage, nowMs: number): void {
    const { key, value, headers = noHeaders } = message;
    const { topic, partition } = this;
    const offset = BigInt(this.end);
    const record: BusRecord = { topic, partition, offset, timestampMs: nowMs, key, value, headers };
    this.#bytesEver += sizeOf(message);
    this.#records.push(record);
    this.#endBytes.push(this.#bytesEver);
    if (this.#latest === null || key === null) return;
    this.#latest.delete(key);
    if (value !== null) this.#latest.set(key, record);
  }

  at(offset: number): BusRecord | undefined {
    return offset < this.#base ? undefined : this.#records.at(offset - this.#base);
  }

  /** Bytes of the records from this offset to the end. */
  bytesFrom(offset: number): number {
    if (offset <= this.#base) return this.#bytesEver - this.#bytesBeforeBase;
    return this.#bytesEver - (this.#endBytes.at(offset - this.#base - 1) ?? this.#bytesEver);
  }

  /** The first offset from which to the end there are at most this many bytes. */
  offsetWithin(bytes: number): number {
    let low = this.#base;
    let high = this.end;
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      if (this.bytesFrom(middle) <= bytes) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Forgets the queue before the offset; the latest of each key stays. */
  dropBefore(offset: number): void {
    const count = offset - this.#base;
    if (count <= 0) return;
    this.#bytesBeforeBase = this.#endBytes.at(count - 1) ?? this.#bytesEver;
    this.#records.drop(count);
    this.#endBytes.drop(count);
    this.#base = offset;
  }

  /** The latest records that the queue no longer has, from the given offset on: what a late reader reads first. */
  latestBeforeBase(fromOffset: number): BusRecord[] {
    const found: BusRecord[] = [];
    for (const record of this.#latest?.values() ?? []) {
      if (record.offset >= this.#base) break; // in offset order, so all that follow are in the queue
      if (record.offset >= fromOffset) found.push(record);
    }
    return found;
  }
}

export const sizeOf = (message: BusMessage): number =>
  (message.value?.byteLength ?? 0) + (message.key?.length ?? 0) + recordOverheadBytes;
