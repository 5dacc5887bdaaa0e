import type { BusRecord } from '@fastisp/core/bus/port';
import {
  inventoryMaintenanceTopic,
  inventoryMaintenanceV1,
  toMaintenanceWindow,
} from '@fastisp/core/contracts/inventory-maintenance.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { newId, type TenantId, tenantId } from '@fastisp/core/ids';
import { maintenanceAt } from '@fastisp/core/maintenance/in-force';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '#identity/authority.ts';
import { nocApiMigrations } from '#service.ts';
import { makePerson, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';
import type { Calendar, MaintenanceWindowView, Preview, WindowList } from './schemas.ts';

const path = '/api/v1/maintenance-windows';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const codec = messageCodec(inventoryMaintenanceV1);

let database: TestDatabase;
let world: World;
let told: BusRecord[];
let hill: string;
let valley: string;
let zone: string;
let hillDevice: string;
let hillPerson: TestPerson;
beforeAll(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  world = await createWorld({ database });
  told = listen(world);
  await makeNetwork();
  hillPerson = await makeHillPerson();
});
afterAll(async () => {
  await world.stop();
  await database.stop();
});

function listen({ bus }: World): BusRecord[] {
  const records: BusRecord[] = [];
  bus.subscribe({
    topics: [inventoryMaintenanceTopic],
    groupId: `test-${newId()}`,
    from: 'earliest',
    handler: async (batch) => void records.push(...batch.records),
  });
  return records;
}

/** A zone with the hill and the valley, a device on the hill. */
async function makeNetwork(): Promise<void> {
  [zone, hill, valley, hillDevice] = [newId(), newId(), newId(), newId()];
  const own = { tenant_id: world.tenant };
  await database.withTenant(world.tenant, async (tx) => {
    await tx
      .insertInto('zones')
      .values({ ...own, id: zone, name: 'Norte' })
      .execute();
    await tx
      .insertInto('sites')
      .values([
        { ...own, id: hill, name: 'Cerro', zone_id: zone },
        { ...own, id: valley, name: 'Valle', zone_id: zone },
      ])
      .execute();
    await tx
      .insertInto('devices')
      .values({
        ...{ ...own, id: hillDevice, name: 'rtr-cerro', address: '192.0.2.1', kind: 'router', snmp_version: '2c' },
        ...{ snmp_port: 161, snmp_community_sealed: 'x', poll_interval_s: 60, site_id: hill },
      })
      .execute();
  });
}

/** Somebody who plans work on the hill, and nowhere else. */
async function makeHillPerson(): Promise<TestPerson> {
  const id = newId();
  const grants: Grant[] = [{ permission: 'maintenance:*', effect: 'allow', scope: { siteIds: [hill] } }];
  await database.withTenant(world.tenant, (tx) =>
    tx
      .insertInto('roles')
      .values({ tenant_id: world.tenant, id, name: 'Cerro', grants: JSON.stringify(grants) })
      .execute(),
  );
  return makePerson(world, { tenant: world.tenant, roles: [id] });
}

/** Whole minutes, as windows have them. */
const inHours = (hours: number): string =>
  new Date(Math.floor((Date.now() + hours * hourMs) / 60_000) * 60_000).toISOString();
const body = (change: Record<string, unknown> = {}) => ({
  title: 'Cambio de baterías',
  reason: 'Bancos al final de su vida',
  scopes: [{ type: 'site', id: hill }],
  effects: ['silence_notifications', 'exclude_from_sla'],
  startsAt: inHours(24),
  durationMinutes: 120,
  ...change,
});
const create = (change: Record<string, unknown> = {}, headers?: Record<string, string>) =>
  world.ask<MaintenanceWindowView & { code: string; errors: { path: string }[] }>('POST', path, {
    body: body(change),
    ...(headers !== undefined && { headers }),
  });
const get = (id: string) => world.ask<MaintenanceWindowView>('GET', `${path}/${id}`);
const lastTold = (id: string) => told.findLast((record) => record.key === id);

/** What a service that listens makes of the last message. */
function toldWindow(id: string) {
  const record = lastTold(id);
  return record?.value === undefined || record.value === null ? null : toMaintenanceWindow(codec.decode(record));
}

