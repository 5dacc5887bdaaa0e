/**
 * The single node's PostgreSQL: a real server as a supervised child, on a unix socket only.
 *
 * `start` makes the data directory when there is none, stops a server that a killed predecessor left
 * behind, starts ours and makes the logins; after that a server that ends is started again with a back-off.
 */
import { rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReadinessCheck } from '../../http/health.ts';
import type { Component } from '../../lifecycle/component.ts';
import type { Log } from '../../log/log.ts';
import type { Metrics } from '../../metrics/registry.ts';
import type { DatabaseAccess, DatabaseLogin } from '../database-access.ts';
import { postgresErrors } from '../errors.ts';
import { findPostgresBinaries } from './binaries.ts';
import { initDataDirectory, inspectDataDirectory, makeServerFolder } from './data-directory.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { bootstrapLogins, databaseName, ownerName, runtimeName } from './logins.ts';
import { stopOrphans } from './orphan.ts';
import { type Passwords, readPasswords, writePasswords } from './passwords.ts';
import { chooseRunAs, openPathsFor } from './run-as.ts';
import { type ServerProcess, serverSettings, startServerProcess } from './server-process.ts';
import { resetSuperuserPassword } from './single-user.ts';
import { chooseSocketDirectory, makeSocketDirectory, socketPort } from './socket-directory.ts';

/** First wait before a server that ended is started again; doubles up to the second. */
const restartDelayMsMin = 50;
const restartDelayMsMax = 1_000;
/** A run as long as this proves the server well: the next wait is the shortest again. */
const healthyAfterMs = 2_000;

export interface EmbeddedPostgres extends Component {
  /** How to connect; usable after `start`. */
  readonly access: DatabaseAccess;
  readonly readiness: readonly ReadinessCheck[];
  /** Process id of the running postmaster, or null between two runs. */
  pid(): number | null;
}

export interface EmbeddedPostgresOptions {
  /** FASTISP_HOME: the server lives in its folder `postgres`. */
  readonly home: string;
  /** False only in tests: no fsync, so a crash of the machine may lose everything. */
  readonly durable?: boolean;
  /** Also listens on this TCP port of 127.0.0.1, for services in processes of their own. Default: the unix socket only. */
  readonly tcpPort?: number;
}

