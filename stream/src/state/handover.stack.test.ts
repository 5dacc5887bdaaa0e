/** The leader of the device states is killed: another process goes on, on a real broker and a real PostgreSQL. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { deviceStateV1, type DeviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { testKafkaBrokers } from '@fastisp/core/testing/kafka';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { streamMigrations } from '../service.ts';
import { deviceBlock, inventoryMessage, inventoryRecord } from '../testing/blocks.ts';
import { createPgDeviceStateStore } from './pg-device-state-store.ts';
import { createDeviceStates } from './run.ts';

const brokers = testKafkaBrokers();
const program = resolve(import.meta.dirname, '../testing/states-process.ts');
const codec = messageCodec(deviceStateV1);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe.skipIf(brokers.missing !== null)(`device states on Kafka${brokers.missing ?? ''}`, () => {
  it('are decided by another process within 15 s of their leader’s death, with what it had saved', async () => {
    const log = createLog({ service: 'test', level: 'silent' });
    const database = await createTestDatabase({ modules: [streamMigrations] });
    const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.` };
    const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: brokers.address };
    const bus = createKafkaBus({ config, clientId: 'survivor' }, { log, metrics: new Metrics() });
    await bus.start();
    await bus.ensureTopics(Object.values(topics));
    const states = new Map<string, DeviceStateV1['data']>();
    const reader = bus.subscribe({
      topics: [topics.stateDevices.name],
      groupId: 'test',
      from: 'earliest',
      handler: (batch) => {
        for (const record of batch.records) {
          if (record.key !== null && record.value !== null) states.set(record.key, codec.decode(record).data);
        }
        return Promise.resolve();
      },
    });
    await reader.ready;

    // Over all partitions: a survivor that got only some of them would miss devices.
    const devices = Array.from({ length: 40 }, () => newId());
    const inventory = devices.map((deviceId) => inventoryRecord(inventoryMessage({ deviceId, pollIntervalS: 60 })));
    await bus.publish(topics.inventoryDevices.name, inventory);
    const poll = (atMs: number, result: 'ok' | 'timeout'): Promise<void> =>
      bus.publish(
        topics.telemetryDevice.name,
        devices.map((deviceId) => ({ ...deviceBlock([{ deviceId, polledAtMs: atMs, result }]), key: deviceId })),
      );
    const allAre = (status: string): boolean => devices.every((deviceId) => states.get(deviceId)?.status === status);

    const { client } = database.access.runtime;
    const password = typeof client.password === 'function' ? await client.password() : client.password;
    const leader = spawn(process.execPath, [program], {
      env: { ...process.env, ...env, DATABASE_LOGIN: JSON.stringify({ ...client, password }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(leader);
    await once(leader.stdout, 'data');
    const store = createPgDeviceStateStore(database);
    const metrics = new Metrics();
    const survivor = createDeviceStates({ tickMs: 200 }, { bus, store, clock: systemClock, log, metrics });
    await survivor.start();
    const downAtMs = Date.now() - 120_000;
    await poll(downAtMs - 60_000, 'ok');
    await poll(downAtMs, 'timeout');
    await waitFor('all are down', () => allAre('down'), { timeLimitMs: 20_000 });
    expect((await metrics.registry.getSingleMetric('stream_state_published_total')?.get())?.values[0]?.value).toBe(0);
    await waitFor('all are saved', async () => {
      const rows = await database.withSystem((tx) =>
        tx.selectFrom('device_states').select('device_id').where('status', '=', 'down').execute(),
      );
      return rows.length === devices.length;
    });

    const killedAtMs = Date.now();
    leader.kill('SIGKILL');
    await poll(downAtMs + 60_000, 'ok');
    await waitFor('all are up', () => allAre('up'), { timeLimitMs: 15_000 });
    process.stdout.write(`states decided ${Date.now() - killedAtMs} ms after the leader was killed\n`);
    const changes = await waitFor('their history', async () => {
      const rows = await database.withSystem((tx) => tx.selectFrom('device_state_changes').selectAll().execute());
      return rows.length === 3 * devices.length ? rows : null;
    });
    expect(new Set(changes.map((change) => `${change.from_status}>${change.to_status}`))).toEqual(
      new Set(['unknown>up', 'up>down', 'down>up']),
    );
    await survivor.stop();
    await bus.stop();
    await database.stop();
  });
});
