/** How much a tenant may have of what: the platform's limit for it, under those of the release. */
import type { TenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import * as errors from '#errors.ts';

export const limitedThings = ['devices', 'subscribers', 'users'] as const;
export type LimitedThing = (typeof limitedThings)[number];

/** What counts: the living; whoever is invited has a place already. */
const counts = {
  devices: sql<number>`(select count(*) from devices as d where d.tenant_id = tenants.id and d.deleted_at is null)`,
  subscribers: sql<number>`(select count(*) from subscribers as s where s.tenant_id = tenants.id and s.deleted_at is null)`,
  users: sql<number>`(select count(*) from memberships as m where m.tenant_id = tenants.id)
    + (select count(*) from invitations as i where i.tenant_id = tenants.id)`,
} as const satisfies Record<LimitedThing, unknown>;

/** How much each tenant has now, for a query over `tenants`. */
export const usageColumns = limitedThings.map((thing) => counts[thing].as(`${thing}_used` as const));

/**
 * Call it before the rows are written. Two at once may pass it together by a few; who must be exact locks the
 * tenant first.
 * @param options.tenant absent: the one that this transaction belongs to.
 * @throws AppError `TENANT_LIMIT_REACHED`.
 */
export async function refuseBeyondLimit(
  tx: Tx,
  thing: LimitedThing,
  { more, tenant }: { more: number; tenant?: TenantId },
): Promise<void> {
  const ofTenant = tx.selectFrom('tenants').where('id', '=', sql<number>`coalesce(${tenant ?? null}, app_tenant())`);
  const { max } = await ofTenant.select(`${thing}_max as max`).executeTakeFirstOrThrow();
  if (max === null) return;
  const { used } = await ofTenant.select(counts[thing].as('used')).executeTakeFirstOrThrow();
  if (used + more > max) throw errors.tenantLimitReached(thing, max);
}
