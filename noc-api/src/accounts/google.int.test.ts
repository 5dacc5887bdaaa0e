import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import { addPerson, createBrowser, type TestBrowser } from './testing/browser.ts';
import { IdentityProvider, type Identity } from './testing/identity-provider.ts';
import { totpCode, totpStep } from './totp.ts';

const origin = 'https://noc.example.net';
const password = 'tres cerros y una antena';
let google: IdentityProvider;
let world: World;
beforeAll(async () => {
  google = await IdentityProvider.start();
  world = await createWorld({
    env: {
      PUBLIC_URL: origin,
      GOOGLE_CLIENT_ID: google.client.id,
      GOOGLE_CLIENT_SECRET: google.client.secret,
      GOOGLE_ISSUER: google.issuer,
    },
  });
});
afterAll(async () => {
  await world.stop();
  await google.close();
});

const newBrowser = (): TestBrowser => createBrowser(world, { https: true });

async function begin(browser: TestBrowser, to?: string): Promise<string> {
  const answer = await browser.ask('GET', `/api/auth/google${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

/** The whole way round. @returns where the browser ends up. */
async function signIn(browser: TestBrowser, identity: Identity, to?: string): Promise<string> {
  const query = google.approve(await begin(browser, to), identity);
  const answer = await browser.ask('GET', `/api/auth/google/callback?${query}`);
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

test('the portal is told that the button may be shown', async () => {
  expect((await newBrowser().ask('GET', '/api/auth/methods')).body).toMatchObject({ google: true });
});

describe('sign-in with Google', () => {
  test('lets in who exists, back to where they wanted to go', async () => {
    const email = 'ana@example.net';
    await addPerson(world, { email, password });
    const browser = newBrowser();
    expect(await signIn(browser, { sub: 'g-ana', email }, '/devices?status=down')).toBe('/devices?status=down');
    expect((await browser.ask('GET', '/api/v1/session')).body).toMatchObject({ user: { email } });
    expect((await browser.ask('GET', '/api/v1/account')).body).toMatchObject({
      googleLinked: true,
      emailVerified: true,
    });
    // From now on by Google's own name for them, whatever their address becomes there.
    const later = newBrowser();
    expect(await signIn(later, { sub: 'g-ana', email: 'ana.new@example.net' })).toBe('/');
    expect((await later.ask('GET', '/api/v1/session')).body).toMatchObject({ user: { email } });
  });

  test.each([
    ['who is unknown: it makes no accounts', { sub: 'g-x', email: 'nobody@example.net' }, 'GOOGLE_NOBODY'],
    [
      'whose address Google did not check',
      { sub: 'g-y', email: 'beto@example.net', emailVerified: false },
      'GOOGLE_REFUSED',
    ],
    ['whose token somebody else signed', { sub: 'g-z', email: 'beto@example.net', forged: true }, 'GOOGLE_REFUSED'],
  ])('refuses a person %s', async (_name, identity, code) => {
    await addPerson(world, { email: 'beto@example.net', password }).catch(() => {}); // there since an earlier case
    const browser = newBrowser();
    expect(await signIn(browser, identity)).toBe(`/sign-in?problem=${code}`);
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(401);
    const people = await world.database.db
      .selectFrom('auth_user')
      .select('id')
      .where('email', '=', 'nobody@example.net')
      .execute();
    expect(people).toEqual([]);
  });

  test('tells whoever is invited to open their link first, and knows them afterwards', async () => {
    const email = 'nueva@example.net';
    const invited = await world.ask<{ link: string }>('POST', '/api/v1/invitations', {
      body: { email, roles: ['noc'] },
    });
    expect(await signIn(newBrowser(), { sub: 'g-nueva', email })).toBe('/sign-in?problem=GOOGLE_INVITED');
    const token = invited.body.link.split('#')[1] ?? '';
    const body = { token, name: 'Nueva', password: 'cuatro palabras al azar' };
    expect((await world.ask('POST', '/api/v1/invitations/accept', { body, headers: {} })).status).toBe(200);
    expect(await signIn(newBrowser(), { sub: 'g-nueva', email })).toBe('/');
  });

  test("an address that moved to another Google account does not open the first one's", async () => {
    const email = 'moved@example.net';
    await addPerson(world, { email, password });
    await signIn(newBrowser(), { sub: 'g-first', email });
    expect(await signIn(newBrowser(), { sub: 'g-second', email })).toBe('/sign-in?problem=GOOGLE_REFUSED');
  });

  test('belongs to the browser that began it, and comes back once', async () => {
    const email = 'carla@example.net';
    await addPerson(world, { email, password });
    const browser = newBrowser();
    const query = google.approve(await begin(browser), { sub: 'g-carla', email });
    const victim = newBrowser();
    const elsewhere = await victim.ask('GET', `/api/auth/google/callback?${query}`);
    expect(elsewhere.headers.get('location')).toBe('/sign-in?problem=GOOGLE_REFUSED');
    const cookie = browser.cookie('__Host-fastisp_google');
    expect((await browser.ask('GET', `/api/auth/google/callback?${query}`)).headers.get('location')).toBe('/');
    browser.setCookie('__Host-fastisp_google', cookie);
    const again = await browser.ask('GET', `/api/auth/google/callback?${query}`);
    expect(again.headers.get('location')).toBe('/sign-in?problem=SIGN_IN_EXPIRED');
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', '/.//evil.example'])(
    'does not lead to %s',
    async (to) => {
      await addPerson(world, { email: 'paths@example.net', password }).catch(() => {}); // there since an earlier case
      expect(await signIn(newBrowser(), { sub: 'g-paths', email: 'paths@example.net' }, to)).toBe('/');
    },
  );

  test('asks for the code of who has a second factor', async () => {
    const email = 'doble@example.net';
    await addPerson(world, { email, password });
    const browser = newBrowser();
    await browser.ask('POST', '/api/auth/sign-in/email', { email, password });
    const begun = await browser.ask<{ secret: string }>('POST', '/api/v1/account/second-factor', { password });
    const code = (steps: number) => totpCode(begun.body.secret, totpStep(Date.now()) + steps);
    await browser.ask('POST', '/api/v1/account/second-factor/confirm', { code: code(-1) });
    const fresh = newBrowser();
    expect(await signIn(fresh, { sub: 'g-doble', email }, '/noc')).toBe('/sign-in?step=code&to=%2Fnoc');
    expect((await fresh.ask('GET', '/api/v1/session')).status).toBe(401);
    expect((await fresh.ask('POST', '/api/auth/sign-in/code', { code: code(0) })).status).toBe(200);
    expect((await fresh.ask('GET', '/api/v1/session')).status).toBe(200);
  });
});

test('the audit log tells who came in', async () => {
  const browser = newBrowser();
  const email = 'audited@example.net';
  const { id } = await addPerson(world, { email, password });
  await signIn(browser, { sub: 'g-audited', email });
  await waitFor('the entry', async () => {
    const rows = await world.database.withSystem((tx) =>
      tx.selectFrom('audit_entries').select(['action', 'outcome', 'reason']).where('user_id', '=', id).execute(),
    );
    return rows.some(({ reason }) => reason === 'SIGNED_IN');
  });
});

test.each([
  ['SMTP_URL without its sender', { SMTP_URL: 'smtp://127.0.0.1:25', PUBLIC_URL: origin }, 'MAIL_FROM'],
  ['Google without its secret', { GOOGLE_CLIENT_ID: 'x', PUBLIC_URL: origin }, 'GOOGLE_CLIENT_SECRET'],
  ['Google without our address', { GOOGLE_CLIENT_ID: 'x', GOOGLE_CLIENT_SECRET: 'y' }, 'PUBLIC_URL'],
])('%s is told at the start', async (_name, env, missing) => {
  await expect(createWorld({ database: world.database, env })).rejects.toThrow(missing);
});
