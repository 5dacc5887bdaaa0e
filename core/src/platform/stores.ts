/** Which stores a process uses, from its environment: embedded engines, or the servers that URLs name. */
import { createEmbeddedColumnStore } from '../column-store/embedded/embedded-column-store.ts';
import { createClickHouseStore } from '../column-store/clickhouse-store.ts';
import type { ColumnStore } from '../column-store/port.ts';
import type { ReadinessCheck } from '../http/health.ts';
import type { Component } from '../lifecycle/component.ts';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics/registry.ts';
import { externalDatabase } from '../pg/database-access.ts';
import { createEmbeddedPostgres } from '../pg/embedded/embedded-postgres.ts';
import type { MigrationModule } from '../pg/migrate.ts';
import type { RelationalStore } from '../pg/port.ts';
import { createRelationalStore } from '../pg/relational-store.ts';

export interface Provided<Store> {
  readonly store: Store;
  /** What must run for the store to work, in order; the store itself is the last. */
  readonly components: readonly Component[];
  readonly readiness: readonly ReadinessCheck[];
}

interface Deps {
  readonly log: Log;
  readonly metrics: Metrics;
}

export function relationalStoreFor(
  config: { DATABASE_URL: string | undefined; DATABASE_MIGRATION_URL: string | undefined; FASTISP_HOME: string },
  modules: readonly MigrationModule[],
  deps: Deps,
): Provided<RelationalStore> {
  if (config.DATABASE_URL !== undefined) {
    const access = externalDatabase({ runtimeUrl: config.DATABASE_URL, migrationUrl: config.DATABASE_MIGRATION_URL });
    const store = createRelationalStore({ access, modules }, deps);
    return { store, components: [store], readiness: store.readiness };
  }
  const server = createEmbeddedPostgres({ home: config.FASTISP_HOME }, deps);
  const store = createRelationalStore({ access: server.access, modules }, deps);
  return { store, components: [server, store], readiness: [...server.readiness, ...store.readiness] };
}

export function columnStoreFor(
  config: { CLICKHOUSE_URL: string | undefined; COLUMN_STORE_MEMORY_MB: number; FASTISP_HOME: string },
  deps: Deps,
): Provided<ColumnStore> {
  if (config.CLICKHOUSE_URL !== undefined) {
    const store = createClickHouseStore({ url: config.CLICKHOUSE_URL }, deps);
    return { store, components: [store], readiness: [{ name: 'column-store', check: () => store.ping() }] };
  }
  const store = createEmbeddedColumnStore({ home: config.FASTISP_HOME, memoryMb: config.COLUMN_STORE_MEMORY_MB }, deps);
  return { store, components: [store], readiness: store.readiness };
}
