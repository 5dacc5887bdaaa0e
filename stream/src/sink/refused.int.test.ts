/** A column store that takes no writes: nothing is lost, everybody can see why, and all of it arrives afterwards. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { createClickHouseStore } from '@fastisp/core/column-store/clickhouse-store';
import { migrateColumnStore } from '@fastisp/core/column-store/migrate';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { newTestEngine, newTestHome, type TestEngine } from '@fastisp/core/column-store/testing/embedded-engine';
import { type RefusingProxy, startRefusingProxy } from '@fastisp/core/column-store/testing/refusing-proxy';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { sinkStateTopic, sinkStateV1, type SinkStateV1 } from '@fastisp/core/contracts/sink-state.v1';
import { topics } from '@fastisp/core/contracts/topics';
import { readinessOf } from '@fastisp/core/http/health';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { streamColumnMigrations, streamMigrations } from '../service.ts';
import { flowBlock } from '../testing/blocks.ts';
import { createPgSinkMarks } from './pg-sink-marks.ts';
import { createSink, type Sink } from './run.ts';

const log = createLog({ service: 'test', level: 'silent' });
const codec = messageCodec(sinkStateV1);
const blocks = 40;
const rowsPerBlock = 500;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ modules: [streamMigrations] });
});
afterAll(() => database.stop());

class Road {
  readonly bus: Bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
  readonly said: SinkStateV1[] = [];
  readonly sink: Sink;
  readonly store: ColumnStore;

  constructor(store: ColumnStore) {
    this.store = store;
    const config = { lingerMs: 20, batchBytesMax: 1024 * 1024 };
    const marks = createPgSinkMarks(database);
    const deps = { bus: this.bus, columnStore: store, marks, clock: systemClock, log, metrics: new Metrics() };
    this.sink = createSink(config, deps);
  }

  async start(): Promise<void> {
    await migrateColumnStore(this.store, { modules: [streamColumnMigrations], log });
    await this.bus.ensureTopics(Object.values(topics));
    this.bus.subscribe({
      topics: [sinkStateTopic],
      groupId: 'test',
      handler: async ({ records }) => {
        this.said.push(...records.map((record) => codec.decode(record)));
      },
    });
    await this.sink.start();
  }

  async publishFlows(): Promise<void> {
    for (let block = 0; block < blocks; block += 1) {
      const rows = Array.from({ length: rowsPerBlock }, (_, n) => ({
        ...{ receivedAtMs: Date.now(), source: 0x0a000000 + block * 1_000 + n, destination: 0x08080808, bytes: 100 },
      }));
      await this.bus.publish(topics.telemetryFlow.name, [flowBlock(rows)]);
    }
  }

  async rows(): Promise<number> {
    return this.count('SELECT count() AS n FROM flows');
  }

  /** What the materialized views made of them. */
  async rolledUp(): Promise<number> {
    return this.count("SELECT sum(flows) AS n FROM flows_1d WHERE breakdown = 'source'");
  }

  async count(sql: string): Promise<number> {
    return Number((await this.store.query<{ n: string }>(sql))[0]?.n);
  }

  async unready(): Promise<string | null> {
    const { checks } = await readinessOf([this.sink.readiness]);
    return checks[0]?.reason ?? null;
  }

  async stop(): Promise<void> {
    await this.sink.stop();
    await this.bus.stop();
  }
}

/** From the first refusal to all rows in tables and rollups. */
async function holdAndRelease(road: Road, refusal: { code: string; sentence: RegExp; end: () => Promise<void> }) {
  const before = await road.rows();
  await road.publishFlows();
  const reason = await waitFor('readiness says why', () => road.unready());
  expect(reason).toMatch(/^telemetry waits on the bus since .*\(flows\): column store: /);
  expect(reason).toMatch(refusal.sentence);
  const said = await waitFor('the bus says why', () => road.said.findLast(({ held }) => held !== null));
  expect(said).toMatchObject({ table: 'flows', held: { code: refusal.code } });
  expect(said.held?.message).toMatch(refusal.sentence);
  const stored = await road.rows();
  expect(stored).toBeLessThan(before + blocks * rowsPerBlock);

  await refusal.end();
  const all = before + blocks * rowsPerBlock;
  await waitFor('all rows', async () => (await road.rows()) >= all, { timeLimitMs: 30_000 });
  await waitFor('all sums', async () => (await road.rolledUp()) >= all);
  await waitFor('readiness is back', async () => (await road.unready()) === null);
  await waitFor('the bus says that it is over', () => road.said.at(-1)?.held === null);
  // Whatever was repeated would be here too much.
  expect([await road.rows(), await road.rolledUp()]).toEqual([all, all]);
}

