/** Removing a person from a tenant, and bringing them back. */
import { newId } from '@fastisp/core/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '@fastisp/core/clock';
import { removeExpired } from '#housekeeping/housekeeping.ts';
import { makePerson, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';
import { createLog } from '@fastisp/core/log/log';

let world: World;
let admin: TestPerson;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '100000' } });
  admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
});
afterAll(() => world.stop());

const ask = (method: string, path: string, body?: unknown, who = admin) =>
  world.ask(method, `/api/v1${path}`, { headers: who.headers, body });
const removedOnes = async () =>
  (await world.ask<{ items: { id: string }[] }>('GET', '/api/v1/users?removed=true')).body.items;
const makeRole = async () =>
  (await world.ask<{ id: string }>('POST', '/api/v1/roles', { body: { name: newId(), grants: [] } })).body.id;

test('a person is brought back with the roles they had, and their session works again', async () => {
  const role = await makeRole();
  const person = await makePerson(world, { tenant: world.tenant, roles: ['technician', role] });
  const before = (await ask('GET', `/users/${person.id}`)).body;
  expect((await ask('DELETE', `/users/${person.id}`)).status).toBe(204);
  expect(await ask('GET', '/session', undefined, person)).toMatchObject({ status: 403, body: { code: 'NO_TENANT' } });
  expect(await removedOnes()).toMatchObject([
    { id: person.id, email: person.email, removed: { by: expect.stringContaining('Person') as string } },
  ]);

  const back = await ask('POST', `/users/${person.id}/restore`);
  expect(back.status).toBe(200);
  expect(back.body).toMatchObject({ id: person.id, joinedAt: before['joinedAt'], removed: null });
  expect(new Set((back.body['roles'] as { id: string }[]).map(({ id }) => id))).toEqual(new Set(['technician', role]));
  expect((await ask('GET', '/session', undefined, person)).status).toBe(200);
  expect(await removedOnes()).toEqual([]);
  expect(await ask('POST', `/users/${person.id}/restore`)).toMatchObject({
    status: 404,
    body: { code: 'USER_NOT_RESTORABLE' },
  });
  const audit = await world.ask<{ items: unknown[] }>('GET', '/api/v1/audit?action=restore&limit=1');
  expect(audit.body.items).toMatchObject([{ action: 'restore', object: { id: person.id } }]);
});

test('their API tokens stay revoked, and a role that is gone does not come back', async () => {
  const role = await makeRole();
  const person = await makePerson(world, { tenant: world.tenant, roles: ['noc', role] });
  const token = await world.ask<{ token: string }>('POST', '/api/v1/tokens', {
    headers: person.headers,
    body: { name: 'script' },
  });
  const headers = { authorization: `Bearer ${token.body.token}` };
  expect((await world.ask('GET', '/api/v1/session', { headers })).status).toBe(200);
  await ask('DELETE', `/users/${person.id}`);
  expect((await ask('DELETE', `/roles/${role}`)).status).toBe(204);
  const back = await ask('POST', `/users/${person.id}/restore`);
  expect(back.body['roles']).toMatchObject([{ id: 'noc' }]);
  expect((await world.ask('GET', '/api/v1/session', { headers })).status).toBe(401);
});

test('nobody brings back a person who may more than they do', async () => {
  const role = await world.ask<{ id: string }>('POST', '/api/v1/roles', {
    body: {
      name: newId(),
      grants: ['user:read', 'user:remove'].map((permission) => ({ permission, effect: 'allow' })),
    },
  });
  const helper = await makePerson(world, { tenant: world.tenant, roles: [role.body.id] });
  const person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  await ask('DELETE', `/users/${person.id}`);
  const refused = await ask('POST', `/users/${person.id}/restore`, undefined, helper);
  expect(refused).toMatchObject({ status: 403, body: { code: 'BEYOND_OWN_AUTHORITY' } });
});

test('a removal is past undoing after its days', async () => {
  const person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  await ask('DELETE', `/users/${person.id}`);
  const log = createLog({ service: 'test', level: 'silent' });
  const sweep = (nowMs: number) =>
    removeExpired({
      ...{ relational: world.database, log, deletedDeviceDays: 30, eventDays: 90 },
      clock: { ...systemClock, nowMs: () => nowMs },
    });
  await sweep(Date.now() + 29 * 86_400_000);
  expect((await removedOnes()).some(({ id }) => id === person.id)).toBe(true);
  await sweep(Date.now() + 31 * 86_400_000);
  expect((await removedOnes()).some(({ id }) => id === person.id)).toBe(false);
});
