/**
 * Each sink's hold on the partitions it reads, where the bus outlives the process (Kafka).
 *
 * An insert may have been done and its offsets not committed: its sink died, or slept while another took its partition.
 * The store knows an insert again by its bounds only. So whoever takes a partition over claims its mark, learns the
 * bounds of the last insert from it and repeats exactly that one; and a sink whose claim has been replaced inserts
 * nothing more, because its successor could not know with which bounds.
 */
import { type BusBatch, PartitionTakenError, type TopicPartition } from '@fastisp/core/bus/port';
import { newId } from '@fastisp/core/ids';
import type { PartitionClaim, SinkMarks } from './ports.ts';

interface Held extends PartitionClaim {
  /** What lies before is in the store, wherever the committed offset stands. */
  readonly storedBefore: bigint;
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

export class PartitionClaims {
  readonly #marks: SinkMarks;
  readonly #held = new Map<string, Held>();

  constructor(marks: SinkMarks) {
    this.#marks = marks;
  }

  /** Claims a partition at its first batch. @returns where that batch must end; null from then on. */
  async batchEnd(partition: TopicPartition, logId: string): Promise<bigint | null> {
    const key = keyOf(partition);
    if (this.#held.has(key)) return null;
    const claim = { partition, logId, owner: newId() };
    const last = await this.#marks.claim(claim);
    this.#held.set(key, { ...claim, storedBefore: last.start });
    return last.end;
  }

  /** They are ours anew: what was known of them is not true any more. */
  forget(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.#held.delete(keyOf(partition));
  }

  /** The records of a batch that are not in the store for certain. */
  withoutStored(batch: BusBatch): BusBatch {
    const held = this.#held.get(keyOf(batch));
    if (held === undefined) return batch;
    return { ...batch, records: batch.records.filter(({ offset }) => offset >= held.storedBefore) };
  }

  /**
   * To be called before the insert of a batch.
   * @throws PartitionTakenError when another sink has claimed the partition: then nothing of it may be inserted.
   */
  async mark(batch: BusBatch): Promise<void> {
    const held = this.#held.get(keyOf(batch));
    const [first, last] = [batch.records[0], batch.records.at(-1)];
    if (held === undefined || first === undefined || last === undefined) return;
    if (!(await this.#marks.mark(held, { start: first.offset, end: last.offset + 1n }))) {
      throw new PartitionTakenError(held.partition);
    }
  }
}
