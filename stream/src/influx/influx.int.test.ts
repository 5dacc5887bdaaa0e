/** The sink against a strict server over real HTTP that is away, busy, broken or picky. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { NetworkView } from '../hub/view.ts';
import { deviceBlock, discoveryMessage, interfaceBlock, inventoryMessage } from '../testing/blocks.ts';
import { influxCredentials, StrictInflux } from '../testing/strict-influx.ts';
import { createInfluxSink } from './run.ts';

const log = createLog({ service: 'test', level: 'silent' });
const deviceId = newId();
const t0 = 1_800_000_000_000;
let server: StrictInflux;
let bus: Bus;
let metrics: Metrics;
let sink: Component;
let view: NetworkView;
/** Polls published so far: each has a time of its own and counts to one more. */
let sent: number;

function createSink(credentials: { token?: string; bucket?: string } = {}): Component {
  metrics = new Metrics();
  const target = { url: server.url, ...influxCredentials, ...credentials };
  return createInfluxSink(target, { bus, names: view, clock: systemClock, log, metrics });
}

beforeEach(async () => {
  server = new StrictInflux();
  await server.start();
  bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
  await bus.start();
  await bus.ensureTopics([{ ...topics.telemetryInterface, backlogBytesMax: 1024 * 1024 }, topics.telemetryDevice]);
  view = new NetworkView();
  view.list(inventoryMessage({ deviceId, name: 'Torre Norte, 1' }));
  const interfaces = [{ ifIndex: 1, name: 'sfp=1 \\' }];
  view.setDiscovery(discoveryMessage({ deviceId, atMs: t0, interfaces }), t0);
  sent = 0;
  sink = createSink();
  await sink.start();
});
afterEach(async () => {
  await sink.stop();
  await bus.stop();
  await server.stop();
  expect(server.complaints).toEqual([]);
});

async function publish(rows: number): Promise<void> {
  const polls = Array.from({ length: rows }, () => {
    sent += 1;
    return { deviceId, ifIndex: 1, polledAtMs: t0 + sent * 1_000, inOctets: sent, intervalMs: 1_000 };
  });
  await bus.publish(topics.telemetryInterface.name, [interfaceBlock(polls)]);
}
const value = async (name: string, labels: Record<string, string> = {}): Promise<number> => {
  const found = await metrics.registry.getSingleMetric(name)?.get();
  const match = found?.values.find((entry) =>
    Object.entries(labels).every(([label, wanted]) => entry.labels[label] === wanted),
  );
  return match?.value ?? 0;
};
const stored = (count: number): Promise<boolean> =>
  waitFor(`${count} points`, () => server.points.size === count, { timeLimitMs: 30_000 });
const octets = (): number => server.sum('interface_traffic', 'in_octets');
const sumTo = (n: number): number => (n * (n + 1)) / 2;

