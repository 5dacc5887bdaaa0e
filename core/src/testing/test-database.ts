/**
 * A real PostgreSQL for integration tests: one embedded server for the test process, a fresh database for
 * each call. The migrations of a set of modules run once, into a template that every database copies.
 *
 *     const store = await createTestDatabase({ modules: [nocApiMigrations] });
 *     afterAll(() => store.stop()); // drops it
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createLog, type Log } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import type { DatabaseAccess, DatabaseLogin } from '../pg/database-access.ts';
import { superuserName } from '../pg/embedded/data-directory.ts';
import { createEmbeddedPostgres, type EmbeddedPostgres } from '../pg/embedded/embedded-postgres.ts';
import { ownerName, runtimeName } from '../pg/embedded/logins.ts';
import { readPasswords } from '../pg/embedded/passwords.ts';
import { coreMigrations, migrate, type MigrationModule } from '../pg/migrate.ts';
import { createRelationalStore } from '../pg/relational-store.ts';
import type { RelationalStore } from '../pg/port.ts';

export interface TestDatabase extends RelationalStore {
  readonly access: DatabaseAccess;
  /** The login that bypasses everything: for tests of the traps only. */
  readonly superuser: DatabaseLogin;
  readonly server: EmbeddedPostgres;
}

const homePrefix = 'fastisp-test-pg-';
const quiet = createLog({ service: 'test', level: 'silent' });
const templates = new Map<string, Promise<string>>();
let shared: Promise<{ server: EmbeddedPostgres; superuser: Client; superuserPassword: string }> | null = null;
let databases = 0;

/** @returns a started store on a database of its own; its `stop` drops the database. */
export async function createTestDatabase(
  options: { modules?: readonly MigrationModule[]; log?: Log } = {},
): Promise<TestDatabase> {
  const { server, superuser, superuserPassword } = await (shared ??= startShared());
  const modules = options.modules ?? [];
  const key = [coreMigrations, ...modules].map((module) => module.folder).join('\n');
  let template = templates.get(key);
  if (template === undefined) templates.set(key, (template = makeTemplate(server, superuser, modules)));
  const name = `test_${++databases}`;
  // FILE_COPY beats the default by half for a database this small, with fsync off.
  await superuser.query(`create database ${name} template ${await template} owner ${ownerName} strategy file_copy`);
  await superuser.query(`grant connect on database ${name} to ${runtimeName}`);
  const access = {
    owner: inDatabase(server.access.owner, name),
    runtime: inDatabase(server.access.runtime, name),
  };
  const store = createRelationalStore({ access, modules }, { log: options.log ?? quiet, metrics: new Metrics() });
  await store.start();
  return {
    ...store,
    access,
    superuser: inDatabase(
      {
        about: 'superuser',
        client: { ...server.access.owner.client, user: superuserName, password: superuserPassword },
      },
      name,
    ),
    server,
    stop: async () => {
      await store.stop();
      await superuser.query(`drop database ${name} with (force)`);
    },
  };
}

const inDatabase = (login: DatabaseLogin, database: string): DatabaseLogin => ({
  about: `${login.about} (${database})`,
  client: { ...login.client, database },
});

async function makeTemplate(
  server: EmbeddedPostgres,
  superuser: Client,
  modules: readonly MigrationModule[],
): Promise<string> {
  const name = `template_${templates.size}`;
  await superuser.query(`create database ${name} owner ${ownerName} strategy file_copy`);
  await migrate({ owner: inDatabase(server.access.owner, name), runtimeRole: runtimeName, modules, log: quiet });
  return name;
}

/** The server stops with this process: by the exit handler, or by the kernel (`--pdeathsig`) when it is killed. */
async function startShared(): Promise<{ server: EmbeddedPostgres; superuser: Client; superuserPassword: string }> {
  removeLeftOvers();
  const home = join(tmpdir(), `${homePrefix}${process.pid}`);
  const server = createEmbeddedPostgres({ home, durable: false }, { log: quiet, metrics: new Metrics() });
  await server.start();
  process.once('exit', () => endServer(server.pid(), home));
  const passwords = await readPasswords(join(home, 'postgres', 'passwords.json'));
  if (passwords === null) throw new Error('the started server has no password file');
  const { client } = server.access.owner;
  const superuser = new Client({
    ...{ ...client, user: superuserName, password: passwords.superuser, database: 'postgres' },
  });
  await superuser.connect();
  superuser.on('error', () => {}); // the server stops at the process's end
  return { server, superuser, superuserPassword: passwords.superuser };
}

/** Exit handlers cannot await: an immediate shutdown takes a few milliseconds, then its pid file is gone. */
function endServer(pid: number | null, home: string): void {
  if (pid !== null) {
    process.kill(pid, 'SIGQUIT');
    const pause = new Int32Array(new SharedArrayBuffer(4));
    const pidFile = join(home, 'postgres', 'data', 'postmaster.pid');
    for (let waits = 0; waits < 200 && existsSync(pidFile); waits += 1) Atomics.wait(pause, 0, 0, 5);
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

/** Folders of test processes that were killed. */
function removeLeftOvers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(homePrefix)) continue;
    try {
      process.kill(Number(name.slice(homePrefix.length)), 0);
    } catch {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}
