/**
 * The records of one owned partition on their way to the handler: fetched ahead into a bounded buffer, cut
 * into batches, handled, committed. One reader a partition, so that a batch that must be handled again
 * holds up nobody else.
 */
import { deliverBatch, type DeliveryOptions } from '../deliver.ts';
import type { BusBatch, BusRecord, TopicPartition } from '../port.ts';

export interface ReaderOptions extends DeliveryOptions {
  readonly partition: TopicPartition;
  readonly logId: string;
  readonly firstOffset: bigint;
  readonly batchRecordsMax: number;
  readonly batchBytesMax: number;
  readonly batchLingerMs: number;
  /** See `SubscribeOptions.batchEnd`. Retries until it can tell. */
  readonly batchEnd: (signal: AbortSignal) => Promise<bigint | null>;
  /** Called when the reader ended by itself, because its commit or its handler found the partition lost. It reads nothing any more. */
  readonly onEnded: () => void;
  /** Called when the buffer has room again. */
  readonly onRoom: () => void;
  /** Resolves to false when the partition is no longer ours. Retries until it can tell. */
  readonly commit: (nextOffset: bigint, signal: AbortSignal) => Promise<boolean>;
}

/** How many batches may be buffered ahead of the one in hand. */
const batchesAhead = 2;

export class PartitionReader {
  readonly partition: TopicPartition;
  readonly #options: ReaderOptions;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  #buffer: BusRecord[] = [];
  #bufferedBytes = 0;
  #fetchOffset: bigint;
  #handledOffset: bigint;
  readonly #closing = new AbortController();
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #caughtUp: { readonly offset: bigint; readonly done: () => void }[] = [];

  constructor(options: ReaderOptions) {
    this.partition = options.partition;
    this.#options = options;
    this.#fetchOffset = options.firstOffset;
    this.#handledOffset = options.firstOffset;
    this.#running = this.#runUntilEnded();
  }

  /** Where the next fetch starts. */
  get fetchOffset(): bigint {
    return this.#fetchOffset;
  }

  /** Whether the buffer has room for another fetch. */
  get hungry(): boolean {
    return this.#bufferedBytes < batchesAhead * this.#options.batchBytesMax;
  }

  /** Takes fetched records; those before `fetchOffset` (a broker sends whole batches) are dropped. */
  push(records: readonly BusRecord[], nextFetchOffset: bigint): void {
    for (const record of records) {
      if (record.offset < this.#fetchOffset) continue;
      this.#buffer.push(record);
      this.#bufferedBytes += sizeOf(record);
    }
    this.#fetchOffset = nextFetchOffset;
    if (this.#buffer.length === 0) this.#handled(nextFetchOffset);
    this.#wake?.();
  }

  /** The log begins later than we were (retention took what we had not read): go on from there. */
  jumpTo(offset: bigint): void {
    this.#buffer = [];
    this.#bufferedBytes = 0;
    this.#fetchOffset = offset;
    this.#handled(offset);
  }

  /** Resolves when everything before the offset is handled, or when the partition is closed. */
  handledUpTo(offset: bigint): Promise<void> {
    if (this.#handledOffset >= offset || this.#abort.signal.aborted) return Promise.resolve();
    return new Promise((done) => this.#caughtUp.push({ offset, done }));
  }

  /** Finishes the batch in hand (or aborts it when `lost`), commits what was handled, lets go. */
  async close(options: { lost: boolean }): Promise<void> {
    this.#closing.abort();
    if (options.lost) this.#abort.abort();
    this.#wake?.();
    await this.#running;
    this.#abort.abort();
    for (const waiter of this.#caughtUp.splice(0)) waiter.done();
  }

  /** Whether it ended by itself: then only a new reader, from the committed offset, goes on with the partition. */
  get ended(): boolean {
    return this.#ended;
  }

  async #runUntilEnded(): Promise<void> {
    await this.#run();
    if (this.#closing.signal.aborted) return;
    this.#ended = true;
    this.#options.onEnded();
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const batch = await this.#nextBatch();
      if (batch === undefined) return;
      const delivered = await deliverBatch(batch, this.#options, this.#abort.signal, this.#closing.signal);
      // Once the partition is lost, its offset is its new owner's to commit, even if it is ours again by now.
      if (!delivered || this.#abort.signal.aborted) return;
      const next = (batch.records.at(-1)?.offset ?? this.#handledOffset) + 1n;
      if (!(await this.#options.commit(next, this.#abort.signal))) return;
      this.#handled(this.#buffer.length === 0 ? this.#fetchOffset : next);
    }
  }

  async #nextBatch(): Promise<BusBatch | undefined> {
    while (this.#buffer.length === 0) {
      if (this.#closing.signal.aborted) return undefined;
      await this.#arrival();
    }
    const asked = await this.#options.batchEnd(this.#abort.signal);
    // An end that lies behind us was reached and committed before.
    const batchEnd = asked !== null && asked > (this.#buffer[0]?.offset ?? 0n) ? asked : null;
    const deadlineMs = performance.now() + this.#options.batchLingerMs;
    for (;;) {
      if (this.#closing.signal.aborted) return undefined;
      const count = this.#cut(batchEnd);
      const waitMs = deadlineMs - performance.now();
      const complete = batchEnd === null || this.#fetchOffset >= batchEnd;
      if (complete && (count < this.#buffer.length || waitMs <= 0 || this.#isFull(count))) return this.#take(count);
      await this.#arrival(complete ? waitMs : undefined);
    }
  }

  /** How many buffered records make the next batch. */
  #cut(batchEnd: bigint | null): number {
    let bytes = 0;
    let count = 0;
    for (const record of this.#buffer) {
      if (batchEnd !== null) {
        if (record.offset >= batchEnd) break;
      } else {
        if (count >= this.#options.batchRecordsMax) break;
        if (count > 0 && bytes + sizeOf(record) > this.#options.batchBytesMax) break;
      }
      bytes += sizeOf(record);
      count += 1;
    }
    return count;
  }

  #isFull(count: number): boolean {
    return count >= this.#options.batchRecordsMax || this.#bufferedBytes >= this.#options.batchBytesMax;
  }

  #take(count: number): BusBatch {
    const records = this.#buffer.splice(0, count);
    for (const record of records) this.#bufferedBytes -= sizeOf(record);
    this.#options.onRoom();
    return { ...this.partition, logId: this.#options.logId, records };
  }

  #handled(offset: bigint): void {
    this.#handledOffset = offset;
    for (let index = this.#caughtUp.length - 1; index >= 0; index -= 1) {
      const waiter = this.#caughtUp[index];
      if (waiter === undefined || waiter.offset > offset) continue;
      this.#caughtUp.splice(index, 1);
      waiter.done();
    }
  }

  /** The next push or close, or the time limit. */
  async #arrival(timeLimitMs?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((done) => {
      this.#wake = done;
      if (timeLimitMs !== undefined) timer = setTimeout(done, Math.max(0, timeLimitMs));
    });
    this.#wake = undefined;
    clearTimeout(timer);
  }
}

const sizeOf = (record: BusRecord): number => (record.value?.byteLength ?? 0) + (record.key?.length ?? 0) + 64;
