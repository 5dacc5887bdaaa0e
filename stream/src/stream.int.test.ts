/** The whole of stream: blocks on a real bus, rows in the real engine, states in a real PostgreSQL, a real client. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { BusMessage, BusRecord } from '@fastisp/core/bus/port';
import { deadLetterTopic } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { readEnv } from '@fastisp/core/config/env-schema';
import { deviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import type { StreamDeviceRow, StreamInterfaceRow, StreamTrafficRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { type TelemetryEventV1, telemetryEventV1 } from '@fastisp/core/contracts/telemetry-event.v1';
import { topics } from '@fastisp/core/contracts/topics';
import { readinessOf } from '@fastisp/core/http/health';
import { newId, tenantId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { streamEnv } from './config.ts';
import { createStream, streamMigrations, type Stream } from './service.ts';
import { createPgSinkMarks } from './sink/pg-sink-marks.ts';
import {
  deviceBlock,
  discoveryMessage,
  discoveryRecord,
  exporterBlock,
  flowBlock,
  interfaceBlock,
  inventoryMessage,
  inventoryRecord,
} from './testing/blocks.ts';
import { everyPermission, StreamClient } from './testing/stream-client.ts';
import { influxCredentials, StrictInflux } from './testing/strict-influx.ts';

const log = createLog({ service: 'test', level: 'silent' });
const home = await mkdtemp(join(tmpdir(), 'stream-int-'));
const engine = createEmbeddedColumnStore({ home, memoryMb: 1_024 }, { log, metrics: new Metrics() });
const bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
const server = createServer();
const influx = new StrictInflux();
await influx.start();
const config = readEnv(streamEnv, {
  SINK_LINGER_MS: '20',
  INFLUX_URL: influx.url,
  INFLUX_TOKEN: influxCredentials.token,
  INFLUX_ORG: influxCredentials.org,
  INFLUX_BUCKET: influxCredentials.bucket,
});
const stateCodec = messageCodec(deviceStateV1);
const eventCodec = messageCodec(telemetryEventV1);

/** The store can be made to fail as one that is away does. */
let away = false;
let failedInserts = 0;
const columnStore: ColumnStore = {
  ...engine,
  insertBlocks: async (options) => {
    if (!away) return engine.insertBlocks(options);
    failedInserts += 1;
    throw new Error('away');
  },
};

let database: TestDatabase;
let metrics: Metrics;
let stream: Stream;
const events: TelemetryEventV1[] = [];
const states: BusRecord[] = [];

async function startStream(): Promise<void> {
  metrics = new Metrics();
  const authenticate = () =>
    Promise.resolve({ userId: 'anna', tenantId: tenantId(1), name: 'Anna', permissions: everyPermission });
  const deps = { bus, columnStore, relational: database, clock: systemClock, log, metrics, authenticate };
  stream = createStream(config, { ...deps, httpServer: server });
  await stream.start();
}

beforeAll(async () => {
  [database] = await Promise.all([createTestDatabase({ modules: [streamMigrations] }), engine.start(), bus.start()]);
  await bus.ensureTopics(Object.values(topics));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  bus.subscribe({
    topics: [topics.telemetryEvent.name, topics.stateDevices.name],
    groupId: 'test',
    handler: (batch) => {
      for (const record of batch.records) {
        if (batch.topic === topics.stateDevices.name) states.push(record);
        else events.push(eventCodec.decode(record));
      }
      return Promise.resolve();
    },
  });
  await startStream();
});
afterAll(async () => {
  await stream.stop();
  server.closeAllConnections();
  server.close();
  await bus.stop();
  await Promise.all([engine.stop(), database.stop(), influx.stop()]);
  await rm(home, { recursive: true, force: true });
});

