import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { systemClock } from '@fastisp/core/clock';
import { createAuthority } from '#identity/authority.ts';
import type { Principal } from '#identity/principal.ts';
import { noSecondFactor } from '#identity/second-factor-duty.ts';
import { deviceExtension } from '#inventory/device-extension.ts';
import { make, makePlant } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';
import type { BulkResult, Objects } from './ports.ts';
import { createObjects } from './objects.ts';
import { objectType } from './registry.ts';

let world: World;
let objects: Objects;
let administrator: Principal;
beforeAll(async () => {
  world = await createWorld();
  objects = createObjects({
    relational: world.database,
    secretBox: createSecretBox(world.secretKey),
    clock: systemClock,
    extensions: { device: deviceExtension },
  });
  administrator = personWith([{ id: 'admin', name: 'admin', grants: [{ permission: '*:*', effect: 'allow' }] }]);
});
afterAll(() => world.stop());

const personWith = (roles: Parameters<typeof createAuthority>[0]): Principal => ({
  ...{ via: 'session', userId: '01920000-0000-7000-8000-000000000001', name: 'Ana', email: 'ana@example.net' },
  ...{ locale: 'es', tenant: { id: world.tenant, name: 'T' }, mustChangePassword: false, secondFactor: noSecondFactor },
  ...{ authority: createAuthority(roles), from: { address: '127.0.0.1', userAgent: 'test' } },
  ...{ impersonator: null, tokenId: null, sessionId: null },
});

