/** The `ColumnStore` over a ClickHouse server or cluster. */
import { createClient } from '@clickhouse/client';
import { AppError } from '../errors/app-error.ts';
import type { Metrics } from '../metrics/registry.ts';
import type { StoreEndpoint } from './endpoint.ts';
import { toAppError } from './errors.ts';
import { createStoreMetrics } from './metrics.ts';
import type { ColumnStore } from './port.ts';
import { StoreClient } from './store-client.ts';

export interface ClickHouseStoreOptions {
  /** `http://user:password@host:8123/database`; the database is `fastisp` when the URL names none. */
  readonly url: string;
}

export interface ClickHouseStoreDeps {
  readonly metrics: Metrics;
}

export function createClickHouseStore(options: ClickHouseStoreOptions, deps: ClickHouseStoreDeps): ColumnStore {
  const place = parseStoreUrl(options.url);
  const address = { url: place.url, user: place.user, password: place.password, generation: 1 };
  const endpoint: StoreEndpoint = { peek: () => address, address: () => Promise.resolve(address) };
  const client = new StoreClient({ endpoint, database: place.database, metrics: createStoreMetrics(deps.metrics) });
  return {
    ...storeMethods(client),
    name: 'column-store',
    start: async () => {
      await createDatabase(place);
    },
    stop: () => client.close(),
  };
}

/** The port's requests, bound. */
export function storeMethods(client: StoreClient): Omit<ColumnStore, 'name' | 'start' | 'stop'> {
  return {
    query: (sql, queryOptions) => client.query(sql, queryOptions),
    queryStream: (sql, queryOptions) => client.queryStream(sql, queryOptions),
    command: (sql, queryOptions) => client.command(sql, queryOptions),
    insertBlocks: (insertOptions) => client.insertBlocks(insertOptions),
    insertRows: (insertOptions) => client.insertRows(insertOptions),
    ping: () => client.ping(),
  };
}

interface StorePlace {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** @throws AppError `CONFIG_INVALID` when it is not such a URL. */
export function parseStoreUrl(text: string): StorePlace {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError('CONFIG_INVALID', 'CLICKHOUSE_URL is not a URL like http://user:password@host:8123/database');
  }
  const database = url.pathname.slice(1) || (url.searchParams.get('database') ?? 'fastisp');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(database)) {
    throw new AppError('CONFIG_INVALID', `CLICKHOUSE_URL: "${database}" is not a plain database name`);
  }
  return {
    url: url.origin,
    user: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database,
  };
}

async function createDatabase(place: StorePlace): Promise<void> {
  const client = createClient({ url: place.url, username: place.user, password: place.password, database: 'default' });
  try {
    const answer = await client.query({
      query: 'SELECT count() AS found FROM system.databases WHERE name = {database:String}',
      format: 'JSONEachRow',
      query_params: { database: place.database },
    });
    const [row] = await answer.json<{ found: string | number }>();
    // Asked first, because a login that may use its database need not be one that may create any.
    if (Number(row?.found) === 0) await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${place.database}` });
  } catch (error) {
    throw toAppError(error);
  } finally {
    await client.close();
  }
}