const client = (): Promise<StreamClient> =>
  StreamClient.connect(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/stream`, {
    authorization: 'Bearer a',
  }); // a TCP server has such an address
const publish = (topic: string, ...messages: BusMessage[]): Promise<void> => bus.publish(topic, messages);
const count = async (sql: string): Promise<number> =>
  Number((await engine.query<{ n: string }>(`SELECT ${sql}`))[0]?.n ?? 0);
async function add(data: { deviceId: string; name: string }): Promise<void> {
  await publish(topics.inventoryDevices.name, inventoryRecord(inventoryMessage({ ...data, pollIntervalS: 60 })));
}
const flowsOf = (from: number, rows: number): BusMessage =>
  flowBlock(
    Array.from({ length: rows }, (_, n) => ({
      receivedAtMs: Date.now(),
      source: from + (n % 50),
      destination: 0x08080808,
      bytes: 100,
      samplingRate: 2,
    })),
  );

describe('flows', () => {
  it('become rows and rollups that agree, through an absence of the store and a damaged block', async () => {
    const refused: BusRecord[] = [];
    bus.subscribe({
      topics: [deadLetterTopic(topics.telemetryFlow.name)],
      groupId: 'test.dlq',
      handler: (batch) => {
        refused.push(...batch.records);
        return Promise.resolve();
      },
    });
    await publish(topics.telemetryFlow.name, flowsOf(0x0a000000, 1_000), flowsOf(0x0a000100, 500));
    await waitFor('the rows', async () => (await count('count() AS n FROM flows')) === 1_500);

    away = true;
    const damaged = flowsOf(0x0a000200, 10);
    await publish(topics.telemetryFlow.name, flowsOf(0x0a000300, 2_000), {
      ...damaged,
      value: damaged.value?.subarray(0, 99) ?? null,
    });
    await publish(topics.telemetryFlow.name, {
      ...damaged,
      headers: { ...damaged.headers, schema: 'telemetry.flow.v99' },
    });
    await waitFor('refused inserts', () => failedInserts > 0);
    expect(await count('count() AS n FROM flows')).toBe(1_500);
    away = false;

    await waitFor('all rows', async () => (await count('count() AS n FROM flows')) === 3_500);
    await waitFor('the dead letters', () => refused.length === 2);
    for (const level of ['1m', '5m', '1h', '1d']) {
      const sums = `FROM flows_${level} WHERE breakdown = 'source'`;
      // An insert shows in the raw table a moment before its rollups.
      await waitFor(`flows at ${level}`, async () => (await count(`sum(flows) AS n ${sums}`)) === 3_500);
      expect(await count(`sum(bytes) AS n ${sums}`)).toBe(2 * 350_000);
    }
  });
});

describe('a device', () => {
  const deviceId = newId();
  const device = (rows: StreamDeviceRow[]): StreamDeviceRow | undefined =>
    rows.find((row) => row.deviceId === deviceId);

  it('goes from the inventory to the browser, with state, traffic and names', async () => {
    const browser = await client();
    for (const topic of ['devices', 'traffic']) browser.subscribe(topic);
    await add({ deviceId, name: 'core-1' });
    await browser.row('devices', 'the device', (row: StreamDeviceRow) => row.name === 'core-1');
    expect(device(browser.rows('devices'))).toMatchObject({ status: 'unknown', reason: 'not_polled_yet' });

    const nowMs = Date.now();
    const ports = [
      { ifIndex: 1, name: 'ether1', alias: 'to the tower' },
      { ifIndex: 2, name: 'ether2', operStatus: 2 },
    ];
    await publish(
      topics.discoveryDevices.name,
      discoveryRecord(discoveryMessage({ deviceId, atMs: nowMs, interfaces: ports })),
    );
    const rows = [
      { deviceId, ifIndex: 1, polledAtMs: nowMs, inOctets: 7_500_000, outOctets: 15_000_000 },
      { deviceId, ifIndex: 2, polledAtMs: nowMs, operStatus: 2 },
    ];
    await publish(topics.telemetryInterface.name, interfaceBlock(rows));
    await publish(topics.telemetryDevice.name, deviceBlock([{ deviceId, polledAtMs: nowMs, uptimeMs: 123_456 }]));
    await publish(topics.telemetryExporter.name, exporterBlock({ atMs: nowMs, flows: 1_000 }));

    await browser.row(
      'devices',
      'state and rates',
      (row: StreamDeviceRow) => row.status === 'up' && row.inBps !== null && row.interfacesDown === 1,
    );
    expect(device(browser.rows('devices'))).toMatchObject({
      reason: 'answering',
      lastSeenAt: new Date(nowMs).toISOString(),
      uptimeMs: 123_456,
      interfacesUp: 1,
      interfacesDown: 1,
      inBps: 1_000_000,
      outBps: 2_000_000,
    });
    browser.subscribe(`device:${deviceId}`);
    await browser.row(`device:${deviceId}`, 'ether1', (row: StreamInterfaceRow) => row.name === 'ether1');
    expect(browser.rows(`device:${deviceId}`)).toMatchObject([
      { ifIndex: 1, name: 'ether1', alias: 'to the tower', status: 'up', inBps: 1_000_000, speedBps: 1_000_000_000 },
      { ifIndex: 2, name: 'ether2', status: 'down', inBps: 0 },
    ]);
    await browser.row(
      'traffic',
      'the totals',
      (row: StreamTrafficRow) => row.inBps === 1_000_000 && row.flowsPerS === 100,
    );
    const stored = 'count() AS n FROM interface_samples';
    await waitFor('its rows', async () => (await count(stored)) === 2);
    await waitFor('its points', () => influx.points.size === 3);
    expect([...influx.points.values()].map(({ tags }) => [tags.get('device'), tags.get('interface')])).toEqual(
      expect.arrayContaining([
        ['core-1', 'ether1'],
        ['core-1', 'ether2'],
        ['core-1', undefined],
      ]),
    );
    expect(influx.complaints).toEqual([]);
    const answered = `sum(polls_ok) AS n FROM device_1d WHERE device_id = '${deviceId}'`;
    await waitFor('its availability', async () => (await count(answered)) === 1);
    browser.ws.close();
  });

  it('that stops is down in the browser within a second of the poll that failed', async () => {
    const browser = await client();
    browser.subscribe('devices');
    await browser.row('devices', 'the device', (row: StreamDeviceRow) => row.status === 'up');
    const failedAtMs = Date.now();
    await publish(topics.telemetryDevice.name, deviceBlock([{ deviceId, polledAtMs: failedAtMs, result: 'timeout' }]));
    await browser.row('devices', 'down', (row: StreamDeviceRow) => row.status === 'down');
    expect(Date.now() - failedAtMs).toBeLessThan(1_000);
    expect(device(browser.rows('devices'))).toMatchObject({
      reason: 'no_reply',
      since: new Date(failedAtMs).toISOString(),
      interfacesUp: 0,
      interfacesDown: 0,
    });
    const event = await waitFor('the event', () => events.find(({ data }) => 'to' in data && data.to === 'down'));
    expect(event).toMatchObject({
      tenantId: 1,
      occurredAt: new Date(failedAtMs).toISOString(),
      data: { type: 'device_status_changed', deviceId, from: 'up', to: 'down', reason: 'no_reply' },
    });
    browser.ws.close();
  });

  it('keeps its state over a restart, and its history in order', async () => {
    const before = await waitFor('its state', () => states.findLast((record) => record.key === deviceId));
    await stream.stop();
    states.length = 0;
    await startStream();
    const after = await waitFor('its state, published again', () => states.find((record) => record.key === deviceId));
    expect(stateCodec.decode(after).data).toEqual(stateCodec.decode(before).data);

    const changes = await database.withTenant(tenantId(1), (tx) =>
      tx.selectFrom('device_state_changes').selectAll().where('device_id', '=', deviceId).orderBy('at').execute(),
    );
    expect(
      changes.map((change) => `${change.if_index} ${change.from_status}>${change.to_status} ${change.reason}`),
    ).toEqual(['-1 unknown>up answering', '-1 up>down no_reply']);
    const others = await database.withTenant(tenantId(2), (tx) => tx.selectFrom('device_states').selectAll().execute());
    expect(others).toEqual([]);
  });

  it('is forgotten when the inventory drops it', async () => {
    const browser = await client();
    browser.subscribe('devices');
    await waitFor('the snapshot', () => device(browser.rows('devices')) !== undefined);
    await publish(topics.inventoryDevices.name, { key: deviceId, value: null });
    await waitFor('its end', () => device(browser.rows('devices')) === undefined);
    await waitFor('the tombstone', () => states.some(({ key, value }) => key === deviceId && value === null));
    await waitFor('its row', async () => {
      const rows = await database.withSystem((tx) => tx.selectFrom('device_states').selectAll().execute());
      return rows.length === 0;
    });
    browser.ws.close();
  });
});

describe('marks of the sink', () => {
  const claimOf = (options: { partition: number; logId?: string }) => ({
    partition: { topic: 'telemetry.flow', partition: options.partition },
    logId: options.logId ?? 'log-1',
    owner: newId(),
  });
  const nothing = { start: 0n, end: 0n };

  it('tell a successor the bounds of the last insert of this log, and nothing of another log or partition', async () => {
    const marks = createPgSinkMarks(database);
    const first = claimOf({ partition: 3 });
    expect(await marks.claim(first)).toEqual(nothing);
    expect(await marks.mark(first, { start: 0n, end: 40n })).toBe(true);
    const last = { start: 40n, end: 5_000_000_000n };
    expect(await marks.mark(first, last)).toBe(true);
    expect(await marks.claim(claimOf({ partition: 4 }))).toEqual(nothing);
    expect(await marks.claim(claimOf({ partition: 3 }))).toEqual(last);
    expect(await marks.claim(claimOf({ partition: 3, logId: 'log-2' }))).toEqual(nothing);
    expect(await marks.claim(claimOf({ partition: 3 }))).toEqual(nothing); // the older log is gone for good
  });

  it('are refused to whoever had the partition before', async () => {
    const marks = createPgSinkMarks(database);
    const before = claimOf({ partition: 5 });
    await marks.claim(before);
    const after = claimOf({ partition: 5 });
    await marks.claim(after);
    expect(await marks.mark(before, { start: 0n, end: 10n })).toBe(false);
    expect(await marks.mark(after, { start: 0n, end: 20n })).toBe(true);
    expect(await marks.claim(claimOf({ partition: 5 }))).toEqual({ start: 0n, end: 20n });
  });
});

describe('readiness', () => {
  it('is told by the parts that do the work', async () => {
    expect(await readinessOf(stream.readiness)).toMatchObject({ ready: true });
    const text = await metrics.registry.metrics();
    for (const name of ['stream_sink_rows_total', 'stream_state_devices', 'stream_hub_clients']) {
      expect(text).toContain(name);
    }
  });
});
