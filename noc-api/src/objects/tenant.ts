/**
 * The tenant of this transaction as a condition of its own. Row-level security separates tenants without it, but a
 * table that the system may read too has two policies, and their OR keeps PostgreSQL from its indexes, all of which
 * begin with the tenant.
 */
import { currentTenant } from '@fastisp/core/pg/current-tenant';
import { type RawBuilder, sql } from 'kysely';

/** @param table name or alias in the statement; absent: the only table. */
export const inTenant = (table?: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(table === undefined ? 'tenant_id' : `${table}.tenant_id`)} = ${currentTenant}`;
