/**
 * Where the unix socket lives. A socket's path has at most 107 bytes on Linux (`sun_path`), so a data
 * directory deep in the tree gets a short folder elsewhere, named by a hash of its path.
 */
import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { postgresErrors } from '../errors.ts';
import type { RunAs } from './run-as.ts';

const socketPathBytesMax = 107;
/** Part of the socket's name only, unless the server is told to listen on loopback too. */
export const socketPort = 5432;

export function chooseSocketDirectory(folder: string, env: Readonly<Record<string, string | undefined>>): string {
  const beside = join(folder, 'run');
  if (fits(beside)) return beside;
  const name = `fastisp-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  const runtime = env['XDG_RUNTIME_DIR'];
  const isRoot = process.geteuid?.() === 0; // root's runtime folder is closed to the server's user
  if (runtime !== undefined && runtime !== '' && !isRoot && fits(join(runtime, name))) return join(runtime, name);
  return join('/tmp', name);
}

const fits = (folder: string): boolean =>
  Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}.lock`)) <= socketPathBytesMax;

/**
 * Makes the folder, closed to all but the server's user.
 * @throws AppError `POSTGRES_SOCKET_FOLDER_UNSAFE` when somebody else made it first.
 */
export async function makeSocketDirectory(path: string, runAs: RunAs): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  const shared = ((await lstat(dirname(path))).mode & 0o002) !== 0; // anybody may put something into /tmp
  const ours = !shared || found.uid === runAs.uid || found.uid === process.geteuid?.();
  if (!found.isDirectory() || (made === undefined && !ours)) throw postgresErrors.socketDirectoryUnsafe(path);
  await chmod(path, 0o700);
  if (runAs.handsOver) await chown(path, runAs.uid, runAs.gid);
}
