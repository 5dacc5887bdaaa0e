import { createSessionClient } from '@fastisp/core/http/session-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';

let world: World;
let oneTimePassword: string;
beforeAll(async () => {
  world = await createWorld();
  const first = world.nocApi.firstAdministrator();
  if (first === null) throw new Error('a first start makes an administrator');
  oneTimePassword = first.oneTimePassword;
});
afterAll(() => world.stop());

const email = 'admin@fastisp.local';
const newPassword = 'tres cerros y una antena';
const nobody = {};

async function signIn(password: string, headers: Record<string, string> = {}) {
  const answer = await world.ask('POST', '/api/auth/sign-in/email', { body: { email, password }, headers });
  const setCookie = answer.headers.getSetCookie().find((cookie) => cookie.includes('session'));
  return { ...answer, setCookie: setCookie ?? '', cookie: setCookie?.split(';')[0] ?? '' };
}

describe('the first administrator', () => {
  test('signs in with the one-time password, may do nothing but change it, and then everything', async () => {
    const first = await signIn(oneTimePassword);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ mustChangePassword: true, secondFactor: false });
    expect(first.setCookie).toMatch(/^fastisp_session=.+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/i);
    const headers = { cookie: first.cookie };

    const session = await world.ask('GET', '/api/v1/session', { headers });
    expect(session.status).toBe(200);
    expect(session.body).toMatchObject({
      user: { email, mustChangePassword: true, locale: 'es' },
      tenant: { id: 1, name: 'FastISP' },
    });
    for (const path of ['/api/v1/devices', '/api/v1/status', '/api/v1/tokens']) {
      const refused = await world.ask('GET', path, { headers });
      expect([refused.status, refused.body['code']]).toEqual([403, 'PASSWORD_CHANGE_REQUIRED']);
    }

    // Nor does any other service take it for a sign-in.
    const ask = createSessionClient(() => world.url);
    expect(await ask({ cookie: first.cookie })).toBeNull();
    expect(await ask({ authorization: `Bearer ${bootstrapToken}` })).toMatchObject({ tenantId: 1 });

    const change = (currentPassword: string, password: string) =>
      world.ask('POST', '/api/v1/password', { headers, body: { currentPassword, newPassword: password } });
    expect((await change('not the one', newPassword)).body['code']).toBe('PASSWORD_WRONG');
    expect((await change(oneTimePassword, 'short')).body['code']).toBe('REQUEST_INVALID');
    expect((await change(oneTimePassword, 'admin-admin-2026')).body['code']).toBe('PASSWORD_WEAK');

    const other = await signIn(oneTimePassword);
    const changed = await change(oneTimePassword, newPassword);
    expect(changed.status).toBe(204);
    const fresh = { cookie: changed.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    expect((await world.ask('GET', '/api/v1/devices', { headers: fresh })).status).toBe(200);
    // Whoever else was signed in with the old password is out.
    expect((await world.ask('GET', '/api/v1/session', { headers: { cookie: other.cookie } })).status).toBe(401);
    expect((await signIn(oneTimePassword)).status).toBe(401);

    const out = await world.ask('POST', '/api/auth/sign-out', { headers: fresh });
    expect(out.status).toBe(204);
    expect((await world.ask('GET', '/api/v1/session', { headers: fresh })).status).toBe(401);
  });

  test('is never logged, with its password', () => {
    expect(world.logged()).not.toContain(oneTimePassword);
    expect(world.logged()).not.toContain(newPassword);
    expect(world.logged()).not.toContain(bootstrapToken);
  });
});

describe('session cookies', () => {
  test('are Secure and bound to the host where https is', async () => {
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.7' };
    const secure = await signIn(newPassword, https);
    expect(secure.setCookie).toMatch(
      /^__Host-fastisp_session=.+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/i,
    );
    // A service that asks over http for a browser that came over https.
    expect((await world.ask('GET', '/api/v1/session', { headers: { cookie: secure.cookie } })).status).toBe(200);
  });

  test('are refused when they are forged', async () => {
    const { cookie } = await signIn(newPassword);
    const forged = cookie.replace(/.{4}$/, 'AAAA');
    expect((await world.ask('GET', '/api/v1/session', { headers: { cookie: forged } })).status).toBe(401);
  });
});

