/** The engine's process: one per folder, never without its parent, back after any end, clear when it cannot be. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../errors/app-error.ts';
import { waitFor } from '../../testing/wait-for.ts';
import {
  httpRequest,
  newTestEngine,
  newTestHome,
  startTestEngine,
  type TestEngine,
} from '../testing/embedded-engine.ts';
import { identify } from './directory-lock.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function home(): Promise<string> {
  const path = await newTestHome();
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function started(...options: Parameters<typeof startTestEngine>): Promise<TestEngine> {
  const engine = await startTestEngine(...options);
  cleanups.push(() => engine.remove());
  return engine;
}

async function refusal(engine: TestEngine): Promise<{ code: string; message: string }> {
  try {
    await engine.store.start();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
  await engine.store.stop();
  throw new Error('started');
}

/** An engine whose supervisor is another process. */
async function held(path: string): Promise<{ holder: ChildProcess; enginePid: number }> {
  const program = join(import.meta.dirname, '../testing/hold-engine.ts');
  const holder = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => Promise.resolve(holder.kill('SIGKILL')));
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  return { holder, enginePid: Number(line.toString()) };
}

const isGone = async (pid: number): Promise<boolean> => (await identify(pid)) === null;

const restartsOf = async (engine: TestEngine): Promise<Record<string, number>> => {
  const metric = await engine.metrics.registry.getSingleMetric('column_store_engine_restarts_total')?.get();
  return Object.fromEntries(metric?.values.map(({ labels, value }) => [String(labels['reason']), value]) ?? []);
};

describe('one engine per folder', () => {
  it('refuses a second one, says who has it, and takes over from a killed one', async () => {
    const path = await home();
    const first = await held(path);
    const second = newTestEngine(path);
    expect(await refusal(second)).toEqual({
      code: 'COLUMN_STORE_DIRECTORY_IN_USE',
      message: expect.stringMatching(new RegExp(`in use by process ${first.holder.pid}: stop that FastISP, or set`)),
    });
    first.holder.kill('SIGKILL');
    await waitFor('the engine ends with its parent', () => isGone(first.enginePid));
    const third = newTestEngine(path);
    await third.store.start();
    cleanups.push(() => third.store.stop());
    await expect(third.store.ping()).resolves.toBeUndefined();
  });

  it('is not fooled by a pid that another process has by now', async () => {
    const path = await home();
    await mkdir(join(path, 'column-store'), { recursive: true });
    const stale = { ...(await identify(process.pid)), startTicks: '1' };
    await writeFile(join(path, 'column-store/lock'), JSON.stringify(stale));
    const engine = newTestEngine(path);
    await engine.store.start();
    cleanups.push(() => engine.store.stop());
    expect(JSON.parse(await readFile(join(path, 'column-store/lock'), 'utf8'))).toEqual(await identify(process.pid));
  });

  it('lets go of the folder when it stops', async () => {
    const path = await home();
    for (let round = 0; round < 2; round += 1) {
      const engine = newTestEngine(path);
      await engine.store.start();
      await engine.store.stop();
    }
  });
});

describe('the engine never outlives its parent', () => {
  it('when the parent is killed, even while the engine is stopped itself', async () => {
    const { holder, enginePid } = await held(await home());
    process.kill(enginePid, 'SIGSTOP');
    holder.kill('SIGKILL');
    await waitFor('the engine is gone', () => isGone(enginePid), { timeLimitMs: 5_000 });
  });
});

describe('a start that cannot be', () => {
  it('says so when the folder is not one', async () => {
    const path = await home();
    await writeFile(join(path, 'column-store'), 'a file');
    expect((await refusal(newTestEngine(path))).code).toBe('COLUMN_STORE_DIRECTORY_NOT_WRITABLE');
  });

  it.skipIf(process.getuid?.() === 0)('says so when the folder may not be written to (root may always)', async () => {
    const path = await home();
    await chmod(path, 0o500);
    expect((await refusal(newTestEngine(path))).code).toBe('COLUMN_STORE_DIRECTORY_NOT_WRITABLE');
  });

  it('says so when a newer release wrote the data', async () => {
    const path = await home();
    await mkdir(join(path, 'column-store/data'), { recursive: true });
    await writeFile(join(path, 'column-store/data/fastisp-engine-version'), '99.1.1\n');
    const { code, message } = await refusal(newTestEngine(path));
    expect(code).toBe('COLUMN_STORE_DATA_NEWER');
    expect(message).toContain('99.1.1');
  });

  it('says so when the engine takes the path for a pattern', async () => {
    expect((await refusal(newTestEngine(join(await home(), 'a{b}')))).code).toBe('COLUMN_STORE_DIRECTORY_NOT_USABLE');
  });
});

