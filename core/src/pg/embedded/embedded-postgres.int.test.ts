import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import { makeHome, type Program, startProgram, type UserMode, userModes } from '../../testing/as-user.ts';
import type { PostgresProcessReady } from '../../testing/postgres-process.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { createRelationalStore } from '../relational-store.ts';
import { createEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

const log = createLog({ service: 'test', level: 'silent' });
const isRoot = process.geteuid?.() === 0;
let home: string;
let running: EmbeddedPostgres[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fastisp-embedded-'));
  running = [];
});
afterEach(async () => {
  for (const server of running) await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(at = home, durable = false): Promise<EmbeddedPostgres> {
  const server = createEmbeddedPostgres({ home: at, durable }, { log, metrics: new Metrics() });
  await server.start();
  running.push(server);
  return server;
}

async function stop(server: EmbeddedPostgres): Promise<void> {
  running.splice(running.indexOf(server), 1);
  await server.stop();
}

async function ask(server: EmbeddedPostgres, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client(server.access.owner.client);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded server', () => {
  test('listens on a unix socket only, with checksums, scram and UTF-8', async () => {
    const server = await start();
    const settings = `select current_setting('listen_addresses') as addresses, current_setting('data_checksums') as checksums,
      current_setting('password_encryption') as passwords, current_setting('server_encoding') as encoding,
      (select datlocale from pg_database where datname = current_database()) as locale`;
    expect(await ask(server, settings)).toEqual([
      { addresses: '', checksums: 'on', passwords: 'scram-sha-256', encoding: 'UTF8', locale: 'C.UTF-8' },
    ]);
    const wrong = new Client({ ...server.access.owner.client, password: 'guess' });
    await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
    const open = execFileSync('ls', ['-l', `/proc/${server.pid()}/fd`]).toString();
    const inode = /socket:\[(\d+)\]/g;
    const tcp = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFileSync(file, 'utf8')).join('');
    for (const [, socket = ''] of open.matchAll(inode)) expect(tcp).not.toMatch(new RegExp(`\\b${socket}\\b`));
  });

  test('closes its data and its passwords to others; the logins have no powers', async () => {
    const server = await start();
    expect(statSync(join(home, 'postgres/data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'postgres/passwords.json')).mode & 0o777).toBe(0o600);
    const socketFolder = String(server.access.runtime.client.host);
    expect(statSync(socketFolder).mode & 0o777).toBe(0o700);
    const roles = await ask(
      server,
      `select rolname as name from pg_roles where rolname like 'fastisp%' and (rolsuper or rolbypassrls or rolcreaterole)`,
    );
    expect(roles).toEqual([{ name: 'fastisp_superuser' }]);
  });

  test('starts again on what it made, and keeps it', async () => {
    const first = await start();
    await ask(first, 'create table kept (id integer); insert into kept values (7)');
    await stop(first);
    const startedAtMs = performance.now();
    const second = await start();
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(await ask(second, 'select id from kept')).toEqual([{ id: 7 }]);
  });

  test('a start that was killed half way leaves nothing in the way', async () => {
    mkdirSync(join(home, 'postgres/data.unfinished'), { recursive: true });
    writeFileSync(join(home, 'postgres/data.unfinished/PG_VERSION'), '18');
    const server = await start();
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a path longer than a socket may have', async () => {
    const deep = join(home, 'd'.repeat(60), 'e'.repeat(60));
    const server = await start(deep);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(String(server.access.owner.client.host).length).toBeLessThan(60);
  });

  test('a lost password file is made anew', async () => {
    const first = await start();
    await ask(first, 'create table kept (id integer)');
    await stop(first);
    rmSync(join(home, 'postgres/passwords.json'));
    const second = await start();
    expect(await ask(second, 'select * from kept')).toEqual([]);
  });

  test('stops within its deadline although a client holds a transaction open', async () => {
    const server = await start();
    const client = new Client(server.access.owner.client);
    client.on('error', () => {}); // it is cut off, as it should be
    await client.connect();
    await client.query('begin; create table open_transaction (id integer)');
    const startedAtMs = performance.now();
    await stop(server);
    expect(performance.now() - startedAtMs).toBeLessThan(6_000);
    expect(server.pid()).toBeNull();
  });
});

describe('refuses, and says what to do', () => {
  test('a second instance on the same folder', async () => {
    const server = await start();
    await expect(start()).rejects.toMatchObject({ code: 'POSTGRES_DATA_IN_USE' });
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]); // the first is not disturbed
    await stop(server);
    await start();
  });

  test('data of another major version, and it stays untouched', async () => {
    await stop(await start());
    const version = join(home, 'postgres/data/PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'POSTGRES_DATA_WRONG_VERSION',
      message: expect.stringMatching(/made by PostgreSQL 17, this release brings 18/),
    });
    writeFileSync(version, '18\n');
    await start();
  });

  test('a folder that is something else', async () => {
    mkdirSync(join(home, 'postgres/data'), { recursive: true });
    writeFileSync(join(home, 'postgres/data/thesis.txt'), 'do not lose me');
    await expect(start()).rejects.toMatchObject({ code: 'POSTGRES_DATA_UNKNOWN' });
    expect(readFileSync(join(home, 'postgres/data/thesis.txt'), 'utf8')).toBe('do not lose me');
  });

  test('a home that is a file', async () => {
    writeFileSync(join(home, 'file'), '');
    await expect(start(join(home, 'file'))).rejects.toMatchObject({ code: 'POSTGRES_DATA_NOT_WRITABLE' });
  });

  test('a socket folder that somebody else could have made', async () => {
    const deep = join(home, 'f'.repeat(60), 'g'.repeat(60));
    const server = createEmbeddedPostgres({ home: deep, durable: false }, { log, metrics: new Metrics() });
    const folder = String(server.access.owner.client.host);
    writeFileSync(folder, 'not a folder');
    await expect(server.start()).rejects.toThrow();
    rmSync(folder);
  });
});

