/** A tenant's own roles. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import type { JsonObject } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Grant } from '#identity/authority.ts';
import type { Principal } from '#identity/principal.ts';
import { builtInRole, builtInRoleIds } from '#identity/roles.ts';
import type { Roles } from './ports.ts';
import { isUuid, refuseBeyondOwn, roleColumns, toGrantAnswer } from './role-rows.ts';
import type { Role } from './schemas.ts';

/** A tenant's own; one more is refused. */
const rolesMax = 100;
const uniqueViolation = '23505';
/** Of `on delete restrict`. */
const restrictViolation = '23001';

interface StoredRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly grants: Grant[];
}

/** What is told of a role besides what it grants. */
interface RoleUse {
  /** People by the id of their role. */
  readonly holders: ReadonlyMap<string, number>;
  /** Ids of the roles whose people need a second factor. */
  readonly secondFactor: ReadonlySet<string>;
}
const noUse: RoleUse = { holders: new Map(), secondFactor: new Set() };

export function createRoles(deps: { relational: RelationalStore; clock: Clock }): Roles {
  const { relational, clock } = deps;
  const write = async <T>(principal: Principal, name: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    try {
      return await relational.withTenant(principal.tenant.id, work);
    } catch (error) {
      if (error instanceof DatabaseError && error.code === uniqueViolation) throw errors.roleNameTaken(name);
      throw error;
    }
  };

  return {
    list: (principal) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const own = await tx
          .selectFrom('roles')
          .select(['id', 'name', 'description', 'grants'])
          .orderBy(sql`search_fold(name)`)
          .execute();
        const use = await readUse(tx);
        const builtIn = builtInRoleIds.map((id) => toBuiltIn(id, use));
        return [...builtIn, ...own.map((row) => toOwn(asStored(row), use))];
      }),

    get: (principal, id) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        return findAnswer(tx, id);
      }),

    create: (principal, body) =>
      write(principal, body.name, async (tx) => {
        const { count } = await tx
          .selectFrom('roles')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow();
        if (count >= rolesMax) throw errors.roleLimitReached(rolesMax);
        const role = { id: newId(), name: body.name.trim(), description: body.description ?? '', grants: body.grants };
        await refuseBeyondOwn(tx, principal, [role]);
        await tx
          .insertInto('roles')
          .values({ ...role, tenant_id: principal.tenant.id, grants: JSON.stringify(role.grants) })
          .execute();
        await record(tx, principal, { action: 'create', is: role });
        return toOwn(role, noUse);
      }),

    update: (principal, id, patch) =>
      write(principal, patch.name ?? '', async (tx) => {
        if (builtInRole(id) !== null) throw errors.roleBuiltIn(id);
        const was = await findRole(tx, id, 'for update');
        const is = {
          ...was,
          ...(patch.name !== undefined && { name: patch.name.trim() }),
          ...(patch.description !== undefined && { description: patch.description }),
          ...(patch.grants !== undefined && { grants: patch.grants }),
        };
        if (patch.grants !== undefined) await refuseBeyondOwn(tx, principal, [was, is]);
        await tx
          .updateTable('roles')
          .set({ ...is, grants: JSON.stringify(is.grants), updated_at: new Date(clock.nowMs()) })
          .where('id', '=', id)
          .execute();
        await record(tx, principal, { action: 'update', was, is });
        return toOwn(is, await readUse(tx));
      }),

    setSecondFactor: (principal, id, required) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const granting = builtInRole(id) ?? (await findRole(tx, id, 'for update'));
        await refuseBeyondOwn(tx, principal, [granting]);
        const was = await findAnswer(tx, id);
        if (was.secondFactor === required) return was;
        const columns = roleColumns(was.id);
        if (required) {
          const row = { tenant_id: principal.tenant.id, ...columns };
          await tx
            .insertInto('second_factor_roles')
            .values(row)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        } else {
          await tx
            .deleteFrom('second_factor_roles')
            .where('built_in', 'is not distinct from', columns.built_in)
            .where('role_id', 'is not distinct from', columns.role_id)
            .execute();
        }
        await recordChanges(tx, principal, [
          {
            ...{ action: 'update', objectType: 'role', objectId: was.id, objectName: was.name },
            ...{ before: { secondFactor: was.secondFactor }, after: { secondFactor: required } },
          },
        ]);
        return { ...was, secondFactor: required };
      }),

    remove: async (principal, id) => {
      try {
        await relational.withTenant(principal.tenant.id, async (tx) => {
          if (builtInRole(id) !== null) throw errors.roleBuiltIn(id);
          const was = await findRole(tx, id, 'for update');
          await refuseBeyondOwn(tx, principal, [was]);
          await tx.deleteFrom('roles').where('id', '=', id).execute();
          await record(tx, principal, { action: 'delete', was });
        });
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.code !== restrictViolation) throw error;
        throw await relational.withTenant(principal.tenant.id, (tx) => explainUse(tx, id));
      }
    },
  };
}

