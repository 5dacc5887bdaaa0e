import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import { Authenticator, type Options } from '../testing/authenticator.ts';
import { addPerson, createBrowser, type TestBrowser } from '../testing/browser.ts';

const origin = 'https://noc.example.net';
const password = 'tres cerros y una antena';
let world: World;
beforeAll(async () => {
  world = await createWorld({ env: { PUBLIC_URL: origin } });
});
afterAll(() => world.stop());

const newBrowser = (): TestBrowser => createBrowser(world, { https: true });

async function signedIn(name: string) {
  const email = `${name}@example.net`;
  await addPerson(world, { email, password });
  const browser = newBrowser();
  expect((await browser.ask('POST', '/api/auth/sign-in/email', { email, password })).status).toBe(200);
  return { email, browser };
}

async function withPasskey(name: string) {
  const person = await signedIn(name);
  const key = new Authenticator(origin);
  const options = await person.browser.ask<Options>('POST', '/api/v1/account/passkeys/options', { password });
  const response = key.create(options.body);
  const added = await person.browser.ask<{ id: string }>('POST', '/api/v1/account/passkeys', {
    name: 'llave',
    response,
  });
  expect(added.status).toBe(201);
  return { ...person, key, options: options.body, response, id: added.body.id };
}

async function signInWith(key: Authenticator, how?: { userVerified: boolean }) {
  const browser = newBrowser();
  const asked = await browser.ask<Options>('POST', '/api/auth/passkey/options');
  const answer = key.get(asked.body, how);
  return { browser, answer, result: await browser.ask('POST', '/api/auth/passkey', answer) };
}

test('browsers are told that they are possible here', async () => {
  expect((await newBrowser().ask('GET', '/api/auth/methods')).body).toMatchObject({ passkey: true });
});

describe('a passkey', () => {
  test('is added with the password, signs in without it, and is a second factor in itself', async () => {
    const { browser, key, email } = await withPasskey('ana');
    await browser.ask('POST', '/api/v1/account/second-factor', { password });
    const { result, browser: fresh } = await signInWith(key);
    expect(result.body).toEqual({ mustChangePassword: false, secondFactor: false });
    expect(result.headers.getSetCookie().join()).toContain('__Host-fastisp_session=');
    expect((await fresh.ask('GET', '/api/v1/session')).body).toMatchObject({ user: { email } });
    const list = await browser.ask<{ items: unknown[] }>('GET', '/api/v1/account/passkeys');
    expect(list.body.items).toEqual([expect.objectContaining({ name: 'llave', lastUsedAt: expect.any(String) })]);
  });

  test('is not added by a browser that was left open, nor twice, nor by an answer to another question', async () => {
    const { browser, response } = await withPasskey('beto');
    const begun = await browser.ask('POST', '/api/v1/account/passkeys/options', { password: 'not this one' });
    expect(begun.body['code']).toBe('PASSWORD_WRONG');
    const again = await browser.ask('POST', '/api/v1/account/passkeys', { name: 'otra', response });
    expect(again.body['code']).toBe('PASSKEY_REFUSED');
    const { browser: other } = await signedIn('intruder');
    const asked = await browser.ask<Options>('POST', '/api/v1/account/passkeys/options', { password });
    const stolen = new Authenticator(origin).create(asked.body);
    const foreign = await other.ask('POST', '/api/v1/account/passkeys', { name: 'ajena', response: stolen });
    expect(foreign.body['code']).toBe('PASSKEY_REFUSED');
  });

  test.each([
    ['made at another address', () => new Authenticator('https://noc.example.net.evil.example'), undefined],
    ['without a fingerprint or PIN', () => null, { userVerified: false }],
  ])('is refused %s', async (name, phishing, how) => {
    const { key, options } = await withPasskey(`refused-${name.length}`);
    const other = phishing();
    other?.create(options);
    const { result } = await signInWith(other ?? key, how);
    expect([result.status, result.body['code']]).toEqual([400, 'PASSKEY_REFUSED']);
  });

  test('answers each question once', async () => {
    const { key } = await withPasskey('once');
    const { answer, result } = await signInWith(key);
    expect(result.status).toBe(200);
    expect((await newBrowser().ask('POST', '/api/auth/passkey', answer)).body['code']).toBe('PASSKEY_REFUSED');
  });

  test('that counts backwards is a copy', async () => {
    const { key } = await withPasskey('copied');
    await signInWith(key);
    await signInWith(key);
    key.turnBack();
    expect((await signInWith(key)).result.body['code']).toBe('PASSKEY_REFUSED');
  });

  test('is renamed, removed, and then opens nothing; nobody else can do either', async () => {
    const { browser, key, id } = await withPasskey('renamed');
    const { browser: other } = await signedIn('other');
    const path = `/api/v1/account/passkeys/${id}`;
    expect((await other.ask('PATCH', path, { name: 'mía' })).body['code']).toBe('PASSKEY_NOT_FOUND');
    expect((await other.ask('DELETE', path)).body['code']).toBe('PASSKEY_NOT_FOUND');
    expect((await browser.ask('PATCH', path, { name: 'teléfono' })).body).toMatchObject({ name: 'teléfono' });
    expect((await browser.ask('DELETE', path)).status).toBe(204);
    expect((await signInWith(key)).result.body['code']).toBe('PASSKEY_REFUSED');
  });
});

test('rubbish is refused, not an error of ours', async () => {
  const response = { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' };
  const rubbish = { id: 'AA', rawId: 'AA', type: 'public-key', response };
  expect((await newBrowser().ask('POST', '/api/auth/passkey', rubbish)).body['code']).toBe('PASSKEY_REFUSED');
  const { key } = await withPasskey('rubbish');
  const asked = await newBrowser().ask<Options>('POST', '/api/auth/passkey/options');
  const answer = key.get(asked.body) as { response: object }; // as the authenticator made it
  const broken = { ...answer, response: { ...answer.response, authenticatorData: 'AA' } };
  expect((await newBrowser().ask('POST', '/api/auth/passkey', broken)).body['code']).toBe('PASSKEY_REFUSED');
});
