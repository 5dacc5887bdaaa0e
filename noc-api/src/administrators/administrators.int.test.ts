import { newId } from '@fastisp/core/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makePerson, makeTenant, signIn, testPassword, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let person: TestPerson;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '100000' } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
});

const path = '/api/v1/platform/administrators';
const promote = (email: string) =>
  world.ask<{ administrator: { id: string } | null; invitation: { id: string } | null; link: string | null }>(
    'POST',
    path,
    { body: { email } },
  );
const remove = (id: string) => world.ask('DELETE', `${path}/${id}`);
const list = async () =>
  (await world.ask<{ items: { id: string; email: string }[]; invitations: { id: string }[] }>('GET', path)).body;
const mayRead = async (headers: Record<string, string>) => (await world.ask('GET', path, { headers })).status;

describe('an administrator of the platform', () => {
  test('is made of a person there is, and unmade, each with their next request; both are audited', async () => {
    expect(await mayRead(person.headers)).toBe(403);
    const made = await promote(person.email.toUpperCase());
    expect(made).toMatchObject({ status: 201, body: { administrator: { id: person.id }, link: null } });
    expect(await mayRead(person.headers)).toBe(200);
    expect((await list()).items.map(({ id }) => id)).toContain(person.id);
    expect(await promote(person.email)).toMatchObject({ status: 409, body: { code: 'ALREADY_ADMINISTRATOR' } });

    expect((await remove(person.id)).status).toBe(204);
    expect(await mayRead(person.headers)).toBe(403);
    expect((await world.ask('GET', '/api/v1/devices', { headers: person.headers })).status).toBe(200);
    expect(await remove(person.id)).toMatchObject({ status: 404, body: { code: 'USER_NOT_FOUND' } });
    for (const [action, platform] of [['grant', true] as const, ['revoke', false] as const]) {
      const audit = await world.ask<{ items: unknown[] }>('GET', `/api/v1/audit?action=${action}&limit=1`);
      expect(audit.body.items).toMatchObject([{ object: { id: person.id }, after: { platform } }]);
    }
  });

  test('stops acting as another when they are unmade', async () => {
    await promote(person.email);
    const other = await makePerson(world, { tenant: await makeTenant(world, newId()), roles: ['admin'] });
    const { body: session } = await world.ask<{ tenant: { id: number } }>('GET', '/api/v1/session', {
      headers: other.headers,
    });
    const acting = { tenantId: session.tenant.id, userId: other.id, reason: 'help them' };
    const { headers } = person;
    expect((await world.ask('POST', '/api/v1/session/impersonation', { headers, body: acting })).status).toBe(200);
    const who = async () =>
      (await world.ask<{ user: { id: string } }>('GET', '/api/v1/session', { headers })).body.user;
    expect((await who()).id).toBe(other.id);
    await remove(person.id);
    expect((await who()).id).toBe(person.id);
  });

  test('is never the last one who goes', async () => {
    const items = (await list()).items;
    const last = items.find(({ email }) => email === 'admin@fastisp.local'); // whose the token is
    for (const { id } of items.filter((each) => each !== last)) expect((await remove(id)).status).toBe(204);
    expect(await remove(last?.id ?? '')).toMatchObject({ status: 409, body: { code: 'LAST_PLATFORM_ADMINISTRATOR' } });
    expect((await list()).items).toHaveLength(1);
    // Nor is the last one who can come in: a person of no tenant cannot.
    await promote(person.email);
    await world.database.withSystem((tx) => tx.deleteFrom('memberships').where('user_id', '=', person.id).execute());
    expect((await remove(last?.id ?? '')).status).toBe(409);
    await remove(person.id);
  });

  test('of two who each remove the other one stays', async () => {
    const others = (await list()).items;
    await promote(person.email);
    const second = await makePerson(world, { tenant: world.tenant, roles: ['client'] });
    await promote(second.email);
    const rest = others.map(({ id }) => id);
    await world.database.withSystem((tx) => tx.deleteFrom('platform_admins').where('user_id', 'in', rest).execute());
    const each = (who: TestPerson, whom: TestPerson) =>
      world.ask('DELETE', `${path}/${whom.id}`, { headers: who.headers });
    await Promise.all([each(person, second), each(second, person)]);
    const left = await world.database.withSystem((tx) => tx.selectFrom('platform_admins').selectAll().execute());
    expect(left.map(({ user_id: id }) => id)).toHaveLength(1);
    await world.database.withSystem((tx) =>
      tx
        .insertInto('platform_admins')
        .values(rest.map((user_id) => ({ user_id })))
        .execute(),
    );
  });

  test('is not put out by who removes people from their only tenant', async () => {
    await promote(person.email);
    const answer = await world.ask('DELETE', `/api/v1/users/${person.id}`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'PLATFORM_ADMINISTRATOR_STAYS' } });
    expect(await mayRead(person.headers)).toBe(200);
  });
});

