/**
 * The logins of the embedded server. The superuser is used here and nowhere else; `fastisp_owner` owns the
 * database and its tables, `fastisp_app` owns nothing and cannot bypass row-level security.
 * Both may take the role of the system.
 */
import { Client } from 'pg';
import { grantSystemRole, systemRole } from '../system-role.ts';
import { superuserName } from './data-directory.ts';
import type { Passwords } from './passwords.ts';

export const databaseName = 'fastisp';
export const ownerName = 'fastisp_owner';
export const runtimeName = 'fastisp_app';

const harmless = 'login nosuperuser nobypassrls nocreaterole noreplication';

/** Idempotent: makes what is missing and sets the passwords of the file. */
export async function bootstrapLogins(options: { host: string; port: number; passwords: Passwords }): Promise<void> {
  const { host, port, passwords } = options;
  const client = new Client({ host, port, user: superuserName, password: passwords.superuser, database: 'postgres' });
  await client.connect();
  try {
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const databases = await client.query<{ datname: string }>('select datname from pg_database');
    for (const [name, password] of [
      [ownerName, passwords.owner],
      [runtimeName, passwords.runtime],
    ] as const) {
      const verb = roles.rows.some((role) => role.rolname === name) ? 'alter' : 'create';
      await client.query(`${verb} role ${name} ${harmless} password ${client.escapeLiteral(password)}`);
    }
    if (!roles.rows.some((role) => role.rolname === systemRole))
      await client.query(`create role ${systemRole} nologin`);
    for (const login of [ownerName, runtimeName]) await client.query(grantSystemRole(login));
    if (!databases.rows.some((database) => database.datname === databaseName)) {
      await client.query(`create database ${databaseName} owner ${ownerName}`);
    }
    await client.query(`revoke all on database ${databaseName} from public`);
    await client.query(`grant connect on database ${databaseName} to ${runtimeName}`);
  } finally {
    await client.end();
  }
}
