/** The column store's tables on the real engine: contract, rollups, replays, retention. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import { migrateColumnStore } from '@fastisp/core/column-store/migrate';
import type { BusMessage } from '@fastisp/core/bus/port';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { streamColumnMigrations } from '../service.ts';
import { sinkSchemas } from '../sink/run.ts';
import { deviceBlock, flowBlock, interfaceBlock } from '../testing/blocks.ts';
import { applyRetention } from './retention.ts';

const log = createLog({ service: 'test', level: 'silent' });
const home = await mkdtemp(join(tmpdir(), 'stream-schema-'));
const store = createEmbeddedColumnStore({ home, memoryMb: 1_024 }, { log, metrics: new Metrics() });
const levels = ['1m', '5m', '1h', '1d'] as const;
const days = { raw: 14, flowsRaw: 7, m1: 30, m5: 90, h1: 400, d1: 1_830 };

/** Half past an hour of today, so that a few minutes never leave the hour and nothing has expired. */
const t0 = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 1_800_000;
let inserts = 0;

async function insert(table: string, messages: readonly BusMessage[], token = `token ${++inserts}`): Promise<void> {
  const blocks = messages.map(({ value }) => value ?? new Uint8Array());
  await store.insertBlocks({ table, blocks, dedupToken: token });
}
async function one<Row>(sql: string): Promise<Row> {
  const [row] = await store.query<Row>(sql);
  if (row === undefined) throw new Error(`no row: ${sql}`);
  return row;
}

beforeAll(async () => {
  await store.start();
  await migrateColumnStore(store, { modules: [streamColumnMigrations], log });
  await applyRetention(store, { days, log });
});
afterAll(async () => {
  await store.stop();
  await rm(home, { recursive: true, force: true });
});

