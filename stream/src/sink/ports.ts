import type { TopicPartition } from '@fastisp/core/bus/port';

/** Remembers, over a crash, where the insert ended that may have been done without its offsets being committed. */
export interface SinkMarks {
  /** The first offset after the last marked insert of this log, or null. */
  lastEnd(partition: TopicPartition, logId: string): Promise<bigint | null>;
  mark(partition: TopicPartition, logId: string, endOffset: bigint): Promise<void>;
}
