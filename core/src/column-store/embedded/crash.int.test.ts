/**
 * kill -9 of the engine at random moments while numbered blocks go in. Every acknowledged row is there
 * once, and what was in the spool comes in at the next start.
 *
 * CRASH_ROUNDS sets the number of kills (default 20), CRASH_SEED makes a run again.
 */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlockBuilder, setU64 } from '../../block/builder.ts';
import { encodeBlock } from '../../block/native.ts';
import type { BlockSchema } from '../../block/schema.ts';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { createEmbeddedColumnStore, type EmbeddedColumnStore } from './embedded-column-store.ts';

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20);
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const rowsPerBlock = 5_000;
const writers = 3;
/** What the design promises for the way back. */
const backWithinMs = 10_000;

const numbersV1 = {
  id: 'numbers.v1',
  topic: 'numbers',
  table: 'numbers',
  columns: { block: 'UInt64', row: 'UInt32', name: 'String' },
} as const satisfies BlockSchema;

function numberedBlock(number: number): Uint8Array {
  const builder = new BlockBuilder(numbersV1, rowsPerBlock);
  for (let row = 0; row < rowsPerBlock; row += 1) {
    setU64(builder.columns.block, row, number);
    builder.columns.row[row] = row;
    builder.columns.name[row] = `row ${row} of block ${number}`;
  }
  builder.rows = rowsPerBlock;
  return encodeBlock(builder);
}

/** Seeded, so that a failing run can be made again (Lehmer's generator). */
function randomMs(seedNow: number): (max: number) => number {
  let state = (seedNow % 2_147_483_646) + 1;
  return (max) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % max;
  };
}

