/** What every `ColumnStore` must do, run on each of them by `column-store.int.test.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlockBuilder, getU64, setU64 } from '../block/builder.ts';
import { encodeBlock } from '../block/native.ts';
import type { BlockSchema } from '../block/schema.ts';
import { isAppError } from '../errors/app-error.ts';
import { waitFor } from '../testing/wait-for.ts';
import type { ColumnStore } from './port.ts';

export interface StoreUnderTest {
  readonly store: ColumnStore;
  readonly remove: () => Promise<void>;
}

const samplesV1 = {
  id: 'samples.v1',
  topic: 'samples',
  table: 'samples',
  columns: {
    tenant_id: 'UInt32',
    at: 'DateTime64(3)',
    octets: 'UInt64',
    name: 'LowCardinality(String)',
    vlan: 'UInt16',
  },
} as const satisfies BlockSchema;

const startMs = 1_790_000_000_000;

function block(rows: number, fill: { octets: number; vlan?: number; name?: string }): Uint8Array {
  const builder = new BlockBuilder(samplesV1, rows);
  for (let row = 0; row < rows; row += 1) {
    builder.columns.tenant_id[row] = 1;
    setU64(builder.columns.at, row, startMs + row);
    setU64(builder.columns.octets, row, fill.octets);
    builder.columns.vlan[row] = fill.vlan ?? 0;
    builder.columns.name[row] = fill.name ?? '';
  }
  builder.rows = rows;
  expect(getU64(builder.columns.at, rows - 1)).toBe(startMs + rows - 1);
  return encodeBlock(builder);
}

async function failure(attempt: () => Promise<unknown>): Promise<{ code: string; clickhouseCode: unknown }> {
  try {
    await attempt();
  } catch (error) {
    if (isAppError(error)) return { code: error.code, clickhouseCode: error.params['clickhouseCode'] ?? null };
    throw error;
  }
  throw new Error('did not fail');
}

/** Runs until it is stopped: no machine counts so far within a test. */
const endless = 'SELECT sum(sipHash64(number)) AS n FROM numbers(1000000000000)';
const running = `
  SELECT count() AS n FROM system.processes
  WHERE query LIKE '%FROM numbers(1000000000000)%' AND query NOT LIKE '%system.processes%'`;

