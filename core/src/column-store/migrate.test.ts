import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '../errors/app-error.ts';
import { type ColumnMigration, missingMigrations, readMigrations } from './migrate.ts';

const file = (version: number, checksum = `sum ${version}`): ColumnMigration => ({
  module: 'stream',
  version,
  name: `000${version}_x`,
  statements: ['SELECT 1'],
  checksum,
});

async function codeOf(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return 'fine';
}

describe('missingMigrations', () => {
  it.each([
    ['none applied', [], [1, 2]],
    ['one applied', [file(1)], [2]],
    ['all applied', [file(1), file(2)], []],
    ['another module’s', [{ ...file(7), module: 'billing' }], [1, 2]],
  ])('%s', (_name, applied, versions) => {
    expect(missingMigrations([file(1), file(2)], applied).map(({ version }) => version)).toEqual(versions);
  });

  it('refuses a changed file, and one that is not there', async () => {
    expect(await codeOf(() => missingMigrations([file(1)], [file(1, 'other')]))).toBe('COLUMN_STORE_MIGRATION_CHANGED');
    expect(await codeOf(() => missingMigrations([file(1)], [file(2)]))).toBe('COLUMN_STORE_MIGRATION_UNKNOWN');
  });
});

describe('readMigrations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-migrations-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads files in order, with their statements', async () => {
    await writeFile(join(folder, '0002_more.sql'), 'SELECT 2;');
    await writeFile(join(folder, '0001_first.sql'), "-- why\nSELECT ';'; SELECT 1;\n");
    await writeFile(join(folder, 'README.md'), 'not one');
    const migrations = await readMigrations({ name: 'stream', folder });
    expect(migrations.map(({ name, version, statements }) => [name, version, statements])).toEqual([
      ['0001_first', 1, ["SELECT ';'", 'SELECT 1']],
      ['0002_more', 2, ['SELECT 2']],
    ]);
  });

  it.each([['0002_gap.sql'], ['1_short.sql'], ['0001 spaces.sql'], ['first.sql']])('refuses %s', async (name) => {
    await writeFile(join(folder, name), 'SELECT 1');
    expect(await codeOf(() => readMigrations({ name: 'stream', folder }))).toBe('COLUMN_STORE_MIGRATION_INVALID');
  });
});
