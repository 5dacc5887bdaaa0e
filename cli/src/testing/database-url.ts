import type { DatabaseLogin } from '@fastisp/core/pg/database-access';

/** A login as `DATABASE_URL` has it; of a server on a unix socket. */
export async function databaseUrl({ client }: DatabaseLogin): Promise<string> {
  const password = typeof client.password === 'function' ? await client.password() : client.password;
  const url = new URL(`postgres://localhost/${client.database ?? ''}`);
  url.username = client.user ?? '';
  url.password = password ?? '';
  url.searchParams.set('host', client.host ?? '');
  if (client.port !== undefined) url.searchParams.set('port', String(client.port));
  return url.href;
}
