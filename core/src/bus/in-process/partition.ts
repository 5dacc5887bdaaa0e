/**
 * One partition at work: publishers append or wait for room, each group has a cursor, and what every group
 * has handled is forgotten.
 */
import type { BusMessage, BusRecord, TopicSpec } from '../port.ts';
import { Fifo } from './fifo.ts';
import { PartitionLog } from './partition-log.ts';

/**
 * Kept for groups that are not subscribed now, or for nobody at all (a dead-letter topic that no one reads).
 * Older records are dropped and counted: only a subscribed group can slow a publisher down.
 */
const unreadBytesMax = 4 * 1024 * 1024;

/** Handled by all, yet kept for a group that subscribes a little later and asks for the earliest. */
const handledBytesMax = 256 * 1024;

/** How far a group is. It outlives its members: the next one goes on from here. */
export interface Cursor {
  /** The next offset to handle. */
  next: number;
  /** Records older than the queue that come first: the latest of each key of a compacted topic. */
  backfill: Fifo<BusRecord>;
  /** Whether a member is subscribed; publishers wait for such a group only. */
  subscribed: boolean;
  /** Called when there is something to read, or when `next` moved. */
  onChange: () => void;
}

interface WaitingMessage {
  readonly message: BusMessage;
  readonly accepted: (error?: Error) => void;
}

export class Partition {
  readonly log: PartitionLog;
  readonly #backlogBytesMax: number;
  readonly #cursors = new Map<string, Cursor>();
  readonly #waiting = new Fifo<WaitingMessage>();
  readonly #onDropped: (records: number) => void;
  /** Smallest `next` of the subscribed groups, or the end when there is none. */
  #slowest = Number.POSITIVE_INFINITY;

  constructor(spec: TopicSpec, partition: number, onDropped: (records: number) => void) {
    this.log = new PartitionLog({ topic: spec.name, partition, compacted: spec.compacted });
    this.#backlogBytesMax = spec.backlogBytesMax;
    this.#onDropped = onDropped;
  }

  /** Bytes that the slowest subscribed group has not handled. */
  get backlogBytes(): number {
    return this.#slowest >= this.log.end ? 0 : this.log.bytesFrom(this.#slowest);
  }

  get full(): boolean {
    return this.#waiting.length > 0 || this.backlogBytes >= this.#backlogBytesMax;
  }

  /** Appends now when there is room and calls `accepted` later otherwise, in the order of the calls. @returns whether now. */
  publish(message: BusMessage, nowMs: number, accepted: (error?: Error) => void): boolean {
    if (this.full) {
      this.#waiting.push({ message, accepted });
      return false;
    }
    this.#append(message, nowMs);
    return true;
  }

  /** The group's cursor; a new group starts at the beginning or at the end. */
  cursor(groupId: string, from: 'earliest' | 'latest'): Cursor {
    const known = this.#cursors.get(groupId);
    if (known !== undefined) return known;
    const next = from === 'latest' ? this.log.end : 0;
    const cursor: Cursor = { next, backfill: new Fifo(), subscribed: false, onChange: () => {} };
    this.#cursors.set(groupId, cursor);
    this.#goOnFromWhatIsLeft(cursor);
    return cursor;
  }

  /** @returns records that the group lost while it was away. */
  setSubscribed(cursor: Cursor, subscribed: boolean, nowMs: number): number {
    const lost = subscribed && !cursor.subscribed ? this.#goOnFromWhatIsLeft(cursor) : 0;
    cursor.subscribed = subscribed;
    this.#afterMove(nowMs);
    return lost;
  }

  commit(cursor: Cursor, handled: readonly BusRecord[], nowMs: number): void {
    const last = handled.at(-1);
    if (last === undefined) return;
    cursor.next = Number(last.offset) + 1;
    if (cursor.backfill.length > 0) {
      cursor.backfill.drop(handled.length);
      if (cursor.backfill.length === 0) cursor.next = Math.max(cursor.next, this.log.base);
    }
    this.#afterMove(nowMs);
    cursor.onChange();
  }

  /** Refuses everybody who waits for room. */
  refuseWaiting(error: Error): void {
    for (let waiting = this.#waiting.shift(); waiting !== undefined; waiting = this.#waiting.shift()) {
      waiting.accepted(error);
    }
  }

  #append(message: BusMessage, nowMs: number): void {
    this.log.append(message, nowMs);
    if (this.#slowest === Number.POSITIVE_INFINITY) this.#trim();
    for (const cursor of this.#cursors.values()) cursor.onChange();
  }

  #afterMove(nowMs: number): void {
    this.#slowest = Number.POSITIVE_INFINITY;
    for (const { subscribed, next } of this.#cursors.values()) {
      if (subscribed) this.#slowest = Math.min(this.#slowest, next);
    }
    this.#trim();
    while (this.#waiting.length > 0 && this.backlogBytes < this.#backlogBytesMax) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) break;
      this.#append(waiting.message, nowMs);
      waiting.accepted();
    }
  }

  /** Forgets what every group has handled, but for a short tail, and what only absent groups still want, beyond a limit. */
  #trim(): void {
    const { log } = this;
    if (!log.compacted && log.bytesFrom(log.base) <= handledBytesMax) return;
    let wantedFrom = Number.POSITIVE_INFINITY;
    for (const { next } of this.#cursors.values()) wantedFrom = Math.min(wantedFrom, next);
    // Nobody ever asked: a compacted topic has the latest of each key anyway.
    if (this.#cursors.size === 0) wantedFrom = log.compacted ? log.end : log.base;
    const absentMayLoseTo = log.bytesFrom(wantedFrom) > unreadBytesMax ? log.offsetWithin(unreadBytesMax) : wantedFrom;
    const keepFrom = Math.max(wantedFrom, Math.min(absentMayLoseTo, this.#slowest));
    const unread = keepFrom - Math.max(wantedFrom, log.base);
    if (unread > 0 && !log.compacted) this.#onDropped(unread);
    log.dropBefore(log.compacted ? keepFrom : Math.min(keepFrom, log.offsetWithin(handledBytesMax)));
  }

  #goOnFromWhatIsLeft(cursor: Cursor): number {
    const { log } = this;
    if (cursor.next >= log.base) return 0;
    cursor.backfill = new Fifo();
    for (const record of log.latestBeforeBase(cursor.next)) cursor.backfill.push(record);
    if (cursor.backfill.length > 0) return 0;
    const lost = log.compacted ? 0 : log.base - cursor.next;
    cursor.next = log.base;
    return lost;
  }
}
