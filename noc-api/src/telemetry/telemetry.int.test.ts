import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import { migrateColumnStore } from '@fastisp/core/column-store/migrate';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { telemetryEventTopic, telemetryEventV1 } from '@fastisp/core/contracts/telemetry-event.v1';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import type { NetworkInterface } from '#inventory/schemas.ts';
import type { ExporterList, Top, Traffic } from './ports.ts';

const columnMigrations = resolve(import.meta.dirname, '../../../stream/migrations/clickhouse');
const minuteMs = 60_000;
/** A whole hour some hours ago, so that ranges and rollups have round borders. */
const hourMs = 60 * minuteMs;
const t0Ms = Math.floor(Date.now() / hourMs) * hourMs - 6 * hourMs;
const iso = (ms: number) => new Date(ms).toISOString();

let home: string;
let store: ColumnStore;
let world: World;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'noc-api-store-'));
  const log = createLog({ service: 'test', level: 'silent' });
  store = createEmbeddedColumnStore({ home, memoryMb: 1_024 }, { log, metrics: new Metrics() });
  await store.start();
  await migrateColumnStore(store, { modules: [{ name: 'stream', folder: columnMigrations }], log });
  world = await createWorld({ columnStore: store });
});
afterAll(async () => {
  await world.stop();
  await store.stop();
  await rm(home, { recursive: true, force: true });
});

const insert = (table: string, rows: Record<string, unknown>[]) =>
  store.insertRows({ table, rows, dedupToken: newId() });

const port = (ifIndex: number, name: string) => ({
  ...{ ifIndex, name, description: '', alias: '', type: 6, speedBps: 1e9 },
  ...{ macAddress: '', adminStatus: 1, operStatus: 1 },
});

/** A device with interfaces, known as after its discovery. */
async function addDevice(name: string, address: string, pollIntervalS = 60): Promise<string> {
  const made = await world.ask<{ id: string }>('POST', '/api/v1/devices', {
    body: { name, address, snmp: { community: 'c' }, pollIntervalS },
  });
  return made.body.id;
}

async function discover(id: string, atMs: number, interfaces: ReturnType<typeof port>[]): Promise<NetworkInterface[]> {
  const data = { deviceId: id, sysName: '', sysDescr: '', sysObjectId: '', sysLocation: '', sysContact: '', model: '' };
  const value = messageCodec(discoveryDeviceV1).encode({
    v: 1,
    id: newId(),
    tenantId: 1,
    occurredAt: iso(atMs),
    source: 'test',
    data: { ...data, interfaces },
  });
  await world.bus.publish(discoveryDeviceTopic, [{ key: id, value }]);
  return waitFor('the interfaces are known', async () => {
    const { body } = await world.ask<{ items: NetworkInterface[] }>('GET', `/api/v1/devices/${id}/interfaces`);
    const asWanted = interfaces.every((each) =>
      body.items.some((item) => item.name === each.name && item.ifIndex === each.ifIndex),
    );
    return asWanted && body.items;
  });
}

/** A minute's sample that ends at `atMs`, of a rate in bits per second. */
const sample = (deviceId: string, ifIndex: number, atMs: number, bps: number, intervalMs = minuteMs) => ({
  tenant_id: 1,
  device_id: deviceId,
  if_index: ifIndex,
  polled_at: iso(atMs),
  interval_ms: intervalMs,
  in_octets: (bps * intervalMs) / 8_000,
  out_octets: (bps * intervalMs) / 16_000,
  in_packets: 600,
  out_packets: 300,
  in_errors: 6,
  oper_status: 1,
  admin_status: 1,
});

