import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../log/log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { migrate, type Migration, type MigrationModule, readMigrations } from './migrate.ts';

const log = createLog({ service: 'test', level: 'silent' });
let store: TestDatabase;
let client: Client;
let folder: string;
let module: MigrationModule;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fastisp-migrate-'));
  module = { name: `m${Math.random().toString(36).slice(2)}`, folder }; // a history of its own in the shared database
  client = new Client(store.access.owner.client);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  rmSync(folder, { recursive: true });
});

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const run = (): Promise<Migration[]> =>
  migrate({ owner: store.access.owner, runtimeRole: 'fastisp_app', modules: [module], log });
const tables = async (like: string): Promise<string[]> => {
  const found = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relname like $1 order by 1`,
    [like],
  );
  return found.rows.map((row) => row.name);
};

describe('migrate', () => {
  test('applies what is missing, in order, once', async () => {
    write('0001_first.sql', 'create table once_a (id integer)');
    expect((await run()).map((m) => m.name)).toEqual(['first']);
    write('0002_second.sql', 'alter table once_a rename to once_b; create table once_c (id integer)');
    expect((await run()).map((m) => m.name)).toEqual(['second']);
    expect(await run()).toEqual([]);
    expect(await tables('once_%')).toEqual(['once_b', 'once_c']);
  });

  test('a file that fails leaves nothing behind, and says file, line and reason', async () => {
    write('0001_broken.sql', 'create table broken (id integer);\n\ncreate table broken_too (id nonsense);\n');
    await expect(run()).rejects.toMatchObject({
      code: 'DATABASE_MIGRATION_FAILED',
      message: expect.stringMatching(/0001_broken\.sql: type "nonsense" does not exist \(line 3\)/),
    });
    expect(await tables('broken%')).toEqual([]);
    write('0001_broken.sql', 'create table broken (id integer)'); // it was never applied, so it may still change
    expect(await run()).toHaveLength(1);
  });

  test('refuses a file that changed after it was applied', async () => {
    write('0001_first.sql', 'select 1');
    await run();
    write('0001_first.sql', 'select 2');
    await expect(run()).rejects.toThrow(/changed after it was applied/);
  });

  test('refuses a database of a newer release', async () => {
    write('0001_first.sql', 'select 1');
    write('0002_second.sql', 'select 1');
    await run();
    rmSync(join(folder, '0002_second.sql'));
    await expect(run()).rejects.toThrow(/start a newer release/);
  });

  test('refuses gaps, doubles and other names', async () => {
    write('0002_second.sql', 'select 1');
    await expect(readMigrations(module)).rejects.toThrow(/number 1 was expected/);
    write('0001_first.sql', 'select 1');
    write('0001_also.sql', 'select 1');
    await expect(readMigrations(module)).rejects.toThrow(/number 2 was expected/);
    rmSync(join(folder, '0001_also.sql'));
    write('3_third.sql', 'select 1');
    await expect(readMigrations(module)).rejects.toThrow(/NNNN_what_it_does/);
  });

  test('two processes at the same time take turns', async () => {
    write('0001_slow.sql', `select pg_sleep(0.05); create table turns (id integer)`);
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.map((list) => list.length).toSorted()).toEqual([0, 0, 1]);
  });

  test('refuses a table of tenants that does not separate them', async () => {
    write('0001_leak.sql', 'create table leak (tenant_id bigint not null)');
    await expect(run()).rejects.toMatchObject({ code: 'DATABASE_TABLES_UNGUARDED' });
    await client.query('drop table leak');
  });

  test('the runtime login uses what the owner makes, owns nothing, and a right taken away stays away', async () => {
    write(
      '0001_ledger.sql',
      `create table ledger (id bigint generated always as identity, what text);
       do $$ begin execute format('revoke update, delete on ledger from %I', current_setting('app.runtime_role')); end $$`,
    );
    await run();
    await run(); // granting again must not give it back
    const app = new Client(store.access.runtime.client);
    await app.connect();
    try {
      await app.query(`insert into ledger (what) values ('paid')`);
      expect((await app.query('select what from ledger')).rows).toEqual([{ what: 'paid' }]);
      await expect(app.query('delete from ledger')).rejects.toThrow(/permission denied/);
      await expect(app.query('drop table ledger')).rejects.toThrow(/must be owner/);
      await expect(app.query('create table mine (id integer)')).rejects.toThrow(/permission denied/);
      await expect(app.query(`delete from schema_history`)).rejects.toThrow(/permission denied/);
      await expect(app.query('set role fastisp_owner')).rejects.toThrow(/permission denied/);
    } finally {
      await app.end();
    }
  });
});
