/** What shorter retention would delete, before it does: who lowers a number rarely knows what is behind it. */
import type { Tx } from '@fastisp/core/pg/port';
import type { RetentionMax, Settings } from './decide.ts';

const dayMs = 86_400_000;
/** Events that are counted; more are "at least so many". */
const countedMax = 1_000_000;

export interface RetentionLoss {
  readonly events: number;
  readonly auditEntries: number;
}

/** Days of what is kept for less time than before; null for what is not. Pure. */
export function shortenedDays(
  before: Settings['retention'],
  after: Settings['retention'],
  daysMax: RetentionMax,
): { readonly eventDays: number | null; readonly auditDays: number | null } {
  const shorter = (field: 'eventDays' | 'auditDays'): number | null => {
    const days = Math.min(after[field] ?? Infinity, daysMax[field]);
    return days < Math.min(before[field] ?? Infinity, daysMax[field]) ? days : null;
  };
  return { eventDays: shorter('eventDays'), auditDays: shorter('auditDays') };
}

/** How much of the tenant is older than that. */
export async function countLoss(
  tx: Tx,
  tenantId: number,
  shortened: ReturnType<typeof shortenedDays>,
  nowMs: number,
): Promise<RetentionLoss> {
  const daysAgo = (days: number) => new Date(nowMs - days * dayMs);
  const { eventDays, auditDays } = shortened;
  return {
    events: eventDays === null ? 0 : await countEvents(tx, tenantId, daysAgo(eventDays)),
    auditEntries: auditDays === null ? 0 : await countAuditEntries(tx, tenantId, daysAgo(auditDays)),
  };
}

async function countEvents(tx: Tx, tenantId: number, before: Date): Promise<number> {
  const { count } = await tx
    .selectFrom(
      tx
        .selectFrom('events')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('occurred_at', '<', before)
        .limit(countedMax)
        .as('old'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Entries have no gaps, so the first and the last one say how many there are. */
async function countAuditEntries(tx: Tx, tenantId: number, before: Date): Promise<number> {
  const last = await tx
    .selectFrom('audit_entries')
    .select('seq')
    .where('tenant_id', '=', tenantId)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const head = await tx
    .selectFrom('audit_heads')
    .select('pruned_seq')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return last === undefined ? 0 : last.seq - (head?.pruned_seq ?? 0);
}
