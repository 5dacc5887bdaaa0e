/** `fastisp keys rotate` beside a service that runs, killed in the middle and started again. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@fastisp/core/ids';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { fileSecretKeys, parseSecretKeys } from '@fastisp/core/secret/secret-keys';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { nocApiMigrations } from '@fastisp/noc-api/migrations';
import { countByKey } from '@fastisp/noc-api/vault/rotate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseUrl } from './testing/database-url.ts';
import { fastisp, startFastisp } from './testing/fastisp.ts';

const folder = mkdtempSync(join(tmpdir(), 'fastisp-rotate-'));
const keysFile = join(folder, 'keys');
/** Several batches, so that there is a middle to be killed in. */
const devices = 3_000;
const community = 'planted-community-5521';
const contextOf = (id: string) => ({ tenantId: 1, rowId: id, field: 'snmp.community' });
let database: TestDatabase;
let env: Record<string, string>;

beforeAll(async () => {
  writeFileSync(keysFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  env = {
    DATABASE_URL: await databaseUrl(database.access.runtime),
    DATABASE_MIGRATION_URL: await databaseUrl(database.access.owner),
    FASTISP_SECRET_KEYS_FILE: keysFile,
    FASTISP_HOME: join(folder, 'home'),
  };
  const box = createSecretBox(fileSecretKeys(keysFile));
  const rows = Array.from({ length: devices }, (_, i) => {
    const id = newId();
    return {
      ...{ tenant_id: 1, id, name: `rtr-${i}`, address: `10.0.${i >> 8}.${i & 255}`, kind: 'router' },
      ...{ snmp_version: '2c', snmp_port: 161, poll_interval_s: 60 },
      snmp_community_sealed: box.seal(community, contextOf(id)),
    };
  });
  await database.withSystem(async (tx) => {
    await tx.insertInto('tenants').values({ id: 1, name: 'Uno' }).execute();
    await tx.insertInto('devices').values(rows).execute();
  });
});

afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

const keyIds = () => parseSecretKeys(readFileSync(keysFile, 'utf8')).map(({ id }) => id);
const uses = async () => new Map((await countByKey(database)).map(({ prefix, values }) => [prefix.slice(3), values]));

test('survives kill -9, goes on where it was, and a running service never notices', async () => {
  const service = createSecretBox(fileSecretKeys(keysFile)); // as noc-api and the collectors have it
  const openAll = async () => {
    const rows = await database.withSystem((tx) =>
      tx.selectFrom('devices').select(['id', 'snmp_community_sealed as sealed']).execute(),
    );
    return new Set(rows.map(({ id, sealed }) => service.open(sealed, contextOf(id))));
  };
  expect(await openAll()).toEqual(new Set([community]));
  const [oldId = ''] = keyIds();

  const first = startFastisp(['keys', 'rotate'], env);
  await first.noted(/^… \d+ secrets/);
  first.child.kill('SIGKILL');
  await first.ended;

  const [newId_ = '', ...others] = keyIds();
  expect(others).toEqual([oldId]);
  const halfway = await uses();
  expect(halfway.get(newId_)).toBeGreaterThan(0);
  expect(halfway.get(oldId)).toBeGreaterThan(0);
  expect(await openAll()).toEqual(new Set([community]));
  // What is sealed meanwhile is under the new key already.
  expect(service.seal('x', contextOf('y')).split('.')[1]).toBe(newId_);

  const second = await fastisp(['keys', 'rotate'], env);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain(`The rotation to key ${newId_} goes on`);
  expect(second.stdout).toContain(`Done: ${halfway.get(oldId)} secrets changed`);
  expect(keyIds()).toEqual([newId_, oldId]);
  expect(await uses()).toEqual(new Map([[newId_, devices]]));
  expect(await openAll()).toEqual(new Set([community]));
  expect(`${second.stdout}${second.stderr}`).not.toContain(community);
});

test('of two rotations at once one is refused, and no key is lost', async () => {
  const before = keyIds();
  const answers = await Promise.all([1, 2].map(() => fastisp(['keys', 'rotate', '--new-key'], env)));
  const after = keyIds();
  const refused = answers.filter(({ code }) => code === 1);
  for (const { stderr } of refused) expect(stderr).toContain('VAULT_ROTATION_RUNNING');
  // The second may also have come after the first had ended; each that was not refused left its key in the file.
  expect(after).toHaveLength(before.length + answers.length - refused.length);
  expect(after.slice(-before.length)).toEqual(before);
  expect(await uses()).toEqual(new Map([[after[0], devices]]));
  writeFileSync(keysFile, `${readFileSync(keysFile, 'utf8').split('\n').slice(0, 2).join('\n')}\n`);
});

test('keys list counts what is under each key, and names none', async () => {
  const [current = '', older = ''] = keyIds();
  const answer = await fastisp(['keys', 'list'], env);
  expect(answer.stdout).toBe(`${current}  ${devices} secrets  current\n${older}  0 secrets  older\n`);
  const json = await fastisp(['keys', 'list', '--json'], env);
  expect(
    json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { id: current, secrets: devices, state: 'current' },
    { id: older, secrets: 0, state: 'older' },
  ]);
});

test('a key that is lost is named, by list and by doctor', async () => {
  const other = randomBytes(32).toString('base64');
  const lost = { ...env, FASTISP_SECRET_KEYS_FILE: '', FASTISP_SECRET_KEY: other };
  const list = await fastisp(['keys', 'list'], lost);
  expect(list).toMatchObject({ code: 1, stdout: expect.stringContaining('MISSING') });
  const rotation = await fastisp(['keys', 'rotate'], lost);
  expect(rotation.code).toBe(1);
  expect(rotation.stdout).toContain(`${devices} secrets cannot be read`);
  const doctor = await fastisp(['doctor'], { ...lost, PORT: '0', FLOW_NETFLOW_PORT: '0', FLOW_IPFIX_PORT: '0' });
  expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/✘ Keys: 3000 secrets are under keys/) });
});

test('with one key of the environment it says how to give another, and changes nothing', async () => {
  const only = readFileSync(keysFile, 'utf8').split('\n')[0] ?? '';
  const answer = await fastisp(['keys', 'rotate'], { ...env, FASTISP_SECRET_KEYS_FILE: '', FASTISP_SECRET_KEY: only });
  expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('FASTISP_SECRET_KEY=NEW,OLD') });
});

test('two keys of the environment rotate to the first', async () => {
  const old = readFileSync(keysFile, 'utf8').split('\n')[0] ?? '';
  const fresh = randomBytes(32).toString('base64');
  const keys = { ...env, FASTISP_SECRET_KEYS_FILE: '', FASTISP_SECRET_KEY: `${fresh},${old}` };
  const answer = await fastisp(['keys', 'rotate'], keys);
  expect(answer).toMatchObject({ code: 0, stdout: expect.stringContaining(`Done: ${devices} secrets changed`) });
  const again = await fastisp(['keys', 'rotate'], keys);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Done: 0 secrets changed') });
});
