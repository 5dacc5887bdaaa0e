import { systemClock } from '@fastisp/core/clock';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nocApiMigrations } from '#service.ts';
import { createTokens } from '#identity/tokens.ts';
import { bootstrap } from './bootstrap.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
});
afterEach(() => database.stop());

const secretBox = createSecretBox(Buffer.alloc(32, 7).toString('base64'));
const start = (token?: string) =>
  bootstrap(
    { tenantName: 'Cerro Azul', adminEmail: 'Admin@Example.NET', token },
    { relational: database, secretBox, clock: systemClock },
  );
const find = (token: string) =>
  createTokens({ relational: database, clock: systemClock }).find(token, { address: '192.0.2.1', userAgent: null });
const first = 'first-bootstrap-token-of-32-characters';
const second = 'second-bootstrap-token-of-32-characters';

test('the first start makes one tenant and one administrator, later ones change nothing', async () => {
  const made = await start();
  expect(made.firstAdministrator?.email).toBe('admin@example.net');
  expect(made.firstAdministrator?.oneTimePassword).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  const again = await start();
  expect(again).toEqual({ firstAdministrator: null, cookieSecret: made.cookieSecret });
  const counts = await database.withSystem(async (tx) => [
    (await tx.selectFrom('tenants').selectAll().execute()).map((row) => row.name),
    (await tx.selectFrom('memberships').selectAll().execute()).length,
    (await tx.selectFrom('auth_user').selectAll().execute()).length,
  ]);
  expect(counts).toEqual([['Cerro Azul'], 1, 1]);
});

test('processes that start at once agree on one administrator and one cookie key', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => start(first)));
  expect(all.filter((each) => each.firstAdministrator !== null)).toHaveLength(1);
  expect(new Set(all.map((each) => each.cookieSecret)).size).toBe(1);
});

test('exactly the configured bootstrap token works', async () => {
  await start(first);
  await start(first);
  expect(await find(first)).toMatchObject({ via: 'token', email: 'admin@example.net', mustChangePassword: false });
  await start(second);
  expect(await find(first)).toBeNull();
  expect(await find(second)).not.toBeNull();
  await start();
  expect(await find(second)).toBeNull();
});

test('another secret key than the one of the first start is said clearly', async () => {
  await start();
  const otherBox = createSecretBox(Buffer.alloc(32, 8).toString('base64'));
  const attempt = bootstrap(
    { tenantName: 'x', adminEmail: 'x@example.net', token: undefined },
    { relational: database, secretBox: otherBox, clock: systemClock },
  );
  await expect(attempt).rejects.toMatchObject({ code: 'SECRET_UNREADABLE' });
});
