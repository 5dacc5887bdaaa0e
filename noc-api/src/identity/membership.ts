import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { tenantId } from '@fastisp/core/ids';
import { createAuthority } from './authority.ts';
import type { Principal } from './principal.ts';
import { builtInRole } from './roles.ts';

export type Membership = Pick<Principal, 'tenant' | 'authority'>;

/** The tenant that a user works for, and what they may do there; the first one when there are several. */
export async function findMembership(relational: RelationalStore, userId: string): Promise<Membership | null> {
  return relational.withSystem(async (tx) => {
    const row = await membershipQuery(tx)
      .where('memberships.user_id', '=', userId)
      .orderBy('memberships.tenant_id')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : toMembership(row);
  });
}

export const membershipQuery = (tx: Tx) =>
  tx
    .selectFrom('memberships')
    .innerJoin('tenants', 'tenants.id', 'memberships.tenant_id')
    .select(['tenants.id as tenantId', 'tenants.name as tenantName', 'memberships.role']);

export const toMembership = (row: { tenantId: number; tenantName: string; role: string }): Membership => ({
  tenant: { id: tenantId(row.tenantId), name: row.tenantName },
  authority: createAuthority([builtInRole(row.role)].filter((role) => role !== null)),
});
