/** What the tests of the bus's contract are written with. */
import { newId } from '../../ids.ts';
import type {
  Bus,
  BusBatch,
  BusMessage,
  BusRecord,
  SubscribeOptions,
  Subscription,
  TopicPartition,
  TopicSpec,
} from '../port.ts';

export const KiB = 1024;
export const partitions = 4;

export const text = (value: Uint8Array | null): string | null =>
  value === null ? null : Buffer.from(value).toString();

export const message = (key: string | null, value: string | null): BusMessage => ({
  key,
  value: value === null ? null : Buffer.from(value),
});

/** `count` messages over `keys` keys, with values that grow within a key. */
export const numbered = (count: number, keys: number): BusMessage[] =>
  Array.from({ length: count }, (_, index) => message(`key-${index % keys}`, String(index)));

export const isComplete = (values: readonly (string | null)[], count: number): boolean =>
  new Set(values).size === count;

export function inOrderPerKey(records: readonly BusRecord[]): boolean {
  const last = new Map<string | null, number>();
  return records.every(({ key, value }) => {
    const number = Number(text(value));
    const grew = number > (last.get(key) ?? -1);
    last.set(key, number);
    return grew;
  });
}

/** A reader that notes what it handled, and which partitions it has. */
export interface Collector {
  readonly subscription: Subscription;
  readonly batches: readonly BusBatch[];
  readonly assigned: readonly TopicPartition[];
  records(): BusRecord[];
  values(): (string | null)[];
}

export interface BusWorld {
  /** Started, and there as soon as the first test runs. */
  readonly bus: Bus;
  makeBus(): Promise<Bus>;
  /** Waits within the adapter's time limit. */
  until<T>(what: string, condition: () => T | false | null | undefined): Promise<T>;
  /** @returns the name of a new topic. */
  makeTopic(spec?: Partial<TopicSpec>): Promise<string>;
  collect(topic: string, extra?: Partial<SubscribeOptions>): Collector;
}

export async function makeTopic(bus: Bus, spec: Partial<TopicSpec> = {}): Promise<string> {
  const topic = `contract.${newId()}`;
  await bus.ensureTopics([
    { name: topic, partitions, compacted: false, retentionMs: 3_600_000, backlogBytesMax: 1024 * KiB, ...spec },
  ]);
  return topic;
}

export function collect(bus: Bus, topic: string, extra: Partial<SubscribeOptions> = {}): Collector {
  const batches: BusBatch[] = [];
  const assigned: TopicPartition[] = [];
  const subscription: Subscription = bus.subscribe({
    topics: [topic],
    groupId: `group-${newId()}`,
    ...extra,
    handler: async (batch, signal) => {
      await extra.handler?.(batch, signal);
      batches.push(batch);
    },
    onAssigned: (given) => void assigned.push(...given),
    onRevoked: (taken) => {
      for (const { partition } of taken)
        assigned.splice(
          assigned.findIndex((p) => p.partition === partition),
          1,
        );
    },
  });
  const records = (): BusRecord[] => batches.flatMap((batch) => batch.records);
  const values = (): (string | null)[] => records().map((record) => text(record.value));
  return { subscription, batches, assigned, records, values };
}
