/** The pool with real workers: sharding, a worker that dies, a bus that refuses, an end that loses nothing. */
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus, BusMessage } from '@fastisp/core/bus/port';
import { readBlockHead } from '@fastisp/core/block/message';
import { decodeBlocks } from '@fastisp/core/block/native';
import { getUuid } from '@fastisp/core/block/builder';
import { systemClock } from '@fastisp/core/clock';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceSpec } from '#poll/device.ts';
import { madeDevice } from '../testing/made-device.ts';
import { SnmprecAgent } from '../testing/snmprec-agent.ts';
import { createPoolMetrics } from './metrics.ts';
import { createPollPool, type PollPool } from './run.ts';

const log = createLog({ service: 'test', level: 'silent' });
const settings = {
  timeoutMs: 300,
  retries: 1,
  factsEveryPolls: 20,
  answeringPollsMax: 64,
  silentPollsMax: 64,
};

let agent: SnmprecAgent;
let bus: Bus;
let metrics: Metrics;
let pool: PollPool;
let factsPublished = 0;
const published: { key: string | null; deviceId: string }[] = [];

beforeEach(async () => {
  published.length = 0;
  factsPublished = 0;
  agent = await SnmprecAgent.start({
    table: madeDevice({ ports: 4, uptimeTicks: 1, octets: 1n }),
    community: 'public',
  });
  metrics = new Metrics();
  bus = createInProcessBus({ log, metrics, clock: systemClock });
  await bus.start();
  await bus.ensureTopics(Object.values(topics));
  const { publish } = bus;
  bus.publish = (topic: string, messages: readonly BusMessage[]): Promise<void> => {
    if (topic === topics.telemetryDevice.name) messages.forEach(note);
    if (topic === topics.discoveryDevices.name) factsPublished += messages.length;
    return publish.call(bus, topic, messages);
  };
});
afterEach(async () => {
  await pool.stop();
  await bus.stop();
  await agent.stop();
});

function note({ key, value, headers }: BusMessage): void {
  if (value === null) return;
  for (const { rows, columns } of decodeBlocks(telemetryDeviceV1, value)) {
    expect(readBlockHead(headers ?? {})).toMatchObject({ schema: telemetryDeviceV1.id, rows });
    for (let row = 0; row < rows; row += 1) published.push({ key, deviceId: getUuid(columns.device_id, row) });
  }
}

async function startPool(workers: number): Promise<void> {
  pool = createPollPool({ workers, settings }, { bus, log, metrics: createPoolMetrics(metrics) });
  await pool.start();
}

const spec = (over: Partial<DeviceSpec> = {}): DeviceSpec => ({
  tenantId: 1,
  deviceId: newId(),
  address: '127.0.0.1',
  port: agent.port,
  version: '2c',
  community: 'public',
  pollIntervalMs: 5_000,
  ...over,
});

const pollsOf = (deviceId: string) => published.filter((poll) => poll.deviceId === deviceId);
const metric = async (name: string): Promise<number> => {
  const { values } = (await metrics.registry.getSingleMetric(name)?.get()) ?? { values: [] };
  return values.reduce((sum, { value }) => sum + value, 0);
};

test('devices are shared out among the workers, each worker with a key of its own', async () => {
  await startPool(2);
  const devices = Array.from({ length: 20 }, () => spec());
  for (const device of devices) pool.upsert(device);
  await waitFor('all are polled', () => devices.every(({ deviceId }) => pollsOf(deviceId).length > 0));
  expect(new Set(published.map(({ key }) => key))).toEqual(new Set(['shard-0', 'shard-1']));
  for (const { deviceId } of devices) expect(new Set(pollsOf(deviceId).map(({ key }) => key)).size).toBe(1);
  await waitFor('the workers report', async () => (await metric('collector_snmp_polls_total')) >= devices.length);
  expect(await metric('collector_snmp_receive_buffer_bytes')).toBeGreaterThan(0);
});

test('a worker that dies is replaced and polls its devices again', async () => {
  await startPool(1);
  const device = spec();
  pool.upsert(device);
  await waitFor('first poll', () => pollsOf(device.deviceId).length > 0);
  // No parser lets such a thing through: it stands for any bug that ends a worker.
  const deadly = spec({ community: null as unknown as string });
  pool.upsert(deadly);
  pool.remove(deadly.deviceId);
  await waitFor('its absence is told', () =>
    pool.check().then(
      () => false,
      () => true,
    ),
  );
  await waitFor('its successor is at work', () =>
    pool.check().then(
      () => true,
      () => false,
    ),
  );
  const before = pollsOf(device.deviceId).length;
  await waitFor('polls go on', () => pollsOf(device.deviceId).length > before);
  expect(await metric('collector_pool_worker_restarts_total')).toBe(1);
});

test('a bus that takes nothing costs rows, which are counted, and no memory', async () => {
  await startPool(1);
  let refuse = true;
  const { publish } = bus;
  bus.publish = (topic, messages) => (refuse ? Promise.reject(new Error('away')) : publish.call(bus, topic, messages));
  const device = spec();
  pool.upsert(device);
  await waitFor('rows are dropped', async () => (await metric('collector_pool_rows_dropped_total')) > 0);
  refuse = false;
  await waitFor('rows arrive', () => pollsOf(device.deviceId).length > 0, { timeLimitMs: 15_000 });
  await waitFor('its facts, which were refused, are told again', () => factsPublished > 0, { timeLimitMs: 15_000 });
});

test('stopping hands over what was gathered', async () => {
  await startPool(1);
  const device = spec();
  pool.upsert(device);
  // Its facts go out just before its row is written, and the row then waits for others.
  await waitFor('its facts', () => factsPublished > 0, { everyMs: 1 });
  await pool.stop();
  expect(pollsOf(device.deviceId)).toHaveLength(1);
  metrics = new Metrics();
  await startPool(1); // a pool can follow one that stopped
});