const mountable = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;
const cannotMount = mountable ? '' : ' (skipped: needs root and CAP_SYS_ADMIN to mount a small disk)';

describe.skipIf(!mountable)(`a full disk${cannotMount}`, () => {
  const disk = (): string => join(home, 'disk');
  const mount = (size: string): void => {
    mkdirSync(disk());
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', disk()]);
  };
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    execFileSync('umount', [disk()]);
  });

  test('at the first start: one clear error, and a later start works', async () => {
    mount('20m');
    await expect(start(disk())).rejects.toMatchObject({ code: 'POSTGRES_DISK_FULL' });
    execFileSync('mount', ['-o', 'remount,size=200m', disk()]);
    await start(disk());
  });

  test('while it runs: the writer is told, what was there stays, and it goes on once there is room', async () => {
    mount('120m');
    const server = await start(disk(), true);
    const store = createRelationalStore({ access: server.access, modules: [] }, { log, metrics: new Metrics() });
    await store.start();
    await ask(server, 'create table ballast (fill text); grant select, insert on ballast to fastisp_app');
    const fill = () =>
      store.withSystem((tx) =>
        sql`insert into ballast select string_agg(md5(random()::text), '') from generate_series(1, 20000) g, generate_series(1, 5) h group by h`.execute(
          tx,
        ),
      );
    let rows = 0;
    const fillUp = async (): Promise<never> => {
      for (;;) {
        await fill();
        rows += 5;
      }
    };
    await expect(fillUp()).rejects.toMatchObject({ code: expect.stringMatching(/^DATABASE_(DISK_FULL|UNREACHABLE)$/) });
    execFileSync('mount', ['-o', 'remount,size=400m', disk()]);
    await waitFor(
      'it to go on',
      () =>
        fill().then(
          () => true,
          () => false,
        ),
      { timeLimitMs: 20_000 },
    );
    const counted = await store.withSystem((tx) => sql<{ n: number }>`select count(*) as n from ballast`.execute(tx));
    expect(counted.rows[0]?.n).toBe(rows + 5);
    await store.stop();
  });
});

