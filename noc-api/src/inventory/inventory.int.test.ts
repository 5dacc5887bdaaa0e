import type { Bus, BusRecord, Subscription } from '@fastisp/core/bus/port';
import { deviceStateTopic, deviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceTopic, inventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { newId } from '@fastisp/core/ids';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nocApiMigrations } from '#service.ts';
import { createWorld, type World } from '#testing/world.ts';
import type { Device, DeviceRow, NetworkInterface } from './schemas.ts';

const community = 'comunidad-S3creta';
const inventoryCodec = messageCodec(inventoryDeviceV1);
const stateCodec = messageCodec(deviceStateV1);
const discoveryCodec = messageCodec(discoveryDeviceV1);
interface DeviceList {
  readonly items: DeviceRow[];
  readonly total: number;
  readonly nextCursor: string | null;
}

let world: World;
let told: ReturnType<typeof listen>;
beforeAll(async () => {
  world = await createWorld();
  told = listen(world.bus);
});
afterAll(async () => {
  await told.subscription.close();
  await world.stop();
});

/** What collectors hear, in order. */
function listen(bus: Bus) {
  const records: BusRecord[] = [];
  const subscription: Subscription = bus.subscribe({
    topics: [inventoryDeviceTopic],
    groupId: `test-${newId()}`,
    from: 'earliest',
    handler: async (batch) => void records.push(...batch.records),
  });
  const of = (id: string) => records.filter((record) => record.key === id);
  return { subscription, of };
}

const body = (name: string, address: string, extra: Record<string, unknown> = {}) => ({
  name,
  address,
  kind: 'router',
  snmp: { version: '2c', community, port: 161 },
  pollIntervalS: 30,
  ...extra,
});
const create = (name: string, address: string, extra: Record<string, unknown> = {}) =>
  world.ask<Device>('POST', '/api/v1/devices', { body: body(name, address, extra) });
const get = (id: string) => world.ask<Device>('GET', `/api/v1/devices/${id}`);
const patch = (id: string, change: unknown, headers: Record<string, string> = {}) =>
  world.ask<Device>('PATCH', `/api/v1/devices/${id}`, { body: change, headers: { ...bearer(), ...headers } });
const bearer = () => ({ authorization: 'Bearer test-bootstrap-token-0123456789abcdef' });

async function say(id: string, state: Partial<Parameters<typeof stateCodec.encode>[0]['data']>): Promise<void> {
  const message = {
    v: 1 as const,
    id: newId(),
    tenantId: 1,
    occurredAt: new Date().toISOString(),
    source: 'test',
    data: {
      deviceId: id,
      status: 'up' as const,
      reason: 'answering' as const,
      since: '2026-01-01T00:00:00.000Z',
      lastSeenAt: '2026-01-01T10:00:00.000Z',
      uptimeMs: 5_000,
      interfaces: [],
      ...state,
    },
  };
  await world.bus.publish(deviceStateTopic, [{ key: id, value: stateCodec.encode(message) }]);
}

const port = (ifIndex: number, name: string, extra: Record<string, unknown> = {}) => ({
  ifIndex,
  name,
  description: name,
  alias: '',
  type: 6,
  speedBps: 1_000_000_000,
  macAddress: '02:00:00:00:00:01',
  adminStatus: 1,
  operStatus: 1,
  ...extra,
});

async function discover(id: string, atIso: string, interfaces: ReturnType<typeof port>[], tenantId = 1): Promise<void> {
  const message = {
    v: 1 as const,
    id: newId(),
    tenantId,
    occurredAt: atIso,
    source: 'test',
    data: {
      deviceId: id,
      sysName: 'rtr\u0000',
      sysDescr: 'RouterOS RB5009',
      sysObjectId: '1.3.6.1.4.1.14988.1',
      sysLocation: 'Cerro',
      sysContact: '',
      model: 'MikroTik RB5009',
      interfaces,
    },
  };
  await world.bus.publish(discoveryDeviceTopic, [{ key: id, value: discoveryCodec.encode(message) }]);
}

const interfacesOf = async (id: string) =>
  (await world.ask<{ items: NetworkInterface[] }>('GET', `/api/v1/devices/${id}/interfaces`)).body.items;