describe('the tables', () => {
  it.each(sinkSchemas.map((schema) => [schema.table, schema] as const))(
    '%s has the columns of its contract',
    async (table, schema) => {
      const columns = await store.query<{ name: string; type: string }>(
        'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position',
        { params: { table } },
      );
      expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual(schema.columns);
    },
  );

  it('remember tokens, in raw tables and rollups alike', async () => {
    const forgetful = await store.query(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
         AND name != 'schema_migrations' AND NOT match(engine_full, 'non_replicated_deduplication_window = 10000')`,
    );
    expect(forgetful).toEqual([]);
  });
});

describe('flow rollups', () => {
  const flows = Array.from({ length: 500 }, (_, n) => ({
    receivedAtMs: t0 + n * 1_000,
    exporter: 0x0a000001 + (n % 3),
    source: 0xc0a80000 + (n % 17),
    destination: 0x08080800 + (n % 23),
    sourcePort: n % 5 === 0 ? 0 : 40_000 + n,
    destinationPort: [443, 53, 51_820][n % 3] ?? 0,
    samplingRate: n % 4 === 0 ? 0 : 10,
    bytes: 1_000 + n,
    packets: 1 + (n % 9),
  }));
  const raw = {
    flows: '500',
    bytes: String(flows.reduce((sum, flow) => sum + flow.bytes * Math.max(flow.samplingRate, 1), 0)),
    packets: String(flows.reduce((sum, flow) => sum + flow.packets * Math.max(flow.samplingRate, 1), 0)),
    bytes_unscaled: String(flows.reduce((sum, flow) => sum + flow.bytes, 0)),
    packets_unscaled: String(flows.reduce((sum, flow) => sum + flow.packets, 0)),
  };
  const sumsOf = (table: string, breakdown: string) =>
    one(
      `SELECT sum(flows) AS flows, sum(bytes) AS bytes, sum(packets) AS packets, sum(bytes_unscaled) AS bytes_unscaled,
              sum(packets_unscaled) AS packets_unscaled FROM ${table} WHERE breakdown = '${breakdown}'`,
    );

  beforeAll(async () => {
    const parts = [flows.slice(0, 200), flows.slice(200, 201), flows.slice(201)].map((part) => flowBlock(part));
    await insert('flows', parts.slice(0, 2), 'flows a');
    await insert('flows', parts.slice(2), 'flows b');
    // As a bus that redelivers: the same once more, and once more after something else.
    await insert('flows', parts.slice(0, 2), 'flows a');
    await insert('flows', parts.slice(2), 'flows b');
    await insert('flows', parts.slice(0, 2), 'flows a');
  });

  it.each(levels.flatMap((level) => ['source', 'destination', 'port', 'interface'].map((by) => [level, by] as const)))(
    'at %s by %s add up to all that was received, once',
    async (level, by) => {
      expect(await sumsOf(`flows_${level}`, by)).toEqual(raw);
    },
  );

  it('keep who, through which exporter, and which service', async () => {
    const top = (breakdown: string, key: string) =>
      store.query<Record<string, string>>(
        `SELECT ${key}, sum(bytes_unscaled) AS bytes FROM flows_1h WHERE breakdown = '${breakdown}' GROUP BY ${key} ORDER BY bytes DESC, ${key}`,
      );
    const sources = await top('source', 'address');
    expect(sources).toHaveLength(17);
    expect(sources[0]?.['address']).toMatch(/^::ffff:192\.168\.0\.\d+$/);
    const ports = await top('port', 'port');
    // 51820 is above the client's port 40000 + n, which then counts as the service's; alone it is taken.
    expect(ports.map(({ port }) => Number(port))).toEqual(expect.arrayContaining([443, 53, 51_820]));
    const exporters = await top('interface', 'exporter_address');
    expect(exporters).toHaveLength(3);
  });

  it('put a flow into the minute of its receipt', async () => {
    const rows = await store.query<{ minute: string; flows: string }>(
      `SELECT toUnixTimestamp(at) AS minute, sum(flows) AS flows FROM flows_1m WHERE breakdown = 'port' GROUP BY at ORDER BY at`,
    );
    expect(rows).toHaveLength(9);
    expect(rows[0]).toEqual({ minute: t0 / 1_000, flows: '60' });
  });
});

describe('flow rollups of a flood with forged sources', () => {
  const exporter = 0x0a000009;
  const quiet = 0x0a00000a;
  // The limits of 005_flow_rollups.sql.
  const keptOfBlock = 8_192;
  const keptOfExporter = 64;
  const atMs = t0 - 600_000;
  const victim = 0x0a0a0a0a;
  const forged = Array.from({ length: 20_000 }, (_, n) => ({
    receivedAtMs: atMs,
    exporter,
    source: 0x2d000000 + n,
    destination: victim,
    bytes: 1_000 + n,
  }));
  const small = Array.from({ length: 100 }, (_, n) => ({
    receivedAtMs: atMs,
    exporter: quiet,
    source: 0x2e000000 + n,
    destination: victim,
    bytes: 1 + n,
  }));
  const rowsOf = (level: string, exporterAddress: string) =>
    one(
      `SELECT count() AS rows, sumIf(f.flows, is_tail = 0) AS shown, sumIf(f.flows, is_tail) AS tail,
              sum(f.bytes) AS bytes, minIf(f.bytes, is_tail = 0) AS least, countIf(is_tail AND address != toIPv6('::')) AS keyed
       FROM flows_${level} AS f FINAL WHERE breakdown = 'source' AND exporter_address = toIPv6('${exporterAddress}')`,
    );
  const bytesOf = (flows: readonly { bytes: number }[]): string =>
    String(flows.reduce((sum, flow) => sum + flow.bytes, 0));

  beforeAll(async () => {
    for (const _repeated of [1, 2]) await insert('flows', [flowBlock([...forged, ...small])], 'flood');
  });

  it.each(levels)('at %s are bounded, keep the heaviest, and add up to all of it', async (level) => {
    expect(await rowsOf(level, '10.0.0.9')).toEqual({
      rows: String(keptOfBlock + 1),
      shown: String(keptOfBlock),
      tail: String(forged.length - keptOfBlock),
      bytes: bytesOf(forged),
      least: String(1_000 + forged.length - keptOfBlock),
      keyed: '0',
    });
  });

  it.each(levels)('at %s keep the heaviest of a small exporter too', async (level) => {
    expect(await rowsOf(level, '10.0.0.10')).toEqual({
      rows: String(keptOfExporter + 1),
      shown: String(keptOfExporter),
      tail: String(small.length - keptOfExporter),
      bytes: bytesOf(small),
      least: String(1 + small.length - keptOfExporter),
      keyed: '0',
    });
  });
});

describe('interface rollups', () => {
  const deviceId = newId();
  const rows = Array.from({ length: 30 }, (_, n) => ({
    deviceId,
    ifIndex: 1 + (n % 2),
    polledAtMs: t0 + Math.floor(n / 2) * 60_000,
    intervalMs: 60_000,
    inOctets: 7_500_000 * (1 + n),
    outOctets: 1_000,
    operStatus: n % 10 === 0 ? 2 : 1,
  }));

  beforeAll(async () => {
    await insert('interface_samples', [interfaceBlock(rows.slice(0, 11))], 'interfaces a');
    await insert('interface_samples', [interfaceBlock(rows.slice(11))], 'interfaces b');
    await insert('interface_samples', [interfaceBlock(rows.slice(0, 11))], 'interfaces a');
  });

  it.each(levels)('at %s keep sums, extremes and how long they cover', async (level) => {
    const found = await one(
      `SELECT sum(samples) AS samples, sum(interval_ms) AS interval_ms, sum(in_octets) AS in_octets, sum(out_octets) AS out_octets,
              min(in_bps_min) AS in_bps_min, max(in_bps_max) AS in_bps_max, sum(samples_up) AS samples_up, max(speed_bps) AS speed_bps
       FROM interface_${level} WHERE device_id = '${deviceId}'`,
    );
    expect(found).toEqual({
      samples: '30',
      interval_ms: String(30 * 60_000),
      in_octets: String(rows.reduce((sum, row) => sum + row.inOctets, 0)),
      out_octets: '30000',
      in_bps_min: '1000000',
      in_bps_max: '30000000',
      samples_up: '27',
      speed_bps: '1000000000',
    });
  });

  it('have a row for each interface and bucket once merged', async () => {
    const counts = await one(
      `SELECT (SELECT count() FROM (SELECT 1 FROM interface_5m WHERE device_id = '${deviceId}' GROUP BY if_index, at)) AS m5,
              (SELECT count() FROM (SELECT 1 FROM interface_1h WHERE device_id = '${deviceId}' GROUP BY if_index, at)) AS h1`,
    );
    expect(counts).toEqual({ m5: '6', h1: '2' });
  });
});

describe('device rollups', () => {
  const deviceId = newId();

  it('count availability without polls that were never made', async () => {
    const polls = [
      deviceBlock([
        { deviceId, polledAtMs: t0, rttUs: 1_000 },
        { deviceId, polledAtMs: t0 + 1_000, rttUs: 3_000 },
        { deviceId, polledAtMs: t0 + 2_000, result: 'timeout', rttUs: 9_000 },
        { deviceId, polledAtMs: t0 + 3_000, result: 'shed' },
        { deviceId, polledAtMs: t0 + 4_000, restarted: true },
      ]),
    ];
    await insert('device_samples', polls, 'devices a');
    await insert('device_samples', polls, 'devices a');
    for (const level of levels) {
      const found = await one(
        `SELECT sum(polls) AS polls, sum(polls_ok) AS polls_ok, sum(polls_shed) AS polls_shed, sum(restarts) AS restarts,
                sum(rtt_us) AS rtt_us, max(rtt_us_max) AS rtt_us_max FROM device_${level} WHERE device_id = '${deviceId}'`,
      );
      expect(found).toEqual({
        polls: '4',
        polls_ok: '3',
        polls_shed: '1',
        restarts: '1',
        rtt_us: '4000',
        rtt_us_max: 3_000,
      });
    }
  });
});

describe('an insert that failed halfway', () => {
  it('is completed by its repetition, at every level and only once', async () => {
    const deviceId = newId();
    const polls = [deviceBlock([{ deviceId, polledAtMs: t0 }])];
    await store.command('DETACH TABLE device_1h');
    await expect(insert('device_samples', polls, 'devices halfway')).rejects.toThrow();
    await store.command('ATTACH TABLE device_1h');
    await insert('device_samples', polls, 'devices halfway');
    await insert('device_samples', polls, 'devices halfway');
    expect(await one(`SELECT count() AS rows FROM device_samples WHERE device_id = '${deviceId}'`)).toEqual({
      rows: '1',
    });
    for (const level of levels) {
      const found = await one(`SELECT sum(polls) AS polls FROM device_${level} WHERE device_id = '${deviceId}'`);
      expect(found, level).toEqual({ polls: '1' });
    }
  });
});

describe('an insert that is repeated after the engine was killed', () => {
  it('is known again by the tables and by every rollup', async () => {
    const flows = [flowBlock([{ receivedAtMs: t0, exporter: 0x0a0000ff, source: 1, destination: 2, bytes: 9 }])];
    await insert('flows', flows, 'flows before the kill');
    const pid = store.enginePid() ?? 0;
    process.kill(pid, 'SIGKILL');
    await waitFor('another engine', () =>
      store.ping().then(
        () => store.enginePid() !== pid,
        () => false,
      ),
    );
    await insert('flows', flows, 'flows before the kill');
    for (const table of ['flows', ...levels.map((level) => `flows_${level}`)]) {
      const counted = table === 'flows' ? 'count()' : "sumIf(flows, breakdown = 'port')";
      const found = await one(`SELECT ${counted} AS flows FROM ${table} WHERE exporter_address = toIPv6('10.0.0.255')`);
      expect(found, table).toEqual({ flows: '1' });
    }
  });
});

describe('retention', () => {
  it('is set as configured, and left alone when it is', async () => {
    expect(await applyRetention(store, { days, log })).toEqual([]);
    const changed = await applyRetention(store, { days: { ...days, h1: 401 }, log });
    expect(changed).toEqual(
      ['flows', 'interface', 'device'].map((name) => `ALTER TABLE ${name}_1h MODIFY TTL at + toIntervalDay(401)`),
    );
  });
});
