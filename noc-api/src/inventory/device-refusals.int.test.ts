import { newId } from '@fastisp/core/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import {
  community,
  createDevice,
  deviceBody,
  type DeviceList,
  getDevice,
  patchDevice,
} from './testing/device-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const create = (name: string, address: string, extra: Record<string, unknown> = {}) =>
  createDevice(world, name, address, extra);
const get = (id: string) => getDevice(world, id);
const patch = (id: string, change: unknown, headers: Record<string, string> = {}) =>
  patchDevice(world, id, change, headers);

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
      { body: deviceBody('refused', 'refused.example', extra) },
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