describe('the life of a device', () => {
  test('from its adding to its removal, and back', async () => {
    const made = await create('rtr-cerro', ' 192.0.2.10 ');
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/devices/${made.body.id}`);
    expect(made.body).toMatchObject({
      name: 'rtr-cerro',
      address: '192.0.2.10',
      snmp: { version: '2c', port: 161, communitySet: true },
      pollIntervalS: 30,
      status: 'unknown',
      reason: 'not_polled_yet',
      lastSeenAt: null,
    });
    const { id } = made.body;

    await waitFor('the collectors are told', () => told.of(id).length === 1);
    const message = inventoryCodec.decode(told.of(id)[0]!); // waited for above
    expect(message.data).toMatchObject({ deviceId: id, address: '192.0.2.10', revision: 1, pollIntervalS: 30 });

    await say(id, { status: 'down', reason: 'no_reply', since: '2026-01-01T11:00:00.000Z' });
    const down = await waitFor('its state is known', async () => {
      const { body } = await get(id);
      return body.status === 'down' && body;
    });
    expect(down).toMatchObject({
      reason: 'no_reply',
      since: '2026-01-01T11:00:00.000Z',
      lastSeenAt: '2026-01-01T10:00:00.000Z',
      uptimeMs: 5_000,
    });

    const changed = await patch(id, { pollIntervalS: 60, snmp: { port: 1_161 } });
    expect(changed.body).toMatchObject({ pollIntervalS: 60, snmp: { version: '2c', port: 1_161 }, name: 'rtr-cerro' });
    await waitFor('the collectors are told of the change', () => told.of(id).length === 2);
    const second = inventoryCodec.decode(told.of(id)[1]!); // waited for above
    expect(second.data).toMatchObject({ revision: 2, snmp: { port: 1_161 } });
    expect(second.data.snmp.communitySealed).toBe(message.data.snmp.communitySealed);

    expect((await world.ask('DELETE', `/api/v1/devices/${id}`)).status).toBe(204);
    expect((await get(id)).body).toMatchObject({ code: 'DEVICE_NOT_FOUND' });
    expect((await world.ask('DELETE', `/api/v1/devices/${id}`)).status).toBe(404);
    await waitFor('the collectors forget it', () => told.of(id).at(-1)?.value === null);

    const restored = await world.ask<Device>('POST', `/api/v1/devices/${id}/restore`);
    expect(restored.body).toMatchObject({ id, pollIntervalS: 60 });
    await waitFor('the collectors have it back', () => told.of(id).length === 4);
    expect(inventoryCodec.decode(told.of(id)[3]!).data.revision).toBe(4); // waited for above
    expect((await world.ask('POST', `/api/v1/devices/${id}/restore`)).body).toMatchObject({
      code: 'DEVICE_NOT_RESTORABLE',
    });
  });

  test('a change that was based on an older version is refused', async () => {
    const made = await create('etag', 'etag.example');
    const tag = made.headers.get('etag') ?? '';
    expect((await patch(made.body.id, { pollIntervalS: 40 }, { 'if-match': tag })).status).toBe(200);
    const late = await patch(made.body.id, { pollIntervalS: 50 }, { 'if-match': tag });
    expect([late.status, (late.body as unknown as { code: string }).code]).toEqual([412, 'DEVICE_CHANGED']);
    expect((await get(made.body.id)).body.pollIntervalS).toBe(40);
  });
});

describe('the community', () => {
  test('is sealed at rest, answered nowhere, logged nowhere, and opens for its own row only', async () => {
    const made = await create('sealed', 'sealed.example');
    const changed = await patch(made.body.id, { snmp: { community: `${community}-2` } });
    const list = await world.ask('GET', '/api/v1/devices');
    for (const answer of [made, changed, await get(made.body.id), list]) {
      expect(JSON.stringify(answer.body)).not.toContain(community);
    }
    expect(world.logged()).not.toContain(community);
    const client = new Client(world.database.superuser.client);
    await client.connect();
    const { rows } = await client.query<{ text: string }>(
      'select devices::text as text from devices union all select outbox::text from outbox',
    );
    await client.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((row) => row.text).join()).not.toContain(community);
  });
});

describe('what is refused', () => {
  test.each([
    ['an unknown field', { colour: 'red' }, 'REQUEST_INVALID', '/colour'],
    ['an unknown field inside', { snmp: { community, user: 'x' } }, 'REQUEST_INVALID', '/snmp/user'],
    ['a missing community', { snmp: {} }, 'REQUEST_INVALID', '/snmp/community'],
    ['a port out of range', { snmp: { community, port: 70_000 } }, 'REQUEST_INVALID', '/snmp/port'],
    ['an interval too short', { pollIntervalS: 1 }, 'REQUEST_INVALID', '/pollIntervalS'],
    ['an unknown kind', { kind: 'toaster' }, 'REQUEST_INVALID', '/kind'],
    ['an empty name', { name: '' }, 'REQUEST_INVALID', '/name'],
    ['a name of blanks', { name: '   ' }, 'REQUEST_INVALID', '/name'],
    ['an address that is none', { address: '192.0.2.1/24' }, 'DEVICE_ADDRESS_INVALID', '/address'],
  ])('%s, with its path and a sentence', async (_name, extra, code, path) => {
    const answer = await world.ask<{ code: string; errors: { path: string; message: string }[] }>(
      'POST',
      '/api/v1/devices',
      { body: body('refused', 'refused.example', extra) },
    );
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(answer.body.errors.map((error) => error.path)).toContain(path);
    expect(answer.body.errors[0]?.message).toMatch(/\w+ \w+/);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('a name that is taken, whatever its case, and an address that is taken, with whose it is', async () => {
    await create('Duplicate', 'dup.example');
    const name = await create('duplicate', 'other.example');
    expect([name.status, name.body]).toMatchObject([409, { code: 'DEVICE_NAME_TAKEN' }]);
    const address = await create('other', 'DUP.example.');
    expect([address.status, address.body]).toMatchObject([
      409,
      { code: 'DEVICE_ADDRESS_TAKEN', params: { name: 'Duplicate', address: 'dup.example', port: 161 } },
    ]);
    const otherPort = await create('other', 'dup.example', { snmp: { community, port: 1_161 } });
    expect(otherPort.status).toBe(201);
    const renamed = await patch(otherPort.body.id, { name: 'DUPLICATE' });
    expect(renamed.status).toBe(409);
  });

  test('of many who add the same thing at once, one succeeds and the others are told', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('race', 'race.example')));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...new Array<number>(7).fill(409)]);
  });

  test.each(['urn:uuid:01920000-0000-7000-8000-000000000000', 'x', '%00'])('an id like %s', async (id) => {
    expect((await get(id)).status).toBe(400);
  });
});

test("another tenant's device does not exist", async () => {
  const made = await create('ours', 'ours.example');
  await world.database.withSystem(async (tx) => {
    await tx.insertInto('tenants').values({ id: 2, name: 'Other' }).execute();
    const {
      search_text: _derived,
      sort_name: _too,
      ...row
    } = await tx.selectFrom('devices').selectAll().where('id', '=', made.body.id).executeTakeFirstOrThrow();
    await tx
      .insertInto('devices')
      .values({ ...row, tenant_id: 2, id: newId(), name: 'theirs' })
      .execute();
  });
  const theirs = await world.database.withSystem((tx) =>
    tx.selectFrom('devices').select('id').where('tenant_id', '=', 2).executeTakeFirstOrThrow(),
  );
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/restore'],
    ['GET', '/interfaces'],
  ] as const) {
    expect((await world.ask(method, `/api/v1/devices/${theirs.id}${path}`)).status, `${method} ${path}`).toBe(404);
  }
  expect((await patch(theirs.id, { name: 'mine' })).status).toBe(404);
  const list = await world.ask<DeviceList>('GET', '/api/v1/devices?q=theirs');
  expect(list.body).toMatchObject({ items: [], total: 0 });
  // Its name and address are free for us: another tenant's are no secret that we could ask for.
  expect((await create('theirs', 'theirs.example')).status).toBe(201);
});

describe('the list', () => {
  test('has the worst first, filters, searches literally and pages', async () => {
    const names = ['list-a', 'list-b', 'list-c', 'list_d'];
    const ids: string[] = [];
    for (const name of names) ids.push((await create(name, `${name.replace('_', '-')}.example`)).body.id);
    await say(ids[1] ?? '', { status: 'down', reason: 'no_reply' });
    await say(ids[2] ?? '', { status: 'up' });
    const listed = (query: string) => world.ask<DeviceList>('GET', `/api/v1/devices?${query}`);
    await waitFor('the states are known', async () => (await listed('q=list&status=up')).body.total === 1);
    const all = await listed('q=list-');
    expect(all.body.items.map((item) => item.name)).toEqual(['list-b', 'list-a', 'list_d', 'list-c']);
    expect((await listed('q=list_')).body.items.map((item) => item.name)).toEqual(['list_d']);
    expect((await listed('q=list-&kind=olt')).body.total).toBe(0);
    const named = await listed(`sort=name&ids=${ids[2]},${ids[0]?.toUpperCase()},01930000-0000-7000-8000-000000000000`);
    expect(named.body.items.map((item) => item.name)).toEqual(['list-a', 'list-c']);
    expect((await listed('ids=list-a')).status).toBe(400);

    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await listed(`q=list&sort=-name&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.body.total).toBe(4);
      seen.push(...page.body.items.map((item) => item.name));
      cursor = page.body.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['list_d', 'list-c', 'list-b', 'list-a']);
    const page = await listed('q=list&limit=1');
    expect((await listed(`q=other&cursor=${page.body.nextCursor}`)).body).toMatchObject({ code: 'CURSOR_INVALID' });
    expect((await listed('limit=0')).status).toBe(400);
    expect((await listed('colour=red')).status).toBe(400);
  });
});