describe(`the embedded engine under kill -9 (seed ${seed})`, () => {
  let home: string;
  let store: EmbeddedColumnStore;
  let metrics: Metrics;

  const open = async (): Promise<void> => {
    metrics = new Metrics();
    store = createEmbeddedColumnStore(
      { home, memoryMb: 1_024, steadyAfterMs: 0 }, // the pauses of restart-policy.test.ts would be most of the time
      { log: createLog({ service: 't', level: 'silent' }), metrics },
    );
    await store.start();
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'store-crash-'));
    await open();
    await store.command(`
      CREATE TABLE numbers (block UInt64, row UInt32, name String)
      ENGINE = MergeTree ORDER BY (block, row) SETTINGS non_replicated_deduplication_window = 10000`);
    await store.command(`
      CREATE MATERIALIZED VIEW numbers_by_block (block UInt64, rows UInt64)
      ENGINE = SummingMergeTree ORDER BY block SETTINGS non_replicated_deduplication_window = 10000
      AS SELECT block, count() AS rows FROM numbers GROUP BY block`);
  });
  afterAll(async () => {
    await store.stop();
    await rm(home, { recursive: true, force: true });
  });

  it(`loses and doubles nothing in ${rounds} rounds, and is back in time`, { timeout: 20_000 * rounds }, async () => {
    const acknowledged: number[] = [];
    let next = 0;
    let running = true;
    const write = async (): Promise<void> => {
      while (running) {
        const number = next++;
        await store.insertBlocks({ table: 'numbers', blocks: [numberedBlock(number)], dedupToken: `block ${number}` });
        acknowledged.push(number);
      }
    };
    const work = Promise.all(Array.from({ length: writers }, write));
    const random = randomMs(seed);
    const downMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = acknowledged.length;
      await waitFor('inserts go in', () => acknowledged.length > before + 1, { timeLimitMs: 30_000, everyMs: 2 });
      await new Promise((resolve) => setTimeout(resolve, random(400))); // tidy: the moment of the kill is what is tested
      const pid = store.enginePid();
      if (pid === undefined) throw new Error('no engine');
      const killedMs = performance.now();
      process.kill(pid, 'SIGKILL');
      const isBack = (): boolean => store.enginePid() !== pid && store.address() !== null;
      await waitFor('another engine', isBack, { timeLimitMs: 60_000, everyMs: 5 });
      await store.query('SELECT 1');
      downMs.push(performance.now() - killedMs);
    }
    running = false;
    await work;

    const [found] = await store.query(
      `SELECT uniqExact(block) AS blocks, count() AS rows, uniqExact(block, row) AS different,
         (SELECT sum(rows) FROM numbers_by_block) AS viewed
       FROM numbers`,
    );
    const rows = String(acknowledged.length * rowsPerBlock);
    expect(found).toEqual({ blocks: String(acknowledged.length), rows, different: rows, viewed: rows });
    expect(acknowledged.length).toBe(next);
    expect(Math.max(...downMs)).toBeLessThan(backWithinMs);
    const restarts = await metrics.registry.getSingleMetric('column_store_engine_restarts_total')?.get();
    expect(restarts?.values[0]?.value).toBe(rounds);
    expect(await readdir(join(home, 'column-store/spool'))).toEqual([]);
  });

  /** What an engine that was killed leaves in the spool. */
  const leave = async (
    name: string,
    options: { block: number; token: string; ending: string; table?: string; attempts?: number },
  ) => {
    const spool = join(home, 'column-store/spool');
    const order = {
      setup: `USE fastisp; SET insert_deduplication_token = '${options.token}', deduplicate_blocks_in_dependent_materialized_views = 1`,
      sql: `INSERT INTO ${options.table ?? 'numbers'} FROM INFILE '${name}.rows' FORMAT Native`,
      attempts: options.attempts ?? 0,
    };
    await writeFile(join(spool, `${name}.json`), JSON.stringify(order));
    await writeFile(join(spool, `${name}.${options.ending}`), numberedBlock(options.block));
  };

  it('inserts at the next start what lies complete in the spool, once', async () => {
    await store.insertBlocks({ table: 'numbers', blocks: [numberedBlock(1_000_000)], dedupToken: 'was stored' });
    await store.stop();
    const spool = join(home, 'column-store/spool');
    await leave('1-stored', { block: 1_000_000, token: 'was stored', ending: 'rows' });
    await leave('2-lost', { block: 1_000_001, token: 'was not stored', ending: 'rows' });
    await leave('3-cut', { block: 1_000_002, token: 'was not complete', ending: 'part' });
    await leave('4-gone', { block: 1_000_003, token: 'has no table', ending: 'rows', table: 'dropped_meanwhile' });
    await leave('5-killer', { block: 1_000_004, token: 'ended the engine twice', ending: 'rows', attempts: 2 });
    await open();

    expect(
      await store.query(
        'SELECT block, count() AS rows FROM numbers WHERE block >= 1000000 GROUP BY block ORDER BY block',
      ),
    ).toEqual([
      { block: '1000000', rows: String(rowsPerBlock) },
      { block: '1000001', rows: String(rowsPerBlock) },
    ]);
    expect(await readdir(spool)).toEqual(['refused']);
    expect((await readdir(join(spool, 'refused'))).sort()).toEqual([
      ...['4-gone.json', '4-gone.rows', '4-gone.txt'],
      ...['5-killer.json', '5-killer.rows', '5-killer.txt'],
    ]);
    const replayed = await metrics.registry.getSingleMetric('column_store_engine_replayed_inserts_total')?.get();
    expect(Object.fromEntries(replayed?.values.map(({ labels, value }) => [labels['outcome'], value]) ?? [])).toEqual({
      inserted: 2,
      refused: 2,
    });
  });

  it('inserts a block again whose token was written down and whose part was not yet named', async () => {
    const block = 2_000_000;
    await store.insertBlocks({ table: 'numbers', blocks: [numberedBlock(block)], dedupToken: 'no part yet' });
    const [place] = await store.query<{ path: string; view: string }>(
      `SELECT path, (SELECT sum(rows) FROM numbers_by_block WHERE block = ${block}) AS view FROM system.parts
       WHERE database = 'fastisp' AND table = 'numbers' AND active ORDER BY max_block_number DESC LIMIT 1`,
    );
    expect(place).toMatchObject({ path: expect.stringMatching(/all_(\d+)_\1_0\/$/), view: String(rowsPerBlock) });
    await store.stop();
    await rm(place?.path ?? '', { recursive: true });
    await leave('1-again', { block, token: 'no part yet', ending: 'rows' });
    await open();

    const counts = `
      SELECT count() AS rows, (SELECT sum(rows) FROM numbers_by_block WHERE block = ${block}) AS view
      FROM numbers WHERE block = ${block}`;
    const once = [{ rows: String(rowsPerBlock), view: String(rowsPerBlock) }];
    expect(await store.query(counts)).toEqual(once);
    await store.insertBlocks({ table: 'numbers', blocks: [numberedBlock(block)], dedupToken: 'no part yet' });
    expect(await store.query(counts)).toEqual(once);
  });
});
