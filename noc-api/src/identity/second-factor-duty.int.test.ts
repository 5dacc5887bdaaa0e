/** A role that asks for a second factor, and a person who has none, a passkey, or a code. */
import { createSessionClient } from '@fastisp/core/http/session-client';
import { newId } from '@fastisp/core/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, createBrowser, type TestBrowser } from '#accounts/testing/browser.ts';
import { totpCode, totpStep } from '#accounts/totp.ts';
import { makePerson, makeTenant } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let email: string;
let userId: string;
const password = 'cuatro antenas en el cerro';
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '100000' } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  email = `${newId()}@example.net`;
  ({ id: userId } = await addPerson(world, { email, password, role: 'noc' }));
  await require('noc', false);
});

const require = (role: string, required: boolean) =>
  world.ask('PUT', `/api/v1/roles/${role}/second-factor`, { body: { required } });
const signedIn = async (): Promise<TestBrowser> => {
  const browser = createBrowser(world);
  expect((await browser.ask('POST', '/api/auth/sign-in/email', { email, password })).status).toBe(200);
  return browser;
};
const dutyIn = async (browser: TestBrowser) =>
  (await browser.ask<{ user: { secondFactorDuty: string } }>('GET', '/api/v1/session')).body.user.secondFactorDuty;
/** @returns the secret. */
async function setUp(browser: TestBrowser): Promise<string> {
  const begun = await browser.ask<{ secret: string }>('POST', '/api/v1/account/second-factor', { password });
  const code = totpCode(begun.body.secret, totpStep(Date.now()));
  expect((await browser.ask('POST', '/api/v1/account/second-factor/confirm', { code })).status).toBe(200);
  return begun.body.secret;
}
const addPasskey = () =>
  world.database.db
    .insertInto('passkeys')
    .values({ id: newId(), user_id: userId, name: 'llave', credential_id: newId(), public_key: Buffer.from([0]) })
    .execute();
const denied = (code: string) => ({ status: 403, body: { code } });

describe('a role that asks for a second factor', () => {
  test('keeps a person without one out of everything but setting it up, at once, and lets them in afterwards', async () => {
    const browser = await signedIn();
    expect((await browser.ask('GET', '/api/v1/devices')).status).toBe(200);
    expect((await require('noc', true)).body).toMatchObject({ id: 'noc', secondFactor: true });

    expect(await browser.ask('GET', '/api/v1/devices')).toMatchObject(denied('SECOND_FACTOR_REQUIRED'));
    expect(await browser.ask('POST', '/api/v1/tokens', { name: 't' })).toMatchObject(denied('SECOND_FACTOR_REQUIRED'));
    expect(await dutyIn(browser)).toBe('set_up');
    const cookie = { cookie: `fastisp_session=${browser.cookie('fastisp_session')}` };
    expect(await createSessionClient(() => world.url)(cookie)).toBeNull(); // nothing of /stream either

    await setUp(browser);
    expect(await dutyIn(browser)).toBe('none');
    expect((await browser.ask('GET', '/api/v1/devices')).status).toBe(200);
    await browser.ask('POST', '/api/v1/account/second-factor/disable', { password });
    expect(await browser.ask('GET', '/api/v1/devices')).toMatchObject(denied('SECOND_FACTOR_REQUIRED'));
  });

  test('holds in its tenant only, and of whoever has it only', async () => {
    const elsewhere = await makeTenant(world, 'Elsewhere');
    await world.database.withSystem(async (tx) => {
      const member = { tenant_id: elsewhere, user_id: userId };
      await tx.insertInto('memberships').values(member).execute();
      await tx
        .insertInto('membership_roles')
        .values({ ...member, built_in: 'noc' })
        .execute();
    });
    const colleague = await makePerson(world, { tenant: world.tenant, roles: ['technician'] });
    await require('noc', true);
    const browser = await signedIn();
    expect(await dutyIn(browser)).toBe('set_up');
    await browser.ask('POST', '/api/v1/session/tenant', { tenantId: elsewhere });
    expect(await dutyIn(browser)).toBe('none');
    expect((await world.ask('GET', '/api/v1/devices', { headers: colleague.headers })).status).toBe(200);
  });

  test('is asked of a role of the tenant too, told in the list of people, and in the audit log', async () => {
    const role = await world.ask<{ id: string }>('POST', '/api/v1/roles', { body: { name: newId(), grants: [] } });
    await world.ask('PATCH', `/api/v1/users/${userId}`, { body: { roles: [role.body.id] } });
    await require(role.body.id, true);
    const member = async () => (await world.ask('GET', `/api/v1/users/${userId}`)).body['secondFactor'];
    expect(await member()).toEqual({ has: false, required: true });
    await setUp(await signedIn());
    expect(await member()).toEqual({ has: true, required: true });
    const audit = await world.ask<{ items: unknown[] }>('GET', `/api/v1/audit?objectType=role&limit=1`);
    expect(audit.body.items).toMatchObject([
      {
        action: 'update',
        object: { id: role.body.id },
        before: { secondFactor: false },
        after: { secondFactor: true },
      },
    ]);
    expect((await world.ask('DELETE', `/api/v1/roles/${role.body.id}`)).status).toBe(409);
    await world.ask('PATCH', `/api/v1/users/${userId}`, { body: { roles: ['noc'] } });
    expect((await world.ask('DELETE', `/api/v1/roles/${role.body.id}`)).status).toBe(204);
  });

  test('is changed only by who has all that the role grants', async () => {
    const role = await world.ask<{ id: string }>('POST', '/api/v1/roles', {
      body: { name: newId(), grants: [{ permission: 'role:update', effect: 'allow' }] },
    });
    const person = await makePerson(world, { tenant: world.tenant, roles: [role.body.id] });
    const path = '/api/v1/roles/admin/second-factor';
    const answer = await world.ask('PUT', path, { headers: person.headers, body: { required: false } });
    expect(answer).toMatchObject(denied('BEYOND_OWN_AUTHORITY'));
  });

  test('does not hold for an API token, which a person made who was in', async () => {
    const token = await world.ask<{ token: string }>('POST', '/api/v1/tokens', { body: { name: newId() } });
    await require('admin', true);
    const headers = { authorization: `Bearer ${token.body.token}` };
    expect((await world.ask('GET', '/api/v1/devices', { headers })).status).toBe(200);
    await require('admin', false);
  });
});

