import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTelemetryWorld, hourMs, iso, t0Ms, type TelemetryWorld } from '#testing/telemetry-world.ts';
import type { ExporterList, Top } from './ports.ts';

let world: TelemetryWorld;
beforeAll(async () => {
  world = await createTelemetryWorld();
});
afterAll(() => world.stop());

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
    await world.insert('flows', [
      ...flows.map((flow) => toRow(flow)),
      ...flows.slice(0, 100).map((flow) => toRow(flow, 2)),
    ]);
    await world.addDevice('exporting', '192.0.2.10');
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

  test('what the rollups fold into a tail counts in the total and has no row', async () => {
    const fromMs = t0Ms - 100 * 24 * hourMs; // where no other test counts
    // More sources than a block may keep, each lighter than the one host beside them.
    const light = Array.from({ length: 9_000 }, (_, i) => ({
      atMs: fromMs + 1_000,
      src: `100.64.${Math.trunc(i / 250)}.${i % 250}`,
      dst: '203.0.113.200',
      port: 443,
      exporter: '192.0.2.10',
      bytes: 1_000,
      rate: 1,
    }));
    const heavy = { ...light[0]!, src: '198.51.100.77', bytes: 5_000 }; // the array is not empty
    await world.insert(
      'flows',
      [...light, heavy].map((flow) => toRow(flow)),
    );
    const { body } = await world.ask<Top>(
      'GET',
      `/api/v1/flows/top?from=${iso(fromMs)}&to=${iso(fromMs + hourMs)}&by=source&limit=3&series=true`,
    );
    const total = light.length * 1_000 + 5_000;
    expect(body.total).toMatchObject({ bytes: total, flows: light.length + 1 });
    expect(body.rows.map((row) => row.bytes)).toEqual([5_000, 1_000, 1_000]);
    expect(body.rows[0]?.key).toBe('198.51.100.77');
    const otherBytes = (body.series?.otherBps ?? []).reduce((sum, bps) => sum + (bps * 3_600) / 8, 0);
    expect(Math.abs(otherBytes - (total - 7_000))).toBeLessThan(3_600);
  });

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
    await world.insert('exporter_samples', [
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
