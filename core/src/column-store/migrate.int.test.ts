import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log/log.ts';
import { migrateColumnStore } from './migrate.ts';
import { startTestEngine, type TestEngine } from './testing/embedded-engine.ts';

let engine: TestEngine;
let folder: string;
beforeAll(async () => {
  engine = await startTestEngine();
  folder = await mkdtemp(join(tmpdir(), 'store-migrations-'));
});
afterAll(async () => {
  await engine.remove();
  await rm(folder, { recursive: true });
});

const migrate = async (): Promise<string[]> => {
  const log = createLog({ service: 'test', level: 'silent' });
  const applied = await migrateColumnStore(engine.store, { modules: [{ name: 'stream', folder }], log });
  return applied.map(({ name }) => name);
};
const file = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);

describe('column store migrations', () => {
  it('run once, several statements to a file', async () => {
    await file('0001_tables.sql', 'CREATE TABLE a (x UInt8) ENGINE = Memory;\nINSERT INTO a VALUES (1);');
    expect(await migrate()).toEqual(['0001_tables']);
    await file('0002_more.sql', 'INSERT INTO a VALUES (2)');
    expect(await migrate()).toEqual(['0002_more']);
    expect(await migrate()).toEqual([]);
    expect(await engine.store.query('SELECT x FROM a ORDER BY x')).toEqual([{ x: 1 }, { x: 2 }]);
  });

  it('stop at the statement that fails, and run the file again when it is put right', async () => {
    await file(
      '0003_wrong.sql',
      'CREATE TABLE IF NOT EXISTS b (x UInt8) ENGINE = Memory; INSERT INTO nowhere VALUES (1);',
    );
    await expect(migrate()).rejects.toMatchObject({
      code: 'COLUMN_STORE_MIGRATION_FAILED',
      params: { name: '0003_wrong', statement: 2 },
    });
    await file('0003_wrong.sql', 'CREATE TABLE IF NOT EXISTS b (x UInt8) ENGINE = Memory; INSERT INTO b VALUES (1);');
    expect(await migrate()).toEqual(['0003_wrong']);
  });

  it('refuse a file that was changed after it had been applied', async () => {
    await file('0002_more.sql', 'INSERT INTO a VALUES (3)');
    await expect(migrate()).rejects.toMatchObject({ code: 'COLUMN_STORE_MIGRATION_CHANGED', params: { version: 2 } });
    expect(await engine.store.query('SELECT count() AS n FROM a')).toEqual([{ n: '2' }]);
  });
});