describe('traffic of an interface', () => {
  const traffic = (id: string, query: string) =>
    world.ask<Traffic>('GET', `/api/v1/interfaces/${id}/traffic?${query}`).then((answer) => answer.body);
  const between = (fromMs: number, toMs: number) => `from=${iso(fromMs)}&to=${iso(toMs)}`;

  test('is bits per second, with gaps as gaps, the same from raw samples and from rollups', async () => {
    const device = await addDevice('traffic', '192.0.2.1');
    const [ether1] = await discover(device, Date.now(), [port(1, 'ether1')]);
    const id = ether1?.id ?? '';
    // An hour of minutes, polled 7 s past; nothing is known from minute 20 to 40.
    const minutes = Array.from({ length: 60 }, (_, i) => i + 1).filter((i) => i <= 20 || i > 40);
    await insert('interface_samples', [
      ...minutes.map((i) => sample(device, 1, t0Ms + i * minuteMs + 7_000, 8_000_000)),
      { ...sample(device, 1, t0Ms + 30 * minuteMs, 1e9), tenant_id: 2 },
      sample(device, 2, t0Ms + 30 * minuteMs, 1e9),
    ]);

    const raw = await traffic(id, `${between(t0Ms, t0Ms + hourMs)}&step=60`);
    expect([raw.stepS, raw.points.length]).toEqual([60, 60]);
    expect(raw.points[5]).toEqual({
      at: iso(t0Ms + 5 * minuteMs),
      ...{ inBps: 8_000_000, outBps: 4_000_000, inPps: 10, outPps: 5, errorsPerS: 0.1, discardsPerS: 0 },
    });
    const isGap = raw.points.map((point) => point.inBps === null);
    expect(isGap.indexOf(true)).toBe(20);
    expect(isGap.lastIndexOf(true)).toBe(39);
    expect(isGap.filter(Boolean)).toHaveLength(20);
    expect(raw.points.filter((point) => point.inBps !== null).every((point) => point.inBps === 8_000_000)).toBe(true);

    const rolledUp = await traffic(id, `${between(t0Ms, t0Ms + hourMs)}&step=300`);
    expect(rolledUp.stepS).toBe(300);
    expect(rolledUp.points.map((point) => point.inBps)).toEqual([
      ...new Array<number>(4).fill(8_000_000),
      8_000_000, // minute 20's sample was polled 7 s past the border, so it counts here
      ...new Array<null>(3).fill(null),
      ...new Array<number>(4).fill(8_000_000),
    ]);
  });

  test('has a bounded number of points over any range, coarser ones over longer', async () => {
    const device = await addDevice('bounded', '192.0.2.2');
    const [ether1] = await discover(device, Date.now(), [port(1, 'ether1')]);
    const id = ether1?.id ?? '';
    for (const days of [1, 7, 365, 3_000]) {
      const answer = await traffic(id, `${between(t0Ms - days * 24 * hourMs, t0Ms)}&step=1`);
      expect(answer.points.length).toBeLessThanOrEqual(2_000);
    }
    expect((await traffic(id, between(t0Ms - 24 * hourMs, t0Ms))).stepS).toBe(300);
    expect((await traffic(id, '')).stepS).toBe(60);
  });

  test('follows an interface that got another number', async () => {
    const device = await addDevice('renumbered', '192.0.2.3');
    await discover(device, t0Ms, [port(1, 'ether1'), port(2, 'ether2')]);
    const after = await discover(device, t0Ms + 10 * minuteMs, [port(2, 'ether1'), port(1, 'ether2')]);
    const id = after.find((each) => each.name === 'ether1')?.id ?? '';
    await insert(
      'interface_samples',
      Array.from({ length: 20 }, (_, i) => i + 1).flatMap((i) => {
        const [mine, other] = i <= 10 ? [1, 2] : [2, 1];
        const atMs = t0Ms + i * minuteMs;
        return [sample(device, mine, atMs, 1_000_000), sample(device, other, atMs, 9_000_000)];
      }),
    );
    const answer = await traffic(id, `${between(t0Ms, t0Ms + 20 * minuteMs)}&step=60`);
    expect(answer.points.map((point) => point.inBps)).toEqual(new Array<number>(20).fill(1_000_000));
  });

  test('last rates are in the list of interfaces, old ones are not', async () => {
    const device = await addDevice('rates', '192.0.2.4');
    await discover(device, Date.now(), [port(1, 'now'), port(2, 'before')]);
    const nowMs = Date.now();
    await insert('interface_samples', [
      sample(device, 1, nowMs - 70_000, 1_000_000),
      sample(device, 1, nowMs - 10_000, 2_000_000),
      sample(device, 2, nowMs - 200_000, 3_000_000),
    ]);
    const { body } = await world.ask<{ items: NetworkInterface[] }>('GET', `/api/v1/devices/${device}/interfaces`);
    expect(body.items.map((item) => [item.name, item.inBps, item.outBps])).toEqual([
      ['now', 2_000_000, 1_000_000],
      ['before', null, null],
    ]);
  });

  test.each([
    ['from after to', between(t0Ms, t0Ms - 1), 'RANGE_INVALID'],
    ['no date', 'from=yesterday', 'REQUEST_INVALID'],
    ['a step of nothing', 'step=0', 'REQUEST_INVALID'],
  ])('%s is refused', async (_name, query, code) => {
    const answer = await world.ask('GET', `/api/v1/interfaces/${newId()}/traffic?${query}`);
    expect([answer.status, answer.body['code']]).toEqual([400, code]);
  });

  test('an interface of nobody is not found', async () => {
    const answer = await world.ask('GET', `/api/v1/interfaces/${newId()}/traffic`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'INTERFACE_NOT_FOUND']);
  });
});

