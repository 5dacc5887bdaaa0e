/**
 * Who connects to PostgreSQL, and how. Two logins share the work: the owner has the tables and migrates
 * them, the runtime login reads and writes rows under row-level security. Passwords are asked for at
 * connect time, so that creating an access stays inert.
 */
import type { ClientConfig } from 'pg';

export interface DatabaseLogin {
  /** For `new pg.Client(…)` and `new pg.Pool(…)`. */
  readonly client: Pick<ClientConfig, 'connectionString' | 'host' | 'port' | 'database' | 'user' | 'password'>;
  /** Where it goes, for people: never with a password. */
  readonly about: string;
}

export interface DatabaseAccess {
  readonly owner: DatabaseLogin;
  readonly runtime: DatabaseLogin;
}

/** A server of the operator's: `DATABASE_URL` for the runtime, `DATABASE_MIGRATION_URL` (default the same) for the owner. */
export function externalDatabase(urls: { runtimeUrl: string; migrationUrl: string | undefined }): DatabaseAccess {
  const runtime = loginOfUrl(urls.runtimeUrl);
  return { runtime, owner: urls.migrationUrl === undefined ? runtime : loginOfUrl(urls.migrationUrl) };
}

function loginOfUrl(url: string): DatabaseLogin {
  const shown = new URL(url);
  shown.password = '';
  return { client: { connectionString: url }, about: shown.href };
}