describe('the sink', () => {
  it('writes what was polled, with names that need escaping, and counts it', async () => {
    await publish(1);
    await bus.publish(topics.telemetryDevice.name, [
      deviceBlock([{ deviceId, polledAtMs: t0, uptimeMs: 5, rttUs: 7 }]),
    ]);
    await stored(2);
    const [traffic] = [...server.points.values()].filter((point) => point.measurement === 'interface_traffic');
    expect(Object.fromEntries(traffic?.tags ?? [])).toEqual({
      device: 'Torre Norte, 1',
      device_id: deviceId,
      if_index: '1',
      interface: 'sfp=1 /',
      tenant_id: '1',
    });
    expect(traffic?.fields.get('in_bps')).toEqual({ type: 'integer', value: '8' });
    expect(server.sum('device_health', 'up')).toBe(1);
    await waitFor('it is counted', async () => (await value('stream_influx_points_total')) === 2);
    expect(await value('stream_influx_up')).toBe(1);
    expect(await value('stream_influx_bytes_total')).toBeGreaterThan(400);
  });

  it('loses nothing while the server is away, and leaves no gap when it is back', async () => {
    await publish(10);
    await stored(10);
    await server.stop();
    for (let block = 0; block < 20; block += 1) await publish(50);
    await waitFor(
      'it is noticed',
      async () => (await value('stream_influx_failures_total', { kind: 'connection' })) > 0,
    );
    expect(await value('stream_influx_up')).toBe(0);
    await server.start();
    await publish(5);
    await stored(1_015);
    expect(octets()).toBe(sumTo(1_015));
    await waitFor('it is up', async () => (await value('stream_influx_up')) === 1);
    // The server has a point a moment before its answer is counted here.
    await waitFor('each is counted once', async () => (await value('stream_influx_points_total')) === 1_015);
  });

  it.each([
    ['reset', 'connection'],
    [{ status: 500, body: 'panic' }, 'server_error'],
    [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' }, 'unexpected_answer'],
    [{ status: 404, body: '{"message":"bucket not found"}' }, 'bucket_not_found'],
  ] as const)('tries again after %j', async (misbehaviour, kind) => {
    server.misbehave = misbehaviour;
    await publish(3);
    await waitFor('a failure', async () => (await value('stream_influx_failures_total', { kind })) >= 1);
    expect(server.points.size).toBe(0);
    server.misbehave = null;
    await stored(3);
  });

  it('takes a server that never answers for one that is away', async () => {
    server.misbehave = 'hang';
    await publish(3);
    await waitFor('a failure', async () => (await value('stream_influx_failures_total', { kind: 'timeout' })) === 1, {
      timeLimitMs: 25_000,
    });
    server.misbehave = null;
    await stored(3);
  });

  it('waits as long as a busy server asks', async () => {
    server.misbehave = { status: 429, headers: { 'retry-after': '2' }, body: '{"message":"slow down"}' };
    await publish(3);
    await waitFor('the first try', () => server.requests.length === 1);
    server.misbehave = null;
    await publish(3);
    await stored(6);
    const [first, second] = server.requests;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(1_990);
    expect(await value('stream_influx_failures_total', { kind: 'overloaded' })).toBe(1);
  });

  it('goes on past points that the server will never take, and counts them by reason', async () => {
    server.presetType('device_health', 'up', 'float');
    await bus.publish(topics.telemetryDevice.name, [
      deviceBlock([
        { deviceId, polledAtMs: t0 + 1 },
        { deviceId, polledAtMs: t0 + 2, result: 'shed' }, // has no field `up`
      ]),
    ]);
    await stored(1);
    server.oldestMs = t0 + 3_000;
    await publish(5);
    await stored(4);
    await waitFor('they are counted', async () => (await value('stream_influx_points_total')) === 4);
    expect(await value('stream_influx_rejected_points_total', { reason: 'field_type_conflict' })).toBe(1);
    expect(await value('stream_influx_rejected_points_total', { reason: 'beyond_retention' })).toBe(2);
  });

  it('saves the good points of a write that is refused as a whole', async () => {
    server.cursed = ({ timestamp }) => timestamp === t0 + 33_000 || timestamp === t0 + 80_000;
    await publish(100);
    await stored(98);
    expect(octets()).toBe(sumTo(100) - 33 - 80);
    expect(await value('stream_influx_rejected_points_total', { reason: 'malformed' })).toBe(2);
  });

  it('writes less at once when the server says that it is too much', async () => {
    server.bodyBytesMax = 600; // compressed
    await publish(500);
    await stored(500);
    expect(octets()).toBe(sumTo(500));
    const refused = server.requests.filter(({ status }) => status === 413).length;
    expect(refused).toBeGreaterThan(0);
    await publish(500);
    await stored(1_000);
    expect(server.requests.filter(({ status }) => status === 413).length).toBeLessThan(2 * refused);
  });
});

describe('a restart of the sink', () => {
  it('in the middle of an outage loses nothing, and does not wait for the server to stop', async () => {
    await server.stop();
    await publish(20);
    await waitFor('a failure', async () => (await value('stream_influx_failures_total')) > 0);
    await sink.stop();
    await server.start();
    sink = createSink();
    await sink.start();
    await publish(1);
    await stored(21);
    expect(octets()).toBe(sumTo(21));
  });

  it('with a token that is refused, then with the right one, loses nothing', async () => {
    await sink.stop();
    sink = createSink({ token: 'old' });
    await sink.start();
    await publish(4);
    await waitFor('a failure', async () => (await value('stream_influx_failures_total', { kind: 'unauthorized' })) > 0);
    await sink.stop();
    sink = createSink();
    await sink.start();
    await stored(4);
  });
});

describe('when the bus can hold no more', () => {
  it('the oldest points are given up, and publishers go on without the server', async () => {
    await server.stop();
    const blocks = 200;
    for (let block = 0; block < blocks; block += 1) await publish(500); // several times what the topic holds
    expect(await value('stream_influx_shed_points_total')).toBeGreaterThan(0);
    await server.start();
    const last = t0 + sent * 1_000;
    await waitFor('the newest poll', () => [...server.points.values()].some(({ timestamp }) => timestamp === last), {
      timeLimitMs: 30_000,
    });
    const shed = await value('stream_influx_shed_points_total');
    await waitFor('the rest', () => server.points.size + shed === sent);
    // What is missing is the oldest.
    const times = [...server.points.values()].map(({ timestamp }) => timestamp);
    expect(Math.min(...times)).toBe(t0 + (shed + 1) * 1_000);
  });
});
