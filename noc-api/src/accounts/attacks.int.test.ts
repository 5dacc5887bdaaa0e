/** What somebody tries who wants in, or to stay in: each of these was tried on a running system, and does not work. */
import { newId } from '@fastisp/core/ids';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makePerson, makeTenant, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';
import { addPerson, createBrowser, type TestBrowser } from './testing/browser.ts';

const password = 'tres cerros y una antena';
let world: World;
let email: string;
let person: { id: string };
let tests = 0;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '200' } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  tests += 1;
  email = `${newId()}@example.net`;
  person = await addPerson(world, { email, password, role: 'admin' });
});

const browserAt = (options: { https?: boolean; address?: string } = {}): TestBrowser =>
  createBrowser(world, { address: `198.51.100.${tests}`, ...options });
async function signedIn(options: { https?: boolean } = {}): Promise<TestBrowser> {
  const browser = browserAt(options);
  expect((await browser.ask('POST', '/api/auth/sign-in/email', { email, password })).status).toBe(200);
  return browser;
}

describe('a session', () => {
  test('is a new one with each sign-in, whatever cookie was there before', async () => {
    const planted = (await signedIn()).cookie('fastisp_session');
    const browser = browserAt();
    browser.setCookie('fastisp_session', planted);
    await browser.ask('POST', '/api/auth/sign-in/email', { email, password });
    expect(browser.cookie('fastisp_session')).not.toBe(planted);
  });

  test('of a plain cookie counts for nothing over https: a neighbour, or somebody on the way, may have planted it', async () => {
    const plain = (await signedIn()).cookie('fastisp_session');
    const browser = browserAt({ https: true });
    browser.setCookie('fastisp_session', plain);
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(401);
    await browser.ask('POST', '/api/auth/sign-in/email', { email, password });
    expect(browser.cookie('__Host-fastisp_session')).not.toBe('');
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(200);
  });

  test('is over when it was signed out, for whoever copied the cookie too', async () => {
    const browser = await signedIn();
    const copied = browser.cookie('fastisp_session');
    await browser.ask('POST', '/api/auth/sign-out');
    const thief = browserAt();
    thief.setCookie('fastisp_session', copied);
    expect((await thief.ask('GET', '/api/v1/session')).status).toBe(401);
  });
});