describe('an engine that is stuck', () => {
  it('is killed when it gives no sign of life', async () => {
    const engine = await started({ hungAfterMs: 1_500 });
    const pid = engine.store.enginePid();
    if (pid === undefined) throw new Error('no engine');
    process.kill(pid, 'SIGSTOP');
    expect(await engine.store.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(await restartsOf(engine)).toEqual({ hung: 1 });
  });

  it('is killed when a statement goes on behind its limit and its KILL, and answers the next', async () => {
    const engine = await started({ limits: { hungGraceMs: 100 } });
    // Asleep for three seconds, it sees neither its time limit nor the KILL.
    const stuck = await httpRequest(engine.store, {
      query: 'SELECT sleep(3) FORMAT JSONEachRow',
      readonly: '1',
      max_execution_time: '0.1',
      function_sleep_max_microseconds_per_block: '3000000',
    });
    expect([stuck.status, stuck.headers.get('x-clickhouse-exception-code')]).toEqual([408, '159']);
    expect(stuck.text).toContain('the engine hangs');
    await waitFor('it is killed', async () => (await restartsOf(engine))['SIGKILL'] === 1);
    expect(await engine.store.query('SELECT 2 AS n')).toEqual([{ n: 2 }]);
  });

  it('is reported while it is down, and waited for', async () => {
    const engine = await started();
    const pid = engine.store.enginePid();
    if (pid === undefined) throw new Error('no engine');
    process.kill(pid, 'SIGKILL');
    await waitFor('it is seen', () => engine.store.address() === null, { everyMs: 1 });
    await expect(engine.store.ping()).rejects.toMatchObject({ code: 'COLUMN_STORE_UNAVAILABLE', status: 503 });
    expect(await engine.store.query('SELECT 3 AS n')).toEqual([{ n: 3 }]);
    await expect(engine.store.ping()).resolves.toBeUndefined();
  });

  it('ends what waits for it when it is stopped', async () => {
    const engine = await startTestEngine();
    const query = engine.store.query('SELECT sum(sipHash64(number)) FROM numbers(1000000000000)', {
      timeLimitMs: 60_000,
    });
    const ended = expect(query).rejects.toMatchObject({ code: 'COLUMN_STORE_UNAVAILABLE' });
    await engine.remove();
    await ended;
    await expect(engine.store.query('SELECT 1')).rejects.toMatchObject({ code: 'COLUMN_STORE_UNAVAILABLE' });
  });
});

const noMount =
  process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0
    ? null
    : ' (skipped: only root can mount a small disk)';
describe.skipIf(noMount !== null)(`a full disk${noMount ?? ''}`, () => {
  it('refuses inserts with a sentence, loses nothing, and goes on when there is room', async () => {
    const path = await home();
    const disk = join(path, 'disk');
    await mkdir(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk]).status).toBe(0);
    cleanups.push(() => Promise.resolve(spawnSync('umount', [disk])));
    const engine = newTestEngine(disk);
    await engine.store.start();
    cleanups.push(() => engine.store.stop());
    await engine.store.command('CREATE TABLE t (a UInt64, b String) ENGINE = MergeTree ORDER BY a');

    const rows = Array.from({ length: 2_000 }, (_, a) => ({ a, b: `${a} `.repeat(500) }));
    await engine.store.insertRows({ table: 't', rows, dedupToken: 'fits' });
    await writeFile(join(disk, 'ballast'), Buffer.alloc(64 * 1024 * 1024)).catch(() => undefined); // as much as there is
    await expect(engine.store.insertRows({ table: 't', rows, dedupToken: 'does not' })).rejects.toMatchObject({
      code: 'COLUMN_STORE_DISK_FULL',
      status: 507,
    });
    expect(await engine.store.query('SELECT count() AS n FROM t')).toEqual([{ n: '2000' }]);

    await rm(join(disk, 'ballast'));
    await engine.store.insertRows({ table: 't', rows, dedupToken: 'fits again' });
    expect(await engine.store.query('SELECT count() AS n FROM t')).toEqual([{ n: '4000' }]);
  });
});