describe("another site's page", () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['no origin of its own', { origin: 'null' }, 403],
    ['what the browser says of it', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }, 403],
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://anything.example' }, 200],
    ['a program', {}, 200],
  ])('is recognized by %s', async (_name, headers, status) => {
    expect((await signIn(newPassword, headers)).status).toBe(status);
  });

  test('our own origin is admitted', async () => {
    expect((await signIn(newPassword, { origin: world.url })).status).toBe(200);
  });
});

describe('API tokens', () => {
  test('are shown once, work, tell of their use, and stop when revoked', async () => {
    const made = await world.ask<{ id: string; token: string; prefix: string }>('POST', '/api/v1/tokens', {
      body: { name: 'grafana' },
    });
    expect(made.status).toBe(201);
    expect(made.body.token).toMatch(/^fisp_[\w-]{43}$/);
    const headers = { authorization: `Bearer ${made.body.token}` };
    const session = await world.ask('GET', '/api/v1/session', { headers });
    expect(session.body).toMatchObject({ user: { email, mustChangePassword: false } });

    const list = await world.ask<{ items: Record<string, unknown>[] }>('GET', '/api/v1/tokens');
    const listed = list.body.items.find((item) => item['id'] === made.body.id);
    expect(listed).toMatchObject({ name: 'grafana', prefix: made.body.token.slice(0, 12) });
    expect(listed?.['lastUsedAt']).not.toBeNull();
    expect(JSON.stringify(list.body)).not.toContain(made.body.token);
    expect((await rawRows()).join()).not.toContain(made.body.token);

    expect((await world.ask('DELETE', `/api/v1/tokens/${made.body.id}`)).status).toBe(204);
    expect((await world.ask('GET', '/api/v1/session', { headers })).status).toBe(401);
    expect((await world.ask('DELETE', `/api/v1/tokens/${made.body.id}`)).body['code']).toBe('TOKEN_NOT_FOUND');
  });

  test('stop working when their time is over', async () => {
    const made = await world.ask<{ id: string; token: string }>('POST', '/api/v1/tokens', {
      body: { name: 'short', expiresInDays: 1 },
    });
    const headers = { authorization: `Bearer ${made.body.token}` };
    expect((await world.ask('GET', '/api/v1/session', { headers })).status).toBe(200);
    await world.database.withSystem((tx) =>
      tx
        .updateTable('api_tokens')
        .set({ expires_at: new Date(0) })
        .where('id', '=', made.body.id)
        .execute(),
    );
    expect((await world.ask('GET', '/api/v1/session', { headers })).status).toBe(401);
  });

  test('cannot change a password', async () => {
    const answer = await world.ask('POST', '/api/v1/password', {
      body: { currentPassword: newPassword, newPassword: 'otra antena en el cerro' },
    });
    expect([answer.status, answer.body['code']]).toEqual([403, 'PASSWORD_NOT_FOR_TOKENS']);
  });

  test.each([
    ['nothing', nobody],
    ['an unknown token', { authorization: `Bearer ${'x'.repeat(40)}` }],
    ['another scheme', { authorization: `Basic ${bootstrapToken}` }],
    ['a cookie that is none', { cookie: 'fastisp_session=; other=1' }],
  ])('%s is nobody', async (_name, headers) => {
    const answer = await world.ask('GET', '/api/v1/session', { headers });
    expect([answer.status, answer.body['code']]).toEqual([401, 'AUTH_REQUIRED']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

test('guessing is stopped for the account, from wherever it comes, with the time to wait', async () => {
  const guess = (i: number) =>
    world.ask('POST', '/api/auth/sign-in/email', {
      body: { email: 'Victim@Example.net', password: `guess-${i}` },
      headers: { 'x-forwarded-for': `198.51.100.${i}` },
    });
  const statuses: number[] = [];
  for (let i = 0; i < 11; i += 1) statuses.push((await guess(i)).status);
  expect(statuses).toEqual([...new Array<number>(10).fill(401), 429]);
  const limited = await guess(99);
  expect(limited.body).toMatchObject({ code: 'SIGN_IN_LIMITED', params: { retryAfterS: expect.any(Number) } });
  // Somebody else signs in as before.
  expect((await signIn(newPassword)).status).toBe(200);
});

async function rawRows(): Promise<string[]> {
  const rows = await world.database.withSystem((tx) => tx.selectFrom('api_tokens').selectAll().execute());
  return rows.map((row) => `${JSON.stringify(row)} ${row.token_sha256.toString('latin1')}`);
}