describe('flows', () => {
  interface Flow {
    readonly atMs: number;
    readonly src: string;
    readonly dst: string;
    readonly port: number;
    readonly exporter: string;
    readonly bytes: number;
    readonly rate: number;
  }
  /** An hour of flows of a few hosts, reproducible, one exporter of two sampled one in ten. */
  const flows: Flow[] = Array.from({ length: 3_000 }, (_, i) => ({
    atMs: t0Ms + ((i * 7_919) % 3_600) * 1_000,
    src: `198.51.100.${1 + ((i * i) % 23)}`,
    dst: i % 3 === 0 ? `2001:db8::${(1 + (i % 11)).toString(16)}` : `203.0.113.${1 + ((i * 5) % 31)}`,
    port: [443, 80, 53, 8_291][i % 4] ?? 0,
    exporter: i % 2 === 0 ? '192.0.2.10' : '192.0.2.11',
    bytes: 100 + ((i * 37) % 9_000),
    rate: i % 2 === 0 ? 1 : 10,
  }));
  const asIpv6 = (address: string) => (address.includes(':') ? address : `::ffff:${address}`);
  const toRow = (flow: Flow, tenant = 1) => ({
    tenant_id: tenant,
    received_at: iso(flow.atMs),
    ...{ exporter_address: asIpv6(flow.exporter), flow_version: 9, sampling_rate: flow.rate },
    ...{ src_address: asIpv6(flow.src), dst_address: asIpv6(flow.dst), src_port: 50_000, dst_port: flow.port },
    ...{ protocol: 6, in_if: 1, out_if: 2, bytes: flow.bytes, packets: 2 },
  });
  beforeAll(async () => {
    await insert('flows', [...flows.map((flow) => toRow(flow)), ...flows.slice(0, 100).map((flow) => toRow(flow, 2))]);
    await addDevice('exporting', '192.0.2.10');
  });

  const keyOf: Record<Top['by'], (flow: Flow) => string> = {
    source: (flow) => flow.src,
    destination: (flow) => flow.dst,
    conversation: (flow) => `${flow.src}>${flow.dst}`,
    port: (flow) => `6/${flow.port}`,
    exporter: (flow) => flow.exporter,
  };
  const ask = (query: string) =>
    world.ask<Top>('GET', `/api/v1/flows/top?from=${iso(t0Ms)}&to=${iso(t0Ms + hourMs)}&${query}`);
  /** What the flows themselves add up to, the largest first. */
  const expected = (by: Top['by'], some: readonly Flow[] = flows) => {
    const sums = new Map<string, { bytes: number; packets: number; flows: number }>();
    for (const flow of some) {
      const sum = sums.get(keyOf[by](flow)) ?? { bytes: 0, packets: 0, flows: 0 };
      sum.bytes += flow.bytes * flow.rate;
      sum.packets += 2 * flow.rate;
      sum.flows += 1;
      sums.set(keyOf[by](flow), sum);
    }
    return [...sums].toSorted((a, b) => b[1].bytes - a[1].bytes);
  };
  const totalBytes = flows.reduce((sum, flow) => sum + flow.bytes * flow.rate, 0);

  test.each(['source', 'destination', 'conversation', 'port', 'exporter'] as const)(
    'the top by %s adds up to what was received',
    async (by) => {
      const { status, body } = await ask(`by=${by}&limit=10&series=true`);
      expect(status).toBe(200);
      const wanted = expected(by).slice(0, 10);
      expect(body.rows.map((row) => [row.bytes, row.packets, row.flows])).toEqual(
        wanted.map(([, sum]) => [sum.bytes, sum.packets, sum.flows]),
      );
      // Rows of one size may come in either order.
      expect(body.rows.map((row) => row.key).toSorted()).toEqual(wanted.map(([key]) => key).toSorted());
      expect(body.total).toMatchObject({ bytes: totalBytes, flows: flows.length });
      expect(body.estimated).toBe(true);
      expect(body.rows[0]?.share).toBeCloseTo((wanted[0]?.[1].bytes ?? 0) / totalBytes, 9);
      expect(body.rows[0]?.bps).toBe(Math.round(((wanted[0]?.[1].bytes ?? 0) * 8) / 3_600));

      const { series } = body;
      expect(series?.at).toHaveLength(60);
      const inSeries = (bps: readonly number[] = []) => bps.reduce((sum, each) => sum + (each * 60) / 8, 0);
      for (const row of series?.rows ?? []) {
        const bytes = body.rows.find((each) => each.key === row.key)?.bytes ?? 0;
        expect(Math.abs(inSeries(row.bps) - bytes)).toBeLessThan(60 * 8); // bits per second are whole numbers
      }
      const all = [...(series?.rows ?? []).map((row) => row.bps), series?.otherBps];
      const sum = all.reduce((total, bps) => total + inSeries(bps), 0);
      expect(Math.abs(sum - totalBytes)).toBeLessThan(11 * 60 * 8);
    },
  );

  test('an exporter by itself, without sampling, is no estimate', async () => {
    const only = flows.filter((flow) => flow.exporter === '192.0.2.10');
    const { body } = await ask('by=source&limit=200&exporter=192.0.2.10');
    expect(body.rows.reduce((sum, row) => sum + row.bytes, 0)).toBe(only.reduce((sum, flow) => sum + flow.bytes, 0));
    expect(body.estimated).toBe(false);
  });

  test('an exporter is told with its device', async () => {
    const { body } = await ask('by=exporter');
    expect(body.rows.find((row) => row.key === '192.0.2.10')).toMatchObject({ deviceName: 'exporting' });
    expect(body.rows.find((row) => row.key === '192.0.2.11')?.deviceName).toBeUndefined();
  });

  test('longer ranges read coarser rollups and still add up', async () => {
    for (const days of [1, 7, 60]) {
      const from = iso(t0Ms - days * 24 * hourMs);
      const answer = await world.ask<Top>(
        'GET',
        `/api/v1/flows/top?by=port&from=${from}&to=${iso(t0Ms + hourMs)}&series=true`,
      );
      expect(answer.body.total.bytes).toBe(totalBytes);
      expect(answer.body.series?.at.length).toBeLessThanOrEqual(122);
    }
  });

  test('a quiet time is empty, not an error', async () => {
    const answer = await world.ask<Top>(
      'GET',
      `/api/v1/flows/top?by=source&series=true&from=${iso(t0Ms - 50 * hourMs)}&to=${iso(t0Ms - 49 * hourMs)}`,
    );
    expect(answer.body).toMatchObject({ rows: [], estimated: false, total: { bytes: 0, bps: 0 } });
  });

  test.each([
    ['an unknown dimension', 'by=colour', 'REQUEST_INVALID'],
    ['no dimension', '', 'REQUEST_INVALID'],
    ['an exporter that is no address', "by=port&exporter=1' OR 1=1", 'EXPORTER_INVALID'],
    ['too many rows', 'by=port&limit=10000', 'REQUEST_INVALID'],
  ])('%s is refused', async (_name, query, code) => {
    const answer = await ask(query);
    expect([answer.status, (answer.body as unknown as { code: string }).code]).toEqual([400, code]);
  });

  test('exporters tell what was lost on the way', async () => {
    const nowMs = Date.now();
    const period = (atMs: number, exporter: string, extra: Record<string, unknown> = {}) => ({
      tenant_id: 1,
      at: iso(atMs),
      exporter_address: asIpv6(exporter),
      ...{ observation_domain: 0, flow_version: 9, packets: 10, flows: 300, sampling_rate: 1, kernel_drops: 4 },
      ...extra,
    });
    await insert('exporter_samples', [
      period(nowMs - 20_000, '192.0.2.10'),
      period(nowMs - 10_000, '192.0.2.10', { sequence_gap: 7, no_template: 1, refused: 2, sampling_rate: 100 }),
      period(nowMs - 10_000, '192.0.2.10', { observation_domain: 1, flow_version: 10 }),
      period(nowMs - 10_000, '2001:db8::9', { flows: 60 }),
      { ...period(nowMs - 10_000, '203.0.113.9'), tenant_id: 2 },
    ]);
    const { body } = await world.ask<ExporterList>('GET', '/api/v1/flows/exporters');
    expect(body.kernelDrops).toBe(8); // the sockets are shared: once a period, not once an exporter
    expect(body.items).toMatchObject([
      {
        ...{ address: '192.0.2.10', deviceName: 'exporting', versions: [9, 10], observationDomains: 2 },
        ...{ packets: 30, flows: 900, gaps: 7, noTemplate: 1, refused: 2, kernelDrops: 8, samplingRate: 100 },
        ...{ flowsPerS: 15, lastSeenAt: iso(nowMs - 10_000) },
      },
      { address: '2001:db8::9', deviceId: null, deviceName: null, flows: 60 },
    ]);
  });
});

