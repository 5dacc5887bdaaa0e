/**
 * The role that a transaction of the system takes (`set local role`), and that `system_access` policies name. A
 * policy of a role of its own stands in that role's statements only: beside `tenant_isolation` in everybody's, its OR
 * would keep PostgreSQL from the indexes, all of which begin with the tenant.
 */
import { type ClientBase, DatabaseError, type Pool } from 'pg';
import { postgresErrors } from './errors.ts';

export const systemRole = 'fastisp_system';

const insufficientPrivilege = '42501';
const alreadyThere = new Set(['42710', '23505']);

type Asks = Pick<ClientBase | Pool, 'query'>;

/** To give it to a login: it may take the role, and has nothing of it before it does. */
export const grantSystemRole = (login: string): string =>
  `grant ${systemRole} to ${login} with inherit false, set true`;

/**
 * Makes the role and lets the login take it, where the owner may; roles are the server's, not the database's.
 * @throws AppError `DATABASE_SYSTEM_ROLE_MISSING`.
 */
export async function prepareSystemRole(owner: ClientBase, login: string): Promise<void> {
  if ((await standing(owner, login)).maySet) return;
  try {
    if (!(await standing(owner, login)).exists)
      await owner.query(`create role ${systemRole} nologin`).catch(ignoreDouble);
    await owner.query(grantSystemRole(owner.escapeIdentifier(login)));
  } catch (cause) {
    if (cause instanceof DatabaseError && cause.code === insufficientPrivilege) {
      throw postgresErrors.noSystemRole(login, cause);
    }
    throw cause;
  }
}

/**
 * Refuses a login to which `system_access` would apply in every transaction.
 * @throws AppError `DATABASE_ROLE_TOO_POWERFUL`, `DATABASE_SYSTEM_ROLE_MISSING`.
 */
export async function checkSystemRole(runtime: Asks, login: string): Promise<void> {
  const { maySet, inherits } = await standing(runtime, login);
  if (inherits) throw postgresErrors.inheritsSystemRole(login);
  if (!maySet) throw postgresErrors.noSystemRole(login);
}

interface Standing {
  readonly exists: boolean;
  readonly maySet: boolean;
  readonly inherits: boolean;
}

async function standing(asks: Asks, login: string): Promise<Standing> {
  const { rows } = await asks.query<Standing>(
    `select count(*) > 0 as "exists", coalesce(bool_or(pg_has_role($1, oid, 'SET')), false) as "maySet",
       coalesce(bool_or(pg_has_role($1, oid, 'USAGE')), false) as "inherits"
     from pg_roles where rolname = $2`,
    [login, systemRole],
  );
  return rows[0] ?? { exists: false, maySet: false, inherits: false };
}

/** Another database of the same server made it at the same moment. */
const ignoreDouble = (error: unknown): void => {
  if (!(error instanceof DatabaseError && alreadyThere.has(error.code ?? ''))) throw error;
};
