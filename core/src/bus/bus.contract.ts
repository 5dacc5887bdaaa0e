/**
 * What every adapter of the bus must do, as tests. They assume neither timing nor where a key lands: each
 * waits for what must happen, on topics and groups of its own, so that a broker may be shared and slow.
 *
 *     busContract('Kafka', () => startedBus(…), { timeLimitMs: 30_000 });
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { waitFor } from '../testing/wait-for.ts';
import {
  type Bus,
  type BusBatch,
  type BusMessage,
  type BusRecord,
  deadLetterTopic,
  PartitionTakenError,
  PoisonRecordError,
  type SubscribeOptions,
  type Subscription,
  type TopicPartition,
  type TopicSpec,
} from './port.ts';

export interface BusContractOptions {
  /** Why the adapter cannot be tested here (a missing peer), or null. */
  readonly skip?: string | null;
  /** How long anything may take. Default 10 s. */
  readonly timeLimitMs?: number;
}

const KiB = 1024;
const partitions = 4;
const text = (value: Uint8Array | null): string | null => (value === null ? null : Buffer.from(value).toString());
const message = (key: string | null, value: string | null): BusMessage => ({
  key,
  value: value === null ? null : Buffer.from(value),
});
/** `count` messages over `keys` keys, with values that grow within a key. */
const numbered = (count: number, keys: number): BusMessage[] =>
  Array.from({ length: count }, (_, index) => message(`key-${index % keys}`, String(index)));

