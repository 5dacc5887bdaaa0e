/** States that move from process to process: on one bus, with a real PostgreSQL between them. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus, BusRecord } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { deviceStateV1, type DeviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { topics } from '@fastisp/core/contracts/topics';
import { isAppError } from '@fastisp/core/errors/app-error';
import { newId, tenantId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { streamMigrations } from '../service.ts';
import { deviceBlock, inventoryMessage, inventoryRecord } from '../testing/blocks.ts';
import type { DeviceState } from './decide.ts';
import { stateMessage } from './messages.ts';
import { createPgDeviceStateStore } from './pg-device-state-store.ts';
import type { DeviceStateStore } from './ports.ts';
import { createDeviceStates, type DeviceStates } from './run.ts';

const log = createLog({ service: 'test', level: 'silent' });
const codec = messageCodec(deviceStateV1);
let database: TestDatabase;
let store: DeviceStateStore;
let bus: Bus;
const processes: { states: DeviceStates; metrics: Metrics }[] = [];
/** Everything on `state.devices`, in order. */
const published: BusRecord[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ modules: [streamMigrations] });
  store = createPgDeviceStateStore(database);
  bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
  await bus.start();
  await bus.ensureTopics(Object.values(topics));
  bus.subscribe({
    topics: [topics.stateDevices.name],
    groupId: 'test',
    handler: (batch) => {
      published.push(...batch.records);
      return Promise.resolve();
    },
  });
});
afterEach(async () => {
  for (const { states } of processes.splice(0)) await states.stop();
});
afterAll(async () => {
  await bus.stop();
  await database.stop();
});

async function startProcess(): Promise<(typeof processes)[number]> {
  const metrics = new Metrics();
  const states = createDeviceStates({ tickMs: 50 }, { bus, store, clock: systemClock, log, metrics });
  const started = { states, metrics };
  processes.push(started);
  await states.start();
  return started;
}

const list = (deviceId: string): Promise<void> =>
  bus.publish(topics.inventoryDevices.name, [inventoryRecord(inventoryMessage({ deviceId, pollIntervalS: 60 }))]);
const poll = (deviceId: string, polledAtMs: number, result: 'ok' | 'timeout'): Promise<void> =>
  bus.publish(topics.telemetryDevice.name, [deviceBlock([{ deviceId, polledAtMs, result }])]);

function lastOf(deviceId: string): DeviceStateV1['data'] | undefined {
  const record = published.findLast(({ key }) => key === deviceId);
  return record === undefined || record.value === null ? undefined : codec.decode(record).data;
}
const savedStatus = async (deviceId: string): Promise<string | undefined> => {
  const rows = await database.withSystem((tx) =>
    tx.selectFrom('device_states').select('status').where('device_id', '=', deviceId).execute(),
  );
  return rows[0]?.status;
};
const value = async (metrics: Metrics, name: string): Promise<number | undefined> =>
  (await metrics.registry.getSingleMetric(name)?.get())?.values[0]?.value;

const stateOf = (deviceId: string, status: 'up' | 'down', sinceMs: number): DeviceState => ({
  tenantId: 1,
  deviceId,
  pollIntervalMs: 60_000,
  status,
  reason: status === 'up' ? 'answering' : 'no_reply',
  sinceMs,
  before: null,
  lastSeenMs: sinceMs,
  uptimeMs: 1,
  lastPollMs: sinceMs,
  heardAtMs: sinceMs,
  interfaces: new Map(),
});

describe('of two processes', () => {
  it('one decides, and the other goes on from its states when it stops, with the polls in between', async () => {
    const deviceId = newId();
    const downAtMs = Date.now() - 10_000;
    await list(deviceId);
    const first = await startProcess();
    const second = await startProcess();
    expect(await value(first.metrics, 'stream_state_leader')).toBe(1);
    expect(await value(second.metrics, 'stream_state_leader')).toBe(0);
    await poll(deviceId, downAtMs - 60_000, 'ok');
    await poll(deviceId, downAtMs, 'timeout');
    await waitFor('down', () => lastOf(deviceId)?.status === 'down');
    expect(await value(second.metrics, 'stream_state_published_total')).toBe(0);

    processes.shift();
    await first.states.stop();
    published.length = 0;
    await poll(deviceId, downAtMs + 5_000, 'timeout');
    const taken = await waitFor('the takeover', () => lastOf(deviceId));
    expect(taken).toMatchObject({ status: 'down', since: new Date(downAtMs).toISOString() });
    await poll(deviceId, downAtMs + 9_000, 'ok');
    await waitFor('up', () => lastOf(deviceId)?.status === 'up');
    expect(await value(second.metrics, 'stream_state_leader')).toBe(1);
    await waitFor('saved', async () => (await savedStatus(deviceId)) === 'up');
  });
});

