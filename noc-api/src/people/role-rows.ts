/** Roles as rows hold them: by name when they come with FastISP, by id when they are the tenant's. */
import type { TenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import { beyondOwn, type Grant, type GrantingRole } from '#identity/authority.ts';
import { sitesOfZones, toRole } from '#identity/membership.ts';
import type { Principal } from '#identity/principal.ts';
import { builtInRole } from '#identity/roles.ts';
import type { RoleName } from './schemas.ts';

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuidForm.test(text);

export const roleColumns = (id: string) =>
  builtInRole(id) === null ? { built_in: null, role_id: id } : { built_in: id, role_id: null };

export const toRoleName = (role: GrantingRole): RoleName => ({
  id: role.id,
  name: role.name,
  builtIn: builtInRole(role.id) !== null,
});

/** A copy, because answers may be changed and grants may not. */
export const toGrantAnswer = ({ permission, effect, scope }: Grant) => ({
  ...{ permission, effect },
  ...(scope !== undefined && {
    scope: {
      ...(scope.siteIds !== undefined && { siteIds: [...scope.siteIds] }),
      ...(scope.zoneIds !== undefined && { zoneIds: [...scope.zoneIds] }),
    },
  }),
});

/** The roles of these ids, held so that none goes before they are given. @throws AppError `ROLE_UNKNOWN`. */
export async function rolesById(tx: Tx, ids: readonly string[]): Promise<GrantingRole[]> {
  const own = ids.filter(isUuid);
  const rows =
    own.length === 0
      ? []
      : await tx
          .selectFrom('roles')
          .select(['id', 'name', 'grants'])
          .where('id', 'in', own)
          .orderBy('id')
          .forKeyShare()
          .execute();
  return ids.map((id) => {
    const row = rows.find((each) => each.id === id.toLowerCase());
    const role = builtInRole(id) ?? (row === undefined ? null : toRole({ builtIn: null, ...row }));
    if (role === null) throw errors.roleUnknown(id);
    return role;
  });
}

/**
 * Nobody hands on, or takes away, what they do not have themselves.
 * @throws AppError `BEYOND_OWN_AUTHORITY`.
 */
export async function refuseBeyondOwn(
  tx: Tx,
  principal: Pick<Principal, 'authority' | 'tenant'>,
  roles: readonly GrantingRole[],
): Promise<void> {
  const sitesOfZone = await sitesOfZones(tx, principal.tenant.id, roles);
  const beyond = beyondOwn(principal.authority, roles, sitesOfZone);
  if (beyond !== null) throw errors.beyondOwnAuthority(beyond);
}

/** Changes of who is in the tenant take turns, so that two cannot each remove "the other" administrator. */
export async function lockPeople(tx: Tx, tenant: TenantId): Promise<void> {
  await tx.selectFrom('tenants').select('id').where('id', '=', tenant).forNoKeyUpdate().executeTakeFirstOrThrow();
}