describe('a page of another site', () => {
  test.each([
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
  ])('with %s: %s changes nothing', async (name, value) => {
    const cookie = `fastisp_session=${(await signedIn()).cookie('fastisp_session')}`;
    for (const path of ['/api/v1/account/sessions/end-others', '/api/auth/sign-out', '/api/auth/sign-in/email']) {
      const answer = await world.ask('POST', path, { headers: { cookie, [name]: value }, body: {} });
      expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_REFUSED' } });
    }
  });

  test('cannot send what a form can, past the need to ask first', async () => {
    const response = await fetch(`${world.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ email, password }),
    });
    expect([response.status, response.headers.getSetCookie()]).toEqual([400, []]);
  });
});

test('an account that there is and one that there is not are refused in the same words', async () => {
  const ask = (given: string) =>
    browserAt().ask('POST', '/api/auth/sign-in/email', { email: given, password: 'una clave cualquiera' });
  const [there, not] = [await ask(email), await ask(`${newId()}@example.net`)];
  expect({ status: not.status, body: not.body }).toEqual({ status: there.status, body: there.body });
});

test('many addresses of one network are one caller, and a forged list of proxies is none', async () => {
  const ask = async (address: string) =>
    (await world.ask('GET', '/api/auth/methods', { headers: { 'x-forwarded-for': address } })).status;
  const statuses = new Set<number>();
  for (let n = 0; n <= 200; n += 1) statuses.add(await ask(`10.0.0.${n % 250}, 2001:db8:7:7::${n.toString(16)}`));
  expect(statuses).toEqual(new Set([200, 429]));
  expect(await ask('2001:db8:7:8::1')).toBe(200);
});

describe('an API token', () => {
  const create = (headers: Record<string, string>, body: object) =>
    world.ask<{ token: string; permissions: string[] | null; expiresAt: string; code: string }>(
      'POST',
      '/api/v1/tokens',
      { headers, body: { name: newId(), ...body } },
    );
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  let admin: TestPerson;
  beforeEach(async () => {
    admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
  });

  test('makes none that may more, or lives longer, than itself', async () => {
    const permissions = ['token:create', 'device:read'];
    const first = await create(admin.headers, { permissions, expiresInDays: 2 });
    const headers = bearer(first.body.token);
    expect((await create(headers, { permissions: ['device:delete'] })).body.code).toBe('TOKEN_TOO_POWERFUL');
    const second = await create(headers, { expiresInDays: 3_000 });
    expect(second.body).toMatchObject({ permissions, expiresAt: first.body.expiresAt });
  });

  test('of few permissions invites nobody to more, and gives itself no role', async () => {
    const permissions = ['user:invite', 'user:update', 'role:create', 'role:update'];
    const headers = bearer((await create(admin.headers, { permissions })).body.token);
    const refused = { status: 403, body: { code: 'BEYOND_OWN_AUTHORITY' } };
    const invitation = { email: `${newId()}@example.net`, roles: ['admin'] };
    expect(await world.ask('POST', '/api/v1/invitations', { headers, body: invitation })).toMatchObject(refused);
    const everything = { name: newId(), grants: [{ permission: '*:*', effect: 'allow' }] };
    expect(await world.ask('POST', '/api/v1/roles', { headers, body: everything })).toMatchObject(refused);
    expect(await world.ask('PATCH', `/api/v1/users/${person.id}`, { headers, body: { roles: ['noc'] } })).toMatchObject(
      refused,
    );
    expect(await world.ask('POST', `/api/v1/users/${person.id}/password-link`, { headers })).toMatchObject(refused);
    await waitFor('the audit log to say so', async () => {
      const path = `/api/v1/audit?outcome=denied&userId=${admin.id}`;
      const { items } = (await world.ask<{ items: { reason: string }[] }>('GET', path)).body;
      return items.some(({ reason }) => reason === 'BEYOND_OWN_AUTHORITY');
    });
  });
});

describe('a body', () => {
  test.each([
    ['PATCH', '/api/v1/account', { name: 'x', email: 'x@example.net' }],
    ['PATCH', '/api/v1/account', { mustChangePassword: false }],
    ['POST', '/api/v1/tokens', { name: 'x', tenantId: 2 }],
    ['POST', '/api/v1/tokens', { name: 'x', userId: newId() }],
    ['POST', '/api/v1/roles', { name: 'x', grants: [], platform: true }],
    ['POST', '/api/v1/invitations', { email: 'x@example.net', roles: ['noc'], platform: true }],
    ['POST', '/api/v1/devices', { name: 'x', address: '192.0.2.9', snmp: { community: 'p' }, tenantId: 2 }],
  ])('of %s %s cannot say %o', async (method, path, body) => {
    expect((await (await signedIn()).ask(method, path, body)).status).toBe(400);
  });
});

test.each(['a,b@example.net', 'a@b.c>,<d@e.f', '"x"@example.net', 'a@example.net\r\nBcc: b@example.net', 'g:a@b.c;'])(
  'an address that a mail would read as another, %o, is none',
  async (given) => {
    const answer = await (await signedIn()).ask('POST', '/api/v1/invitations', { email: given, roles: ['noc'] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'EMAIL_INVALID' } });
  },
);

describe('somebody who was put out', () => {
  test('does not come in again by an invitation or a link that they prepared', async () => {
    const theirs = await signedIn();
    const other = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
    const invited = await theirs.ask<{ link: string }>('POST', '/api/v1/invitations', {
      email: `${newId()}@example.net`,
      roles: ['admin'],
    });
    const handed = await theirs.ask<{ url: string }>('POST', `/api/v1/users/${other.id}/password-link`);
    expect([invited.status, handed.status]).toEqual([201, 201]);
    expect((await world.ask('DELETE', `/api/v1/users/${person.id}`)).status).toBe(204);
    const accept = { token: invited.body.link.split('#')[1], name: 'Yo', password };
    expect((await browserAt().ask('POST', '/api/v1/invitations/accept', accept)).status).toBe(410);
    const reset = { token: handed.body.url.split('#')[1], newPassword: 'otra clave bien larga' };
    expect((await browserAt().ask('POST', '/api/auth/password-reset/confirm', reset)).status).toBe(410);
  });

  test('is out of a suspended tenant by session, token, link and invitation', async () => {
    const tenant = await makeTenant(world, newId());
    const admin = await makePerson(world, { tenant, roles: ['admin'] });
    const token = await world.ask<{ token: string }>('POST', '/api/v1/tokens', {
      headers: admin.headers,
      body: { name: 'script' },
    });
    const invited = await world.ask<{ link: string }>('POST', '/api/v1/invitations', {
      headers: admin.headers,
      body: { email: `${newId()}@example.net`, roles: ['noc'] },
    });
    await world.ask('POST', `/api/v1/platform/tenants/${tenant}/suspend`, { body: { reason: 'they do not pay' } });
    const suspended = { status: 403, body: { code: 'TENANT_SUSPENDED' } };
    const byToken = { authorization: `Bearer ${token.body.token}` };
    expect(await world.ask('GET', '/api/v1/session', { headers: admin.headers })).toMatchObject(suspended);
    expect(await world.ask('GET', '/api/v1/session', { headers: byToken })).toMatchObject(suspended);
    const accept = { token: invited.body.link.split('#')[1], name: 'Yo', password };
    expect(await browserAt().ask('POST', '/api/v1/invitations/accept', accept)).toMatchObject(suspended);
  });
});

test('an administrator takes the app and the passkeys of somebody who lost them, so that they can begin anew', async () => {
  const admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
  await world.database.db
    .insertInto('passkeys')
    .values({ id: newId(), user_id: person.id, name: 'k', credential_id: newId(), public_key: Buffer.from([0]) })
    .execute();
  const path = `/api/v1/users/${person.id}`;
  const has = async () => (await world.ask('GET', path, { headers: admin.headers })).body['secondFactor'];
  expect(await has()).toMatchObject({ has: true });
  const { headers } = admin;
  expect((await world.ask('DELETE', `${path}/second-factor`, { headers })).status).toBe(204);
  expect(await has()).toMatchObject({ has: false });
});

test('nothing that opens an account is in the log', async () => {
  const browser = await signedIn();
  const token = await browser.ask<{ token: string }>('POST', '/api/v1/tokens', { name: 'script' });
  const invited = await browser.ask<{ link: string }>('POST', '/api/v1/invitations', {
    email: `${newId()}@example.net`,
    roles: ['noc'],
  });
  const secrets = [
    token.body.token,
    invited.body.link.split('#')[1] ?? '',
    password,
    browser.cookie('fastisp_session'),
  ];
  expect(secrets.filter((secret) => secret === '' || world.logged().includes(secret))).toEqual([]);
});