describe('a leader whose successor has loaded the states', () => {
  it('saves nothing any more, publishes nothing, and leads again only with what is saved', async () => {
    const deviceId = newId();
    const startMs = Date.now() - 100_000;
    await list(deviceId);
    const { metrics } = await startProcess();
    await poll(deviceId, startMs, 'ok');
    await waitFor('saved', async () => (await savedStatus(deviceId)) === 'up');

    // What a successor does that this process has not heard of.
    const { epoch, states } = await store.takeOver();
    expect(states.find((state) => state.deviceId === deviceId)?.status).toBe('up');
    await store.save(epoch, {
      states: [stateOf(deviceId, 'up', startMs + 1_000)],
      removed: [],
      changes: [],
    });
    await poll(deviceId, startMs + 2_000, 'timeout');
    await waitFor('the fence', async () => (await value(metrics, 'stream_state_fenced_total')) === 1);
    expect(await savedStatus(deviceId)).toBe('up');

    const currentEpoch = async (): Promise<number> =>
      (await database.db.selectFrom('device_state_epoch').select('epoch').executeTakeFirstOrThrow()).epoch;
    await waitFor('led again', async () => (await currentEpoch()) === epoch + 1);
    await waitFor('since of the successor', () => lastOf(deviceId)?.since === new Date(startMs + 1_000).toISOString());
  });
});

describe('a save of one leader and the takeover by the next, at the same moment', () => {
  it('end in one of two ways: the save is in what was loaded, or it was refused and left nothing', async () => {
    const outcomes = { taken: 0, refused: 0 };
    for (let round = 0; round < 40; round += 1) {
      const { epoch } = await store.takeOver();
      const ids = Array.from({ length: 20 }, () => newId());
      const states = ids.map((deviceId) => stateOf(deviceId, 'down', 1_000));
      const save = () =>
        store.save(epoch, { states, removed: [], changes: [] }).then(
          () => 'taken' as const,
          (error: unknown) => {
            if (isAppError(error, 'STREAM_STATE_FENCED')) return 'refused' as const;
            throw error;
          },
        );
      const takeOver = round % 2 === 0 ? null : store.takeOver(); // each of the two is first in half of the rounds
      const [outcome, next] = await Promise.all([save(), takeOver ?? store.takeOver()]);
      outcomes[outcome] += 1;
      const loaded = next.states.filter(({ deviceId }) => ids.includes(deviceId)).length;
      expect(loaded).toBe(outcome === 'taken' ? ids.length : 0);
      if (outcome === 'refused') expect(await savedStatus(ids[0] ?? '')).toBeUndefined();
      const removed = ids.map((deviceId) => ({ tenantId: tenantId(1), deviceId }));
      await store.save(next.epoch, { states: [], removed, changes: [] });
    }
    expect(outcomes.taken).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  });
});

describe('a message of a deposed leader that arrives late', () => {
  it('is followed by the true state', async () => {
    const deviceId = newId();
    const atMs = Date.now() - 1_000;
    await list(deviceId);
    const { metrics } = await startProcess();
    await poll(deviceId, atMs, 'timeout');
    await waitFor('down', () => lastOf(deviceId)?.status === 'down');
    const late = stateMessage(stateOf(deviceId, 'up', atMs - 60_000), { nowMs: atMs, epoch: 0 });
    await bus.publish(topics.stateDevices.name, [late]);
    const seen = await waitFor('the late one', () => {
      const index = published.findIndex((record) => record.headers['epoch'] === '0');
      return index < 0 ? null : index + 1;
    });
    await waitFor('the true one after it', () =>
      published.slice(seen).some(({ key }) => key === deviceId && lastOf(deviceId)?.status === 'down'),
    );
    expect(await value(metrics, 'stream_state_repaired_total')).toBe(1);
  });
});
