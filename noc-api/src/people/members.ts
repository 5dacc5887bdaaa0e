/** People of a tenant and their roles in it. */
import type { TenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { GrantingRole } from '#identity/authority.ts';
import { authorityIn, toRole } from '#identity/membership.ts';
import { permissions } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import type { Members } from './ports.ts';
import { lockPeople, refuseBeyondOwn, roleColumns, rolesById, toGrantAnswer, toRoleName } from './role-rows.ts';
import type { Member } from './schemas.ts';

interface StoredMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Date;
  readonly lastSignInAt: Date | null;
  readonly roles: readonly GrantingRole[];
}

export function createMembers(deps: { relational: RelationalStore }): Members {
  const { relational } = deps;
  return {
    list: (principal) => membersOf(relational, principal.tenant.id),

    get: (principal, userId) =>
      relational.withTenant(principal.tenant.id, async (tx) => toMember(await findMember(tx, userId))),

    setRoles: (principal, userId, ids) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        await lockPeople(tx, principal.tenant.id);
        const was = await findMember(tx, userId);
        const roles = await rolesById(tx, ids);
        await refuseBeyondOwn(tx, principal, changedRoles(was.roles, roles));
        const key = { tenant_id: principal.tenant.id, user_id: userId };
        await tx.deleteFrom('membership_roles').where('user_id', '=', userId).execute();
        await tx
          .insertInto('membership_roles')
          .values(roles.map((role) => ({ ...key, ...roleColumns(role.id) })))
          .execute();
        await refuseWithoutAdministrator(tx);
        const is = { ...was, roles };
        await record(tx, principal, { action: 'update', was, is });
        return toMember(is);
      }),

    remove: (principal, userId) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        await lockPeople(tx, principal.tenant.id);
        const was = await findMember(tx, userId);
        await refuseBeyondOwn(tx, principal, was.roles);
        await tx.deleteFrom('api_tokens').where('user_id', '=', userId).execute();
        await tx.deleteFrom('session_contexts').where('acting_as', '=', userId).execute();
        await tx.deleteFrom('memberships').where('user_id', '=', userId).execute();
        await refuseWithoutAdministrator(tx);
        await record(tx, principal, { action: 'delete', was });
      }),

    effective: (principal, { userId, siteId }) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const { roles } = await findMember(tx, userId);
        const authority = await authorityIn(
          tx,
          { tenant: principal.tenant, suspended: false, roles },
          { platform: false },
        );
        return {
          items: permissions.map((permission) => {
            const { allowed, because, grants } = authority.explain(permission, siteId);
            const told = grants.map(({ role, grant }) => ({ role: { ...role }, grant: toGrantAnswer(grant) }));
            return { permission, allowed, because, grants: told };
          }),
        };
      }),
  };
}

/** People of a tenant, by name. */
export const membersOf = (relational: RelationalStore, tenant: TenantId): Promise<Member[]> =>
  relational.withTenant(tenant, async (tx) => (await readMembers(tx)).map(toMember));

/** All of the tenant, by name: a tenant has people by the hundred at most. */
async function readMembers(tx: Tx, userId?: string): Promise<StoredMember[]> {
  let query = tx
    .selectFrom('memberships as m')
    .innerJoin('auth_user as u', 'u.id', 'm.user_id')
    .leftJoin('membership_roles as mr', (join) =>
      join.onRef('mr.tenant_id', '=', 'm.tenant_id').onRef('mr.user_id', '=', 'm.user_id'),
    )
    .leftJoin('roles as r', (join) => join.onRef('r.tenant_id', '=', 'mr.tenant_id').onRef('r.id', '=', 'mr.role_id'))
    .select(['u.id', 'u.name', 'u.email', 'm.created_at as joinedAt'])
    .select(['mr.built_in', 'r.id as roleId', 'r.name as roleName', 'r.grants'])
    .select((eb) =>
      eb
        .selectFrom('auth_session as s')
        .whereRef('s.user_id', '=', 'u.id')
        .select((inner) => inner.fn.max('s.created_at').as('at'))
        .as('lastSignInAt'),
    )
    .orderBy('u.name')
    .orderBy('u.id');
  if (userId !== undefined) query = query.where('m.user_id', '=', userId);
  const members = new Map<string, StoredMember & { roles: GrantingRole[] }>();
  for (const { built_in: builtIn, roleId, roleName, grants, ...person } of await query.execute()) {
    const member = members.get(person.id) ?? { ...person, roles: [] };
    members.set(person.id, member);
    const role = toRole({ builtIn, id: roleId, name: roleName, grants });
    if (role !== null) member.roles.push(role);
  }
  return [...members.values()];
}

async function findMember(tx: Tx, userId: string): Promise<StoredMember> {
  const [member] = await readMembers(tx, userId);
  if (member === undefined) throw errors.userNotFound(userId);
  return member;
}

/** Those that only one of both has. */
function changedRoles(was: readonly GrantingRole[], is: readonly GrantingRole[]): GrantingRole[] {
  const lacks = (roles: readonly GrantingRole[]) => (role: GrantingRole) => !roles.some(({ id }) => id === role.id);
  return [...was.filter(lacks(is)), ...is.filter(lacks(was))];
}

async function refuseWithoutAdministrator(tx: Tx): Promise<void> {
  const admin = await tx
    .selectFrom('membership_roles')
    .select('user_id')
    .where('built_in', '=', 'admin')
    .limit(1)
    .executeTakeFirst();
  if (admin === undefined) throw errors.lastAdministrator();
}

const toMember = ({ joinedAt, lastSignInAt, roles, ...person }: StoredMember): Member => ({
  ...person,
  roles: roles.map(toRoleName),
  joinedAt: joinedAt.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});

function record(
  tx: Tx,
  principal: Principal,
  { action, was, is }: { action: string; was: StoredMember; is?: StoredMember },
): Promise<number> {
  const shown = ({ email, roles }: StoredMember) => ({ email, roles: roles.map(({ name }) => name).toSorted() });
  const change = { action, objectType: 'user', objectId: was.id, objectName: was.name };
  return recordChanges(tx, principal, [{ ...change, before: shown(was), after: is === undefined ? null : shown(is) }]);
}
