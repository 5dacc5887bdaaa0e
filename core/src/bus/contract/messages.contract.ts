/** What is published, and how it is read; see bus.contract.ts. */
import { expect, test } from 'vitest';
import { type BusRecord } from '../port.ts';
import { type BusWorld, inOrderPerKey, isComplete, KiB, message, numbered, partitions, text } from './world.ts';

export function messagesContract(world: BusWorld): void {
  const { collect, makeTopic, until } = world;

  test('topics are made once; one that exists with fewer partitions is refused', async () => {
    const topic = await makeTopic();
    const spec = { name: topic, partitions, compacted: false, retentionMs: 3_600_000, backlogBytesMax: KiB };
    await world.bus.ensureTopics([spec]);
    await expect(world.bus.ensureTopics([{ ...spec, partitions: partitions + 1 }])).rejects.toMatchObject({
      code: 'BUS_TOPIC_TOO_FEW_PARTITIONS',
    });
  });

  test('what is published arrives once, in order of each key, with key, value and headers', async () => {
    const topic = await makeTopic();
    const reader = collect(topic, { from: 'earliest' });
    await reader.subscription.ready;
    const sentAtMs = Date.now();
    await world.bus.publish(topic, [{ key: 'k', value: new Uint8Array([0, 255, 1]), headers: { schema: 'x.v1' } }]);
    await until('the first record', () => reader.records().length === 1);
    const [first] = reader.records();
    expect(first).toMatchObject({ topic, key: 'k', headers: { schema: 'x.v1' } });
    expect([...(first?.value ?? [])]).toEqual([0, 255, 1]);
    expect(Math.abs((first?.timestampMs ?? 0) - sentAtMs)).toBeLessThan(60_000);

    const sent = numbered(500, 20);
    for (let start = 0; start < sent.length; start += 50) await world.bus.publish(topic, sent.slice(start, start + 50));
    await until('all records', () => reader.records().length >= 501);
    await reader.subscription.caughtUp();
    const got = reader.records().slice(1);
    expect(got).toHaveLength(500);
    expect(inOrderPerKey(got)).toBe(true);
    for (const key of new Set(got.map((record) => record.key))) {
      expect(new Set(got.filter((record) => record.key === key).map((record) => record.partition)).size).toBe(1);
    }
    await reader.subscription.close();
  });

  test('batches: one partition and one log each, offsets that grow, limits kept, a single large record fits', async () => {
    const topic = await makeTopic();
    const limits = { batchRecordsMax: 7, batchBytesMax: 64 * KiB, batchLingerMs: 20 };
    const reader = collect(topic, { from: 'earliest', ...limits });
    await reader.subscription.ready;
    await world.bus.publish(topic, [...numbered(100, 10), { key: 'large', value: new Uint8Array(600 * KiB) }]);
    await until('all records', () => reader.records().length === 101);
    const lastOffset = new Map<number, bigint>();
    for (const { records, partition } of reader.batches) {
      expect(records.length).toBeGreaterThan(0);
      expect(records.length).toBeLessThanOrEqual(7);
      const bytes = records.reduce((sum, record) => sum + (record.value?.byteLength ?? 0), 0);
      if (records.length > 1) expect(bytes).toBeLessThanOrEqual(64 * KiB);
      for (const record of records) {
        expect(record).toMatchObject({ topic, partition });
        expect(record.offset).toBeGreaterThan(lastOffset.get(partition) ?? -1n);
        lastOffset.set(partition, record.offset);
      }
    }
    expect(new Set(reader.batches.map((batch) => batch.logId)).size).toBe(1);
    await reader.subscription.close();
  });

  test('messages without a key all arrive', async () => {
    const topic = await makeTopic();
    const reader = collect(topic, { from: 'earliest' });
    const sent = Array.from({ length: 64 }, (_, index) => message(null, String(index)));
    await world.bus.publish(topic, sent);
    await until('all records', () => isComplete(reader.values(), 64));
    expect(reader.records().every((record) => record.key === null)).toBe(true);
    await reader.subscription.close();
  });

  test('a compacted topic gives a late reader the last value of each key', async () => {
    const topic = await makeTopic({ compacted: true });
    const early = collect(topic, { from: 'earliest' });
    await world.bus.publish(topic, numbered(300, 10));
    await world.bus.publish(topic, [message('key-3', null), message('key-4', null), message('key-4', 'again')]);
    await early.subscription.ready;
    await early.subscription.caughtUp();

    const late = collect(topic, { from: 'earliest', batchRecordsMax: 4 });
    await late.subscription.ready;
    await late.subscription.caughtUp();
    const picture = (records: readonly BusRecord[]): Map<string | null, string> => {
      const state = new Map<string | null, string>();
      for (const { key, value } of records) {
        if (value === null) state.delete(key);
        else state.set(key, text(value) ?? '');
      }
      return new Map([...state].toSorted());
    };
    const expected = new Map(Array.from({ length: 10 }, (_, k) => [`key-${k}`, String(290 + k)] as const));
    expected.delete('key-3');
    expected.set('key-4', 'again');
    expect(picture(late.records())).toEqual(expected);
    expect(picture(early.records())).toEqual(expected);

    await world.bus.publish(topic, [message('key-3', 'back'), message('key-0', null)]);
    await until('what comes after', () => late.values().includes('back') && late.values().includes(null));
    expect(picture(late.records()).get('key-3')).toBe('back');
    expect(picture(late.records()).has('key-0')).toBe(false);
    await Promise.all([early.subscription.close(), late.subscription.close()]);
  });

  test('a slow reader of a full topic loses nothing and keeps its order', async () => {
    const topic = await makeTopic({ partitions: 2, backlogBytesMax: 64 * KiB });
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const reader = collect(topic, { from: 'earliest', handler: () => gate });
    await reader.subscription.ready;
    const padding = 'x'.repeat(8 * KiB);
    const sent = Array.from({ length: 100 }, (_, index) => ({
      ...message(`key-${index % 5}`, String(index)),
      headers: { padding },
    }));
    const values = sent.map((one) => ({ ...one, value: Buffer.from(text(one.value)?.padStart(8 * KiB) ?? '') }));
    const publishing = Promise.all(values.map((one) => world.bus.publish(topic, [one])));
    await until('a batch in hand', () => world.bus.backlogFull(topic) || true);
    release();
    await publishing;
    await until('all records', () => reader.records().length === 100);
    expect(inOrderPerKey(reader.records())).toBe(true);
    await until('room again', () => !world.bus.backlogFull(topic));
    await reader.subscription.close();
  });

  test('megabyte values arrive whole', async () => {
    const topic = await makeTopic({ backlogBytesMax: 64 * 1024 * KiB });
    const reader = collect(topic, { from: 'earliest' });
    const blocks = Array.from({ length: 12 }, (_, index) => new Uint8Array(1_000 * KiB).fill(index));
    for (const value of blocks) await world.bus.publish(topic, [{ key: null, value }]);
    await until('all blocks', () => reader.records().length === 12);
    const got = reader.records().toSorted((a, b) => (a.value?.[0] ?? 0) - (b.value?.[0] ?? 0));
    for (const [index, record] of got.entries()) {
      expect(Buffer.compare(record.value ?? Buffer.alloc(0), blocks[index] ?? Buffer.alloc(0))).toBe(0);
    }
    await reader.subscription.close();
  });

  test('a stopped bus refuses to publish', async () => {
    const other = await world.makeBus();
    await other.stop();
    await expect(other.publish('contract.any', [message('k', 'v')])).rejects.toMatchObject({ code: 'BUS_STOPPED' });
  });
}
