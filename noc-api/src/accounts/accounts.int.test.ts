import { newId } from '@fastisp/core/ids';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeExpired } from '#housekeeping/housekeeping.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import { addPerson, createBrowser, type TestBrowser } from './testing/browser.ts';
import { totpCode, totpStep } from './totp.ts';

const password = 'tres cerros y una antena';
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const newBrowser = (options: Parameters<typeof createBrowser>[1] = {}): TestBrowser => createBrowser(world, options);
/** A person of their own for each test, so that none counts against another's limits. */
async function newPerson(name: string) {
  const email = `${name}@example.net`;
  const { id } = await addPerson(world, { email, password });
  const browser = newBrowser();
  const signIn = (in_ = browser) => in_.ask('POST', '/api/auth/sign-in/email', { email, password });
  return { id, email, browser, signIn };
}

interface Device {
  readonly id: string;
  readonly current: boolean;
  readonly browser: string | null;
  readonly system: string | null;
  readonly address: string;
}

describe('devices', () => {
  test('are listed in words, this one first, and are signed out one by one or all but this one', async () => {
    const { browser: laptop, signIn } = await newPerson('devices');
    const phone = newBrowser({
      userAgent: 'Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
      address: '203.0.113.9',
    });
    const tablet = newBrowser();
    for (const each of [phone, tablet, laptop]) expect((await signIn(each)).status).toBe(200);

    const list = await laptop.ask<{ items: Device[] }>('GET', '/api/v1/account/sessions');
    expect(list.body.items).toHaveLength(3);
    expect(list.body.items[0]).toMatchObject({ current: true, browser: 'Firefox', system: 'Linux' });
    const listedPhone = list.body.items.find(({ system }) => system === 'Android');
    expect(listedPhone).toMatchObject({ current: false, browser: 'Chrome', address: '203.0.113.9', kind: 'phone' });
    expect(JSON.stringify(list.body)).not.toContain(laptop.cookie('fastisp_session').split('.')[0]);

    const ended = await laptop.ask('DELETE', `/api/v1/account/sessions/${listedPhone?.id ?? ''}`);
    expect(ended.status).toBe(204);
    expect((await phone.ask('GET', '/api/v1/session')).status).toBe(401);
    expect((await tablet.ask('GET', '/api/v1/session')).status).toBe(200);

    const others = await laptop.ask('POST', '/api/v1/account/sessions/end-others');
    expect(others.body).toEqual({ ended: 1 });
    expect((await tablet.ask('GET', '/api/v1/session')).status).toBe(401);
    expect((await laptop.ask('GET', '/api/v1/session')).status).toBe(200);
  });

  test("another person's session is not there", async () => {
    const ana = await newPerson('ana-devices');
    const beto = await newPerson('beto-devices');
    await ana.signIn();
    await beto.signIn();
    const list = await ana.browser.ask<{ items: Device[] }>('GET', '/api/v1/account/sessions');
    const answer = await beto.browser.ask('DELETE', `/api/v1/account/sessions/${list.body.items[0]?.id ?? ''}`);
    expect([answer.status, answer.body['code']]).toEqual([404, 'DEVICE_SESSION_NOT_FOUND']);
    expect((await ana.browser.ask('GET', '/api/v1/session')).status).toBe(200);
  });

  test('belong to people, not to API tokens', async () => {
    const headers = { authorization: `Bearer ${bootstrapToken}` };
    const answer = await world.ask('GET', '/api/v1/account/sessions', { headers });
    expect([answer.status, answer.body['code']]).toEqual([403, 'SESSION_REQUIRED']);
  });
});

