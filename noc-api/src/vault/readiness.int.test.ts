import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretBox, type SecretBox } from '@fastisp/core/secret/secret-box';
import { fileSecretKeys } from '@fastisp/core/secret/secret-keys';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cookieSecretContext } from '#bootstrap/bootstrap.ts';
import { nocApiMigrations } from '#service.ts';
import { createVaultReadiness } from './readiness.ts';

const newKey = (): string => randomBytes(32).toString('base64');
const folder = mkdtempSync(join(tmpdir(), 'fastisp-vault-'));
const key = newKey();
let database: TestDatabase;
let nowMs = 0;

beforeAll(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  const secret_sealed = createSecretBox(key).seal('cookie', cookieSecretContext);
  await database.withSystem((tx) => tx.insertInto('auth_secret').values({ secret_sealed }).execute());
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

const readiness = (secretBox: SecretBox) =>
  createVaultReadiness({ relational: database, secretBox, clock: { nowMs: () => nowMs } });

test('ready with the key, not without: how many values, which key, and what to do', async () => {
  await readiness(createSecretBox(key)).check();
  await readiness(createSecretBox(`${newKey()},${key}`)).check();
  await expect(readiness(createSecretBox(newKey())).check()).rejects.toMatchObject({
    code: 'SECRET_KEYS_LOST',
    message: expect.stringMatching(
      /^1 stored secrets are under keys that are not here \([\w-]{8}\): add those keys again/,
    ),
  });
});

test('a key that is put back is seen at once; one that is lost meanwhile within a minute', async () => {
  const path = join(folder, 'keys');
  writeFileSync(path, `${newKey()}\n`);
  const { check } = readiness(createSecretBox(fileSecretKeys(path)));
  await expect(check()).rejects.toMatchObject({ code: 'SECRET_KEYS_LOST' });
  writeFileSync(path, `${newKey()}\n${key}\n`);
  await check();

  const lost = createSecretBox(newKey()).seal('x', { tenantId: 1, rowId: 'x', field: 'x' });
  await database.withSystem((tx) => tx.updateTable('auth_secret').set({ secret_sealed: lost }).execute());
  await check();
  nowMs += 60_000;
  await expect(check()).rejects.toMatchObject({ code: 'SECRET_KEYS_LOST' });
});

test('a file of keys that is gone is said by its name', async () => {
  const path = join(folder, 'gone');
  writeFileSync(path, `${key}\n`);
  const { check } = readiness(createSecretBox(fileSecretKeys(path)));
  rmSync(path);
  await expect(check()).rejects.toMatchObject({
    code: 'SECRET_KEYS_UNREADABLE',
    message: expect.stringContaining(path),
  });
});