describe.skipIf(!isRoot)(`as root${isRoot ? '' : ' (skipped: needs root)'}`, () => {
  test('the server runs as a user of its own, without privileges, and follows the owner of the data', async () => {
    const server = await start();
    const status = readFileSync(`/proc/${server.pid()}/status`, 'utf8');
    const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
    expect(uid).toBeGreaterThan(0);
    expect(statSync(join(home, 'postgres/data')).uid).toBe(uid);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    await stop(server);
    execFileSync('chown', ['-R', '65534:65534', join(home, 'postgres/data')]);
    const again = await start();
    expect(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${again.pid()}/status`, 'utf8'))?.[1]).toBe('65534');
  });

  test('under a folder that is closed to everybody else, like /root', async () => {
    chmodSync(home, 0o700);
    const inside = join(home, 'project/var');
    const server = await start(inside);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(home).mode & 0o777).toBe(0o700); // not ours to open
    const status = readFileSync(`/proc/${server.pid()}/status`, 'utf8');
    expect(status).toMatch(/^CapEff:\s+0+4$/m); // dac_read_search and nothing else
  });
});

for (const mode of userModes()) {
  describe(`${mode.name}${mode.skip ?? ''}`, () => endsOfProcesses(mode));
}

function endsOfProcesses(mode: UserMode): void {
  const programs: Program[] = [];
  afterEach(() => {
    for (const { child } of programs.splice(0)) child.kill('SIGKILL');
  });
  const program = join(import.meta.dirname, '../../testing/postgres-process.ts');
  /** A dead process may stay as a zombie until somebody collects it. */
  const alive = (pid: number): boolean => {
    try {
      return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };
  const startIn = (folder: string): Program => {
    const started = startProgram(mode, program, [folder]);
    programs.push(started);
    return started;
  };
  const startReady = async (folder: string) => {
    const started = startIn(folder);
    return { ...started, ready: (await started.firstLine) as PostgresProcessReady }; // printed by our own program
  };

  test.skipIf(mode.skip !== null)(
    'a parent that is killed takes its server with it, and the next start works',
    async () => {
      const folder = makeHome(mode);
      const first = await startReady(folder);
      first.child.kill('SIGKILL');
      await waitFor('the server to stop', () => !alive(first.ready.postmasterPid));
      const second = await startReady(folder);
      expect(second.ready.tookMs).toBeLessThan(5_000);
      second.child.kill('SIGTERM');
      expect(await second.ended).toBe(0);
      expect(alive(second.ready.postmasterPid)).toBe(false);
      rmSync(folder, { recursive: true });
    },
  );

  test.skipIf(mode.skip !== null)('an orphan is stopped by the next start', async () => {
    const folder = makeHome(mode);
    const first = await startReady(folder);
    // Stopped, it cannot act on the signal of its parent's death: an orphan, as without setpriv.
    process.kill(first.ready.postmasterPid, 'SIGSTOP');
    first.child.kill('SIGKILL');
    await first.ended;
    const starting = startIn(folder);
    process.kill(first.ready.postmasterPid, 'SIGCONT');
    const ready = (await starting.firstLine) as PostgresProcessReady;
    expect(alive(first.ready.postmasterPid)).toBe(false);
    expect(alive(ready.postmasterPid)).toBe(true);
    starting.child.kill('SIGTERM');
    expect(await starting.ended).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test.skipIf(mode.skip !== null)('a second process on the same folder is refused with a sentence', async () => {
    const folder = makeHome(mode);
    const first = await startReady(folder);
    const second = startIn(folder);
    expect(await second.firstLine).toMatchObject({ code: 'POSTGRES_DATA_IN_USE' });
    expect(await second.ended).toBe(1);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test.skipIf(mode.skip !== null || mode.ids === null)(
    'a folder that is not theirs is refused with a sentence',
    async () => {
      const refused = startIn(home); // mkdtemp made it for root
      expect(await refused.firstLine).toMatchObject({ code: 'POSTGRES_DATA_NOT_WRITABLE' });
      expect(await refused.ended).toBe(1);
      const server = await start();
      await stop(server);
      chmodSync(home, 0o755);
      renameSync(join(home, 'postgres/passwords.json'), join(home, 'kept.json'));
      const foreign = startIn(home);
      expect(await foreign.firstLine).toMatchObject({ code: 'POSTGRES_DATA_FOREIGN_OWNER' });
    },
  );
}
