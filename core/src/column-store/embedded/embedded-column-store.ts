/**
 * The `ColumnStore` of a single node: the ClickHouse engine (chDB) in a supervised child process that
 * speaks ClickHouse's HTTP interface on loopback. See docs/adr/0003-embedded-column-store.md.
 */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { ReadinessCheck } from '../../http/health.ts';
import type { Log } from '../../log/log.ts';
import type { Metrics } from '../../metrics/registry.ts';
import { storeMethods } from '../clickhouse-store.ts';
import type { StoreAddress } from '../endpoint.ts';
import { createEngineMetrics, createStoreMetrics } from '../metrics.ts';
import type { ColumnStore } from '../port.ts';
import { StoreClient } from '../store-client.ts';
import type { ChildLimits } from './ipc.ts';
import { steadyAfterMs } from './restart-policy.ts';
import { Supervisor } from './supervisor.ts';

export interface EmbeddedColumnStoreOptions {
  /** FASTISP_HOME; the store keeps to `column-store/` in it. */
  readonly home: string;
  /** Most memory of the engine, MiB: caches, queries and merges together. */
  readonly memoryMb: number;
  /** Default `fastisp`. */
  readonly database?: string;
  /** How long `stop` waits for running statements. Default 10,000. */
  readonly stopGraceMs?: number;
  /** An engine without a sign of life for so long is killed and started again. Default 30,000. */
  readonly hungAfterMs?: number;
  /** Up for so long, an engine that ends is started again at once; sooner, after growing pauses. Default 2,000. */
  readonly steadyAfterMs?: number;
  /** For tests of the limits; the defaults are `defaultChildLimits`. */
  readonly limits?: Partial<ChildLimits>;
  /** Where other processes of this machine find it. Default: any free port, a new password each time. */
  readonly fixedLogin?: { readonly port: number; readonly password: string };
}

export interface EmbeddedColumnStore extends ColumnStore {
  readonly readiness: readonly ReadinessCheck[];
  /** Where the engine answers now, for what speaks ClickHouse itself; null while it is down. */
  address(): StoreAddress | null;
  /** The engine's process; undefined before the first start. */
  enginePid(): number | undefined;
}

const MiB = 1024 * 1024;

export const defaultChildLimits: ChildLimits = {
  readersMax: Math.max(6, 2 * availableParallelism()),
  longReadersMax: Math.max(4, availableParallelism()),
  longReaderThreads: Math.max(1, availableParallelism() - 1),
  quickTimeLimitMs: 5_000,
  insertersMax: 2,
  waitingMax: 256,
  sqlBytesMax: MiB,
  bodyBytesMax: 512 * MiB,
  spoolBytesMax: 1024 * MiB,
  defaultTimeLimitMs: 120_000,
  hungGraceMs: 5_000,
};

export function createEmbeddedColumnStore(
  options: EmbeddedColumnStoreOptions,
  deps: { readonly log: Log; readonly metrics: Metrics },
): EmbeddedColumnStore {
  const database = options.database ?? 'fastisp';
  const supervisor = new Supervisor(
    {
      directory: resolve(options.home, 'column-store'),
      memoryMb: options.memoryMb,
      host: '127.0.0.1',
      limits: { ...defaultChildLimits, ...options.limits },
      stopGraceMs: options.stopGraceMs ?? 10_000,
      hungAfterMs: options.hungAfterMs ?? 30_000,
      steadyAfterMs: options.steadyAfterMs ?? steadyAfterMs,
      port: options.fixedLogin?.port ?? 0,
      password: options.fixedLogin?.password ?? randomBytes(24).toString('base64url'),
    },
    { log: deps.log, metrics: createEngineMetrics(deps.metrics) },
  );
  const storeMetrics = createStoreMetrics(deps.metrics);
  const client = new StoreClient({ endpoint: supervisor, database, metrics: storeMetrics });
  return {
    ...storeMethods(client),
    name: 'column-store',
    readiness: [{ name: 'column-store', check: () => client.ping() }],
    address: () => supervisor.peek(),
    enginePid: () => supervisor.pid,
    start: async () => {
      await supervisor.start();
      const admin = new StoreClient({ endpoint: supervisor, database: 'default', metrics: storeMetrics });
      try {
        await admin.command(`CREATE DATABASE IF NOT EXISTS ${database}`);
      } catch (error) {
        await supervisor.stop();
        throw error;
      } finally {
        await admin.close();
      }
    },
    stop: async () => {
      await client.close();
      await supervisor.stop();
    },
  };
}