describe('a ClickHouse that refuses inserts', () => {
  let engine: TestEngine;
  let proxy: RefusingProxy;
  let road: Road;
  beforeAll(async () => {
    engine = newTestEngine(await newTestHome());
    await engine.store.start();
    const address = engine.store.address();
    if (address === null) throw new Error('the engine has just started');
    proxy = await startRefusingProxy(address);
    const store = createClickHouseStore({ url: proxy.url }, { metrics: new Metrics() });
    await store.start();
    road = new Road(store);
    await road.start();
  });
  afterAll(async () => {
    await road.stop();
    await road.store.stop();
    await proxy.stop();
    await engine.remove();
  });

  it.each([
    ['read-only', 'COLUMN_STORE_READ_ONLY', /takes no writes: make the server .* writable/],
    ['table-read-only', 'COLUMN_STORE_READ_ONLY', /takes no writes: make the server .* writable/],
    ['disk-full', 'COLUMN_STORE_DISK_FULL', /disk is full: free some space/],
  ] as const)('because it is %s holds telemetry until it takes it again', async (refusal, code, sentence) => {
    proxy.refuse(refusal);
    const refusals = proxy.refusals();
    await holdAndRelease(road, {
      code,
      sentence,
      end: async () => {
        // Both ways of refusing: before and after the rows were read.
        await waitFor('it is tried again', () => proxy.refusals() >= refusals + 2);
        proxy.refuse(null);
      },
    });
  });
});

/** Enough for an engine and little else. */
const diskBytes = 192 * 1024 * 1024;

async function mountTinyDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'store-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=700`, 'tmpfs', folder]).status === 0;
  if (mounted) return folder;
  await rm(folder, { recursive: true });
  return null;
}
const disk = await mountTinyDisk();
const noDisk = disk === null ? ' (skipped: only root can mount a tmpfs)' : '';

describe.skipIf(disk === null)(`the embedded store on a full disk${noDisk}`, () => {
  const folder = disk ?? '';
  let engine: TestEngine;
  let road: Road;
  beforeAll(async () => {
    engine = newTestEngine(join(folder, 'home'));
    await engine.store.start();
    road = new Road(engine.store);
    await road.start();
  });
  afterAll(async () => {
    await road.stop();
    await engine.store.stop();
    spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  async function fillDisk(): Promise<string> {
    const filler = join(folder, 'filler');
    const { bavail, bsize } = await statfs(folder);
    // Its last bytes are left to the engine's own notes, but no block of flows fits.
    await writeFile(filler, Buffer.alloc(bavail * bsize - 16 * 1024));
    return filler;
  }

  it('holds telemetry until there is space', async () => {
    const filler = await fillDisk();
    await holdAndRelease(road, {
      code: 'COLUMN_STORE_DISK_FULL',
      sentence: /disk is full: free some space/,
      end: () => rm(filler),
    });
  });

  it('holds it also over a crash of the engine while the disk is full', async () => {
    const filler = await fillDisk();
    await holdAndRelease(road, {
      code: 'COLUMN_STORE_DISK_FULL',
      sentence: /disk is full: free some space/,
      end: async () => {
        const pid = engine.store.enginePid();
        if (pid === undefined) throw new Error('the engine runs');
        process.kill(pid, 'SIGKILL');
        await waitFor('it has ended', () => engine.store.enginePid() !== pid);
        await rm(filler);
      },
    });
  });
});
