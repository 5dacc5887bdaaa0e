import { waitFor } from '@fastisp/core/testing/wait-for';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestMailServer } from '#mail/testing/smtp.ts';
import { createWorld, type World } from '#testing/world.ts';
import { addPerson, createBrowser, type TestBrowser } from '../testing/browser.ts';

const origin = 'https://noc.example.net';
const password = 'tres cerros y una antena';
const newPassword = 'una antena y tres cerros';
let mails: TestMailServer;
let world: World;
beforeAll(async () => {
  mails = await TestMailServer.start();
  world = await createWorld({
    env: { PUBLIC_URL: origin, SMTP_URL: mails.url, MAIL_FROM: 'FastISP <noc@example.net>' },
  });
});
afterAll(async () => {
  await world.stop();
  await mails.close();
});
// Each test comes from an address of its own, so that none counts against another's limits.
let tests = 0;
let browser: TestBrowser;
beforeEach(() => {
  tests += 1;
  browser = newBrowser();
});
const newBrowser = (): TestBrowser => createBrowser(world, { https: true, address: `198.51.100.${tests}` });

const requestReset = (email: string) => browser.ask('POST', '/api/auth/password-reset', { email });
const reset = (token: string, given = newPassword) =>
  browser.ask('POST', '/api/auth/password-reset/confirm', { token, newPassword: given });
const signIn = (email: string, given: string, in_ = browser) =>
  in_.ask('POST', '/api/auth/sign-in/email', { email, password: given });

/** What the link in the newest mail to somebody carries. */
async function tokenFor(email: string, count = 1): Promise<string> {
  await waitFor(`mail ${count} to ${email}`, () => mails.to(email).length >= count);
  const token = /https:\/\/noc\.example\.net\/[\w-]+#([\w-]+)/.exec(mails.to(email).at(-1)?.text ?? '')?.[1];
  if (token === undefined) throw new Error('no link in the mail');
  return token;
}

/** What waits for its next attempt does not have to. */
async function retryNow(): Promise<void> {
  await waitFor('a first attempt', async () => {
    const { rows } =
      await sql`update mails set next_attempt_at = 'epoch' where last_error is not null returning id`.execute(
        world.database.db,
      );
    return rows.length > 0;
  });
  await sql`select pg_notify('mails', '')`.execute(world.database.db);
}

