/**
 * One topic of one tenant, for all who see the same of it: its rows, the deltas of the recent past as ready frames, and who is behind by how much.
 *
 * Rows are kept as JSON texts: a snapshot is a join, a delta is made once for all its subscribers, and a row that
 * was set to what it is already costs nobody anything.
 */
import { textFrame } from './frame.ts';

export interface TopicLogLimits {
  /** Deltas kept for those who come back; who missed more gets a snapshot. */
  readonly deltasMax: number;
  /** Their bytes; the oldest go first. */
  readonly bytesMax: number;
}

export interface SeenUpTo {
  readonly epoch: string;
  readonly seq: number;
}

export interface Missing {
  readonly frames: readonly Buffer[];
  /** Whether it is a snapshot. */
  readonly whole: boolean;
}

export class TopicLog {
  readonly topic: string;
  /** A new one with each life of the topic, so that a `seq` of another life is never taken for one of this. */
  readonly epoch: string;
  seq = 0;
  private readonly limits: TopicLogLimits;
  private readonly rows = new Map<string, string>();
  private readonly upserts = new Map<string, string>();
  private readonly removed = new Set<string>();
  /** Frames of the deltas `seq − deltas.length + 1 … seq`. */
  private deltas: Buffer[] = [];
  private deltaBytes = 0;
  private snapshotFrame: Buffer | null = null;

  constructor(topic: string, epoch: string, limits: TopicLogLimits) {
    this.topic = topic;
    this.epoch = epoch;
    this.limits = limits;
  }

  get size(): number {
    return this.rows.size;
  }

  keys(): IterableIterator<string> {
    return this.rows.keys();
  }

  /** @param text of the row: it may be in several topics, and is written once. */
  set(key: string, text: string): void {
    if (this.rows.get(key) === text) return;
    this.rows.set(key, text);
    this.upserts.set(key, text);
    this.removed.delete(key);
  }

  delete(key: string): void {
    if (!this.rows.delete(key)) return;
    this.upserts.delete(key);
    this.removed.add(key);
  }

  /** Makes a delta of what changed since the last one. @returns whether there was anything. */
  cut(asOf: string): boolean {
    if (this.upserts.size === 0 && this.removed.size === 0) return false;
    this.seq += 1;
    const frame = textFrame(
      `${this.head('delta', asOf)},"upserts":[${[...this.upserts.values()].join(',')}],"removed":${JSON.stringify([...this.removed])}}`,
    );
    this.upserts.clear();
    this.removed.clear();
    this.snapshotFrame = null;
    this.deltas.push(frame);
    this.deltaBytes += frame.length;
    while (this.deltas.length > this.limits.deltasMax || this.deltaBytes > this.limits.bytesMax) {
      const oldest = this.deltas.shift();
      if (oldest === undefined) break;
      this.deltaBytes -= oldest.length;
    }
    return true;
  }

  /** The whole picture as one frame. What is not cut yet is in it and comes once more with the next delta. */
  snapshot(asOf: string): Buffer {
    if (this.upserts.size > 0 || this.removed.size > 0) return this.makeSnapshot(asOf);
    return (this.snapshotFrame ??= this.makeSnapshot(asOf));
  }

  /**
   * What someone who has seen up to `seen` is missing, in as few bytes as there are: the deltas since, or a
   * snapshot when they are gone, too many, or of another life of the topic.
   */
  missing(seen: SeenUpTo | null, asOf: string): Missing {
    if (seen === null || seen.epoch !== this.epoch || seen.seq > this.seq) return this.whole(asOf);
    const behind = this.seq - seen.seq;
    if (behind === 0) return { frames: [], whole: false };
    if (behind > this.deltas.length) return this.whole(asOf);
    const frames = this.deltas.slice(-behind);
    if (behind === 1) return { frames, whole: false };
    const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
    const whole = this.whole(asOf);
    return bytes <= (whole.frames[0]?.length ?? 0) ? { frames, whole: false } : whole;
  }

  private whole(asOf: string): Missing {
    return { frames: [this.snapshot(asOf)], whole: true };
  }

  private makeSnapshot(asOf: string): Buffer {
    return textFrame(`${this.head('snapshot', asOf)},"rows":[${[...this.rows.values()].join(',')}]}`);
  }

  private head(type: 'snapshot' | 'delta', asOf: string): string {
    return `{"type":"${type}","topic":"${this.topic}","epoch":"${this.epoch}","seq":${this.seq},"asOf":"${asOf}"`;
  }
}
