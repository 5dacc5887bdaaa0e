/** Which tenants a person belongs to, and with which roles. */
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { createAuthority, type Authority, type Grant, type GrantingRole } from './authority.ts';
import type { Permission } from './permissions.ts';
import { builtInRole, platformAdmin } from './roles.ts';

export interface Membership {
  readonly tenant: { readonly id: TenantId; readonly name: string };
  readonly suspended: boolean;
  readonly roles: readonly GrantingRole[];
  /** One of the roles asks for it. */
  readonly needsSecondFactor: boolean;
}

export interface Memberships {
  /** By tenant id. */
  readonly all: readonly Membership[];
  readonly isPlatformAdmin: boolean;
  /** The platform asks it of its administrators; false for anybody else. */
  readonly platformNeedsSecondFactor: boolean;
  readonly hasSecondFactor: boolean;
}

/** Call it in a transaction of the system: a person's tenants are several. */
export async function membershipsOf(tx: Tx, userId: string): Promise<Memberships> {
  const rows = await tx
    .selectFrom('memberships as m')
    .innerJoin('tenants as t', 't.id', 'm.tenant_id')
    .leftJoin('membership_roles as mr', (join) =>
      join.onRef('mr.tenant_id', '=', 'm.tenant_id').onRef('mr.user_id', '=', 'm.user_id'),
    )
    .leftJoin('roles as r', (join) => join.onRef('r.tenant_id', '=', 'mr.tenant_id').onRef('r.id', '=', 'mr.role_id'))
    .leftJoin('second_factor_roles as sf', (join) =>
      join
        .onRef('sf.tenant_id', '=', 'mr.tenant_id')
        .onRef('sf.built_in', 'is not distinct from', 'mr.built_in')
        .onRef('sf.role_id', 'is not distinct from', 'mr.role_id'),
    )
    .where('m.user_id', '=', userId)
    .select(['t.id', 't.name', 't.status', 'mr.built_in', 'r.id as roleId', 'r.name as roleName', 'r.grants'])
    .select('sf.tenant_id as needsSecondFactorIn')
    .select(sql<boolean>`exists (select from platform_admins as p where p.user_id = m.user_id)`.as('isPlatformAdmin'))
    .select(
      sql<boolean>`(select administrators_need_second_factor from platform_policy)`.as('platformNeedsSecondFactor'),
    )
    .select(hasSecondFactor('m.user_id').as('hasSecondFactor'))
    .orderBy('t.id')
    .execute();
  const byTenant = new Map<number, Membership & { roles: GrantingRole[]; needsSecondFactor: boolean }>();
  for (const row of rows) {
    const known = byTenant.get(row.id);
    const tenant = { id: tenantId(row.id), name: row.name };
    const membership = known ?? { tenant, suspended: row.status !== 'active', roles: [], needsSecondFactor: false };
    if (known === undefined) byTenant.set(row.id, membership);
    const role = toRole({ builtIn: row.built_in, id: row.roleId, name: row.roleName, grants: row.grants });
    if (role !== null) membership.roles.push(role);
    if (row.needsSecondFactorIn !== null) membership.needsSecondFactor = true;
  }
  const [first] = rows;
  const isPlatformAdmin = first?.isPlatformAdmin === true;
  return {
    all: [...byTenant.values()],
    isPlatformAdmin,
    platformNeedsSecondFactor: isPlatformAdmin && first?.platformNeedsSecondFactor === true,
    hasSecondFactor: first?.hasSecondFactor === true,
  };
}

/** An authenticator app that was confirmed, or a passkey. @param userId the column that says whose. */
export const hasSecondFactor = (userId: string) => sql<boolean>`(
  exists (select from second_factors as f where f.user_id = ${sql.ref(userId)} and f.confirmed_at is not null)
  or exists (select from passkeys as k where k.user_id = ${sql.ref(userId)}))`;

/** Of the sessions that are still kept; null when there is none. @param userId the column that says whose. */
export const lastSignIn = (userId: string) =>
  sql<Date | null>`(select max(s.created_at) from auth_session as s where s.user_id = ${sql.ref(userId)})`;

/** A role as a row names it; null when it names none that this version knows. */
export function toRole(row: {
  builtIn: string | null;
  id: string | null;
  name: string | null;
  grants: unknown;
}): GrantingRole | null {
  if (row.builtIn !== null) return builtInRole(row.builtIn);
  if (row.id === null || row.name === null) return null;
  return { id: row.id, name: row.name, grants: row.grants as Grant[] }; // only a checked body is stored
}

/** What the roles come to in that tenant. @param platform whether the person is an administrator of the platform too. */
export async function authorityIn(
  tx: Tx,
  membership: Pick<Membership, 'tenant' | 'roles'>,
  options: { platform: boolean; within?: ReadonlySet<Permission> | null },
): Promise<Authority> {
  const { roles, tenant } = membership;
  return createAuthority(options.platform ? [...roles, platformAdmin] : roles, {
    within: options.within ?? null,
    sitesOfZone: await sitesOfZones(tx, tenant.id, roles),
  });
}

/** The sites in each zone that a scope names, those in its sub-zones included; asks nothing when none does. */
export async function sitesOfZones(
  tx: Tx,
  tenant: TenantId,
  roles: readonly GrantingRole[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const zoneIds = new Set(roles.flatMap(({ grants }) => grants.flatMap(({ scope }) => scope?.zoneIds ?? [])));
  if (zoneIds.size === 0) return new Map();
  const { rows } = await sql<{ root: string; siteIds: string[] }>`
    with recursive below (root, id) as (
      select id, id from zones where tenant_id = ${tenant} and id = any (${[...zoneIds]}::uuid[]) and deleted_at is null
      union
      select below.root, zones.id from below
        join zones on zones.tenant_id = ${tenant} and zones.parent_id = below.id and zones.deleted_at is null
    )
    select below.root, array_agg(sites.id::text) as "siteIds"
    from below join sites on sites.tenant_id = ${tenant} and sites.zone_id = below.id and sites.deleted_at is null
    group by below.root`.execute(tx);
  return new Map(rows.map(({ root, siteIds }) => [root, siteIds]));
}