describe('a forgotten password', () => {
  test('is replaced by a link that works once, and everybody who was signed in is out', async () => {
    const email = 'ana@example.net';
    const { id } = await addPerson(world, { email, password });
    await signIn(email, password);
    expect((await requestReset('ANA@example.net')).status).toBe(202);
    const token = await tokenFor(email);
    const mail = mails.to(email)[0]?.text ?? '';
    expect(mail).toContain('From: FastISP <noc@example.net>');
    expect(mail).toContain('Subject: =?UTF-8?Q?Restablezca_su_');
    expect(mail).toMatch(/Message-ID: <[\w-]+@example\.net>/i);

    expect((await reset(token, 'short')).body['code']).toBe('REQUEST_INVALID');
    expect((await reset(token, 'ana-ana-ana-2026-x')).status).toBe(204); // "ana" is too short a name to matter
    expect((await reset(token)).body['code']).toBe('LINK_INVALID');
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(401);
    expect((await signIn(email, password)).status).toBe(401);
    expect((await signIn(email, 'ana-ana-ana-2026-x')).status).toBe(200);
    // The link came by mail, so the address is theirs; and they are told.
    expect((await browser.ask('GET', '/api/v1/account')).body).toMatchObject({ emailVerified: true });
    await waitFor('the news', () => mails.to(email).some(({ text }) => text.includes('se cambió desde')));
    const told = await world.database.withSystem((tx) =>
      tx.selectFrom('audit_entries').select('action').where('object_id', '=', id).execute(),
    );
    expect(told.map(({ action }) => action)).toContain('change_password');
  });

  test('nobody learns whether an account exists: not by the answer, not by its time, not by a mail', async () => {
    const email = 'exists@example.net';
    await addPerson(world, { email, password });
    const ask = async (address: string) => {
      const startedAtMs = performance.now();
      const { status, body } = await requestReset(address);
      return { answer: { status, body }, tookMs: performance.now() - startedAtMs };
    };
    const known = await ask(email);
    const unknown = await ask('nobody@example.net');
    expect(unknown.answer).toEqual(known.answer);
    expect(unknown.tookMs).toBeGreaterThan(240);
    expect(known.tookMs).toBeGreaterThan(240);
    await tokenFor(email);
    expect(mails.to('nobody@example.net')).toEqual([]);
  });

  test('a newer link makes the older one useless, and one that is too old is', async () => {
    const email = 'beto@example.net';
    await addPerson(world, { email, password, locale: 'en' });
    await requestReset(email);
    const older = await tokenFor(email);
    await requestReset(email);
    const newer = await tokenFor(email, 2);
    expect(mails.to(email)[0]?.text).toContain('Subject: Reset your password');
    expect((await reset(older)).body['code']).toBe('LINK_INVALID');
    const past = new Date(Date.now() - 1);
    await world.database.db.updateTable('one_time_tokens').set({ expires_at: past }).execute();
    expect((await reset(newer)).body['code']).toBe('LINK_INVALID');
  });

  test('a flood of mails to one person is stopped', async () => {
    const email = 'flooded@example.net';
    await addPerson(world, { email, password });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await requestReset(email)).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  test('the link names our own address, whatever the Host header says', async () => {
    const email = 'host@example.net';
    await addPerson(world, { email, password });
    browser = createBrowser(world, { https: true, host: 'evil.example', address: '198.51.100.200' });
    await requestReset(email);
    await tokenFor(email);
    expect(mails.to(email)[0]?.text).not.toContain('evil.example');
  });

  test('neither link nor token is in the log or readable in the tables', async () => {
    const email = 'sealed@example.net';
    await addPerson(world, { email, password });
    await mails.close();
    try {
      await requestReset(email);
      const rows = await world.database.db.selectFrom('mails').selectAll().where('recipient', '=', email).execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain('#');
    } finally {
      await mails.open();
    }
    // Now, rather than after the wait.
    await world.database.db
      .updateTable('mails')
      .set({ next_attempt_at: new Date(0) })
      .execute();
    const token = await tokenFor(email);
    expect(world.logged()).not.toContain(token);
  });
});

describe('mails', () => {
  test('survive a server that is away or says later; one that says never is believed', async () => {
    const [later, never] = ['later@example.net', 'never@example.net'];
    mails.refusals.set(later, { code: 451, times: 1 });
    mails.refusals.set(never, { code: 550, times: 100 });
    for (const email of [later, never]) {
      await addPerson(world, { email, password });
      await requestReset(email);
    }
    const rowOf = (email: string) =>
      world.database.db.selectFrom('mails').selectAll().where('recipient', '=', email).executeTakeFirst();
    await waitFor('the refusals', async () => {
      const [waiting, givenUp] = [await rowOf(later), await rowOf(never)];
      return typeof waiting?.last_error === 'string' && givenUp?.failed_at instanceof Date;
    });
    expect(await rowOf(never)).toMatchObject({ content_sealed: null, attempts: 1 });
    await retryNow();
    await tokenFor(later);
    await waitFor('its row to go', async () => (await rowOf(later)) === undefined);
    expect(mails.to(never)).toEqual([]);
  });
});

test('an invitation goes to the invited by mail', async () => {
  const email = 'invitada@example.net';
  const made = await world.ask<{ link: string }>('POST', '/api/v1/invitations', { body: { email, roles: ['noc'] } });
  expect(made.status).toBe(201);
  const token = await tokenFor(email);
  expect(made.body.link).toContain(`#${token}`);
});

describe('the proof of an address', () => {
  test('comes by a link, once', async () => {
    const email = 'verify@example.net';
    await addPerson(world, { email, password });
    await signIn(email, password);
    expect((await browser.ask('GET', '/api/v1/account')).body).toMatchObject({ emailVerified: false });
    expect((await browser.ask('POST', '/api/v1/account/email/verification')).status).toBe(202);
    const token = await tokenFor(email);
    const confirm = () => newBrowser().ask('POST', '/api/auth/verify-email', { token });
    expect((await confirm()).status).toBe(204);
    expect((await confirm()).body['code']).toBe('LINK_INVALID');
    expect((await browser.ask('GET', '/api/v1/account')).body).toMatchObject({ emailVerified: true });
    const again = await browser.ask('POST', '/api/v1/account/email/verification');
    expect(again.body['code']).toBe('EMAIL_ALREADY_VERIFIED');
  });

  test('is no key to the password', async () => {
    const email = 'purpose@example.net';
    await addPerson(world, { email, password });
    await signIn(email, password);
    await browser.ask('POST', '/api/v1/account/email/verification');
    expect((await reset(await tokenFor(email))).body['code']).toBe('LINK_INVALID');
  });
});

describe('a link from an administrator', () => {
  const handOver = (from: TestBrowser, id: string) =>
    from.ask<{ url: string; code: string }>('POST', `/api/v1/users/${id}/password-link`);

  test('sets a password; the address is not proved by it', async () => {
    const { id } = await addPerson(world, { email: 'tecnico@example.net', password });
    const { email } = await administrator('jefa');
    await signIn(email, password);
    const handed = await handOver(browser, id);
    expect(handed.status).toBe(201);
    expect(handed.body.url).toMatch(/^https:\/\/noc\.example\.net\/reset-password#/);
    expect((await reset(handed.body.url.split('#')[1] ?? '')).status).toBe(204);
    const person = newBrowser();
    expect((await signIn('tecnico@example.net', newPassword, person)).status).toBe(200);
    expect((await person.ask('GET', '/api/v1/account')).body).toMatchObject({ emailVerified: false });
  });

  test('leads to nobody who may more, works elsewhere too, or is not theirs', async () => {
    const { email } = await administrator('local');
    await signIn(email, password);
    const platform = await world.database.withSystem((tx) =>
      tx.selectFrom('platform_admins').select('user_id').executeTakeFirstOrThrow(),
    );
    expect((await handOver(browser, platform.user_id)).body.code).toBe('BEYOND_OWN_AUTHORITY');

    await world.database.withSystem((tx) => tx.insertInto('tenants').values({ id: 77, name: 'Otra' }).execute());
    const stranger = await addPerson(world, { email: 'stranger@example.net', password, tenant: 77 });
    expect((await handOver(browser, stranger.id)).body.code).toBe('USER_NOT_FOUND');
    await world.database.withSystem((tx) =>
      tx.insertInto('memberships').values({ tenant_id: world.tenant, user_id: stranger.id }).execute(),
    );
    expect((await handOver(browser, stranger.id)).body.code).toBe('USER_IN_OTHER_TENANTS');
  });

  test('is not for oneself, by a browser that was left open or by a token, nor for whoever acts as another', async () => {
    const { email, id } = await administrator('misma');
    const { id: other } = await addPerson(world, { email: 'misma.otra@example.net', password });
    await signIn(email, password);
    expect((await handOver(browser, id)).body.code).toBe('NOT_ON_ONESELF');
    const factors = await browser.ask('DELETE', `/api/v1/users/${id}/second-factor`);
    expect(factors.body['code']).toBe('NOT_ON_ONESELF');
    const token = await browser.ask<{ token: string }>('POST', '/api/v1/tokens', { name: 'script' });
    const headers = { authorization: `Bearer ${token.body.token}` };
    const byToken = await world.ask('POST', `/api/v1/users/${id}/password-link`, { headers });
    expect(byToken.body['code']).toBe('NOT_ON_ONESELF');

    const root = await addPerson(world, { email: 'plataforma@example.net', password });
    await world.database.withSystem((tx) => tx.insertInto('platform_admins').values({ user_id: root.id }).execute());
    const acting = newBrowser();
    await signIn('plataforma@example.net', password, acting);
    const as = { tenantId: world.tenant, userId: id, reason: 'help them' };
    expect((await acting.ask('POST', '/api/v1/session/impersonation', as)).status).toBe(200);
    expect((await handOver(acting, id)).body.code).toBe('NOT_WHILE_IMPERSONATING');
    expect((await handOver(acting, other)).body.code).toBe('NOT_WHILE_IMPERSONATING');
  });

  test('stops working when the person changes their password', async () => {
    const { id } = await addPerson(world, { email: 'cambia@example.net', password });
    const { email } = await administrator('jefe');
    await signIn(email, password);
    const handed = await handOver(browser, id);
    await requestReset('cambia@example.net');
    const mailed = await tokenFor('cambia@example.net');
    const person = newBrowser();
    await signIn('cambia@example.net', password, person);
    const change = { currentPassword: password, newPassword };
    expect((await person.ask('POST', '/api/v1/password', change)).status).toBe(204);
    expect((await reset(handed.body.url.split('#')[1] ?? '', 'tercera clave distinta')).status).toBe(410);
    expect((await reset(mailed, 'tercera clave distinta')).status).toBe(410);
  });

  test('is not for those who may not', async () => {
    const { id } = await addPerson(world, { email: 'colega@example.net', password });
    await addPerson(world, { email: 'noc@example.net', password });
    await signIn('noc@example.net', password);
    expect((await handOver(browser, id)).body.code).toBe('PERMISSION_DENIED');
  });
});

async function administrator(name: string) {
  const email = `${name}@example.net`;
  return { email, ...(await addPerson(world, { email, password, role: 'admin' })) };
}