describe('the second factor', () => {
  const nextCode = (secret: string, steps = 0) => totpCode(secret, totpStep(Date.now()) + steps);

  async function enrolled(name: string) {
    const person = await newPerson(name);
    await person.signIn();
    const { browser } = person;
    const begun = await browser.ask<{ secret: string; uri: string; qrSvg: string }>(
      'POST',
      '/api/v1/account/second-factor',
      { password },
    );
    expect(begun.status).toBe(200);
    const { secret } = begun.body;
    const confirmed = await browser.ask<{ codes: string[] }>('POST', '/api/v1/account/second-factor/confirm', {
      // The step before: this one is left for the sign-in.
      code: nextCode(secret, -1),
    });
    expect(confirmed.status).toBe(200);
    return { ...person, begun: begun.body, secret, codes: confirmed.body.codes };
  }

  test('counts only when its first code was right, and is kept sealed', async () => {
    const { browser, signIn, id } = await newPerson('totp');
    await signIn();
    const wrong = await browser.ask('POST', '/api/v1/account/second-factor', { password: 'not this one' });
    expect(wrong.body).toMatchObject({ code: 'PASSWORD_WRONG', errors: [{ path: '/password' }] });
    const begun = await browser.ask<{ secret: string; qrSvg: string }>('POST', '/api/v1/account/second-factor', {
      password,
    });
    expect(begun.body.qrSvg).toMatch(/^<svg /);
    const refused = await browser.ask('POST', '/api/v1/account/second-factor/confirm', { code: '000000' });
    expect(refused.body).toMatchObject({ code: 'TOTP_WRONG' });
    // Begun and left: the next sign-in asks for nothing.
    expect((await signIn()).body).toMatchObject({ secondFactor: false });
    const rows = await world.database.db.selectFrom('second_factors').selectAll().where('user_id', '=', id).execute();
    expect(JSON.stringify(rows)).not.toContain(begun.body.secret);
    expect(world.logged()).not.toContain(begun.body.secret);
  });

  test('is asked for at sign-in; until then nothing is open', async () => {
    const { signIn, secret } = await enrolled('asked');
    const fresh = newBrowser();
    const first = await signIn(fresh);
    expect(first.body).toEqual({ mustChangePassword: false, secondFactor: true });
    expect(fresh.cookie('fastisp_session')).toBe('');
    expect((await fresh.ask('GET', '/api/v1/session')).status).toBe(401);

    const wrong = await fresh.ask('POST', '/api/auth/sign-in/code', { code: '123456' });
    expect([wrong.status, wrong.body['code']]).toEqual([400, 'TWO_FACTOR_WRONG']);
    const code = nextCode(secret);
    const right = await fresh.ask('POST', '/api/auth/sign-in/code', { code });
    expect(right.body).toEqual({ mustChangePassword: false, secondFactor: false });
    expect((await fresh.ask('GET', '/api/v1/session')).status).toBe(200);
    // The waiting sign-in was used up, and so was the code.
    expect((await fresh.ask('POST', '/api/auth/sign-in/code', { code })).body['code']).toBe('SIGN_IN_EXPIRED');
    const again = newBrowser();
    await signIn(again);
    expect((await again.ask('POST', '/api/auth/sign-in/code', { code })).body['code']).toBe('TWO_FACTOR_WRONG');
  });

  test('a code that comes many times at once opens one session', async () => {
    const { signIn, secret } = await enrolled('racing');
    const browsers = Array.from({ length: 6 }, () => newBrowser());
    for (const each of browsers) await signIn(each);
    const code = nextCode(secret);
    const answers = await Promise.all(browsers.map((each) => each.ask('POST', '/api/auth/sign-in/code', { code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('backup codes work once each, and new ones replace them', async () => {
    const { browser, signIn, codes, id } = await enrolled('backup');
    expect(codes).toHaveLength(10);
    const byCode = async (code: string) => {
      const fresh = newBrowser();
      await signIn(fresh);
      return (await fresh.ask('POST', '/api/auth/sign-in/code', { code })).status;
    };
    expect(await byCode((codes[0] ?? '').toUpperCase().replaceAll('-', ' '))).toBe(200);
    expect(await byCode(codes[0] ?? '')).toBe(400);
    const account = await browser.ask('GET', '/api/v1/account');
    expect(account.body).toMatchObject({ secondFactor: { enabled: true, backupCodesLeft: 9 } });

    const renewed = await browser.ask<{ codes: string[] }>('POST', '/api/v1/account/second-factor/backup-codes', {
      password,
    });
    expect(await byCode(codes[1] ?? '')).toBe(400);
    expect(await byCode(renewed.body.codes[0] ?? '')).toBe(200);
    const rows = await world.database.db.selectFrom('backup_codes').selectAll().where('user_id', '=', id).execute();
    expect(rows).toHaveLength(9);
    for (const row of rows) expect(row.code_sha256.toString('latin1')).not.toContain(renewed.body.codes[1]);
  });

  test('guessing codes is stopped, also with the right password', async () => {
    const { signIn, secret } = await enrolled('guessed');
    const fresh = newBrowser({ address: '198.51.100.77' });
    await signIn(fresh);
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) {
      statuses.push((await fresh.ask('POST', '/api/auth/sign-in/code', { code: `10000${i % 10}` })).status);
    }
    expect(statuses).toEqual([...new Array<number>(10).fill(400), 429]);
    const right = await fresh.ask('POST', '/api/auth/sign-in/code', { code: nextCode(secret) });
    expect(right.body['code']).toBe('SIGN_IN_LIMITED');
  });

  test('is turned off with the password, and only so', async () => {
    const { browser, signIn } = await enrolled('off');
    const off = (given: string) => browser.ask('POST', '/api/v1/account/second-factor/disable', { password: given });
    expect((await off('not this one')).body['code']).toBe('PASSWORD_WRONG');
    expect((await browser.ask('POST', '/api/v1/account/second-factor', { password })).body['code']).toBe(
      'SECOND_FACTOR_ON',
    );
    expect((await off(password)).status).toBe(204);
    expect((await signIn(newBrowser())).body).toMatchObject({ secondFactor: false });
  });

  test('an administrator takes it away from whoever lost everything, and the log tells it', async () => {
    const { id, signIn } = await enrolled('lost');
    expect((await world.ask('DELETE', `/api/v1/users/${id}/second-factor`)).status).toBe(204);
    expect((await signIn(newBrowser())).body).toMatchObject({ secondFactor: false });
    const { rows } = await auditOf(id);
    expect(rows.map(({ action }) => action)).toContain('update');
    const nobody = '01920000-0000-7000-8000-000000000000';
    expect((await world.ask('DELETE', `/api/v1/users/${nobody}/second-factor`)).body['code']).toBe('USER_NOT_FOUND');
  });
});

describe('changing the password', () => {
  test('ends the other sessions and gives this one a new cookie', async () => {
    const { browser, signIn, email } = await newPerson('changing');
    const other = newBrowser();
    await signIn(other);
    await signIn();
    const before = browser.cookie('fastisp_session');
    const changed = await browser.ask('POST', '/api/v1/password', {
      currentPassword: password,
      newPassword: 'una antena y tres cerros',
    });
    expect(changed.status).toBe(204);
    expect(browser.cookie('fastisp_session')).not.toBe(before);
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(200);
    expect((await other.ask('GET', '/api/v1/session')).status).toBe(401);
    const stolen = newBrowser();
    stolen.setCookie('fastisp_session', before);
    expect((await stolen.ask('GET', '/api/v1/session')).status).toBe(401);
    expect((await newBrowser().ask('POST', '/api/auth/sign-in/email', { email, password })).status).toBe(401);
  });
});

test('name and language are kept', async () => {
  const { browser, signIn } = await newPerson('profile');
  await signIn();
  const changed = await browser.ask('PATCH', '/api/v1/account', { name: 'Ana Díaz', locale: 'en' });
  expect(changed.body).toMatchObject({ name: 'Ana Díaz', locale: 'en', mailConfigured: false, googleLinked: false });
  const session = await browser.ask('GET', '/api/v1/session');
  expect(session.body).toMatchObject({ user: { name: 'Ana Díaz', locale: 'en' } });
});

test('without mail and Google the portal is told so, and both doors are shut', async () => {
  const methods = await world.ask('GET', '/api/auth/methods', { headers: {} });
  expect(methods.body).toEqual({ google: false, passkey: false, passwordReset: false });
  const reset = await world.ask('POST', '/api/auth/password-reset', { headers: {}, body: { email: 'x@example.net' } });
  expect([reset.status, reset.body['code']]).toEqual([409, 'MAIL_NOT_CONFIGURED']);
  for (const path of ['/api/auth/google', '/api/auth/google/callback?state=x&code=y']) {
    expect((await world.ask('GET', path, { headers: {} })).status).toBe(404);
  }
});

describe('limits on guessing', () => {
  test('are shared by all processes', async () => {
    const other = await createWorld({ database: world.database, secretKey: world.secretKey });
    try {
      const body = { email: 'shared@example.net', password: 'a guess of many' };
      const guess = (at: World, i: number) =>
        at.ask('POST', '/api/auth/sign-in/email', { body, headers: { 'x-forwarded-for': `203.0.113.${i}` } });
      for (let i = 0; i < 10; i += 1) expect((await guess(i % 2 === 0 ? world : other, i)).status).toBe(401);
      expect((await guess(world, 100)).status).toBe(429);
      expect((await guess(other, 101)).status).toBe(429);
    } finally {
      await other.stop();
    }
  });

  test('many at once do not slip past', async () => {
    const guesses = Array.from({ length: 25 }, (_, i) =>
      world.ask('POST', '/api/auth/sign-in/email', {
        body: { email: 'at-once@example.net', password: `guess ${i}` },
        headers: { 'x-forwarded-for': `203.0.113.${120 + i}` },
      }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });

  test('an address is one IPv6 network, and a right password counts against nobody', async () => {
    const { email } = await newPerson('network');
    for (let i = 0; i < 50; i += 1) {
      const headers = { 'x-forwarded-for': `2001:db8:7:7::${(i + 1).toString(16)}` };
      const body = { email: `nobody-${i}@example.net`, password: 'guess' };
      expect((await world.ask('POST', '/api/auth/sign-in/email', { body, headers })).status).toBe(401);
    }
    const from = (address: string) =>
      world.ask('POST', '/api/auth/sign-in/email', {
        body: { email, password },
        headers: { 'x-forwarded-for': address },
      });
    expect((await from('2001:db8:7:7:ffff::1')).status).toBe(429);
    for (let i = 0; i < 12; i += 1) expect((await from('2001:db8:7:8::1')).status).toBe(200);
  });
});

test('what is past its time is swept, and what is not stays', async () => {
  const { db } = world.database;
  const nowMs = Date.now();
  const [past, future] = [new Date(nowMs - 1), new Date(nowMs + 60_000)];
  const token = (byte: number, expiresAt: Date) => ({
    ...{ token_sha256: Buffer.alloc(32, byte), purpose: 'swept', expires_at: expiresAt },
  });
  const count = (key: string, endsAt: Date) => ({ key: `swept:${key}`, taken: 1, ends_at: endsAt });
  const mail = (failedDaysAgo: number) => ({
    ...{ id: newId(), template: 'swept', recipient: `${failedDaysAgo}`, expires_at: past },
    failed_at: new Date(nowMs - failedDaysAgo * 86_400_000),
  });
  await db
    .insertInto('one_time_tokens')
    .values([token(1, past), token(2, future)])
    .execute();
  await db
    .insertInto('attempt_counts')
    .values([count('past', past), count('future', future)])
    .execute();
  await db
    .insertInto('mails')
    .values([mail(13), mail(15)])
    .execute();
  await removeExpired({
    ...{ relational: world.database, clock: { nowMs: () => nowMs }, log: pino({ level: 'silent' }) },
    ...{ deletedDeviceDays: 30, eventDays: 90 },
  });
  const left = {
    tokens: await db.selectFrom('one_time_tokens').select('token_sha256').where('purpose', '=', 'swept').execute(),
    counts: await db.selectFrom('attempt_counts').select('key').where('key', 'like', 'swept:%').execute(),
    mails: await db.selectFrom('mails').select('recipient').where('template', '=', 'swept').execute(),
  };
  expect(left).toEqual({
    tokens: [{ token_sha256: Buffer.alloc(32, 2) }],
    counts: [{ key: 'swept:future' }],
    mails: [{ recipient: '13' }],
  });
});

const auditOf = async (objectId: string) => ({
  rows: await world.database.withSystem((tx) =>
    tx.selectFrom('audit_entries').selectAll().where('object_id', '=', objectId).execute(),
  ),
});
