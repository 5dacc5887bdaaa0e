/** The loop of one owned partition: wait, cut a batch, deliver it, commit. */
import { deliverBatch, type DeliveryOptions } from '../deliver.ts';
import type { BusRecord, SubscribeOptions } from '../port.ts';
import type { Cursor, Partition } from './partition.ts';
import { sizeOf } from './partition-log.ts';

const batchRecordsMaxDefault = 500;
const batchBytesMaxDefault = 8 * 1024 * 1024;
/** How long a handler may take to finish once its partition is let go; then it is left alone and its batch comes again. */
const closeGraceMs = 5_000;

export interface ReaderOptions extends DeliveryOptions {
  readonly logId: string;
  readonly limits: Pick<SubscribeOptions, 'batchRecordsMax' | 'batchBytesMax' | 'batchLingerMs'>;
  readonly nowMs: () => number;
}

export class PartitionReader {
  readonly partition: Partition;
  readonly cursor: Cursor;
  readonly #options: ReaderOptions;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  readonly #caughtUp: { readonly offset: number; readonly done: () => void }[] = [];
  #wake: (() => void) | null = null;
  #handling = false;
  #closing = false;
  #left = false;

  constructor(partition: Partition, cursor: Cursor, options: ReaderOptions) {
    this.partition = partition;
    this.cursor = cursor;
    this.#options = options;
    cursor.onChange = () => this.#onChange();
    this.#running = this.#run();
  }

  /** Resolves when everything before the offset is handled, or the partition is let go. */
  handledUpTo(offset: number): Promise<void> {
    if (this.cursor.next >= offset || this.#closing) return Promise.resolve();
    return new Promise((done) => this.#caughtUp.push({ offset, done }));
  }

  /** Lets the batch in hand finish and commits it; `abort` tells its handler to give up. */
  async close(options: { abort: boolean }): Promise<void> {
    this.#closing = true;
    if (options.abort || !this.#handling) this.#abort.abort();
    this.#wake?.();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, closeGraceMs)));
    await Promise.race([this.#running, late]);
    clearTimeout(timer);
    this.#left = true;
    this.#abort.abort();
    this.cursor.onChange = () => {};
    for (const waiter of this.#caughtUp.splice(0)) waiter.done();
  }

  async #run(): Promise<void> {
    for (;;) {
      const records = await this.#nextBatch();
      if (records === null) return;
      const { topic, partition } = this.partition.log;
      const batch = { topic, partition, records, logId: this.#options.logId };
      const delivered = await deliverBatch(batch, { ...this.#options, handler: this.#handle }, this.#abort.signal);
      if (this.#left || (!delivered && this.#abort.signal.aborted)) return;
      if (!delivered) continue; // the handler let go of it: cut anew from where the group is
      this.partition.commit(this.cursor, records, this.#options.nowMs());
    }
  }

  /** Notes whether the handler is at work, so that a close between two attempts need not wait for the next one. */
  readonly #handle: DeliveryOptions['handler'] = async (batch, signal) => {
    this.#handling = true;
    try {
      await this.#options.handler(batch, signal);
    } finally {
      this.#handling = false;
      if (this.#closing) this.#abort.abort();
    }
  };

  /** Null when closed. */
  async #nextBatch(): Promise<readonly BusRecord[] | null> {
    const { batchLingerMs = 0 } = this.#options.limits;
    while (!this.#closing && !this.#hasRecords()) await this.#change();
    if (batchLingerMs > 0) {
      const deadlineMs = performance.now() + batchLingerMs;
      for (let leftMs = batchLingerMs; leftMs > 0; leftMs = deadlineMs - performance.now()) {
        if (this.#closing || this.#cut().full) break;
        await this.#change(leftMs);
      }
    }
    return this.#closing ? null : this.#cut().records;
  }

  #hasRecords(): boolean {
    return this.cursor.backfill.length > 0 || this.cursor.next < this.partition.log.end;
  }

  #cut(): { records: BusRecord[]; full: boolean } {
    const { batchRecordsMax = batchRecordsMaxDefault, batchBytesMax = batchBytesMaxDefault } = this.#options.limits;
    const { backfill, next } = this.cursor;
    const { log } = this.partition;
    const records: BusRecord[] = [];
    let bytes = 0;
    for (;;) {
      const record = backfill.length > 0 ? backfill.at(records.length) : log.at(next + records.length);
      if (record === undefined) return { records, full: false };
      bytes += sizeOf(record);
      if (records.length > 0 && bytes > batchBytesMax) return { records, full: true };
      records.push(record);
      if (records.length >= batchRecordsMax) return { records, full: true };
    }
  }

  #onChange(): void {
    this.#wake?.();
    if (this.#caughtUp.length === 0) return;
    const waiting = this.#caughtUp.splice(0);
    for (const waiter of waiting) {
      if (this.cursor.next >= waiter.offset) waiter.done();
      else this.#caughtUp.push(waiter);
    }
  }

  /**
   * The next append, commit or close, or the time limit. Waits for the end of the event loop's turn, so that
   * what is published in one turn comes as one batch.
   */
  async #change(timeLimitMs?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        setImmediate(resolve);
      };
      if (timeLimitMs !== undefined) timer = setTimeout(resolve, timeLimitMs);
    });
    this.#wake = null;
    clearTimeout(timer);
  }
}
