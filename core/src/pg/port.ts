/**
 * PostgreSQL as the services see it. Every statement that touches tenant rows runs inside
 * `withTenant`, which sets `app.tenant` for one transaction; row-level security does the rest.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Component } from '../lifecycle/component.ts';
import type { TenantId } from '../ids.ts';
import type { Database } from './schema.generated.ts';

export type Tx = Transaction<Database>;

export interface RelationalStore extends Component {
  /** Outside any tenant: sees only tables without tenant rows (identity, schema history). */
  readonly db: Kysely<Database>;
  /** For libraries that insist on a `pg` pool (better-auth). Same role, same restrictions as `db`. */
  readonly pool: Pool;
  /** One transaction with `app.tenant` set; commits when `work` resolves, rolls back when it rejects. */
  withTenant<T>(tenant: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One transaction of the system itself (outbox relay, snapshots, state) with `app.scope = 'system'`;
   * only tables with a `system_…` policy show rows of all tenants to it.
   */
  withSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** LISTEN on a channel until the returned function is called; survives reconnects. Payloads are ids. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>;
}