describe('a person with a second factor who signed in by the password alone', () => {
  test('is sent to sign in again, and can set up no other factor in its place', async () => {
    const browser = await signedIn();
    await addPasskey();
    await require('noc', true);
    expect(await dutyIn(browser)).toBe('sign_in_again');
    expect(await browser.ask('GET', '/api/v1/devices')).toMatchObject(denied('SECOND_FACTOR_UNPROVEN'));
    const refused = denied('SECOND_FACTOR_UNPROVEN');
    expect(await browser.ask('POST', '/api/v1/account/second-factor', { password })).toMatchObject(refused);
    const newPassword = 'otra cosa bien distinta';
    expect(await browser.ask('POST', '/api/v1/password', { currentPassword: password, newPassword })).toMatchObject(
      refused,
    );
  });

  test('cannot change their factors where nobody asks for one either', async () => {
    const browser = await signedIn();
    await addPasskey();
    expect((await browser.ask('GET', '/api/v1/devices')).status).toBe(200);
    const refused = denied('SECOND_FACTOR_UNPROVEN');
    expect(await browser.ask('POST', '/api/v1/account/second-factor', { password })).toMatchObject(refused);
  });

  test('is in after signing in with the code', async () => {
    const first = await signedIn();
    const secret = await setUp(first);
    await require('noc', true);
    expect(await dutyIn(first)).toBe('none');
    const again = await signedIn();
    const code = totpCode(secret, totpStep(Date.now()) + 1);
    expect((await again.ask('POST', '/api/auth/sign-in/code', { code })).status).toBe(200);
    expect(await dutyIn(again)).toBe('none');
    const change = { currentPassword: password, newPassword: 'otra cosa bien distinta' };
    expect((await again.ask('POST', '/api/v1/password', change)).status).toBe(204);
    expect(await dutyIn(again)).toBe('none'); // the new session is as good as the one before
  });
});

test('whoever acts as another owes what the tenant asks of its people', async () => {
  const root = await makePerson(world, { tenant: world.tenant, roles: ['client'] });
  await world.database.withSystem((tx) => tx.insertInto('platform_admins').values({ user_id: root.id }).execute());
  await require('noc', true);
  const body = { tenantId: world.tenant, userId, reason: 'help them' };
  const answer = await world.ask('POST', '/api/v1/session/impersonation', { headers: root.headers, body });
  expect(answer).toMatchObject(denied('SECOND_FACTOR_REQUIRED'));
});
