/**
 * Stream: telemetry into the column store, states of devices, and the live view of browsers.
 *
 * Created inert; `start` brings the column store's tables up to date and starts state before hub and sink, so that
 * the first picture is complete.
 */
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { accessChannel } from '@fastisp/core/access/access-changes';
import type { Bus } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { type ColumnMigrationModule, migrateColumnStore } from '@fastisp/core/column-store/migrate';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import type { EnvValues } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import type { Authenticate } from '@fastisp/core/http/session-client';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { MigrationModule } from '@fastisp/core/pg/migrate';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import type { streamEnv } from './config.ts';
import { createHubFeed } from './hub/feed.ts';
import { createHub, hubDefaults } from './hub/hub.ts';
import { NetworkView } from './hub/view.ts';
import { createInfluxSink } from './influx/run.ts';
import { applyRetention } from './schema/retention.ts';
import { createPgSinkMarks } from './sink/pg-sink-marks.ts';
import { createSink } from './sink/run.ts';
import { createPgDeviceStateStore } from './state/pg-device-state-store.ts';
import { createDeviceStates } from './state/run.ts';

/** Tables in PostgreSQL. */
export const streamMigrations: MigrationModule = {
  name: 'stream',
  folder: resolve(import.meta.dirname, '../migrations'),
};
/** Tables in the column store. */
export const streamColumnMigrations: ColumnMigrationModule = {
  name: 'stream',
  folder: resolve(import.meta.dirname, '../migrations/clickhouse'),
};

/** Several streams may start at once, and the column store has no locks: PostgreSQL lets one migrate it at a time. */
const columnMigrationLockKey = 7_204_330;

export type StreamConfig = EnvValues<typeof streamEnv>;

export interface StreamDeps {
  readonly bus: Bus;
  readonly columnStore: ColumnStore;
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  /** `/stream` is served from its `upgrade` event; everything else of it is left alone. */
  readonly httpServer: Server;
}

export interface Stream extends Component {
  readonly readiness: readonly ReadinessCheck[];
}

/** Lateness is told in intervals of seconds, and a crash loses no more saved state than this. */
const stateTickMs = 500;
export const sinkBatchBytesMax = 12 * 1024 * 1024;

export function createStream(config: StreamConfig, deps: StreamDeps): Stream {
  const { columnStore, log, relational } = deps;
  const view = new NetworkView();
  const sink = createSink(
    { lingerMs: config.SINK_LINGER_MS, batchBytesMax: sinkBatchBytesMax },
    { ...deps, marks: createPgSinkMarks(relational) },
  );
  const parts: readonly Component[] = [
    createDeviceStates({ tickMs: stateTickMs }, { ...deps, store: createPgDeviceStateStore(relational) }),
    createHubFeed(view, deps),
    createHub(
      { ...hubDefaults, clientsMax: config.STREAM_CLIENTS_MAX },
      { ...deps, view, onAccessChange: (listener) => relational.listen(accessChannel, listener) },
    ),
    sink,
    ...influxSinks(config, { ...deps, names: view }),
  ];
  const started: Component[] = [];
  let ready = false;

  return {
    name: 'stream',
    readiness: [
      {
        name: 'stream',
        check: () => (ready ? Promise.resolve() : Promise.reject(new Error('stream has not started yet'))),
      },
      sink.readiness,
    ],
    start: async () => {
      await deps.bus.ensureTopics(Object.values(topics));
      await deps.relational.withSystem(async (tx) => {
        await sql`select pg_advisory_xact_lock(${columnMigrationLockKey})`.execute(tx);
        await migrateColumnStore(columnStore, { modules: [streamColumnMigrations], log });
      });
      await applyRetention(columnStore, {
        days: {
          raw: config.RETENTION_RAW_DAYS,
          flowsRaw: config.RETENTION_FLOWS_RAW_DAYS,
          m1: config.RETENTION_1M_DAYS,
          m5: config.RETENTION_5M_DAYS,
          h1: config.RETENTION_1H_DAYS,
          d1: config.RETENTION_1D_DAYS,
        },
        log,
      });
      for (const part of parts) {
        started.push(part); // before it starts: one that fails halfway is stopped too
        await part.start();
      }
      ready = true;
    },
    stop: async () => {
      ready = false;
      for (const part of started.splice(0).toReversed()) await part.stop();
    },
  };
}

/** None without a URL. Its health is no part of the service's readiness: the engine works without charts. */
function influxSinks(config: StreamConfig, deps: StreamDeps & { names: NetworkView }): Component[] {
  if (config.INFLUX_URL === undefined) return [];
  const target = {
    url: config.INFLUX_URL,
    token: config.INFLUX_TOKEN,
    org: config.INFLUX_ORG,
    bucket: config.INFLUX_BUCKET,
  };
  return [createInfluxSink(target, deps)];
}
