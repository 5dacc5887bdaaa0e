/**
 * The one door to the column store. It binds the caller's tenant, which the engine itself does not separate,
 * and refuses a statement that does not ask for it: that is a bug, not a request.
 */
import type { ColumnStore, QueryParams } from '@fastisp/core/column-store/port';
import { isAppError } from '@fastisp/core/errors/app-error';
import type { TenantId } from '@fastisp/core/ids';
import type { Histogram } from 'prom-client';
import { telemetryUnavailable } from '#errors.ts';

/** @param name of the question, for the metrics. */
export type TenantQuery = <Row>(
  tenant: TenantId,
  question: { readonly name: string; readonly sql: string; readonly params?: QueryParams },
) => Promise<Row[]>;

/** What a person waits for; the store gives up by itself then. */
const timeLimitMs = 15_000;
const tenantFilter = /\btenant_id = \{tenant:UInt32\}/g;
const tableRead = /\b(?:FROM|JOIN)\s+[a-z_0-9]+\b/gi;

export function createTenantQuery(deps: { columnStore: ColumnStore; duration: Histogram<'question'> }): TenantQuery {
  return async <Row>(tenant: TenantId, { name, sql, params }: Parameters<TenantQuery>[1]): Promise<Row[]> => {
    requireTenantFilter(sql);
    if (params !== undefined && 'tenant' in params) throw new Error('the parameter tenant is bound here');
    const stopTimer = deps.duration.startTimer({ question: name });
    try {
      return await deps.columnStore.query<Row>(sql, { params: { ...params, tenant }, timeLimitMs });
    } catch (cause) {
      throw isAppError(cause) && cause.status < 500 ? cause : telemetryUnavailable(cause);
    } finally {
      stopTimer();
    }
  };
}

/** Each table that is read has its own filter: `FROM t WHERE tenant_id = {tenant:UInt32} …`. */
export function requireTenantFilter(sql: string): void {
  const tables = sql.match(tableRead)?.length ?? 0;
  const filters = sql.match(tenantFilter)?.length ?? 0;
  if (tables === 0 || filters < tables) throw new Error(`${tables} tables are read, ${filters} tenant filters: ${sql}`);
}
