/** People who were removed from a tenant and can be brought back for a while (DELETED_DEVICE_DAYS). */
import type { Tx } from '@fastisp/core/pg/port';
import type { GrantingRole } from '#identity/authority.ts';
import { toRole } from '#identity/membership.ts';
import { builtInRole } from '#identity/roles.ts';
import type { Principal } from '#identity/principal.ts';
import { isUuid } from './role-rows.ts';

export interface RemovedMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Date;
  readonly removed: { readonly at: Date; readonly by: string };
  /** Those that there still are. */
  readonly roles: readonly GrantingRole[];
}

export async function keepRemoved(
  tx: Tx,
  principal: Principal,
  was: { id: string; joinedAt: Date; roles: readonly GrantingRole[]; now: Date },
): Promise<void> {
  const kept = {
    ...{ joined_at: was.joinedAt, removed_at: was.now, removed_by_name: principal.name },
    roles: was.roles.map((role) => role.id),
  };
  await tx
    .insertInto('removed_members')
    .values({ tenant_id: principal.tenant.id, user_id: was.id, ...kept })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(kept))
    .execute();
}

/** The newest first. */
export async function readRemoved(tx: Tx, userId?: string): Promise<RemovedMember[]> {
  let query = tx
    .selectFrom('removed_members as r')
    .innerJoin('auth_user as u', 'u.id', 'r.user_id')
    .select(['u.id', 'u.name', 'u.email', 'r.roles', 'r.joined_at', 'r.removed_at', 'r.removed_by_name'])
    .orderBy('r.removed_at', 'desc');
  if (userId !== undefined) query = query.where('r.user_id', '=', userId);
  const rows = await query.execute();
  const own = await ownRoles(tx, rows.flatMap(({ roles }) => roles).filter(isUuid));
  return rows.map(({ id, name, email, roles, ...row }) => ({
    ...{ id, name, email, joinedAt: row.joined_at, removed: { at: row.removed_at, by: row.removed_by_name } },
    roles: roles.flatMap((role) => builtInRole(role) ?? own.get(role) ?? []),
  }));
}

async function ownRoles(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, GrantingRole>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('roles').select(['id', 'name', 'grants']).where('id', 'in', ids).execute();
  return new Map(
    rows.flatMap((row) => {
      const role = toRole({ builtIn: null, ...row });
      return role === null ? [] : [[role.id, role] as const];
    }),
  );
}
