/**
 * When each device is polled. Pure in its inputs (no clock, no random), though it keeps its queues in place:
 * ten thousand devices are too many to copy for each event.
 *
 * A device's polls fall on a grid of its interval, shifted by a phase that comes from its id, so polls are
 * spread evenly and stay so over restarts. A new or changed device is due at once, then on its grid.
 *
 * Two budgets of polls at once: one for devices that answered last time, one for those that did not or are
 * new. So any number of dead devices, each waiting for its time-out, never delays a live one. A poll that
 * could not start within one interval is shed: told as such, and due again on the grid. Of those that wait, the
 * one whose last poll began longest ago goes first, so that in overload all get their share.
 */

export interface ScheduleLimits {
  /** Polls at once of devices that answered last time; further ones wait. */
  readonly answeringMax: number;
  /** Polls at once of the others; further ones wait. */
  readonly silentMax: number;
}

export interface ScheduleEntry<T> {
  readonly item: T;
  readonly intervalMs: number;
  readonly phaseMs: number;
  dueMs: number;
  /** When its last poll began; long before it was added, if none did. */
  startedMs: number;
  answering: boolean;
  /** Replaced or taken away: its end frees its place and nothing more. */
  removed: boolean;
  /** Which budget its running poll counts against; null while it does not run. */
  runningAs: 'answering' | 'silent' | null;
}

export interface Due<T> {
  readonly start: ScheduleEntry<T>[];
  readonly shed: ScheduleEntry<T>[];
}

/** A first poll comes at once and others may start late: the next comes no sooner than two readings make a rate. */
const gapMsMin = 1_100;
/** A new device goes before all that were polled already; of new ones, the first first. */
const newcomerLeadMs = 1e9;
/** How often everything that waits is looked through for what is too late. */
const lateScanEveryMs = 1_000;

export class Schedule<T> {
  private readonly limits: ScheduleLimits;
  private readonly heap: ScheduleEntry<T>[] = [];
  /** Due, but without a place yet. */
  private readonly waiting: Record<'answering' | 'silent', ScheduleEntry<T>[]> = { answering: [], silent: [] };
  private readonly running = { answering: 0, silent: 0 };
  private nextScanMs = -Infinity;

  constructor(limits: ScheduleLimits) {
    this.limits = limits;
  }

  get runningCount(): number {
    return this.running.answering + this.running.silent;
  }

  get waitingCount(): number {
    return this.waiting.answering.length + this.waiting.silent.length;
  }

  /** Adds a device, due at once. @param seed Any 32-bit number that stays with the device. */
  add(item: T, intervalMs: number, seed: number, nowMs: number): ScheduleEntry<T> {
    const entry: ScheduleEntry<T> = {
      item,
      intervalMs,
      phaseMs: phaseOf(seed, intervalMs),
      dueMs: nowMs,
      startedMs: nowMs - newcomerLeadMs,
      answering: false,
      removed: false,
      runningAs: null,
    };
    push(this.heap, entry, 'dueMs');
    return entry;
  }

  remove(entry: ScheduleEntry<T>): void {
    entry.removed = true; // its places in the queues go when they come up
  }

  /** What to start and what to give up at this moment; what starts must come back through `finish`. */
  take(nowMs: number): Due<T> {
    const due: Due<T> = { start: [], shed: [] };
    for (let top = this.heap[0]; top !== undefined && top.dueMs <= nowMs; top = this.heap[0]) {
      pop(this.heap, 'dueMs');
      if (!top.removed) push(this.waiting[top.answering ? 'answering' : 'silent'], top, 'startedMs');
    }
    const scan = nowMs >= this.nextScanMs;
    if (scan) this.nextScanMs = nowMs + lateScanEveryMs;
    this.takeFrom('answering', this.limits.answeringMax, nowMs, scan, due);
    this.takeFrom('silent', this.limits.silentMax, nowMs, scan, due);
    return due;
  }

  private takeFrom(kind: 'answering' | 'silent', runningMax: number, nowMs: number, scan: boolean, due: Due<T>): void {
    if (scan) this.dropLate(kind, nowMs, due);
    const queue = this.waiting[kind];
    for (let next = queue[0]; next !== undefined && this.running[kind] < runningMax; next = queue[0]) {
      pop(queue, 'startedMs');
      if (next.removed) continue;
      if (isLate(next, nowMs)) {
        this.shed(next, nowMs, due);
        continue;
      }
      this.running[kind] += 1;
      next.runningAs = kind;
      next.startedMs = nowMs;
      due.start.push(next);
    }
  }

  private dropLate(kind: 'answering' | 'silent', nowMs: number, due: Due<T>): void {
    const kept: ScheduleEntry<T>[] = [];
    for (const entry of this.waiting[kind]) {
      if (entry.removed) continue;
      if (isLate(entry, nowMs)) this.shed(entry, nowMs, due);
      else push(kept, entry, 'startedMs');
    }
    this.waiting[kind] = kept;
  }

  private shed(entry: ScheduleEntry<T>, nowMs: number, due: Due<T>): void {
    due.shed.push(entry);
    // The next place on the grid is late already, but not too late; one after a long pause is not owed more.
    entry.dueMs = Math.max(gridAfter(entry, entry.dueMs + gapMsMin), gridAfter(entry, nowMs - entry.intervalMs));
    push(this.heap, entry, 'dueMs');
  }

  /** A started poll ended. */
  finish(entry: ScheduleEntry<T>, answered: boolean): void {
    if (entry.runningAs !== null) this.running[entry.runningAs] -= 1;
    entry.runningAs = null;
    entry.answering = answered;
    if (entry.removed) return;
    entry.dueMs = gridAfter(entry, Math.max(entry.dueMs, entry.startedMs) + gapMsMin);
    push(this.heap, entry, 'dueMs');
  }

  /** When `take` is worth calling again, if nothing finishes before. */
  nextDueMs(): number {
    const dueMs = this.heap[0]?.dueMs ?? Infinity;
    return this.waitingCount > 0 ? Math.min(dueMs, this.nextScanMs) : dueMs;
  }
}

/** Spreads seeds evenly over the interval: Fibonacci hashing, for ids of one moment differ in few bits. */
export const phaseOf = (seed: number, intervalMs: number): number =>
  (Math.imul(seed, 0x9e3779b1) >>> 0) * (intervalMs / 4_294_967_296);

/** The first moment of the entry's grid after `afterMs`. */
function gridAfter<T>({ phaseMs, intervalMs }: ScheduleEntry<T>, afterMs: number): number {
  return phaseMs + (Math.floor((afterMs - phaseMs) / intervalMs) + 1) * intervalMs;
}

const isLate = <T>(entry: ScheduleEntry<T>, nowMs: number): boolean => nowMs - entry.dueMs > entry.intervalMs;

/** What a heap is ordered by: the first has the least of it. */
type HeapKey = 'dueMs' | 'startedMs';

function push<T>(heap: ScheduleEntry<T>[], entry: ScheduleEntry<T>, key: HeapKey): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt];
    if (parent === undefined || parent[key] <= entry[key]) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = entry;
}

function pop<T>(heap: ScheduleEntry<T>[], key: HeapKey): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let childAt = 2 * at + 1;
    const left = heap[childAt];
    if (left === undefined) break;
    const right = heap[childAt + 1];
    const child = right !== undefined && right[key] < left[key] ? right : left;
    if (child === right) childAt += 1;
    if (child[key] >= last[key]) break;
    heap[at] = child;
    at = childAt;
  }
  heap[at] = last;
}