export function createEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
  deps: { log: Log; metrics: Metrics },
): EmbeddedPostgres {
  const log = deps.log.child({ component: 'postgres' });
  const restarts = deps.metrics.counter(
    'core_postgres_restarts_total',
    'Times the embedded PostgreSQL had to be started again.',
  );
  const home = resolve(options.home);
  const folder = join(home, 'postgres');
  const dataDirectory = join(folder, 'data');
  const socketDirectory = chooseSocketDirectory(folder, process.env);
  const durable = options.durable ?? true;
  const { tcpPort } = options;
  const port = tcpPort ?? socketPort;
  const login = (user: string, database: string, password: (all: Passwords) => string): DatabaseLogin => ({
    client: {
      ...{ host: socketDirectory, port, user, database },
      password: () => password(passwords ?? fail('the embedded PostgreSQL was not started')),
    },
    // Asked anew at each failure: what keeps the server down is what the caller has to know.
    get about() {
      return `the embedded PostgreSQL in ${dataDirectory} as ${user}${whyDown === null ? '' : ` (${whyDown})`}`;
    },
  });

  let passwords: Passwords | null = null;
  let server: ServerProcess | null = null;
  /** Why the last attempt to start it again failed; null while it runs. */
  let whyDown: string | null = null;
  let releaseLock: (() => Promise<void>) | null = null;
  let supervision: Promise<void> | null = null;
  const stopping = new AbortController();

  /** Everything before the first run of the server. @returns its command line. */
  async function prepare(): Promise<string[]> {
    const binaries = await findPostgresBinaries();
    const dataOwner = await inspectDataDirectory(dataDirectory);
    const chosen = await chooseRunAs({ dataDirectory, dataOwner, log });
    await makeServerFolder(folder);
    const runAs = await openPathsFor(chosen, { program: binaries.postgres, folder, home }, log);
    releaseLock = await takeInstanceLock(dataDirectory);
    if (releaseLock === null) throw postgresErrors.inUse(dataDirectory);
    await makeSocketDirectory(socketDirectory, runAs);
    const passwordFile = join(folder, 'passwords.json');
    passwords = await readPasswords(passwordFile);
    const lostPasswords = passwords === null && dataOwner !== null;
    passwords ??= await writePasswords(passwordFile);
    if (dataOwner === null) {
      const superuserPassword = passwords.superuser;
      await initDataDirectory({
        path: dataDirectory,
        passwordFolder: folder,
        superuserPassword,
        binaries,
        runAs,
        durable,
      });
      log.info({ dataDirectory, user: runAs.user }, 'postgres data directory made');
    }
    await stopOrphans(dataDirectory, log);
    const program = [...runAs.prefix, binaries.postgres];
    if (lostPasswords) {
      log.warn({ passwordFile }, 'the password file was lost: new passwords are set');
      await resetSuperuserPassword({ program, dataDirectory, password: passwords.superuser });
    }
    const settings = serverSettings({ socketDirectory, port, onNetwork: tcpPort !== undefined, durable });
    return [...program, '-D', dataDirectory, ...settings];
  }

  async function supervise(command: readonly string[], first: ServerProcess): Promise<void> {
    let running: ServerProcess | null = first;
    let delayMs = restartDelayMsMin;
    for (;;) {
      if (running !== null) {
        server = running;
        const startedAtMs = performance.now();
        const how = await running.ended;
        server = null;
        if (stopping.signal.aborted) return;
        log.error({ how, retryInMs: delayMs }, 'postgres ended by itself, starting it again');
        if (performance.now() - startedAtMs > healthyAfterMs) delayMs = restartDelayMsMin;
      }
      await delay(delayMs, undefined, { signal: stopping.signal }).catch(() => {}); // woken early by stop
      if (stopping.signal.aborted) return;
      delayMs = Math.min(delayMs * 2, restartDelayMsMax);
      restarts.inc();
      running = await restart(command).catch((err: unknown) => {
        log.error({ err, retryInMs: delayMs }, 'postgres did not start again');
        whyDown = err instanceof Error ? err.message : String(err);
        return null;
      });
      if (running === null) continue;
      whyDown = null;
      log.info({ pid: running.pid }, 'postgres runs again');
      if (stopping.signal.aborted) return running.stop(log);
    }
  }

  async function restart(command: readonly string[]): Promise<ServerProcess> {
    await stopOrphans(dataDirectory, log); // children of a killed postmaster hold its shared memory
    return startServerProcess({ command, dataDirectory, log });
  }

  return {
    name: 'embedded-postgres',
    access: {
      owner: login(ownerName, databaseName, (all) => all.owner),
      runtime: login(runtimeName, databaseName, (all) => all.runtime),
    },
    readiness: [
      {
        name: 'postgres',
        check: async () => {
          if (server === null) throw new Error(whyDown ?? 'the embedded PostgreSQL is being started again');
        },
      },
    ],
    pid: () => server?.pid ?? null,
    async start() {
      try {
        const command = await prepare();
        const first = await startServerProcess({ command, dataDirectory, log });
        server = first;
        const all = passwords ?? fail('passwords are read before the first start');
        await bootstrapLogins({ host: socketDirectory, port, passwords: all });
        supervision = supervise(command, first);
        log.info({ dataDirectory, pid: first.pid }, 'postgres runs');
      } catch (error) {
        await server?.stop(log);
        await releaseLock?.();
        throw error;
      }
    },
    async stop() {
      stopping.abort();
      await server?.stop(log);
      await supervision;
      await rmdir(socketDirectory).catch(() => {}); // the next start makes it again
      await releaseLock?.();
    },
  };
}

const fail = (message: string): never => {
  throw new Error(message);
};
