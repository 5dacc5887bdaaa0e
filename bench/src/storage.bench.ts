/** Bytes of telemetry on the bus and on the disk, rollups included and parts merged: what a disk is bought by. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compressionsAlgorithms } from '@platformatic/kafka';
import type { BlockBuilder } from '@fastisp/core/block/builder';
import { encodeBlock } from '@fastisp/core/block/native';
import type { BlockSchema } from '@fastisp/core/block/schema';
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import { migrateColumnStore } from '@fastisp/core/column-store/migrate';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { streamColumnMigrations } from '@fastisp/stream/service';
import type { Bench, BenchResult } from './result.ts';
import { flowsOfASecond, pollOfDevices, pollOfPorts, seededRandom, somePorts } from './storage/rows.ts';

const name = 'storage';
const flowsPerS = 65_536;
const devices = 100;
const portsPerDevice = 48;
const minuteMs = 60_000;
/** Polls in one INSERT, as a sink gathers them. */
const pollsPerInsert = 12;

export const bench: Bench = {
  name,
  about: 'Bytes of flows and samples on Kafka and on the disk, rollups included, after merging',
  async *run({ quick }) {
    const home = await mkdtemp(join(tmpdir(), 'fastisp-storage-'));
    const log = createLog({ service: 'bench', level: 'warn' });
    const store = createEmbeddedColumnStore({ home, memoryMb: 3_072 }, { log, metrics: new Metrics() });
    await store.start();
    try {
      await migrateColumnStore(store, { modules: [streamColumnMigrations], log });
      yield* await measureFlows(store, quick ? 1 : 5);
      yield* await measureSamples(store, quick ? 6 : 24);
    } finally {
      await store.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};

interface Sent {
  rows: number;
  blockBytes: number;
  /** As Kafka keeps them. */
  lz4Bytes: number;
}

const nothingSent = (): Sent => ({ rows: 0, blockBytes: 0, lz4Bytes: 0 });

async function insert<S extends BlockSchema>(
  store: ColumnStore,
  sent: Sent,
  builders: readonly BlockBuilder<S>[],
): Promise<void> {
  const table = builders[0]?.schema.table ?? '';
  const blocks = builders.map((builder) => encodeBlock(builder));
  for (const block of blocks) {
    sent.blockBytes += block.length;
    sent.lz4Bytes += compressionsAlgorithms.lz4.compressSync(Buffer.from(block)).length;
  }
  sent.rows += builders.reduce((sum, { rows }) => sum + rows, 0);
  await store.insertBlocks({ table, blocks, dedupToken: newId() });
}

async function measureFlows(store: ColumnStore, minutes: number): Promise<BenchResult[]> {
  const random = seededRandom(1);
  const sent = nothingSent();
  const startMs = Math.floor(Date.now() / minuteMs) * minuteMs - minutes * minuteMs;
  for (let second = 0; second < minutes * 60; second += 1) {
    await insert(store, sent, [flowsOfASecond(random, startMs + second * 1_000, flowsPerS)]);
  }
  return [
    ...onTheBus('flow', sent),
    await onDisk(store, 'flow', ['flows'], sent),
    await onDisk(store, 'flow', rollupsOf('flows'), sent),
  ];
}

async function measureSamples(store: ColumnStore, hours: number): Promise<BenchResult[]> {
  const random = seededRandom(2);
  const deviceIds = Array.from({ length: devices }, () => newId());
  const ports = somePorts(random, deviceIds, portsPerDevice);
  const sent = { interfaces: nothingSent(), devices: nothingSent() };
  const startMs = Math.floor(Date.now() / minuteMs) * minuteMs - hours * 60 * minuteMs;
  for (let poll = 0; poll < hours * 60; poll += pollsPerInsert) {
    const timesMs = Array.from({ length: pollsPerInsert }, (_, index) => startMs + (poll + index) * minuteMs);
    const ofPorts = timesMs.map((atMs) => pollOfPorts(random, ports, atMs));
    await insert(store, sent.interfaces, ofPorts);
    const ofDevices = timesMs.map((atMs) => pollOfDevices(random, deviceIds, atMs));
    await insert(store, sent.devices, ofDevices);
  }
  return [
    ...onTheBus('interface sample', sent.interfaces),
    await onDisk(store, 'interface sample', ['interface_samples'], sent.interfaces),
    await onDisk(store, 'interface sample', rollupsOf('interface'), sent.interfaces),
    ...onTheBus('device sample', sent.devices),
    await onDisk(store, 'device sample', ['device_samples'], sent.devices),
    await onDisk(store, 'device sample', rollupsOf('device'), sent.devices),
  ];
}

const rollupsOf = (prefix: string): string[] => ['1m', '5m', '1h', '1d'].map((level) => `${prefix}_${level}`);

function onTheBus(what: string, sent: Sent): BenchResult[] {
  const result = (metric: string, bytes: number): BenchResult => ({
    ...{ bench: name, metric: `${what}, ${metric}`, unit: 'bytes', ours: bytes / sent.rows, peers: {} },
    ...{ target: 'report', met: true },
  });
  return [result('block', sent.blockBytes), result('on Kafka (lz4)', sent.lz4Bytes)];
}

/** Merged first: what the disk holds in the long run. */
async function onDisk(store: ColumnStore, what: string, tables: readonly string[], sent: Sent): Promise<BenchResult> {
  for (const table of tables) await store.command(`OPTIMIZE TABLE ${table} FINAL`, { timeLimitMs: 120_000 });
  const [sum] = await store.query<{ bytes: string }>(
    'SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND table IN {tables:Array(String)}',
    { params: { tables } },
  );
  const [first = ''] = tables;
  const metric = tables.length === 1 ? `table ${first}` : `rollups ${first} to ${tables.at(-1) ?? ''}`;
  return {
    ...{ bench: name, metric: `${what}, ${metric}`, unit: 'bytes on disk', peers: {} },
    ...{ ours: Number(sum?.bytes) / sent.rows, target: 'report', met: true },
  };
}
