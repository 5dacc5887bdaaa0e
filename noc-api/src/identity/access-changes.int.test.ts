/** Whoever stays connected hears of a change of rights when it commits, from the database itself. */
import { accessChannel } from '@fastisp/core/access/access-changes';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { newId } from '@fastisp/core/ids';
import { afterAll, beforeAll, beforeEach, test } from 'vitest';
import { makePerson, makeTenant, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let person: TestPerson;
const told = new Set<string>();
let unlisten: () => Promise<void>;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '100000' } });
  unlisten = await world.database.listen(accessChannel, (payload) => void told.add(payload));
});
afterAll(async () => {
  await unlisten();
  await world.stop();
});
beforeEach(async () => {
  person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  await waitFor('what made them', () => told.has(`user:${person.id}`));
  told.clear();
});

const heard = (what: string) => waitFor(what, () => told.has(what));
const asThem = (method: string, path: string, body?: unknown) =>
  world.ask(method, path, { headers: person.headers, body });
const makeRole = () => world.ask<{ id: string }>('POST', '/api/v1/roles', { body: { name: newId(), grants: [] } });

test('a person gets other roles', async () => {
  await world.ask('PATCH', `/api/v1/users/${person.id}`, { body: { roles: ['technician'] } });
  await heard(`user:${person.id}`);
});

test('a role grants something else', async () => {
  const role = await makeRole();
  await world.ask('PATCH', `/api/v1/roles/${role.body.id}`, {
    body: { grants: [{ permission: 'site:read', effect: 'allow' }] },
  });
  await heard(`tenant:${world.tenant}`);
});

test('a role asks for a second factor', async () => {
  await world.ask('PUT', '/api/v1/roles/noc/second-factor', { body: { required: true } });
  await heard(`tenant:${world.tenant}`);
  await world.ask('PUT', '/api/v1/roles/noc/second-factor', { body: { required: false } });
});

test('a person is removed', async () => {
  await world.ask('DELETE', `/api/v1/users/${person.id}`);
  await heard(`user:${person.id}`);
});

test('a session ends', async () => {
  await asThem('POST', '/api/auth/sign-out');
  await heard(`user:${person.id}`);
});

test('a token is revoked', async () => {
  const made = await world.ask<{ id: string }>('POST', '/api/v1/tokens', {
    headers: person.headers,
    body: { name: 'script' },
  });
  await asThem('DELETE', `/api/v1/tokens/${made.body.id}`);
  await heard(`user:${person.id}`);
});

test('a tenant is suspended', async () => {
  const tenant = await makeTenant(world, newId());
  await world.ask('POST', `/api/v1/platform/tenants/${tenant}/suspend`, { body: { reason: 'they do not pay' } });
  await heard(`tenant:${tenant}`);
});

test('a person runs the platform, acts as another, and runs it no longer', async () => {
  await world.ask('POST', '/api/v1/platform/administrators', { body: { email: person.email } });
  await heard(`user:${person.id}`);
  told.clear();
  const other = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  await asThem('POST', '/api/v1/session/impersonation', {
    ...{ tenantId: world.tenant, userId: other.id, reason: 'help them' },
  });
  await heard(`user:${person.id}`);
  told.clear();
  await world.ask('DELETE', `/api/v1/platform/administrators/${person.id}`);
  await heard(`user:${person.id}`);
});