export function describeColumnStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a column store`, () => {
    let store: ColumnStore;
    let remove: () => Promise<void>;

    beforeAll(async () => {
      ({ store, remove } = await make());
      await store.command('DROP TABLE IF EXISTS samples_by_tenant');
      await store.command('DROP TABLE IF EXISTS samples');
      await store.command(`
        CREATE TABLE samples (
          tenant_id UInt32, at DateTime64(3), octets UInt64, name LowCardinality(String), vlan UInt16,
          doubled UInt64 DEFAULT octets * 2
        ) ENGINE = MergeTree ORDER BY (tenant_id, at) SETTINGS non_replicated_deduplication_window = 1000`);
      await store.command(`
        CREATE MATERIALIZED VIEW samples_by_tenant (tenant_id UInt32, octets UInt64)
        ENGINE = SummingMergeTree ORDER BY tenant_id SETTINGS non_replicated_deduplication_window = 1000
        AS SELECT tenant_id, sum(octets) AS octets FROM samples GROUP BY tenant_id`);
    });
    afterAll(() => remove());

    const sums = async (): Promise<unknown> => {
      const [row] = await store.query(
        `SELECT count() AS rows, sum(octets) AS octets, sum(doubled) AS doubled, sum(vlan) AS vlans,
           (SELECT sum(octets) FROM samples_by_tenant) AS viewed
         FROM samples`,
      );
      return row;
    };
    const empty = async (): Promise<void> => {
      await store.command('TRUNCATE TABLE samples');
      await store.command('TRUNCATE TABLE samples_by_tenant');
    };

    it('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    it.each([
      ['UInt8', 7, 7],
      ['UInt32', 4_294_967_295, 4_294_967_295],
      ['Int64', -5, '-5'],
      ['Float64', 0.25, 0.25],
      ['String', 'it\'s\ta \\ ñ\n`"', 'it\'s\ta \\ ñ\n`"'],
      ['String', "'; DROP TABLE samples; --", "'; DROP TABLE samples; --"],
      ['Bool', true, true],
      ['Array(UInt32)', [1, 2], [1, 2]],
      ['Array(String)', ["a'b", 'c\\d', ''], ["a'b", 'c\\d', '']],
      ['Nullable(String)', null, null],
      ['UUID', '0199c0de-0000-7000-8000-000000000001', '0199c0de-0000-7000-8000-000000000001'],
      ['IPv6', '::ffff:10.0.0.1', '::ffff:10.0.0.1'],
      ["DateTime64(3, 'UTC')", '2026-09-21 13:46:40.123', '2026-09-21 13:46:40.123'],
    ])('binds a parameter of type %s (%j)', async (type, value, expected) => {
      const rows = await store.query(`SELECT {value:${type}} AS value`, { params: { value } });
      expect(rows).toEqual([{ value: expected }]);
    });

    it('binds names, and thousands of values', async () => {
      const ids = Array.from(
        { length: 5_000 },
        (_, index) => `0199c0de-0000-7000-8000-${String(index).padStart(12, '0')}`,
      );
      const rows = await store.query('SELECT count() AS n, length({ids:Array(UUID)}) AS ids FROM {table:Identifier}', {
        params: { ids, table: 'samples' },
      });
      expect(rows).toEqual([{ n: '0', ids: String(ids.length) }]);
    });

    it('keeps the parameters of queries at the same time apart', async () => {
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          store.query<{ n: number; s: string }>('SELECT {n:UInt16} AS n, {s:String} AS s', {
            params: { n, s: `v${n}` },
          }),
        ),
      );
      expect(answers.map(([row]) => row)).toEqual(answers.map((_, n) => ({ n, s: `v${n}` })));
    });

    it('gives 64-bit integers as texts, times in UTC, and no rows as none', async () => {
      const rows = await store.query(
        "SELECT toUInt64(18446744073709551615) AS big, toDateTime('2026-01-01 00:00:00') AS at",
      );
      expect(rows).toEqual([{ big: '18446744073709551615', at: '2026-01-01 00:00:00' }]);
      expect(await store.query('SELECT 1 AS n WHERE 0')).toEqual([]);
    });

    it('streams an answer in chunks, in order', async () => {
      let next = 0;
      let chunks = 0;
      for await (const rows of store.queryStream<{ n: string }>('SELECT number AS n FROM numbers(300000) ORDER BY n')) {
        chunks += 1;
        for (const row of rows) {
          if (row.n !== String(next)) throw new Error(`row ${next} is ${row.n}`);
          next += 1;
        }
      }
      expect(next).toBe(300_000);
      expect(chunks).toBeGreaterThan(1);
    });

    it('reports an error behind the first streamed rows', async () => {
      const drain = async (): Promise<void> => {
        const sql = 'SELECT throwIf(number = 3000000) AS n FROM numbers(4000000)';
        for await (const rows of store.queryStream(sql)) expect(rows.length).toBeGreaterThan(0);
      };
      expect((await failure(drain)).clickhouseCode).toBe(395);
    });

    it('stops a stream that its reader leaves', async () => {
      for await (const rows of store.queryStream('SELECT sipHash64(number) AS n FROM numbers(1000000000000)')) {
        expect(rows.length).toBeGreaterThan(0);
        break;
      }
      await expect(store.ping()).resolves.toBeUndefined();
    });

    it('stores Native blocks with different columns, fills defaults, feeds the view', async () => {
      await empty();
      const blocks = [block(1_000, { octets: 3 }), block(10, { octets: 5, vlan: 7, name: 'ether1' })];
      await store.insertBlocks({ table: 'samples', blocks, dedupToken: 'two blocks' });
      expect(await sums()).toEqual({ rows: '1010', octets: '3050', doubled: '6100', vlans: '70', viewed: '3050' });
      const [first] = await store.query('SELECT at, name, vlan FROM samples WHERE octets = 5 ORDER BY at LIMIT 1');
      expect(first).toEqual({ at: '2026-09-21 14:13:20.000', name: 'ether1', vlan: 7 });
    });

    it('keeps one copy of what comes twice with the same token, in the view too', async () => {
      await empty();
      const insert = { table: 'samples', blocks: [block(500, { octets: 2 })], dedupToken: 'twice' };
      await store.insertBlocks(insert);
      await store.insertBlocks(insert);
      await Promise.all([store.insertBlocks(insert), store.insertBlocks(insert)]);
      expect(await sums()).toMatchObject({ rows: '500', octets: '1000', viewed: '1000' });
      await store.insertBlocks({ ...insert, dedupToken: 'another' });
      expect(await sums()).toMatchObject({ rows: '1000', octets: '2000', viewed: '2000' });
    });

    it('keeps one copy of an insert larger than a part', async () => {
      await empty();
      const blocks = Array.from({ length: 20 }, () => block(65_536, { octets: 1 }));
      await store.insertBlocks({ table: 'samples', blocks, dedupToken: 'large' });
      await store.insertBlocks({ table: 'samples', blocks, dedupToken: 'large' });
      expect(await sums()).toMatchObject({ rows: String(20 * 65_536), viewed: String(20 * 65_536) });
    });

    it('stores rows as JSON once', async () => {
      await empty();
      const rows = [
        { tenant_id: 1, at: '2026-09-21T13:46:40.123Z', octets: 9, name: 'línea\n"1"' },
        { tenant_id: 2, at: '2026-09-21T13:46:41.000Z', octets: 1 },
      ];
      await store.insertRows({ table: 'samples', rows, dedupToken: 'rows' });
      await store.insertRows({ table: 'samples', rows, dedupToken: 'rows' });
      expect(await store.query('SELECT at, name, octets FROM samples ORDER BY tenant_id')).toEqual([
        { at: '2026-09-21 13:46:40.123', name: 'línea\n"1"', octets: '9' },
        { at: '2026-09-21 13:46:41.000', name: '', octets: '1' },
      ]);
    });

    it('refuses damaged blocks whole, and goes on', async () => {
      await empty();
      const good = block(100, { octets: 1 });
      const damaged = [good, good.subarray(0, 200)];
      await failure(() => store.insertBlocks({ table: 'samples', blocks: damaged, dedupToken: 'damaged' }));
      expect(await sums()).toMatchObject({ rows: '0' });
      await store.insertBlocks({ table: 'samples', blocks: [good], dedupToken: 'whole' });
      expect(await sums()).toMatchObject({ rows: '100' });
    });

    it('makes nothing of no blocks and no rows', async () => {
      await store.insertBlocks({ table: 'samples', blocks: [new Uint8Array(0)], dedupToken: 'none' });
      await store.insertRows({ table: 'samples', rows: [], dedupToken: 'none' });
    });

    it.each([
      ['an unknown table', 'SELECT * FROM no_such_table', 60],
      ['an unknown column', 'SELECT no_such_column FROM samples', 47],
      ['a syntax error', 'SELEC 1', 62],
      ['two statements', 'SELECT 1; SELECT 2', 62],
      ['a missing parameter', 'SELECT {absent:UInt8}', 456],
    ])('tells ClickHouse’s code of %s', async (_name, sql, clickhouseCode) => {
      expect(await failure(() => store.query(sql))).toEqual({ code: 'COLUMN_STORE_QUERY_FAILED', clickhouseCode });
    });

    it('tells ClickHouse’s code of an insert into an unknown table', async () => {
      const attempt = (): Promise<void> =>
        store.insertBlocks({ table: 'no_such_table', blocks: [block(1, { octets: 1 })], dedupToken: 'x' });
      expect((await failure(attempt)).clickhouseCode).toBe(60);
    });

    it.each([
      ['an insert', 'INSERT INTO samples (tenant_id) VALUES (1)'],
      ['a drop', 'DROP TABLE samples'],
      ['a setting', 'SET max_threads = 1'],
      ['a table function on a file', "SELECT * FROM file('/etc/passwd', 'LineAsString', 'line String')"],
      ['a table function on a URL', "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString', 'line String')"],
    ])('refuses %s in a query', async (_name, sql) => {
      await failure(() => store.query(sql));
      expect(await store.query("SELECT count() AS n FROM system.tables WHERE name = 'samples'")).toEqual([{ n: '1' }]);
    });

    it('ends a query at its time limit', async () => {
      const startedMs = performance.now();
      const error = await failure(() => store.query(endless, { timeLimitMs: 1_000 }));
      expect(error).toEqual({ code: 'COLUMN_STORE_TIME_LIMIT', clickhouseCode: 159 });
      expect(performance.now() - startedMs).toBeLessThan(5_000);
    });

    it('ends a query when its caller does not want it any more', async () => {
      const caller = new AbortController();
      const query = store.query(endless, { timeLimitMs: 60_000, signal: caller.signal });
      await waitFor('it runs', async () => (await store.query<{ n: string }>(running))[0]?.n === '1');
      caller.abort(new Error('gone'));
      await expect(query).rejects.toThrow('gone');
      await waitFor('it is gone', async () => (await store.query<{ n: string }>(running))[0]?.n === '0');
    });

    it('answers a quick query beside heavy ones', async () => {
      const caller = new AbortController();
      const heavy = Array.from({ length: 3 }, () =>
        store.query(endless, { timeLimitMs: 60_000, signal: caller.signal }).catch(() => 'ended'),
      );
      await waitFor('all of them run', async () => (await store.query<{ n: string }>(running))[0]?.n === '3');
      const tookMs: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const startedMs = performance.now();
        await store.query('SELECT count() FROM samples', { timeLimitMs: 2_000 });
        tookMs.push(performance.now() - startedMs);
      }
      caller.abort();
      await Promise.all(heavy);
      // The median, because other programs of the machine may hold up one or the other.
      expect(tookMs.toSorted((a, b) => a - b)[5]).toBeLessThan(500);
    });
  });
}
