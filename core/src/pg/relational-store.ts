/** PostgreSQL behind `RelationalStore`: migrates at start, refuses a role that could bypass tenancy. */
import { Kysely, PostgresDialect } from 'kysely';
import { DatabaseError, Pool, type PoolConfig } from 'pg';
import { Gauge } from 'prom-client';
import type { ReadinessCheck } from '../http/health.ts';
import type { TenantId } from '../ids.ts';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics/registry.ts';
import { columnTypes } from './column-types.ts';
import type { DatabaseAccess } from './database-access.ts';
import { postgresErrors } from './errors.ts';
import { Listener } from './listener.ts';
import { migrate, type MigrationModule } from './migrate.ts';
import type { RelationalStore, Tx } from './port.ts';
import type { Database } from './schema.generated.ts';
import { scopedTransaction } from './scoped-transaction.ts';
import { checkSystemRole, systemRole } from './system-role.ts';

/** Connections of one process. When all are busy a caller waits `connectTimeLimitMs`, then its request fails. */
const poolConnectionsMax = 16;
const connectTimeLimitMs = 10_000;
/** Our statements take milliseconds: one that runs this long is cancelled (SQLSTATE 57014). */
const statementTimeLimitMs = 30_000;
/** A transaction that waits for its client this long is ended, so that its locks never outlive a stuck caller. */
const idleInTransactionTimeLimitMs = 60_000;
/** Waiting longer than this for a lock means that something is stuck (SQLSTATE 55P03). */
const lockTimeLimitMs = 10_000;
const tenantIdMax = 4_294_967_295;

export interface RelationalStoreOptions {
  readonly access: DatabaseAccess;
  /** Modules whose migrations are applied at start, beside core's own. */
  readonly modules: readonly MigrationModule[];
  readonly poolConnectionsMax?: number;
}

export function createRelationalStore(
  options: RelationalStoreOptions,
  deps: { log: Log; metrics: Metrics },
): RelationalStore & { readonly readiness: readonly ReadinessCheck[] } {
  const log = deps.log.child({ component: 'relational-store' });
  const { owner, runtime } = options.access;
  const pool = new Pool(poolConfig(options));
  // A connection that is lost while somebody holds it rejects that one's query; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (err) => log.warn({ err }, 'idle database connection lost')); // the pool makes a new one
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const listener = new Listener(runtime.client, log);
  observePool(pool, deps.metrics);

  const transaction = async <T>(settings: string, work: (tx: Tx) => Promise<T>) => {
    try {
      return await scopedTransaction(db, settings, work);
    } catch (error) {
      throw explain(error, runtime.about);
    }
  };

  return {
    name: 'relational-store',
    db,
    pool,
    readiness: [{ name: 'database', check: async () => void (await pool.query('select 1')) }],
    async start() {
      const role = await runtimeRole(pool, runtime.about);
      const ownerRole = owner === runtime ? role : null;
      await migrate({ owner, runtimeRole: ownerRole === role ? null : role, modules: options.modules, log });
      await checkSystemRole(pool, role);
    },
    async stop() {
      await listener.stop();
      await db.destroy(); // ends the pool too, unless no query ever went through `db`
      if (!pool.ended) await pool.end();
    },
    withTenant: (tenant: TenantId, work) => {
      // '' and 'NaN' would silently mean "no tenant" or fail far from here.
      if (!Number.isInteger(tenant) || tenant < 1 || tenant > tenantIdMax)
        throw new Error(`tenant ${tenant} is no tenant`);
      return transaction(`set local app.tenant = '${tenant}'`, work);
    },
    withSystem: (work) => transaction(`set local role ${systemRole}; set local app.scope = 'system'`, work),
    listen: (channel, onPayload) => listener.listen(channel, onPayload),
  };
}

const poolConfig = (options: RelationalStoreOptions): PoolConfig => ({
  ...options.access.runtime.client,
  application_name: 'fastisp',
  max: options.poolConnectionsMax ?? poolConnectionsMax,
  connectionTimeoutMillis: connectTimeLimitMs,
  statement_timeout: statementTimeLimitMs,
  lock_timeout: lockTimeLimitMs,
  idle_in_transaction_session_timeout: idleInTransactionTimeLimitMs,
  keepAlive: true,
  types: columnTypes,
});

/** @throws AppError `DATABASE_UNREACHABLE`, `DATABASE_ROLE_TOO_POWERFUL`. */
async function runtimeRole(pool: Pool, about: string): Promise<string> {
  const found = await pool
    .query<{ role: string; superuser: boolean; bypasses: boolean }>(
      'select rolname as role, rolsuper as superuser, rolbypassrls as bypasses from pg_roles where rolname = current_user',
    )
    .catch((cause: unknown) => {
      throw postgresErrors.unreachable(about, cause);
    });
  const row = found.rows[0];
  if (row === undefined) throw new Error('the server knows no current role');
  if (row.superuser) throw postgresErrors.powerfulRuntimeRole(row.role, 'a superuser');
  if (row.bypasses)
    throw postgresErrors.powerfulRuntimeRole(row.role, 'allowed to bypass row-level security (BYPASSRLS)');
  return row.role;
}

/** Gives the failures that an operator can act on a code and a sentence; everything else stays as it is. */
function explain(error: unknown, about: string): unknown {
  if (error instanceof DatabaseError && (error.code === '53100' || error.code === '58030')) {
    return postgresErrors.databaseDiskFull(about, error);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  const connectionLost = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|57P0[123]|08\d{3}|53300)$/.test(
    code,
  );
  if (connectionLost || /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(message)) {
    return postgresErrors.unreachable(about, error);
  }
  return error;
}

function observePool(pool: Pool, metrics: Metrics): void {
  new Gauge({
    name: 'core_pg_pool_connections',
    help: 'Database connections of this process; `waited_for` counts callers in line for one.',
    labelNames: ['state'],
    registers: [metrics.registry],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
}
