/** Flows and events for those who may see them at some sites only. */
import { newId } from '@fastisp/core/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '#identity/authority.ts';
import { makeGranted, type TestPerson } from '#testing/people.ts';
import { make, makeDevice } from '#testing/plant.ts';
import { createTelemetryWorld, iso, minuteMs, type TelemetryWorld } from '#testing/telemetry-world.ts';
import type { ExporterList, Top } from './ports.ts';

const addresses = { north: '192.0.2.10', south: '192.0.2.11', shared: '192.0.2.12', nobody: '192.0.2.13' } as const;
type Exporter = keyof typeof addresses;
/** Each exporter sends as many bytes as no sum of others has. */
const bytes: Record<Exporter, number> = { north: 1_000, south: 20_000, shared: 300_000, nobody: 4_000_000 };
const nowMs = Date.now();

let world: TelemetryWorld;
let devices: { north: string; south: string };
/** May see the north only. */
let northern: TestPerson;
/** May see all but the north. */
let other: TestPerson;
/** May see a site without devices. */
let lonely: TestPerson;

const see = (effect: Grant['effect'], siteId?: string): Grant[] =>
  (['flow:read', 'event:read'] as const).map((permission) => ({
    ...{ permission, effect },
    ...(siteId !== undefined && { scope: { siteIds: [siteId] } }),
  }));

beforeAll(async () => {
  world = await createTelemetryWorld();
  const [north = '', south = '', empty = ''] = await Promise.all(
    ['north', 'south', 'empty'].map((name) => make(world, 'sites', { name })),
  );
  devices = {
    north: await makeDevice(world, { name: 'in the north', address: addresses.north, siteId: north }),
    south: await makeDevice(world, { name: 'in the south', address: addresses.south, siteId: south }),
  };
  for (const [siteId, port] of [
    [north, 161],
    [south, 1161],
  ] as const) {
    await makeDevice(world, { address: addresses.shared, siteId, snmp: { community: 'c', port } });
  }
  northern = await makeGranted(world, see('allow', north));
  other = await makeGranted(world, [...see('allow'), ...see('deny', north)]);
  lonely = await makeGranted(world, see('allow', empty));
  await insertTelemetry();
});
afterAll(() => world.stop());

async function insertTelemetry(): Promise<void> {
  const sent = (Object.keys(addresses) as Exporter[]).map((name) => ({
    ...{ tenant_id: 1, exporter_address: `::ffff:${addresses[name]}`, flow_version: 9, sampling_rate: 1 },
    bytes: bytes[name],
  }));
  const hosts = { src_address: '::ffff:198.51.100.1', dst_address: '::ffff:203.0.113.1', src_port: 1, dst_port: 443 };
  await world.insert(
    'flows',
    sent.map((flow) => ({ ...flow, ...hosts, received_at: iso(nowMs - minuteMs), protocol: 6, packets: 1 })),
  );
  await world.insert(
    'exporter_samples',
    sent.map(({ bytes: flows, ...of }) => ({ ...of, at: iso(nowMs - minuteMs), packets: 1, flows, kernel_drops: 5 })),
  );
  await world.database.withTenant(world.tenant, (tx) =>
    tx
      .insertInto('events')
      .values(
        Object.values(devices).map((deviceId) => ({
          ...{ tenant_id: world.tenant, id: newId(), occurred_at: new Date(nowMs), type: 'device_restarted' },
          device_id: deviceId,
        })),
      )
      .execute(),
  );
}

const ask = async <T>(person: TestPerson, path: string): Promise<T> => {
  const { status, body } = await world.ask<T>('GET', path, { headers: person.headers });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

describe.each<[string, () => TestPerson, Exporter[]]>([
  ['who may see one site', () => northern, ['north']],
  ['who may see all but one', () => other, ['south', 'nobody']],
  ['who may see a site without devices', () => lonely, []],
])('%s', (_who, person, seen) => {
  const sum = seen.reduce((total, name) => total + bytes[name], 0);

  test.each(['source', 'destination', 'conversation', 'port', 'exporter'] as const)(
    'sees the flows of their exporters by %s, in rows, totals and over time',
    async (by) => {
      const body = await ask<Top>(person(), `/api/v1/flows/top?by=${by}&series=true`);
      expect(body.total).toMatchObject({ bytes: sum, flows: seen.length });
      expect(body.rows.reduce((total, row) => total + row.bytes, 0)).toBe(sum);
      const keys = seen.map((name) => addresses[name]).toSorted();
      if (by === 'exporter') expect(body.rows.map(({ key }) => key).toSorted()).toEqual(keys);
      const inSeries = body.series?.rows.flatMap(({ bps }) => bps).reduce((total, bps) => total + (bps * 60) / 8, 0);
      expect(Math.abs((inSeries ?? 0) - sum)).toBeLessThan(8 * 60 * 2); // bits per second are whole numbers
      expect(body.series?.otherBps.some((bps) => bps > 0)).toBe(false);
    },
  );

  test('finds nothing of an exporter that is not theirs', async () => {
    for (const name of Object.keys(addresses) as Exporter[]) {
      const { total } = await ask<Top>(person(), `/api/v1/flows/top?by=source&exporter=${addresses[name]}`);
      expect([name, total.bytes]).toEqual([name, seen.includes(name) ? bytes[name] : 0]);
    }
  });

  test('sees their exporters, and only what was lost of them', async () => {
    const { items, kernelDrops } = await ask<ExporterList>(person(), '/api/v1/flows/exporters');
    expect(items.map(({ address }) => address).toSorted()).toEqual(seen.map((name) => addresses[name]).toSorted());
    expect(kernelDrops).toBe(seen.length === 0 ? 0 : 5);
  });
});

test.each<[string, () => TestPerson, ('north' | 'south')[]]>([
  ['one site', () => northern, ['north']],
  ['all sites but one', () => other, ['south']],
  ['a site without devices', () => lonely, []],
])('events of %s', async (_where, person, seen) => {
  const list = await ask<{ items: { deviceId: string }[] }>(person(), '/api/v1/events');
  expect(list.items.map(({ deviceId }) => deviceId)).toEqual(seen.map((name) => devices[name]));
  for (const name of ['north', 'south'] as const) {
    const { items } = await ask<{ items: unknown[] }>(person(), `/api/v1/events?deviceId=${devices[name]}`);
    expect([name, items.length]).toEqual([name, seen.includes(name) ? 1 : 0]);
  }
});
