/**
 * Forward-only migrations of the column store: `NNNN_name.sql` in a module's folder, numbered from 1 without
 * gaps, each of one or more statements.
 *
 * ClickHouse has no transactions around DDL: a file that failed halfway is run again from its first
 * statement, so statements say IF NOT EXISTS and the like. A file is recorded once all of it has run.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors/app-error.ts';
import type { Log } from '../log/log.ts';
import type { ColumnStore } from './port.ts';
import { splitStatements } from './sql-lexer.ts';

export interface ColumnMigrationModule {
  /** The service that owns the tables; part of the history's key, so it never changes. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
}

export interface ColumnMigration {
  readonly module: string;
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
  readonly checksum: string;
}

export interface AppliedMigration {
  readonly module: string;
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/** One statement of a migration, a backfill among them, may take this long. */
const statementTimeLimitMs = 600_000;

/**
 * Applies what is missing, in order.
 * @returns what was applied now.
 * @throws AppError `COLUMN_STORE_MIGRATION_INVALID`, `…_CHANGED`, `…_UNKNOWN`, `…_FAILED`.
 */
export async function migrateColumnStore(
  store: ColumnStore,
  options: { readonly modules: readonly ColumnMigrationModule[]; readonly log: Log },
): Promise<ColumnMigration[]> {
  const wanted = (await Promise.all(options.modules.map(readMigrations))).flat();
  await store.command(`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      module LowCardinality(String), version UInt32, name String, checksum FixedString(64),
      applied_at DateTime DEFAULT now()
    ) ENGINE = MergeTree ORDER BY (module, version) SETTINGS non_replicated_deduplication_window = 1000`);
  const applied = await store.query<AppliedMigration>(
    'SELECT module, version, name, checksum FROM schema_migrations ORDER BY module, version',
  );
  const missing = missingMigrations(wanted, applied);
  for (const migration of missing) {
    await applyMigration(store, migration);
    options.log.info({ module: migration.module, migration: migration.name }, 'column store migrated');
  }
  return missing;
}

/**
 * What is not applied yet. Pure.
 * @throws AppError when the history holds something else than the files.
 */
export function missingMigrations(
  wanted: readonly ColumnMigration[],
  applied: readonly AppliedMigration[],
): ColumnMigration[] {
  const keyOf = (migration: { module: string; version: number }): string => `${migration.module} ${migration.version}`;
  const files = new Map(wanted.map((migration) => [keyOf(migration), migration]));
  const modules = new Set(wanted.map((migration) => migration.module));
  for (const done of applied) {
    const file = files.get(keyOf(done));
    const params = { module: done.module, version: done.version, name: done.name };
    if (file === undefined) {
      if (!modules.has(done.module)) continue; // a service that does not run here
      throw new AppError(
        'COLUMN_STORE_MIGRATION_UNKNOWN',
        `the column store has the migration ${done.name} of ${done.module}, which this release does not know: run the release that wrote it`,
        { params },
      );
    }
    if (file.checksum !== done.checksum) {
      throw new AppError(
        'COLUMN_STORE_MIGRATION_CHANGED',
        `${file.name} of ${file.module} was changed after it had been applied: restore it and put the change into a new file`,
        { params },
      );
    }
    files.delete(keyOf(done));
  }
  return [...files.values()];
}

async function applyMigration(store: ColumnStore, migration: ColumnMigration): Promise<void> {
  const { module, version, name, checksum } = migration;
  for (const [index, statement] of migration.statements.entries()) {
    try {
      await store.command(statement, { timeLimitMs: statementTimeLimitMs });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('COLUMN_STORE_MIGRATION_FAILED', `${name} of ${module}, statement ${index + 1}: ${why}`, {
        cause,
        params: { module, version, name, statement: index + 1 },
      });
    }
  }
  await store.insertRows({
    table: 'schema_migrations',
    rows: [{ module, version, name, checksum }],
    dedupToken: `migration ${module} ${version} ${checksum}`,
  });
}

/** @throws AppError `COLUMN_STORE_MIGRATION_INVALID` for a name or a number out of order. */
export async function readMigrations(module: ColumnMigrationModule): Promise<ColumnMigration[]> {
  const files = (await readdir(module.folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const digits = /^(\d{3,4})_[a-z0-9_]+\.sql$/.exec(file)?.[1];
      if (digits === undefined || Number(digits) !== index + 1) {
        throw new AppError(
          'COLUMN_STORE_MIGRATION_INVALID',
          `${join(module.folder, file)}: expected a name like ${String(index + 1).padStart(4, '0')}_what_it_does.sql`,
          { params: { module: module.name, file } },
        );
      }
      const sql = await readFile(join(module.folder, file), 'utf8');
      return {
        module: module.name,
        version: index + 1,
        name: file.slice(0, -'.sql'.length),
        statements: splitStatements(sql),
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    }),
  );
}