async function findRole(tx: Tx, id: string, lock?: 'for update'): Promise<StoredRole> {
  if (!isUuid(id)) throw errors.roleNotFound(id);
  const query = tx.selectFrom('roles').select(['id', 'name', 'description', 'grants']).where('id', '=', id);
  const row = await (lock === undefined ? query : query.forUpdate()).executeTakeFirst();
  if (row === undefined) throw errors.roleNotFound(id);
  return asStored(row);
}

const asStored = (row: { id: string; name: string; description: string; grants: unknown }): StoredRole => ({
  ...row,
  grants: row.grants as Grant[], // only a checked body is stored
});

async function findAnswer(tx: Tx, id: string): Promise<Role> {
  const use = await readUse(tx);
  return builtInRole(id) === null ? toOwn(await findRole(tx, id), use) : toBuiltIn(id, use);
}

async function readUse(tx: Tx): Promise<RoleUse> {
  const rows = await tx
    .selectFrom('membership_roles')
    .select(['built_in', 'role_id'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .groupBy(['built_in', 'role_id'])
    .execute();
  const asked = await tx.selectFrom('second_factor_roles').select(['built_in', 'role_id']).execute();
  return {
    holders: new Map(rows.map(({ built_in, role_id, count }) => [built_in ?? role_id ?? '', count])),
    secondFactor: new Set(asked.map(({ built_in, role_id }) => built_in ?? role_id ?? '')),
  };
}

async function explainUse(tx: Tx, id: string) {
  const count = (table: 'membership_roles' | 'invitation_roles') =>
    tx
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('role_id', '=', id)
      .executeTakeFirstOrThrow();
  return errors.roleInUse((await count('membership_roles')).count, (await count('invitation_roles')).count);
}

const toOwn = (role: StoredRole, { holders, secondFactor }: RoleUse): Role => ({
  ...{ id: role.id, name: role.name, description: role.description, builtIn: false },
  ...{ grants: role.grants.map(toGrantAnswer), secondFactor: secondFactor.has(role.id) },
  holders: holders.get(role.id) ?? 0,
});

function toBuiltIn(id: string, { holders, secondFactor }: RoleUse): Role {
  const role = builtInRole(id);
  if (role === null) throw errors.roleNotFound(id);
  return {
    ...{ id, name: id, description: '', builtIn: true },
    grants: role.grants.map(toGrantAnswer),
    secondFactor: secondFactor.has(id),
    holders: holders.get(id) ?? 0,
  };
}

function record(
  tx: Tx,
  principal: Principal,
  { action, was, is }: { action: string; was?: StoredRole; is?: StoredRole },
): Promise<number> {
  const shown = (role: StoredRole | undefined): JsonObject | null =>
    role === undefined
      ? null
      : { name: role.name, description: role.description, grants: role.grants.map(grantInWords) };
  const { id: objectId, name: objectName } = was ?? is ?? { id: '', name: '' };
  return recordChanges(tx, principal, [
    { action, objectType: 'role', objectId, objectName, before: shown(was), after: shown(is) },
  ]);
}

/** `deny device:*`, with where. */
const grantInWords = ({ effect, permission, scope }: Grant): string =>
  scope === undefined
    ? `${effect} ${permission}`
    : `${effect} ${permission} @ ${[...(scope.siteIds ?? []), ...(scope.zoneIds ?? [])].join(' ')}`;
