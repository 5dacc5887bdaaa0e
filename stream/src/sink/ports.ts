import type { TopicPartition } from '@fastisp/core/bus/port';

/** Offsets of the records of one insert, half open. */
export interface InsertBounds {
  readonly start: bigint;
  readonly end: bigint;
}

/** One sink's hold on one partition, from taking it over to losing it. */
export interface PartitionClaim {
  readonly partition: TopicPartition;
  readonly logId: string;
  /** A UUID, made anew each time a partition is taken over. */
  readonly owner: string;
}

/** Remembers, over a crash, which insert may have been done without its offsets being committed. */
export interface SinkMarks {
  /**
   * From now on marks of every other owner are refused.
   * @returns the last marked insert of this log, both 0 when there is none: what lies before `start` is stored, and
   *   what lies in it must be inserted with the same bounds.
   */
  claim(claim: PartitionClaim): Promise<InsertBounds>;
  /** @returns false when another owner has claimed the partition: then nothing may be inserted. */
  mark(claim: PartitionClaim, insert: InsertBounds): Promise<boolean>;
}
