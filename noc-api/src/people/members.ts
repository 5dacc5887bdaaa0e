/** People of a tenant and their roles in it. */
import type { TenantId } from '@fastisp/core/ids';
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { GrantingRole } from '#identity/authority.ts';
import { authorityIn, hasSecondFactor, lastSignIn, membershipsOf, toRole } from '#identity/membership.ts';
import { permissions } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import { refuseBeyondLimit } from '#tenants/limits.ts';
import { readInvitations, recordInvitation } from './invitations.ts';
import type { Members } from './ports.ts';
import { keepRemoved, readRemoved, type RemovedMember } from './removed.ts';
import { lockPeople, refuseBeyondOwn, roleColumns, rolesById, toGrantAnswer, toRoleName } from './role-rows.ts';
import type { Member } from './schemas.ts';

interface StoredMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Date;
  readonly lastSignInAt: Date | null;
  readonly roles: readonly GrantingRole[];
  readonly secondFactor: { readonly has: boolean; readonly required: boolean };
}

export function createMembers(deps: { relational: RelationalStore; clock: Clock }): Members {
  const { relational, clock } = deps;
  return {
    list: (principal, removed) =>
      removed
        ? relational.withTenant(principal.tenant.id, async (tx) => (await readRemoved(tx)).map(toRemovedMember))
        : membersOf(relational, principal.tenant.id),

    get: (principal, userId) =>
      relational.withTenant(principal.tenant.id, async (tx) => toMember(await findMember(tx, userId))),

    setRoles: (principal, userId, ids) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        await lockPeople(tx, principal.tenant.id);
        const was = await findMember(tx, userId);
        const roles = await rolesById(tx, ids);
        await refuseBeyondOwn(tx, principal, changedRoles(was.roles, roles));
        await tx.deleteFrom('membership_roles').where('user_id', '=', userId).execute();
        await giveRoles(tx, principal, userId, roles);
        await refuseWithoutAdministrator(tx);
        const is = await findMember(tx, userId);
        await record(tx, principal, { action: 'update', was, is });
        return toMember(is);
      }),

    remove: async (principal, userId) => {
      await refuseLastWorkplace(relational, principal, userId);
      await relational.withTenant(principal.tenant.id, async (tx) => {
        await lockPeople(tx, principal.tenant.id);
        const was = await findMember(tx, userId);
        await refuseBeyondOwn(tx, principal, was.roles);
        await keepRemoved(tx, principal, { ...was, now: new Date(clock.nowMs()) });
        await tx.deleteFrom('api_tokens').where('user_id', '=', userId).execute();
        await tx.deleteFrom('session_contexts').where('acting_as', '=', userId).execute();
        await tx.deleteFrom('memberships').where('user_id', '=', userId).execute();
        await refuseWithoutAdministrator(tx);
        await withdrawWaysIn(tx, principal, userId);
        await record(tx, principal, { action: 'delete', was });
      });
    },

    restore: (principal, userId) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const tenant = principal.tenant.id;
        await lockPeople(tx, tenant);
        const [removed] = await readRemoved(tx, userId);
        if (removed === undefined) throw errors.userNotRestorable(userId);
        await refuseBeyondOwn(tx, principal, removed.roles);
        await tx.deleteFrom('removed_members').where('user_id', '=', userId).execute();
        // Whoever was invited again meanwhile has a place already, and needs the link no longer.
        await tx.deleteFrom('invitations').where('email', '=', removed.email).where('platform', '=', false).execute();
        await refuseBeyondLimit(tx, 'users', { more: 1, tenant });
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('memberships')
          .values({ tenant_id: tenant, user_id: userId, created_at: removed.joinedAt })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows === 0n) throw errors.alreadyMember(removed.email);
        await giveRoles(tx, principal, userId, removed.roles);
        const is = await findMember(tx, userId);
        await record(tx, principal, { action: 'restore', is });
        return toMember(is);
      }),

    effective: (principal, { userId, siteId }) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const { roles } = await findMember(tx, userId);
        const authority = await authorityIn(tx, { tenant: principal.tenant, roles }, { platform: false });
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
    .leftJoin('second_factor_roles as sf', (join) =>
      join
        .onRef('sf.tenant_id', '=', 'mr.tenant_id')
        .onRef('sf.built_in', 'is not distinct from', 'mr.built_in')
        .onRef('sf.role_id', 'is not distinct from', 'mr.role_id'),
    )
    .select(['mr.built_in', 'r.id as roleId', 'r.name as roleName', 'r.grants'])
    .select('sf.tenant_id as needsSecondFactorIn')
    .select(hasSecondFactor('u.id').as('hasSecondFactor'))
    .select(lastSignIn('u.id').as('lastSignInAt'))
    .orderBy(sql`search_fold(u.name)`)
    .orderBy('u.id');
  if (userId !== undefined) query = query.where('m.user_id', '=', userId);
  const members = new Map<string, StoredMember & { roles: GrantingRole[]; secondFactor: { required: boolean } }>();
  for (const row of await query.execute()) {
    const { built_in: builtIn, roleId, roleName, grants, needsSecondFactorIn, hasSecondFactor: has, ...person } = row;
    const member = members.get(person.id) ?? { ...person, roles: [], secondFactor: { has, required: false } };
    members.set(person.id, member);
    if (needsSecondFactorIn !== null) member.secondFactor.required = true;
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

/** What somebody who goes prepared to come in again by: invitations, and links to the passwords of others. */
async function withdrawWaysIn(tx: Tx, principal: Principal, userId: string): Promise<void> {
  for (const invitee of await readInvitations(tx, { invitedBy: userId })) {
    await tx.deleteFrom('invitations').where('id', '=', invitee.id).execute();
    await recordInvitation(tx, principal, { action: 'delete', id: invitee.id, invitee });
  }
  await tx
    .deleteFrom('one_time_tokens')
    .where('purpose', '=', 'handed-reset')
    .where(sql<string>`data ->> 'by'`, '=', userId)
    .execute();
}

async function giveRoles(tx: Tx, principal: Principal, userId: string, roles: readonly GrantingRole[]): Promise<void> {
  if (roles.length === 0) return;
  const key = { tenant_id: principal.tenant.id, user_id: userId };
  await tx
    .insertInto('membership_roles')
    .values(roles.map((role) => ({ ...key, ...roleColumns(role.id) })))
    .execute();
}

/** Those that only one of both has. */
function changedRoles(was: readonly GrantingRole[], is: readonly GrantingRole[]): GrantingRole[] {
  const lacks = (roles: readonly GrantingRole[]) => (role: GrantingRole) => !roles.some(({ id }) => id === role.id);
  return [...was.filter(lacks(is)), ...is.filter(lacks(was))];
}

/** Whoever belongs to no tenant cannot come in: nobody in a tenant puts the platform's administrators out. */
async function refuseLastWorkplace(relational: RelationalStore, principal: Principal, userId: string): Promise<void> {
  const { all, isPlatformAdmin } = await relational.withSystem((tx) => membershipsOf(tx, userId));
  const isHere = all.some(({ tenant }) => tenant.id === principal.tenant.id);
  if (isPlatformAdmin && isHere && all.length === 1) throw errors.platformAdministratorStays();
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

const toMember = ({ joinedAt, lastSignInAt, roles, secondFactor, ...person }: StoredMember): Member => ({
  ...person,
  secondFactor: { ...secondFactor },
  roles: roles.map(toRoleName),
  joinedAt: joinedAt.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
  removed: null,
});

const toRemovedMember = ({ removed, joinedAt, roles, ...person }: RemovedMember): Member => ({
  ...person,
  roles: roles.map(toRoleName),
  joinedAt: joinedAt.toISOString(),
  lastSignInAt: null,
  secondFactor: { has: false, required: false },
  removed: { at: removed.at.toISOString(), by: removed.by },
});

function record(
  tx: Tx,
  principal: Principal,
  { action, was, is }: { action: string; was?: StoredMember; is?: StoredMember },
): Promise<number> {
  const shown = (member: StoredMember | undefined) =>
    member === undefined ? null : { email: member.email, roles: member.roles.map(({ name }) => name).toSorted() };
  const { id: objectId, name: objectName } = was ?? is ?? { id: '', name: '' };
  return recordChanges(tx, principal, [
    { action, objectType: 'user', objectId, objectName, before: shown(was), after: shown(is) },
  ]);
}