export function busContract(name: string, makeBus: () => Promise<Bus>, options: BusContractOptions = {}): void {
  const timeLimitMs = options.timeLimitMs ?? 10_000;
  const until = <T>(what: string, condition: () => T | false | null | undefined): Promise<T> =>
    waitFor(what, condition, { timeLimitMs, everyMs: 5 });

  describe.skipIf((options.skip ?? null) !== null)(
    `bus contract: ${name}${options.skip ?? ''}`,
    { timeout: 3 * timeLimitMs },
    () => {
      let bus: Bus;
      beforeAll(async () => {
        bus = await makeBus();
      }, timeLimitMs);
      afterAll(() => bus.stop(), timeLimitMs);

      const makeTopic = async (spec: Partial<TopicSpec> = {}): Promise<string> => {
        const topic = `contract.${newId()}`;
        await bus.ensureTopics([
          { name: topic, partitions, compacted: false, retentionMs: 3_600_000, backlogBytesMax: 1024 * KiB, ...spec },
        ]);
        return topic;
      };

      /** A subscription that notes what it handled. */
      const collect = (topic: string, extra: Partial<SubscribeOptions> = {}) => {
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
      };

      const inOrderPerKey = (records: readonly BusRecord[]): boolean => {
        const last = new Map<string | null, number>();
        return records.every(({ key, value }) => {
          const number = Number(text(value));
          const grew = number > (last.get(key) ?? -1);
          last.set(key, number);
          return grew;
        });
      };
      const isComplete = (values: readonly (string | null)[], count: number): boolean => new Set(values).size === count;

      test('topics are made once; one that exists with fewer partitions is refused', async () => {
        const topic = await makeTopic();
        const spec = { name: topic, partitions, compacted: false, retentionMs: 3_600_000, backlogBytesMax: KiB };
        await bus.ensureTopics([spec]);
        await expect(bus.ensureTopics([{ ...spec, partitions: partitions + 1 }])).rejects.toMatchObject({
          code: 'BUS_TOPIC_TOO_FEW_PARTITIONS',
        });
      });

      test('what is published arrives once, in order of each key, with key, value and headers', async () => {
        const topic = await makeTopic();
        const reader = collect(topic, { from: 'earliest' });
        await reader.subscription.ready;
        const sentAtMs = Date.now();
        await bus.publish(topic, [{ key: 'k', value: new Uint8Array([0, 255, 1]), headers: { schema: 'x.v1' } }]);
        await until('the first record', () => reader.records().length === 1);
        const [first] = reader.records();
        expect(first).toMatchObject({ topic, key: 'k', headers: { schema: 'x.v1' } });
        expect([...(first?.value ?? [])]).toEqual([0, 255, 1]);
        expect(Math.abs((first?.timestampMs ?? 0) - sentAtMs)).toBeLessThan(60_000);

        const sent = numbered(500, 20);
        for (let start = 0; start < sent.length; start += 50) await bus.publish(topic, sent.slice(start, start + 50));
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
        await bus.publish(topic, [...numbered(100, 10), { key: 'large', value: new Uint8Array(600 * KiB) }]);
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
        await bus.publish(topic, sent);
        await until('all records', () => isComplete(reader.values(), 64));
        expect(reader.records().every((record) => record.key === null)).toBe(true);
        await reader.subscription.close();
      });

      test('a new group starts at the beginning or at the end, as it asks', async () => {
        const topic = await makeTopic();
        await bus.publish(topic, [message('k', 'before')]);
        const late = collect(topic, { from: 'latest' });
        await late.subscription.ready;
        const whole = collect(topic, { from: 'earliest' });
        await bus.publish(topic, [message('k', 'after')]);
        await until('both records', () => whole.records().length === 2);
        await until('the later record', () => late.records().length === 1);
        expect(whole.values()).toEqual(['before', 'after']);
        expect(late.values()).toEqual(['after']);
        await Promise.all([whole.subscription.close(), late.subscription.close()]);
      });

      test('each group sees every record', async () => {
        const topic = await makeTopic();
        const readers = [collect(topic), collect(topic)];
        await Promise.all(readers.map((reader) => reader.subscription.ready));
        await bus.publish(topic, numbered(100, 10));
        for (const reader of readers) {
          await until('all records', () => reader.records().length === 100);
          expect(inOrderPerKey(reader.records())).toBe(true);
          await reader.subscription.close();
        }
      });

      test('two members of a group share its partitions; one goes on alone when the other leaves', async () => {
        const topic = await makeTopic();
        const groupId = `group-${newId()}`;
        const first = collect(topic, { groupId, from: 'earliest' });
        const second = collect(topic, { groupId, from: 'earliest' });
        await until('a share for each', () => {
          const owned = [...first.assigned, ...second.assigned].map(({ partition }) => partition);
          const each = first.assigned.length > 0 && second.assigned.length > 0;
          return each && owned.length === partitions && new Set(owned).size === partitions;
        });
        await bus.publish(topic, numbered(200, 40));
        await until('all records', () => isComplete([...first.values(), ...second.values()], 200));
        expect(first.records().length).toBeGreaterThan(0);
        expect(second.records().length).toBeGreaterThan(0);
        expect(first.records().length + second.records().length).toBe(200);

        await second.subscription.close();
        await until('all partitions', () => first.assigned.length === partitions);
        await bus.publish(topic, numbered(200, 40));
        await until('all records again', () => first.records().length + second.records().length === 400);
        await first.subscription.close();
      });

      test('members come and go under load: nothing lost, order of each key kept', async () => {
        const topic = await makeTopic();
        const groupId = `group-${newId()}`;
        const handled: BusRecord[] = [];
        const join = (): Subscription =>
          bus.subscribe({
            ...{ topics: [topic], groupId, from: 'earliest', batchRecordsMax: 10 },
            handler: async (batch) => {
              await new Promise((resolve) => setImmediate(resolve));
              handled.push(...batch.records);
            },
          });
        const stayer = join();
        await stayer.ready;
        const sent = numbered(600, 30);
        for (let start = 0; start < sent.length; start += 100) {
          const guest = join();
          await guest.ready;
          await bus.publish(topic, sent.slice(start, start + 100));
          await guest.close();
        }
        await until('all records', () =>
          isComplete(
            handled.map((record) => text(record.value)),
            600,
          ),
        );
        // At least once: a record may come again after a move, but its first time is in order.
        const seen = new Set<string>();
        const firsts = handled.filter(({ partition, offset }) => {
          const id = `${partition}/${offset}`;
          return seen.has(id) ? false : seen.add(id);
        });
        expect(inOrderPerKey(firsts)).toBe(true);
        await stayer.close();
      });

      test('a group goes on after its last committed record, whoever its member is', async () => {
        const topic = await makeTopic();
        const groupId = `group-${newId()}`;
        const before = collect(topic, { groupId, from: 'earliest' });
        await before.subscription.ready;
        await bus.publish(topic, numbered(50, 5));
        await before.subscription.caughtUp();
        await before.subscription.close();
        expect(before.records()).toHaveLength(50);

        await bus.publish(topic, [message('key-0', '50'), message('key-1', '51')]); // while nobody is there
        const after = collect(topic, { groupId, from: 'latest' });
        await until('what came meanwhile', () => after.records().length >= 2);
        await after.subscription.caughtUp();
        expect(after.values().toSorted()).toEqual(['50', '51']);
        await after.subscription.close();
      });

      test('close finishes the batch in hand and commits it', async () => {
        const topic = await makeTopic();
        const groupId = `group-${newId()}`;
        let release: () => void = () => {};
        const gate = new Promise<void>((resolve) => (release = resolve));
        let begun = false;
        const slow = collect(topic, {
          ...{ groupId, from: 'earliest' as const },
          handler: () => {
            begun = true;
            return gate;
          },
        });
        await bus.publish(topic, [message('k', '0')]);
        await until('the handler to begin', () => begun);
        const closing = slow.subscription.close();
        release();
        await closing;
        expect(slow.values()).toEqual(['0']);
        await bus.publish(topic, [message('k', '1')]);
        const next = collect(topic, { groupId });
        await until('the next record', () => next.records().length === 1);
        expect(next.values()).toEqual(['1']);
        await next.subscription.close();
      });

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
        await bus.publish(topic, numbered(40, 8));
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
        await bus.publish(topic, numbered(1, 1));
        await until('the failure', () => stuckPartition >= 0);
        await bus.publish(topic, numbered(101, 50).slice(1));
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
        await bus.publish(topic, [message('k', '0'), message('k', 'poison'), message('k', '1')]);
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
        await bus.publish(topic, [message('k', '0')]);
        await until('the first', () => seen.length === 1);
        await bus.publish(topic, [message('k', '1'), message('k', '2')]);
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
        await bus.publish(topic, [message('k', 'bad')]);
        await until('the dead letter', () => dead.values().includes('bad'));
        expect(attempts).toBe(2);
        await bus.publish(topic, [message('k', 'good')]);
        await until('the next record', () => reader.values().includes('good'));
        await Promise.all([reader.subscription.close(), dead.subscription.close()]);
      });

      test('a compacted topic gives a late reader the last value of each key', async () => {
        const topic = await makeTopic({ compacted: true });
        const early = collect(topic, { from: 'earliest' });
        await bus.publish(topic, numbered(300, 10));
        await bus.publish(topic, [message('key-3', null), message('key-4', null), message('key-4', 'again')]);
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

        await bus.publish(topic, [message('key-3', 'back'), message('key-0', null)]);
        await until('what comes after', () => late.values().includes('back') && late.values().includes(null));
        expect(picture(late.records()).get('key-3')).toBe('back');
        expect(picture(late.records()).has('key-0')).toBe(false);
        await Promise.all([early.subscription.close(), late.subscription.close()]);
      });

      test('caughtUp waits for the handler, and is immediate on an empty topic', async () => {
        const topic = await makeTopic();
        let release: () => void = () => {};
        const gate = new Promise<void>((resolve) => (release = resolve));
        const reader = collect(topic, { from: 'earliest', handler: () => gate });
        await reader.subscription.caughtUp();
        await bus.publish(topic, numbered(10, 10));
        let caughtUp = false;
        const waiting = reader.subscription.caughtUp().then(() => (caughtUp = true));
        await bus.publish(topic, [message('k', '10')]);
        expect(caughtUp).toBe(false);
        release();
        await waiting;
        expect(reader.records().length).toBeGreaterThanOrEqual(10);
        await reader.subscription.close();
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
        const publishing = Promise.all(values.map((one) => bus.publish(topic, [one])));
        await until('a batch in hand', () => bus.backlogFull(topic) || true);
        release();
        await publishing;
        await until('all records', () => reader.records().length === 100);
        expect(inOrderPerKey(reader.records())).toBe(true);
        await until('room again', () => !bus.backlogFull(topic));
        await reader.subscription.close();
      });

      test('megabyte values arrive whole', async () => {
        const topic = await makeTopic({ backlogBytesMax: 64 * 1024 * KiB });
        const reader = collect(topic, { from: 'earliest' });
        const blocks = Array.from({ length: 12 }, (_, index) => new Uint8Array(1_000 * KiB).fill(index));
        for (const value of blocks) await bus.publish(topic, [{ key: null, value }]);
        await until('all blocks', () => reader.records().length === 12);
        const got = reader.records().toSorted((a, b) => (a.value?.[0] ?? 0) - (b.value?.[0] ?? 0));
        for (const [index, record] of got.entries()) {
          expect(Buffer.compare(record.value ?? Buffer.alloc(0), blocks[index] ?? Buffer.alloc(0))).toBe(0);
        }
        await reader.subscription.close();
      });

      test('a stopped bus refuses to publish', async () => {
        const other = await makeBus();
        await other.stop();
        await expect(other.publish('contract.any', [message('k', 'v')])).rejects.toMatchObject({ code: 'BUS_STOPPED' });
      });
    },
  );
}