describe('an invitation to run the platform', () => {
  const accept = (link: string | null) =>
    world.ask('POST', '/api/v1/invitations/accept', {
      headers: {},
      body: { token: link?.split('#')[1], name: 'Nuria', password: testPassword },
    });

  test('makes an account that runs it, and has no role in the first tenant', async () => {
    const email = `${newId()}@example.net`;
    const invited = await promote(email);
    expect(invited).toMatchObject({ status: 201, body: { administrator: null, invitation: { email } } });
    const token = invited.body.link?.split('#')[1];
    const shown = await world.ask('POST', '/api/v1/invitations/show', { headers: {}, body: { token } });
    expect(shown.body).toMatchObject({ email, platform: true });
    expect((await accept(invited.body.link)).status).toBe(200);
    const headers = await signIn(world, email);
    expect(await mayRead(headers)).toBe(200);
    expect((await world.ask('GET', '/api/v1/devices', { headers })).status).toBe(403);
    expect(await accept(invited.body.link)).toMatchObject({ status: 410 });
  });

  test('is not seen, taken back or taken over by those who invite to the tenant', async () => {
    const email = `${newId()}@example.net`;
    const invited = await promote(email);
    const ofTenant = await world.ask<{ items: { id: string }[] }>('GET', '/api/v1/invitations');
    expect(ofTenant.body.items.map(({ id }) => id)).not.toContain(invited.body.invitation?.id);
    const id = invited.body.invitation?.id ?? '';
    expect((await world.ask('DELETE', `/api/v1/invitations/${id}`)).status).toBe(404);
    const again = await world.ask<{ link: string }>('POST', '/api/v1/invitations', { body: { email, roles: ['noc'] } });
    const shown = await world.ask('POST', '/api/v1/invitations/show', {
      headers: {},
      body: { token: again.body.link.split('#')[1] },
    });
    expect(shown.body).toMatchObject({ platform: false });
    expect((await list()).invitations.map((each) => each.id)).toContain(id);
  });

  test('is taken back', async () => {
    const invited = await promote(`${newId()}@example.net`);
    const { id } = invited.body.invitation ?? { id: '' };
    expect((await world.ask('DELETE', `${path}/invitations/${id}`)).status).toBe(204);
    expect(await accept(invited.body.link)).toMatchObject({ status: 410 });
  });
});

test('the platform asks its administrators for a second factor, and nobody else', async () => {
  const root = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  await promote(root.email);
  const policy = (required: boolean) => world.ask('PUT', `${path}/second-factor`, { body: { required } });
  const devices = async (who: TestPerson) =>
    (await world.ask('GET', '/api/v1/devices', { headers: who.headers })).status;
  const asker = async (who: TestPerson) =>
    (await world.ask<{ user: { secondFactorAskedBy: unknown } }>('GET', '/api/v1/session', { headers: who.headers }))
      .body.user.secondFactorAskedBy;
  expect((await policy(true)).body).toEqual({ required: true });
  expect([await devices(root), await devices(person)]).toEqual([403, 200]);
  // What a role asks for as well is still the platform's to ask: another company would not do without.
  await world.ask('PUT', '/api/v1/roles/noc/second-factor', { body: { required: true } });
  expect([await asker(root), await asker(person)]).toEqual(['platform', 'role']);
  await world.ask('PUT', '/api/v1/roles/noc/second-factor', { body: { required: false } });
  expect([await asker(root), await asker(person)]).toEqual(['platform', null]);
  expect((await policy(false)).body).toEqual({ required: false });
  expect(await devices(root)).toBe(200);
});
