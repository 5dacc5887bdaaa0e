/** Handlers that fail; see bus.contract.ts. */
import { expect, test } from 'vitest';
import { deadLetterTopic, PartitionTakenError, PoisonRecordError } from '../port.ts';
import { type BusWorld, inOrderPerKey, isComplete, message, numbered, partitions, text } from './world.ts';

export function failuresContract(world: BusWorld): void {
  const { collect, makeTopic, until } = world;

  test('a batch that its handler rejects comes again, the same records in the same bounds', async () => {
    const topic = await makeTopic();
    const attempts = new Map<number, string[]>();
    const reader = collect(topic, {
      ...{ from: 'earliest', batchRecordsMax: 5 },
      handler: async ({ partition, records }) => {
        const list = attempts.get(partition) ?? [];
        attempts.set(partition, list);
        list.push(records.map((record) => record.offset).join());
        if (list.length < 3) throw new Error('not yet');
      },
    });
    await world.bus.publish(topic, numbered(40, 8));
    await until('all records', () => reader.records().length === 40);
    expect(inOrderPerKey(reader.records())).toBe(true);
    for (const [first, second, third] of attempts.values()) {
      expect(second).toBe(first);
      expect(third).toBe(first);
    }
    await reader.subscription.close();
  });

  test('a batch that keeps failing holds up its own partition only', async () => {
    const topic = await makeTopic();
    let stuckPartition = -1;
    let healed = false;
    const reader = collect(topic, {
      from: 'earliest',
      handler: async ({ partition, records }) => {
        if (records.some((record) => text(record.value) === '0')) stuckPartition = partition;
        if (partition === stuckPartition && !healed) throw new Error('stuck');
      },
    });
    await reader.subscription.ready;
    await world.bus.publish(topic, numbered(1, 1));
    await until('the failure', () => stuckPartition >= 0);
    await world.bus.publish(topic, numbered(101, 50).slice(1));
    const lastStuck = (): boolean => reader.records().every((record) => record.partition !== stuckPartition);
    await until(
      'the other partitions',
      () => new Set(reader.records().map((r) => r.partition)).size === partitions - 1,
    );
    expect(lastStuck()).toBe(true);
    healed = true;
    await until('all records', () => isComplete(reader.values(), 101));
    expect(inOrderPerKey(reader.records())).toBe(true);
    await reader.subscription.close();
  });

  test('a poison record goes to the dead-letter topic with its reason, the rest is handled', async () => {
    const topic = await makeTopic();
    const dead = collect(deadLetterTopic(topic), { from: 'earliest' });
    const reader = collect(topic, {
      from: 'earliest',
      handler: async ({ records }) => {
        const poison = records.find((record) => text(record.value) === 'poison');
        if (poison !== undefined) throw new PoisonRecordError(poison.offset, 'not a number');
      },
    });
    await world.bus.publish(topic, [message('k', '0'), message('k', 'poison'), message('k', '1')]);
    await until('the good records', () => reader.records().length === 2);
    await until('the dead letter', () => dead.records().length === 1);
    expect(reader.values()).toEqual(['0', '1']);
    const [letter] = dead.records();
    expect(letter).toMatchObject({ key: 'k', headers: { reason: 'not a number', topic } });
    expect(text(letter?.value ?? null)).toBe('poison');
    await Promise.all([reader.subscription.close(), dead.subscription.close()]);
  });

  test('a partition that its handler finds taken is taken up anew from the committed offset', async () => {
    const topic = await makeTopic();
    const seen: string[] = [];
    let taken = 0;
    const reader = collect(topic, {
      ...{ from: 'earliest', attemptsMax: 1 },
      handler: async ({ records, partition }) => {
        const values = records.map((record) => text(record.value) ?? '');
        if (values.includes('1') && taken++ < 2) throw new PartitionTakenError({ topic, partition });
        seen.push(...values);
      },
    });
    await world.bus.publish(topic, [message('k', '0')]);
    await until('the first', () => seen.length === 1);
    await world.bus.publish(topic, [message('k', '1'), message('k', '2')]);
    await until('the others', () => seen.length === 3);
    expect({ seen, taken }).toEqual({ seen: ['0', '1', '2'], taken: 3 });
    await reader.subscription.close();
  });

  test('after attemptsMax deliveries the records of a batch go to the dead-letter topic', async () => {
    const topic = await makeTopic();
    const dead = collect(deadLetterTopic(topic), { from: 'earliest' });
    let attempts = 0;
    const reader = collect(topic, {
      ...{ from: 'earliest', attemptsMax: 2 },
      handler: async ({ records }) => {
        if (!records.some((record) => text(record.value) === 'bad')) return;
        attempts += 1;
        throw new Error('never');
      },
    });
    await world.bus.publish(topic, [message('k', 'bad')]);
    await until('the dead letter', () => dead.values().includes('bad'));
    expect(attempts).toBe(2);
    await world.bus.publish(topic, [message('k', 'good')]);
    await until('the next record', () => reader.values().includes('good'));
    await Promise.all([reader.subscription.close(), dead.subscription.close()]);
  });
}
