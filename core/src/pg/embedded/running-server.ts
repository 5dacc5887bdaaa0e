/** The way into a single node's PostgreSQL while another process runs it: by its unix socket and its passwords. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DatabaseAccess, DatabaseLogin } from '../database-access.ts';
import { postgresErrors } from '../errors.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { databaseName, ownerName, runtimeName } from './logins.ts';
import { readPasswords } from './passwords.ts';

/**
 * @param home FASTISP_HOME.
 * @returns null when no process runs it.
 * @throws AppError `POSTGRES_DATA_NOT_WRITABLE` when this user may not read what is needed.
 */
export async function findRunningPostgres(home: string): Promise<DatabaseAccess | null> {
  const folder = join(resolve(home), 'postgres');
  const dataDirectory = join(folder, 'data');
  const release = await takeInstanceLock(dataDirectory);
  if (release !== null) {
    await release();
    return null;
  }
  const [passwords, pidFile] = await Promise.all([
    readPasswords(join(folder, 'passwords.json')),
    readFile(join(dataDirectory, 'postmaster.pid'), 'utf8'),
  ]).catch((cause: unknown) => {
    throw postgresErrors.notWritable(folder, cause);
  });
  // Lines: process, data directory, start time, port, first socket directory (PostgreSQL, miscadmin.h).
  const [, , , port = '', socketDirectory = ''] = pidFile.split('\n');
  if (passwords === null) throw postgresErrors.didNotStart(`its passwords in ${folder} cannot be read`);
  const login = (user: string, password: string): DatabaseLogin => ({
    client: { host: socketDirectory, port: Number(port), user, database: databaseName, password },
    about: `the running PostgreSQL in ${dataDirectory} as ${user}`,
  });
  return { owner: login(ownerName, passwords.owner), runtime: login(runtimeName, passwords.runtime) };
}
