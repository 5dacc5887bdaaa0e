/** Once an hour: the oldest entries go, the chain stays verifiable from where they ended. */
import type { Clock } from '@fastisp/core/clock';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createPeriodic } from '@fastisp/core/lifecycle/periodic';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';

const everyMs = 3_600_000;
const dayMs = 86_400_000;
/** Entries that one statement removes; it is repeated until a chain has nothing left to remove. */
const rowsPerStatementMax = 10_000;

export interface AuditRetentionDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Days that entries are kept; a tenant may set fewer for its own. The database refuses fewer than 30. */
  readonly days: number;
}

export function createAuditRetention(deps: AuditRetentionDeps): Component {
  const work = async (): Promise<void> => {
    const removed = await removeOldEntries(deps);
    if (removed > 0) deps.log.info({ removed }, 'old audit entries removed');
  };
  return createPeriodic({ name: 'audit retention', everyMs, work, failure: 'audit retention failed' }, deps.log);
}

/** @returns how many went. */
export async function removeOldEntries({
  relational,
  clock,
  days,
}: Pick<AuditRetentionDeps, 'relational' | 'clock' | 'days'>): Promise<number> {
  const chains = await relational.withSystem((tx) =>
    tx
      .selectFrom('audit_heads')
      .leftJoin('tenant_settings', 'tenant_settings.tenant_id', 'audit_heads.tenant_id')
      .select(['audit_heads.tenant_id', 'tenant_settings.audit_days'])
      .orderBy('audit_heads.tenant_id')
      .execute(),
  );
  let removed = 0;
  for (const { tenant_id: chain, audit_days: ownDays } of chains) {
    const olderThan = new Date(clock.nowMs() - Math.min(days, ownDays ?? days) * dayMs);
    let last: number;
    do {
      last = await relational.withSystem(async (tx) => {
        const { rows } = await sql<{ removed: number }>`
          select audit_prune(${chain}::bigint, ${olderThan}::timestamptz, ${rowsPerStatementMax}::integer) as removed
        `.execute(tx);
        return rows[0]?.removed ?? 0;
      });
      removed += last;
    } while (last === rowsPerStatementMax);
  }
  return removed;
}
