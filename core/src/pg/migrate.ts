/**
 * Forward-only SQL migrations: `<module>/migrations/NNNN_name.sql`, numbered from 0001 without gaps.
 *
 * A runner of our own rather than node-pg-migrate: that one keeps one folder and one history per run, no
 * checksums, and wraps SQL files into JavaScript; several modules that each own their tables need one lock
 * around all of them, and a changed file must be noticed.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client, DatabaseError } from 'pg';
import type { Log } from '../log/log.ts';
import type { DatabaseLogin } from './database-access.ts';
import { postgresErrors } from './errors.ts';
import { findUnguardedTables } from './schema-guard.ts';
import { prepareSystemRole, systemRole } from './system-role.ts';

export interface MigrationModule {
  /** The service that owns the tables; part of the history's key, so it never changes. */
  readonly name: string;
  /** Absolute path of its `migrations` folder. */
  readonly folder: string;
}

/** What every database has; runs before the modules of the services. */
export const coreMigrations: MigrationModule = {
  name: 'core',
  folder: resolve(import.meta.dirname, '../../migrations'),
};

export interface Migration {
  readonly module: string;
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Any constant will do, as long as it stays: two processes that migrate take turns by it. */
const advisoryLockKey = 7_204_311;
/** A migration that waits longer than this for a table lock fails rather than hold everybody up. */
const lockTimeLimitMs = 30_000;
const insufficientPrivilege = '42501';

/**
 * Applies what is missing, one transaction for each file, and gives the runtime role its rights.
 * @returns the migrations that were applied now.
 * @throws AppError `DATABASE_UNREACHABLE`, `DATABASE_MIGRATION_FAILED`, `DATABASE_TABLES_UNGUARDED`.
 */
export async function migrate(options: {
  owner: DatabaseLogin;
  /** Role that may use the tables; null when the owner is the only one. */
  runtimeRole: string | null;
  modules: readonly MigrationModule[];
  log: Log;
}): Promise<Migration[]> {
  const wanted = (await Promise.all([coreMigrations, ...options.modules].map(readMigrations))).flat();
  const client = new Client({ ...options.owner.client, application_name: 'fastisp-migrate', keepAlive: true });
  client.on('error', (err) => options.log.warn({ err }, 'migration connection lost')); // the query in hand rejects too
  try {
    await client.connect();
  } catch (cause) {
    throw postgresErrors.unreachable(options.owner.about, cause);
  }
  try {
    await client.query(`set lock_timeout = ${lockTimeLimitMs}; set statement_timeout = 0`);
    await client.query('select pg_advisory_lock($1)', [advisoryLockKey]); // ends with the connection
    await prepareHistory(client, options.runtimeRole).catch((cause: unknown) => {
      if (cause instanceof DatabaseError && cause.code === insufficientPrivilege) {
        throw postgresErrors.ownerTooWeak(options.owner.about, cause);
      }
      throw cause;
    });
    const pending = await pendingMigrations(client, wanted);
    for (const migration of pending) {
      const startedAtMs = performance.now();
      await applyMigration(client, migration);
      const { module, version, name } = migration;
      options.log.info({ module, version, name, tookMs: Math.round(performance.now() - startedAtMs) }, 'migrated');
    }
    const unguarded = await findUnguardedTables(client);
    if (unguarded.length > 0) throw postgresErrors.unguardedTables(unguarded);
    return pending;
  } finally {
    await client.end();
  }
}

/**
 * The history and the rights of who works on the tables. Default privileges come before the first table, so that a
 * migration can take a right away again and it stays away; tables that exist already are granted only when
 * this role is new to the database.
 */
async function prepareHistory(client: Client, runtimeRole: string | null): Promise<void> {
  await client.query(`
    create table if not exists schema_history (
      module text not null,
      version integer not null,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now(),
      primary key (module, version)
    )`);
  await prepareSystemRole(client, runtimeRole ?? client.user ?? '');
  await grantRows(client, systemRole);
  if (runtimeRole === null) return;
  await client.query(`select set_config('app.runtime_role', $1, false)`, [runtimeRole]);
  await grantRows(client, runtimeRole);
}

async function grantRows(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    `select has_table_privilege($1, 'schema_history', 'select') as known`,
    [name],
  );
  if (rows[0]?.known === true) return;
  const role = client.escapeIdentifier(name);
  await client.query(`
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage on all sequences in schema public to ${role};
    revoke insert, update, delete on schema_history from ${role};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema public grant usage on sequences to ${role}`);
}

/** @throws AppError when the database and the files do not tell the same story. */
async function pendingMigrations(client: Client, wanted: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ module: string; version: number; name: string; checksum: string }>(
    'select module, version, name, checksum from schema_history order by module, version',
  );
  const known = new Map(wanted.map((migration) => [keyOf(migration), migration]));
  const modules = new Set(wanted.map((migration) => migration.module));
  for (const applied of rows) {
    if (!modules.has(applied.module)) continue; // a service that is not part of this process
    const file = known.get(keyOf(applied));
    const label = `${applied.module}/${fileNameOf(applied)}`;
    if (file === undefined) {
      throw postgresErrors.migrationFailed(label, 'the database has it, this release does not: start a newer release');
    }
    if (file.checksum !== applied.checksum) {
      throw postgresErrors.migrationFailed(
        label,
        'its file changed after it was applied: restore it, and add a new one',
      );
    }
  }
  const done = new Set(rows.map(keyOf));
  return wanted.filter((migration) => !done.has(keyOf(migration)));
}

async function applyMigration(client: Client, migration: Migration): Promise<void> {
  const { module, version, name, checksum } = migration;
  try {
    await client.query('begin');
    await client.query(migration.sql);
    const values = [module, version, name, checksum];
    await client.query('insert into schema_history (module, version, name, checksum) values ($1, $2, $3, $4)', values);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {}); // the connection may be gone, and the transaction with it
    const position = cause instanceof DatabaseError && cause.position !== undefined ? Number(cause.position) : null;
    const line = position === null ? '' : ` (line ${migration.sql.slice(0, position).split('\n').length})`;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw postgresErrors.migrationFailed(`${module}/${fileNameOf(migration)}`, `${reason}${line}`, cause);
  }
}

/** The files of a module in order. @throws AppError when a name or a number is wrong. */
export async function readMigrations(module: MigrationModule): Promise<Migration[]> {
  const files = (await readdir(module.folder)).filter((file) => file.endsWith('.sql')).toSorted();
  return Promise.all(
    files.map(async (file, index) => {
      const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
      if (match?.[1] === undefined || match[2] === undefined) {
        throw postgresErrors.migrationFailed(`${module.name}/${file}`, 'a migration is named NNNN_what_it_does.sql');
      }
      const version = Number(match[1]);
      if (version !== index + 1) {
        throw postgresErrors.migrationFailed(`${module.name}/${file}`, `number ${index + 1} was expected here`);
      }
      const sql = await readFile(join(module.folder, file), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      return { module: module.name, version, name: match[2], sql, checksum };
    }),
  );
}

const keyOf = (entry: { module: string; version: number }): string => `${entry.module}/${entry.version}`;
const fileNameOf = (entry: { version: number; name: string }): string =>
  `${String(entry.version).padStart(4, '0')}_${entry.name}.sql`;
