/** The two stores of the scaled-out form on this machine: the single node's own engines, on ports of loopback. */
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import type { DatabaseLogin } from '@fastisp/core/pg/database-access';
import { createEmbeddedPostgres } from '@fastisp/core/pg/embedded/embedded-postgres';

export interface StoresOptions {
  /** The engines keep to `postgres/` and `column-store/` in it. */
  readonly folder: string;
  readonly postgresPort: number;
  readonly clickhousePort: number;
  readonly clickhousePassword: string;
  readonly columnStoreMemoryMb: number;
}

export interface Stores {
  readonly postgres: Component;
  readonly columnStore: Component;
  /** Known once PostgreSQL has started: it makes its passwords then. */
  env(): Promise<Readonly<Record<string, string>>>;
}

export function createStores(options: StoresOptions, log: Log): Stores {
  const deps = { log, metrics: new Metrics() };
  const postgres = createEmbeddedPostgres({ home: options.folder, tcpPort: options.postgresPort }, deps);
  const columnStore = createEmbeddedColumnStore(
    {
      home: options.folder,
      memoryMb: options.columnStoreMemoryMb,
      fixedLogin: { port: options.clickhousePort, password: options.clickhousePassword },
    },
    deps,
  );
  return {
    postgres: { ...postgres, name: 'PostgreSQL' },
    columnStore: { ...columnStore, name: 'ClickHouse (embedded engine)' },
    env: async () => ({
      DATABASE_URL: await urlOf(postgres.access.runtime, options.postgresPort),
      DATABASE_MIGRATION_URL: await urlOf(postgres.access.owner, options.postgresPort),
      CLICKHOUSE_URL: `http://fastisp:${encodeURIComponent(options.clickhousePassword)}@127.0.0.1:${options.clickhousePort}/fastisp`,
    }),
  };
}

async function urlOf({ client }: DatabaseLogin, port: number): Promise<string> {
  const password = typeof client.password === 'function' ? await client.password() : (client.password ?? '');
  return `postgres://${client.user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${client.database}`;
}
