import { describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { waitFor } from '../testing/wait-for.ts';
import { busContract } from './bus.contract.ts';
import { createInProcessBus } from './in-process-bus.ts';
import type { Bus, BusRecord, TopicSpec } from './port.ts';

const log = createLog({ service: 'test', level: 'silent' });
const make = (): { bus: Bus; metrics: Metrics } => {
  const metrics = new Metrics();
  return { bus: createInProcessBus({ log, metrics, clock: systemClock }), metrics };
};

busContract('in process', async () => {
  const { bus } = make();
  await bus.start();
  return bus;
});

const spec: TopicSpec = { name: 't', partitions: 1, compacted: false, retentionMs: 0, backlogBytesMax: 10_000 };
const block = (key: string, bytes = 1_000) => ({ key, value: new Uint8Array(bytes) });

describe('back-pressure of the in-process bus', () => {
  test('publish waits while a subscribed group is behind, in order, and goes on when it is handled', async () => {
    const { bus, metrics } = make();
    await bus.ensureTopics([spec]);
    let release: () => void = () => {};
    let gate = new Promise<void>((resolve) => (release = resolve));
    const handled: BusRecord[] = [];
    const subscription = bus.subscribe({
      ...{ topics: ['t'], groupId: 'g', batchRecordsMax: 1 },
      handler: async ({ records }) => {
        await gate;
        handled.push(...records);
      },
    });
    await subscription.ready;
    for (let sent = 0; sent < 9; sent += 1) await bus.publish('t', [block(`k${sent}`)]);
    expect(bus.backlogFull('t')).toBe(false);
    await bus.publish('t', [block('fills it')]);
    expect(bus.backlogFull('t')).toBe(true);
    const accepted: string[] = [];
    const waiting = ['a', 'b', 'c'].map((key) => bus.publish('t', [block(key)]).then(() => accepted.push(key)));
    await waitFor('the handler to hold a record', async () => (await backlog(metrics)) > 10_000);
    expect(accepted).toEqual([]);
    release();
    gate = Promise.resolve();
    await Promise.all(waiting);
    expect(accepted).toEqual(['a', 'b', 'c']);
    await subscription.caughtUp();
    expect(handled.map((record) => record.key).slice(-4)).toEqual(['fills it', 'a', 'b', 'c']);
    expect(await backlog(metrics)).toBe(0);
    await bus.stop();
  });

  test('nobody subscribed: publish never waits, the oldest are dropped and counted, memory stays bounded', async () => {
    const { bus, metrics } = make();
    await bus.ensureTopics([spec]);
    for (let sent = 0; sent < 100; sent += 1) await bus.publish('t', [block(String(sent), 100_000)]);
    expect(bus.backlogFull('t')).toBe(false);
    const seen: (string | null)[] = [];
    const handler = async ({ records }: { records: readonly BusRecord[] }) =>
      void seen.push(...records.map((r) => r.key));
    const late = bus.subscribe({ topics: ['t'], groupId: 'g', from: 'earliest', handler });
    await late.caughtUp();
    expect(seen.length).toBeLessThanOrEqual(41); // 4 MiB of 100 kB each
    expect(seen.at(-1)).toBe('99');
    expect(await metrics.registry.metrics()).toContain(`core_bus_dropped_total{topic="t"} ${100 - seen.length}`);
    await bus.stop();
  });

  test('a group that left does not hold publishers up, and loses only what is beyond the limit', async () => {
    const { bus } = make();
    await bus.ensureTopics([spec]);
    const first = bus.subscribe({ topics: ['t'], groupId: 'g', handler: async () => {} });
    await first.ready;
    await first.close();
    for (let sent = 0; sent < 100; sent += 1) await bus.publish('t', [block(String(sent), 100_000)]);
    const seen: (string | null)[] = [];
    const handler = async ({ records }: { records: readonly BusRecord[] }) =>
      void seen.push(...records.map((r) => r.key));
    const second = bus.subscribe({ topics: ['t'], groupId: 'g', handler });
    await second.caughtUp();
    expect(seen.length).toBeGreaterThan(30);
    expect(seen.at(-1)).toBe('99');
    await bus.stop();
  });

  test('stop refuses who waits for room', async () => {
    const { bus } = make();
    await bus.ensureTopics([spec]);
    bus.subscribe({
      ...{ topics: ['t'], groupId: 'g', batchRecordsMax: 1 },
      handler: (_batch, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    await bus.publish('t', [block('a', 20_000)]);
    const waiting = bus.publish('t', [block('b')]);
    const refused = expect(waiting).rejects.toMatchObject({ code: 'BUS_STOPPED' });
    await bus.stop();
    await refused;
  });

  const backlog = async (metrics: Metrics): Promise<number> => {
    const found = await metrics.registry.getSingleMetric('core_bus_backlog_bytes')?.get();
    return Number(found?.values.find((value) => value.labels['topic'] === 't')?.value);
  };
});

describe('memory of the in-process bus', () => {
  test('a compacted topic keeps one record of each key for a group that comes back, and its tombstones in the queue', async () => {
    const { bus } = make();
    await bus.ensureTopics([{ ...spec, compacted: true, backlogBytesMax: 1_000_000 }]);
    const state = new Map<string | null, number>();
    const handler = async ({ records }: { records: readonly BusRecord[] }) => {
      for (const { key, value } of records) {
        if (value === null) state.delete(key);
        else state.set(key, value[0] ?? -1);
      }
    };
    const first = bus.subscribe({ topics: ['t'], groupId: 'g', from: 'earliest', handler });
    await first.caughtUp();
    await first.close();
    for (let round = 0; round < 200; round += 1) {
      await bus.publish('t', [{ key: `k${round % 3}`, value: new Uint8Array(100_000).fill(round) }]);
    }
    await bus.publish('t', [{ key: 'k0', value: null }]);
    const second = bus.subscribe({ topics: ['t'], groupId: 'g', handler });
    await second.caughtUp();
    expect([...state].toSorted()).toEqual([
      ['k1', 199],
      ['k2', 197],
    ]);
    await bus.stop();
  });
});
