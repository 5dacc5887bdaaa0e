/** The data directory: made whole or not at all, checked before each start. */
import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../../files/make-folder.ts';
import { postgresErrors } from '../errors.ts';
import { type PostgresBinaries, shippedMajor } from './binaries.ts';
import type { RunAs } from './run-as.ts';

const run = promisify(execFile);
/** `initdb` takes 0.7 s; a slow disk may need a minute. After this it is killed and the start fails. */
const initdbTimeLimitMs = 120_000;

export const superuserName = 'fastisp_superuser';
/** Cuts the environment down: `PG*` variables and locales of the caller must not reach the server. */
export const serverEnv = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Looks at what is there without touching it.
 * @returns the owner of an existing data directory, or null when there is none yet.
 * @throws AppError `POSTGRES_DATA_WRONG_VERSION`, `POSTGRES_DATA_UNKNOWN`, `POSTGRES_DATA_NOT_WRITABLE`.
 */
export async function inspectDataDirectory(path: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const found = await stat(path);
    const owner = { uid: found.uid, gid: found.gid };
    if (found.uid !== process.geteuid?.() && process.geteuid?.() !== 0) return owner; // the caller refuses it by name
    const entries = await readdir(path);
    if (entries.length === 0) return null;
    if (!entries.includes('PG_VERSION')) throw postgresErrors.notADataDirectory(path);
    const major = (await readFile(join(path, 'PG_VERSION'), 'utf8')).trim();
    if (major !== shippedMajor) throw postgresErrors.wrongVersion(path, major, shippedMajor);
    return owner;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return null;
    if (code === 'EACCES' || code === 'ENOTDIR') throw postgresErrors.notWritable(path, error);
    throw error;
  }
}

/** Folder of everything of the server; others may pass through it (the data directory itself is closed). */
export async function makeServerFolder(path: string): Promise<void> {
  try {
    await makeFolder(path, 0o711);
    const probe = join(path, '.write-probe');
    await writeFile(probe, 'probe');
    await rm(probe);
  } catch (cause) {
    if (codeOf(cause) === 'ENOSPC') throw postgresErrors.diskFull(path, cause);
    throw postgresErrors.notWritable(path, cause);
  }
}

/**
 * Runs `initdb` into a folder beside and renames it when it is whole, so that a start that was killed leaves
 * nothing half made. The builtin C.UTF-8 locale sorts the same on every machine and release; text for people
 * is sorted with `collate "es-x-icu"` where it matters.
 */
export async function initDataDirectory(options: {
  path: string;
  passwordFolder: string;
  superuserPassword: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
  /** False only in tests: skips fsync. */
  durable: boolean;
}): Promise<void> {
  const { path, runAs } = options;
  const unfinished = `${path}.unfinished`;
  const passwordFile = join(options.passwordFolder, 'initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (runAs.handsOver) {
    await chown(unfinished, runAs.uid, runAs.gid);
    await chown(passwordFile, runAs.uid, runAs.gid);
  }
  const initdb = [
    ...[options.binaries.initdb, '--pgdata', unfinished, '--username', superuserName, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--data-checksums', '--no-instructions'],
    ...['--encoding', 'UTF8', '--no-locale', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ...(options.durable ? [] : ['--no-sync']),
  ];
  const [program = '', ...args] = [...runAs.prefix, ...initdb];
  try {
    await run(program, args, { env: serverEnv, cwd: '/', timeout: initdbTimeLimitMs, killSignal: 'SIGKILL' });
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    if (/No space left/.test(stderr)) throw postgresErrors.diskFull(path, cause);
    throw postgresErrors.didNotStart(`initdb failed: ${stderr.split('\n').slice(-5).join(' ')}`, cause);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rm(path, { recursive: true, force: true }); // empty, or inspectDataDirectory would have refused
  await rename(unfinished, path);
}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