test('objects of any other kind are listed by their ids too', async () => {
  const ids: string[] = [];
  for (const name of ['Norte', 'Sur', 'Este']) {
    ids.push((await world.ask<{ id: string }>('POST', '/api/v1/zones', { body: { name } })).body.id);
  }
  const named = await world.ask<DeviceList>('GET', `/api/v1/zones?ids=${ids[0]},${ids[2]}`);
  expect(named.body.items.map((item) => item.name)).toEqual(['Este', 'Norte']);
  expect(named.body.total).toBe(2);
});

describe('what devices say of themselves', () => {
  test('is stored, keeps the ids of interfaces when they are numbered anew, and old news change nothing', async () => {
    const { id } = (await create('discovered', 'discovered.example')).body;
    await discover(id, '2026-01-01T00:00:00.000Z', [port(1, 'ether1'), port(2, 'ether2', { adminStatus: 2 })]);
    await say(id, {
      interfaces: [{ ifIndex: 1, status: 'down', since: '2026-01-01T01:00:00.000Z', adminUp: true }],
    });
    const before = await waitFor('the interfaces are known', async () => {
      const items = await interfacesOf(id);
      return items.length === 2 && items[0]?.status === 'down' && items;
    });
    expect(before[0]).toMatchObject({
      name: 'ether1',
      speedBps: 1_000_000_000,
      mac: '02:00:00:00:00:01',
      adminUp: true,
      since: '2026-01-01T01:00:00.000Z',
      inBps: null,
    });
    expect(before[1]).toMatchObject({ name: 'ether2', status: 'unknown', adminUp: false, since: null });
    expect((await get(id)).body).toMatchObject({
      model: 'MikroTik RB5009',
      sysName: 'rtr',
      sysLocation: 'Cerro',
      interfaceCount: 2,
      interfacesDown: 1,
    });

    await discover(id, '2026-01-02T00:00:00.000Z', [port(2, 'ether1'), port(1, 'ether2'), port(3, 'sfp1')]);
    const after = await waitFor('the new numbers are known', async () => {
      const items = await interfacesOf(id);
      return items.length === 3 && items;
    });
    const idOf = (items: NetworkInterface[], name: string) => items.find((item) => item.name === name)?.id;
    expect(idOf(after, 'ether1')).toBe(idOf(before, 'ether1'));
    expect(after.find((item) => item.name === 'ether1')?.ifIndex).toBe(2);

    await discover(id, '2026-01-01T12:00:00.000Z', [port(9, 'old')]);
    await discover(id, '2026-01-03T00:00:00.000Z', [port(2, 'ether1')]);
    const last = await waitFor('the last news are known', async () => {
      const items = await interfacesOf(id);
      return items.length === 1 && items;
    });
    expect(last[0]?.id).toBe(idOf(before, 'ether1'));
  });

  test('of a device of another tenant, or of none, is nobody’s', async () => {
    const { id } = (await create('not-theirs', 'not-theirs.example')).body;
    await discover(id, '2026-01-01T00:00:00.000Z', [port(1, 'stolen')], 77);
    await discover(newId(), '2026-01-01T00:00:00.000Z', [port(1, 'nobody')]);
    await discover(id, '2026-01-01T00:00:00.000Z', [port(1, 'mine')]);
    const items = await waitFor('the own news are known', async () => {
      const found = await interfacesOf(id);
      return found.length > 0 && found;
    });
    expect(items.map((item) => item.name)).toEqual(['mine']);
  });
});

test('a start tells the collectors of every device again, and of no deleted one', async () => {
  const database = await createTestDatabase({ modules: [nocApiMigrations] });
  const before = await createWorld({ database });
  const add = (name: string) =>
    before
      .ask<Device>('POST', '/api/v1/devices', { body: body(name, `${name}.example`) })
      .then(({ body: made }) => made.id);
  const kept = await add('kept');
  const gone = await add('gone');
  await before.ask('DELETE', `/api/v1/devices/${gone}`);
  await before.stop();

  const after = await createWorld({ database, secretKey: before.secretKey });
  const heard = listen(after.bus);
  await waitFor('the device is told', () => heard.of(kept).length > 0);
  expect(inventoryCodec.decode(heard.of(kept)[0]!).data).toMatchObject({ name: 'kept', revision: 1 }); // waited for
  expect(heard.of(gone).every((record) => record.value === null)).toBe(true);
  await heard.subscription.close();
  await after.stop();
  await database.stop();
});