describe('the life of a window', () => {
  test('from its announcement to its removal, and back', async () => {
    const made = await create({ startsAt: inHours(-1) });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.headers.get('location')).toBe(`${path}/${id}`);
    expect(made.body).toMatchObject({
      ...{ title: 'Cambio de baterías', state: 'active', rule: null, timeZone: 'UTC', mayChange: true },
      scopes: [{ type: 'site', id: hill, name: 'Cerro' }],
      overAt: made.body.current?.endsAt,
    });
    const atMs = Date.now();
    const about = { tenantId: world.tenant, siteId: hill };
    await waitFor('the message', () => toldWindow(id) !== null);
    expect([...maintenanceAt([toldWindow(id)!], about, atMs).keys()].toSorted()).toEqual([
      // waited for
      ...['exclude_from_sla', 'silence_notifications'],
    ]);

    const renamed = await world.ask<MaintenanceWindowView>('PATCH', `${path}/${id}`, {
      body: { title: 'Baterías', effects: ['suppress_alarms'] },
      headers: { ...asAdmin, 'if-match': made.headers.get('etag') ?? '' },
    });
    expect(renamed.body).toMatchObject({ title: 'Baterías', effects: ['suppress_alarms'] });
    const late = await world.ask('PATCH', `${path}/${id}`, {
      body: { title: 'Tarde' },
      headers: { ...asAdmin, 'if-match': made.headers.get('etag') ?? '' },
    });
    expect([late.status, late.body['code']]).toEqual([412, 'MAINTENANCE_CHANGED']);

    const ended = await world.ask<MaintenanceWindowView>('POST', `${path}/${id}/end`, { body: { reason: 'Listo' } });
    expect(ended.body).toMatchObject({ state: 'past', current: null, next: null });
    await waitFor('the message', () => toldWindow(id)?.endedMs !== null);
    expect(maintenanceAt([toldWindow(id)!], about, Date.now()).size).toBe(0); // waited for
    const again = await world.ask('POST', `${path}/${id}/end`, { body: {} });
    expect([again.status, again.body['code']]).toEqual([409, 'MAINTENANCE_OVER']);

    expect((await world.ask('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await get(id)).status).toBe(404);
    await waitFor('the message', () => lastTold(id)?.value === null);
    const restored = await world.ask<MaintenanceWindowView>('POST', `${path}/${id}/restore`);
    expect(restored.body).toMatchObject({ id, title: 'Baterías', state: 'past' });
    expect((await world.ask('POST', `${path}/${id}/restore`)).status).toBe(404);
    await waitFor('the message', () => toldWindow(id) !== null);

    const entries = await database.withTenant(world.tenant, (tx) =>
      tx.selectFrom('audit_entries').select(['action', 'reason']).where('object_id', '=', id).orderBy('seq').execute(),
    );
    expect(entries).toEqual([
      { action: 'create', reason: 'Bancos al final de su vida' },
      { action: 'update', reason: null },
      { action: 'end', reason: 'Listo' },
      { action: 'delete', reason: null },
      { action: 'restore', reason: null },
    ]);
  });

  test('a night of a series is skipped, the rest stays', async () => {
    const startsAt = inHours(48);
    const made = await create({ startsAt, rule: 'FREQ=DAILY;COUNT=3' });
    const second = new Date(Date.parse(startsAt) + dayMs).toISOString();
    const skipped = await world.ask<MaintenanceWindowView>('POST', `${path}/${made.body.id}/end`, {
      body: { occurrenceStartsAt: second },
    });
    expect(skipped.body).toMatchObject({ state: 'upcoming', cuts: [{ startsAt: second, endedAt: second }] });
    const calendar = await world.ask<Calendar>('GET', `${path}/occurrences?from=${inHours(47)}&to=${inHours(24 * 7)}`);
    const own = calendar.body.items.filter(({ windowId }) => windowId === made.body.id);
    expect(own.map((each) => each.startsAt)).toEqual([
      startsAt,
      new Date(Date.parse(startsAt) + 2 * dayMs).toISOString(),
    ]);
    expect(calendar.body.truncated).toBe(false);
  });

  test('a new bus hears of all that lives', async () => {
    const kept = await createTestDatabase({ modules: [nocApiMigrations] });
    const first = await createWorld({ database: kept });
    const scopes = [{ type: 'tenant' }];
    const made = await first.ask<MaintenanceWindowView>('POST', path, { body: body({ scopes }) });
    const gone = await first.ask<MaintenanceWindowView>('POST', path, { body: body({ scopes }) });
    await first.ask('DELETE', `${path}/${gone.body.id}`);
    await first.stop();
    const second = await createWorld({ database: kept, secretKey: first.secretKey });
    const heard = listen(second);
    await waitFor('the message', () => heard.some((record) => record.key === made.body.id && record.value !== null));
    expect(heard.filter((record) => record.key === gone.body.id && record.value !== null)).toEqual([]);
    await second.stop();
    await kept.stop();
  });
});

const asAdmin = { authorization: 'Bearer test-bootstrap-token-0123456789abcdef' };

describe('a preview', () => {
  test('says when, in the time zone of the tenant, and makes nothing', async () => {
    await world.ask('PATCH', '/api/v1/settings', { body: { timeZone: 'America/Santiago' } });
    const before = (await world.ask<WindowList>('GET', path)).body.total;
    const startsAt = '2027-09-03T04:30:00.000Z'; // 00:30, two nights before the clocks go forward
    const { body: answer } = await world.ask<Preview>('POST', `${path}/preview`, {
      body: body({ startsAt, rule: 'FREQ=DAILY;COUNT=4' }),
    });
    expect(answer.timeZone).toBe('America/Santiago');
    expect(answer.occurrences.map((each) => each.startsAt)).toEqual([
      ...['2027-09-03T04:30:00.000Z', '2027-09-04T04:30:00.000Z', '2027-09-05T04:30:00.000Z'],
      '2027-09-06T03:30:00.000Z',
    ]);
    expect(answer.overAt).toBe('2027-09-06T05:30:00.000Z');
    expect((await world.ask<WindowList>('GET', path)).body.total).toBe(before);
    await world.ask('PATCH', '/api/v1/settings', { body: { timeZone: 'UTC' } });
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['a rule that is none', { rule: 'FREQ=HOURLY' }, 400, 'MAINTENANCE_RULE_INVALID'],
    ['a site that is none', { scopes: [{ type: 'site', id: newId() }] }, 400, 'MAINTENANCE_SCOPE_NOT_FOUND'],
    ['work that is over', { startsAt: inHours(-9) }, 400, 'MAINTENANCE_OVER'],
    ['an effect that is none', { effects: ['close_eyes'] }, 400, 'VALIDATION_FAILED'],
    ['no scope', { scopes: [] }, 400, 'VALIDATION_FAILED'],
  ])('refuses %s', async (_name, change, status, code) => {
    const answer = await world.ask('POST', `${path}/preview`, { body: body(change) });
    expect(answer.status).toBe(status);
    if (code !== 'VALIDATION_FAILED') expect(answer.body['code']).toBe(code);
  });
});

describe('lists', () => {
  test('what runs, what comes, what is over, page by page', async () => {
    const all: MaintenanceWindowView[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: WindowList } = await world.ask<WindowList>(
        'GET',
        `${path}?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      all.push(...page.body.items);
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    const whole = (await world.ask<WindowList>('GET', path)).body;
    expect(all.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    expect(whole.total).toBe(all.length);
    const states = all.map(({ state }) => ['active', 'upcoming', 'past'].indexOf(state));
    expect(states).toEqual(states.toSorted());
    const upcoming = await world.ask<WindowList>('GET', `${path}?state=upcoming`);
    expect(upcoming.body.total).toBe(states.filter((state) => state === 1).length);
    expect(upcoming.body.total).toBeGreaterThan(0);
  });

  test('of a range: what takes place in it', async () => {
    const made = await create({ startsAt: inHours(1_000), rule: 'FREQ=WEEKLY' });
    const inRange = async (from: number, to: number) =>
      (await world.ask<WindowList>('GET', `${path}?from=${inHours(from)}&to=${inHours(to)}`)).body.items.some(
        ({ id }) => id === made.body.id,
      );
    expect(await inRange(1_001, 1_003)).toBe(true);
    expect(await inRange(1_003, 1_100)).toBe(false);
    expect(await inRange(1_003, 1_003 + 7 * 24)).toBe(true);
    expect(await inRange(900, 999)).toBe(false);
  });

  test('a calendar of ten years is refused', async () => {
    const answer = await world.ask('GET', `${path}/occurrences?from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'RANGE_TOO_WIDE']);
  });
});

describe('somebody whose permission holds on the hill', () => {
  const code = (answer: { status: number; body: { code: string } }) => `${answer.status} ${answer.body.code}`;

  test('plans work on the hill and on its device', async () => {
    const scopes = [
      { type: 'site', id: hill },
      { type: 'device', id: hillDevice },
    ];
    const made = await create({ scopes }, hillPerson.headers);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ mayChange: true, scopes: [{ name: 'Cerro' }, { name: 'rtr-cerro' }] });
  });

  test('plans none for the tenant, a tag, or a zone with more sites', async () => {
    for (const scope of [{ type: 'tenant' }, { type: 'tag', id: 'vip' }, { type: 'zone', id: zone }]) {
      const refused = await create({ scopes: [{ type: 'site', id: hill }, scope] }, hillPerson.headers);
      expect(code(refused)).toBe('403 MAINTENANCE_SCOPE_BEYOND');
      expect(refused.body.errors[0]?.path).toBe('/scopes/1');
    }
  });

  test('knows nothing of the valley', async () => {
    const valleyScope = [{ type: 'site', id: valley }];
    expect(code(await create({ scopes: valleyScope }, hillPerson.headers))).toBe('400 MAINTENANCE_SCOPE_NOT_FOUND');
    const made = await create({ scopes: valleyScope });
    for (const [method, rest, sent] of [
      ['GET', '', undefined],
      ['PATCH', '', { title: 'x' }],
      ['POST', '/end', {}],
      ['DELETE', '', undefined],
    ] as const) {
      const answer = await world.ask(method, `${path}/${made.body.id}${rest}`, {
        ...(sent !== undefined && { body: sent }),
        headers: hillPerson.headers,
      });
      expect(`${method} ${answer.status}`).toBe(`${method} 404`);
    }
    const list = await world.ask<WindowList>('GET', `${path}?limit=500`, { headers: hillPerson.headers });
    expect(list.body.items.map(({ id }) => id)).not.toContain(made.body.id);
  });

  test('sees work on the whole tenant, and cannot change it', async () => {
    const made = await create({ scopes: [{ type: 'tenant' }] });
    const seen = await world.ask<MaintenanceWindowView>('GET', `${path}/${made.body.id}`, hillPerson);
    expect(seen.body).toMatchObject({ mayChange: false });
    const ended = await world.ask<{ code: string }>('POST', `${path}/${made.body.id}/end`, {
      body: {},
      headers: hillPerson.headers,
    });
    expect(code(ended)).toBe('403 MAINTENANCE_SCOPE_BEYOND');
  });

  test('moves no window of theirs to where they may not', async () => {
    const made = await create({}, hillPerson.headers);
    const moved = await world.ask<{ code: string }>('PATCH', `${path}/${made.body.id}`, {
      body: { scopes: [{ type: 'tenant' }] },
      headers: hillPerson.headers,
    });
    expect(code(moved)).toBe('403 MAINTENANCE_SCOPE_BEYOND');
  });
});

test("another tenant's windows and things do not exist", async () => {
  const other: TenantId = tenantId(77);
  await database.withSystem((tx) => tx.insertInto('tenants').values({ id: other, name: 'Otro' }).execute());
  const stranger = await makePerson(world, { tenant: other, roles: ['admin'] });
  const made = await create();
  expect((await world.ask('GET', `${path}/${made.body.id}`, stranger)).status).toBe(404);
  expect((await world.ask('DELETE', `${path}/${made.body.id}`, stranger)).status).toBe(404);
  expect((await world.ask<WindowList>('GET', path, stranger)).body.total).toBe(0);
  const refused = await create({}, stranger.headers); // names the hill of the first tenant
  expect([refused.status, refused.body.code]).toEqual([400, 'MAINTENANCE_SCOPE_NOT_FOUND']);
});