const put = async (plural: string, items: readonly object[], options: object = {}) => {
  const answer = await world.ask<BulkResult>('PUT', `/api/v1/${plural}/bulk`, { body: { items, ...options } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const problemsOf = (result: BulkResult) => result.problems.map(({ path, code }) => `${path} ${code}`);
const clean = { problems: [], problemsCut: false };

test('the first call makes, the second changes what differs, the third nothing', async () => {
  const zones = [
    { externalId: 'child', name: 'Child', parentId: 'parent' },
    { externalId: 'parent', name: 'Parent' },
  ];
  expect(await put('zones', zones)).toEqual({ created: 2, updated: 0, unchanged: 0, ...clean });
  const renamed = [...zones.slice(0, 1), { externalId: 'parent', name: 'Parent 2' }];
  expect(await put('zones', renamed)).toEqual({ created: 0, updated: 1, unchanged: 1, ...clean });
  expect(await put('zones', renamed)).toEqual({ created: 0, updated: 0, unchanged: 2, ...clean });
  const { body } = await world.ask<{ items: { name: string; parentId: string | null }[] }>(
    'GET',
    '/api/v1/zones?q=child',
  );
  expect(body.items[0]?.parentId).toBeTruthy();
});

test('a reference may be a name that one object alone has, also of the same call; of several none is guessed', async () => {
  const zones = [
    { externalId: 'named', name: 'Zona Norte' },
    { externalId: 'below', name: 'Barrio', parentId: 'Zona Norte' },
    { externalId: 'twin-1', name: 'Gemela' },
    { externalId: 'twin-2', name: 'Gemela', parentId: 'named' },
  ];
  expect(await put('zones', zones)).toMatchObject({ created: 4, problems: [] });
  const site = (externalId: string, zoneId: string) => ({ externalId, name: externalId, zoneId });
  const refused = await put('sites', [site('by-name', 'Zona Norte'), site('twin', 'Gemela'), site('none', 'Zona X')]);
  expect(problemsOf(refused)).toEqual(['/items/1/zoneId REFERENCE_AMBIGUOUS', '/items/2/zoneId REFERENCE_UNKNOWN']);
  // The external id of one is the name of another: the id is what is meant.
  await put('zones', [{ externalId: 'Gemela', name: 'Por código' }]);
  expect(await put('sites', [site('by-name', 'Zona Norte'), site('twin', 'Gemela')])).toMatchObject({ created: 2 });
  const { body } = await world.ask<{ items: { id: string; name: string }[] }>('GET', '/api/v1/zones?sort=name');
  const zoneOf = async (externalId: string) => {
    const found = await world.ask<{ items: { zoneId: string }[] }>('GET', `/api/v1/sites?externalId=${externalId}`);
    return body.items.find(({ id }) => id === found.body.items[0]?.zoneId)?.name;
  };
  expect([await zoneOf('by-name'), await zoneOf('twin')]).toEqual(['Zona Norte', 'Por código']);
});

test('a dry run finds what a real one would, and leaves nothing', async () => {
  const sites = [{ externalId: 'dry', name: 'Dry' }];
  expect(await put('sites', sites, { dryRun: true })).toMatchObject({ created: 1, problems: [] });
  expect((await world.ask('GET', '/api/v1/sites?externalId=dry')).body['total']).toBe(0);
});

describe('problems', () => {
  test('all of them are listed by row and field, and nothing is written', async () => {
    const result = await put('onus', [
      { externalId: 'o1', serial: 'AAAA00000001' },
      { externalId: 'o2', serial: ' aaaa00000001' },
      { externalId: 'o3' },
      { externalId: 'o4', serial: 'AAAA00000004', dropId: 'no such drop' },
      { externalId: 'o1', serial: 'AAAA00000005' },
      { serial: 'AAAA00000006' },
      { externalId: 'o7', serial: 'AAAA00000007', onuNumber: 'seven', colour: 'red' },
    ]);
    expect(problemsOf(result)).toEqual([
      '/items/1/serial ALREADY_TAKEN',
      '/items/2/serial VALUE_MISSING',
      '/items/3/dropId REFERENCE_UNKNOWN',
      '/items/4/externalId ROW_REPEATED',
      '/items/5/externalId VALUE_MISSING',
      '/items/6/onuNumber VALUE_INVALID',
      '/items/6/colour FIELD_UNKNOWN',
    ]);
    expect((await world.ask('GET', '/api/v1/onus')).body['total']).toBe(0);
  });

  test('a circle among the rows is found before the database is asked', async () => {
    const { feederId } = await makePlant(world);
    const result = await put('splitters', [
      { externalId: 'x', name: 'x', outputs: 4, parentId: 'y' },
      { externalId: 'y', name: 'y', outputs: 4, parentId: 'x' },
      { externalId: 'z', name: 'z', outputs: 4, feederId },
    ]);
    expect(problemsOf(result)).toEqual(['/items/0/parentId TREE_CYCLE', '/items/1/parentId TREE_CYCLE']);
  });

  test('more bad rows than anybody reads end the search', async () => {
    await make(world, 'onus', { serial: 'TAKEN' });
    const rows = Array.from({ length: 400 }, (_, i) => ({ externalId: `t${i}`, serial: 'TAKEN' }));
    const result = await put('onus', rows);
    expect(result.problemsCut).toBe(true);
    expect(result.problems.length).toBeGreaterThanOrEqual(100);
  });

  test('a device with live services does not move by import either', async () => {
    const plant = await makePlant(world);
    await put('devices', [
      { externalId: 'edge', name: 'edge', address: 'edge.example', snmpCommunity: 'c', siteId: plant.siteId },
    ]);
    await put('plans', [{ externalId: 'p', name: 'p', downKbps: 1_000, upKbps: 1_000 }]);
    await put('subscribers', [{ externalId: 's', name: 'S' }]);
    const service = { externalId: 'v', name: 'v', subscriberId: 's', planId: 'p', userName: 'v', deviceId: 'edge' };
    expect(await put('services', [service])).toMatchObject({ created: 1, problems: [] });
    const moved = await put('devices', [{ externalId: 'edge', siteId: null }]);
    expect(problemsOf(moved)).toEqual(['/items/0/siteId DEVICE_HAS_SERVICES']);
  });
});

test('devices: the community is sealed, never shown, and kept when a later file leaves it out', async () => {
  const row = { externalId: 'bulk-1', name: 'bulk-1', address: 'BULK-1.example.', snmpCommunity: 'very-secret' };
  expect(await put('devices', [row])).toMatchObject({ created: 1 });
  const sealed = async () => {
    const [stored] = await world.database.withTenant(world.tenant, (tx) =>
      tx.selectFrom('devices').selectAll().where('external_id', '=', 'bulk-1').execute(),
    );
    return stored!; // it was just written
  };
  const before = await sealed();
  expect(before).toMatchObject({ address: 'bulk-1.example', poll_interval_s: 60 });
  const box = createSecretBox(world.secretKey);
  const context = { tenantId: world.tenant, rowId: before.id, field: 'snmp.community' };
  expect(box.open(before.snmp_community_sealed, context)).toBe('very-secret');
  expect(await put('devices', [{ externalId: 'bulk-1', name: 'bulk-one' }])).toMatchObject({ updated: 1 });
  expect((await sealed()).snmp_community_sealed).toBe(before.snmp_community_sealed);
  const history = await world.ask('GET', `/api/v1/devices/${before.id}/history`);
  expect(JSON.stringify(history.body)).toContain('bulk-one');
  expect(JSON.stringify(history.body) + world.logged()).not.toContain('very-secret');
});

test('who may only touch one site changes nothing elsewhere, and sees nothing else', async () => {
  const [mine, theirs] = [await make(world, 'sites', { name: 'mine' }), await make(world, 'sites', { name: 'theirs' })];
  const scope = { siteIds: [mine] };
  const technician = personWith([
    { id: 't', name: 't', grants: [{ permission: 'subscriber:*', effect: 'allow', scope }] },
  ]);
  const type = objectType('subscriber');
  const rows = [
    { externalId: 'm', name: 'M', siteId: mine },
    { externalId: 'th', name: 'T', siteId: theirs },
  ];
  await objects.bulkUpsert(administrator, type, rows);
  const refusedRows = await objects.bulkUpsert(technician, type, [
    { externalId: 'm', name: 'M', siteId: theirs },
    { externalId: 'th', name: 'T2' },
    { externalId: 'new', name: 'N' },
  ]);
  expect(refusedRows.problems.map(({ path, code }) => [path.split('/')[2], code])).toEqual([
    ['0', 'OBJECT_SITE_NOT_ALLOWED'],
    ['1', 'OBJECT_SITE_NOT_ALLOWED'],
    ['2', 'OBJECT_SITE_NOT_ALLOWED'],
  ]);
  const seen = await objects.list(technician, type, { filters: {} });
  expect(seen.items.map((item) => item['externalId'])).toEqual(['m']);
  const [other] = (await objects.list(administrator, type, { filters: { externalId: 'th' } })).items.map(
    (item) => item['id'],
  );
  await expect(objects.get(technician, type, String(other))).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
  expect((await objects.bulkUpsert(technician, type, [{ externalId: 'm', notes: 'visited' }])).updated).toBe(1);
});

test(
  'thousands of subscribers with a service each are stored in one go, listed and searched',
  { timeout: 120_000 },
  async () => {
    const count = Number(process.env['BULK_SUBSCRIBERS'] ?? 10_000);
    const numbers = Array.from({ length: count }, (_, i) => i);
    const startedAtMs = performance.now();
    const subscribers = await objects.bulkUpsert(
      administrator,
      objectType('subscriber'),
      numbers.map((i) => ({
        ...{ externalId: `big-${i}`, name: `Subscriber number ${i}`, document: `${i}-K`, phone: `+56 9 ${i}` },
        ...{ street: `Calle ${i % 997} ${i}`, city: 'Talca', latitude: -35.4, longitude: -71.6 },
      })),
    );
    expect(subscribers).toMatchObject({ created: count, problems: [] });
    const subscribersMs = performance.now() - startedAtMs;
    const services = await objects.bulkUpsert(
      administrator,
      objectType('service'),
      numbers.map((i) => ({
        ...{ externalId: `big-${i}`, name: 'Internet', subscriberId: `big-${i}`, planId: 'p', userName: `big-${i}` },
      })),
    );
    expect(services).toMatchObject({ created: count, problems: [] });
    const tookMs = performance.now() - startedAtMs;
    process.stderr.write(
      `bulk: ${count} subscribers ${Math.round(subscribersMs)} ms, with services ${Math.round(tookMs)} ms\n`,
    );
    expect(tookMs).toBeLessThan(60_000); // what 100,000 may take

    const searchedAtMs = performance.now();
    const found = await objects.list(administrator, objectType('subscriber'), {
      filters: {},
      q: `number ${count - 7}`,
    });
    const searchMs = performance.now() - searchedAtMs;
    const page = await objects.list(administrator, objectType('subscriber'), { filters: {} });
    const pageMs = performance.now() - searchedAtMs - searchMs;
    process.stderr.write(`bulk: search ${Math.round(searchMs)} ms, first page ${Math.round(pageMs)} ms\n`);
    expect(found.items.map((item) => item['externalId'])).toContain(`big-${count - 7}`);
    expect(page.total).toBeGreaterThanOrEqual(count);
  },
);
