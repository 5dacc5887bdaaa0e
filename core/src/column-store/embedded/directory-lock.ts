/**
 * One supervisor per data directory. The lock names its process by pid and start time, so that a lock left
 * by a killed process, whose pid another one may have by now, is taken over.
 */
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot at which it started; null where the system has no /proc. */
  readonly startTicks: string | null;
  /** The machine's boot; null where the system has no /proc. */
  readonly bootId: string | null;
}

export interface DirectoryLock {
  release(): Promise<void>;
}

/** @returns null when there is no such process, or it has ended and only its parent has not noticed yet. */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The second field is the program's name in parentheses and may hold anything; the state follows, the start is the 22nd.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields?.[0] === 'Z') return null;
  return { pid, startTicks: fields?.[19] ?? null, bootId };
}

async function isAlive(owner: ProcessIdentity): Promise<boolean> {
  const now = await identify(owner.pid);
  return now !== null && now.startTicks === owner.startTicks && now.bootId === owner.bootId;
}

/**
 * Takes the directory, from a dead owner too.
 * @throws AppError `COLUMN_STORE_DIRECTORY_IN_USE` when a living process has it.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'lock');
  const mine = JSON.stringify(await identify(process.pid));
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    // A second round after a stale lock was moved away, a third when another starter was quicker.
    for (let round = 1; round <= 3; round += 1) {
      if (await linked(draft, path)) return { release: () => release(path, mine) };
      await moveStale(path, directory);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw inUse(directory, null);
}

/** A link, unlike a rename, fails where the name is taken, and the lock is never seen half written. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function moveStale(path: string, directory: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return;
  const owner = parseOwner(text);
  if (owner !== null && (await isAlive(owner))) throw inUse(directory, owner.pid);
  const aside = `${path}.stale.${randomBytes(4).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return; // another starter moved it
  }
  // Between reading and renaming another starter may have put its own lock there: that one goes back.
  if ((await readFile(aside, 'utf8')) !== text) await linked(aside, path);
  await rm(aside, { force: true });
}

function parseOwner(text: string): ProcessIdentity | null {
  try {
    const owner = JSON.parse(text) as Partial<ProcessIdentity>;
    if (typeof owner.pid !== 'number') return null;
    return { pid: owner.pid, startTicks: owner.startTicks ?? null, bootId: owner.bootId ?? null };
  } catch {
    return null; // not ours, or damaged: nobody alive can be told from it
  }
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => null)) === mine) await rm(path, { force: true });
}

function inUse(directory: string, pid: number | null): AppError {
  const who = pid === null ? 'another process' : `process ${pid}`;
  return new AppError(
    'COLUMN_STORE_DIRECTORY_IN_USE',
    `the column store in ${directory} is in use by ${who}: stop that FastISP, or set FASTISP_HOME to another folder`,
    { params: { directory, pid } },
  );
}