test('the status counts devices and tells how fresh the telemetry is', async () => {
  const device = await addDevice('status', 'status.example');
  const polled = { tenant_id: 1, device_id: device, result: 0 };
  await insert('device_samples', [
    { ...polled, polled_at: iso(Date.now() - 90_000), varbinds: 1_000_000 },
    { ...polled, polled_at: iso(Date.now() - 5_000), varbinds: 600 },
  ]);
  const { body } = await world.ask('GET', '/api/v1/status');
  expect(body).toMatchObject({
    version: '0.1.0',
    stores: { relational: { ok: true }, columnStore: { ok: true } },
    samplesPerS: 10,
  });
  expect(body['devices']).toMatchObject({ up: 0, down: 0 });
  expect(body['lagS']).toBeLessThan(60);
});

test('events are stored once and listed the newest first', async () => {
  const device = await addDevice('eventful', 'eventful.example');
  const codec = messageCodec(telemetryEventV1);
  const events = [1, 2, 3].map((i) => ({
    ...{ v: 1 as const, id: newId(), tenantId: 1, occurredAt: iso(t0Ms + i * minuteMs), source: 'test' },
    data: {
      ...{ type: 'device_status_changed' as const, deviceId: device, from: 'up' as const, to: 'down' as const },
      reason: 'no_reply' as const,
    },
  }));
  const records = [...events, ...events].map((each) => ({ key: device, value: codec.encode(each) }));
  await world.bus.publish(telemetryEventTopic, records);
  interface Page {
    items: { id: string; at: string }[];
    nextCursor: string | null;
  }
  const list = (query: string) => world.ask<Page>('GET', `/api/v1/events?deviceId=${device}&${query}`);
  await waitFor('the events are stored', async () => (await list('')).body.items.length === 3);
  const first = await list('limit=2');
  expect(first.body.items).toMatchObject([
    { at: iso(t0Ms + 3 * minuteMs), deviceName: 'eventful', from: 'up', to: 'down', reason: 'no_reply' },
    { at: iso(t0Ms + 2 * minuteMs) },
  ]);
  const second = await list(`limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ id: events[0]?.id }], nextCursor: null });
  const forged = Buffer.from(JSON.stringify(['x', 'y', 'z'])).toString('base64url');
  expect((await list(`cursor=${forged}`)).status).toBe(400);
});
