/** noc-api as it runs, for integration tests: real PostgreSQL, real bus, real HTTP on a free port. */
import { randomBytes } from 'node:crypto';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { createClickHouseStore } from '@fastisp/core/column-store/clickhouse-store';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { readEnv } from '@fastisp/core/config/env-schema';
import { createHttpServer } from '@fastisp/core/http/http-server';
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { Log } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { pino } from 'pino';
import { nocApiEnv } from '#config.ts';
import { createNocApi, type NocApi, nocApiMigrations } from '#service.ts';

export const bootstrapToken = 'test-bootstrap-token-0123456789abcdef';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface World {
  readonly database: TestDatabase;
  readonly bus: Bus;
  readonly nocApi: NocApi;
  readonly url: string;
  readonly secretKey: string;
  /** The tenant of the bootstrap token. */
  readonly tenant: TenantId;
  /** Everything that was logged, as text. */
  logged(): string;
  /** Asks as the bootstrap token, unless `headers` says who. */
  ask<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer<Body>>;
  stop(): Promise<void>;
}

/** A store that is away: what needs none must work without it. */
const absentColumnStore = (): ColumnStore =>
  createClickHouseStore({ url: 'http://127.0.0.1:9/fastisp' }, { metrics: new Metrics() });

export async function createWorld(
  options: {
    columnStore?: ColumnStore;
    env?: Record<string, string>;
    database?: TestDatabase;
    secretKey?: string;
  } = {},
): Promise<World> {
  const lines: string[] = [];
  const log: Log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const metrics = new Metrics();
  const secretKey = options.secretKey ?? randomBytes(32).toString('base64');
  const database = options.database ?? (await createTestDatabase({ modules: [nocApiMigrations] }));
  const bus = createInProcessBus({ log, metrics, clock: systemClock });
  await bus.start();
  const config = readEnv(nocApiEnv, { FASTISP_BOOTSTRAP_TOKEN: bootstrapToken, ...options.env });
  const nocApi = createNocApi(config, {
    relational: database,
    columnStore: options.columnStore ?? absentColumnStore(),
    bus,
    secretBox: createSecretBox(secretKey),
    clock: systemClock,
    log,
    metrics,
  });
  const http = createHttpServer(
    { host: '127.0.0.1', port: 0, trustedProxies: 1 },
    { log, metrics, readiness: nocApi.readiness },
  );
  await nocApi.register(http.app);
  await nocApi.start();
  await http.start();
  const url = http.url();
  return {
    database,
    bus,
    nocApi,
    url,
    secretKey,
    tenant: tenantId(1),
    logged: () => lines.join(''),
    ask: async <Body>(
      method: string,
      path: string,
      { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
    ) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(headers ?? { authorization: `Bearer ${bootstrapToken}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed = (text === '' ? {} : JSON.parse(text)) as Body; // the test says what it expects
      return { status: response.status, headers: response.headers, body: parsed };
    },
    stop: async () => {
      await http.stop();
      await nocApi.stop();
      await bus.stop();
      if (options.database === undefined) await database.stop();
    },
  };
}
