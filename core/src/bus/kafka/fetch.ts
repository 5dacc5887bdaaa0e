/** One fetch from one broker, as records of the bus. */
import type { Consumer } from '@platformatic/kafka';
import type { BusRecord, TopicPartition } from '../port.ts';
import type { PartitionReader } from './partition-reader.ts';

export interface FetchTarget {
  readonly reader: PartitionReader;
  readonly topicId: string;
}

export interface Fetched {
  readonly reader: PartitionReader;
  readonly records: readonly BusRecord[];
  readonly nextOffset: bigint;
}

/** How long the broker holds the request when there is nothing to send: the delay of a newly owned partition at worst. */
const fetchWaitMs = 250;
const fetchBytesMax = 32 * 1024 * 1024;
const partitionBytesMax = 8 * 1024 * 1024;
/** Bit 5 of a batch's attributes: a transaction marker, not data. */
const controlBatch = 0b10_0000;

export async function fetchOnce(consumer: Consumer, node: number, targets: readonly FetchTarget[]): Promise<Fetched[]> {
  const byTopic = Map.groupBy(targets, (target) => target.topicId);
  const topics = [...byTopic].map(([topicId, wanted]) => ({
    topicId,
    partitions: wanted.map(({ reader }) => ({
      partition: reader.partition.partition,
      currentLeaderEpoch: -1,
      fetchOffset: reader.fetchOffset,
      lastFetchedEpoch: -1,
      partitionMaxBytes: partitionBytesMax,
    })),
  }));
  const response = await consumer.fetch({
    node,
    topics,
    maxWaitTime: fetchWaitMs,
    minBytes: 1,
    maxBytes: fetchBytesMax,
  });
  return response.responses.flatMap((topic) =>
    topic.partitions.flatMap(({ partitionIndex, records: batches }) => {
      const target = byTopic.get(topic.topicId)?.find(({ reader }) => reader.partition.partition === partitionIndex);
      if (target === undefined || batches === null || batches === undefined || batches.length === 0) return [];
      return [{ reader: target.reader, ...recordsOf(target.reader.partition, batches) }];
    }),
  );
}

type RecordsBatches = NonNullable<
  Awaited<ReturnType<Consumer['fetch']>>['responses'][number]['partitions'][number]['records']
>;

function recordsOf(partition: TopicPartition, batches: RecordsBatches): { records: BusRecord[]; nextOffset: bigint } {
  const records: BusRecord[] = [];
  let nextOffset = 0n;
  for (const batch of batches) {
    nextOffset = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if ((batch.attributes & controlBatch) !== 0) continue;
    for (const record of batch.records) {
      records.push({
        ...partition,
        offset: batch.firstOffset + BigInt(record.offsetDelta),
        timestampMs: Number(batch.firstTimestamp + record.timestampDelta),
        key: record.key === null ? null : record.key.toString(),
        value: record.value,
        headers: Object.fromEntries(record.headers.map(([key, value]) => [String(key), String(value)])),
      });
    }
  }
  return { records, nextOffset };
}
