/**
 * Server processes that a killed parent left behind. They are found by what they are: a postgres whose
 * working directory is our data directory (the postmaster changes into it, its children inherit it). That
 * says the same as `SHOW data_directory` without needing a login, and a reused pid cannot fool it.
 *
 * An orphan is stopped rather than adopted: a fast shutdown takes 0.1 s, and a server that is our own child
 * has its log read and its exit noticed.
 */
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log/log.ts';

/** Time for each way to stop: fast shutdown, then immediate, then SIGKILL. */
const steps = [
  { signal: 'SIGINT', timeLimitMs: 10_000 },
  { signal: 'SIGQUIT', timeLimitMs: 5_000 },
  { signal: 'SIGKILL', timeLimitMs: 5_000 },
] as const;
const pollEveryMs = 10;

/**
 * The caller holds the instance lock, so whatever still runs here has lost its parent.
 * Removes the `postmaster.pid` of a server that is gone: its pid may belong to something else by now, which
 * makes PostgreSQL refuse to start.
 */
export async function stopOrphans(dataDirectory: string, log: Log): Promise<void> {
  const cwd = await realpath(dataDirectory);
  const pidFile = join(dataDirectory, 'postmaster.pid');
  const postmasterPid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  for (const { signal, timeLimitMs } of steps) {
    const running = await serverProcesses(cwd);
    if (running.length === 0) break;
    const hasPostmaster = running.includes(postmasterPid);
    if (!hasPostmaster && signal === 'SIGINT') continue; // its children alone would only cancel their statements
    const targets = hasPostmaster ? [postmasterPid] : running;
    log.warn({ pids: targets, signal, dataDirectory }, 'stopping orphaned postgres');
    for (const pid of targets) kill(pid, signal);
    await allGone(cwd, timeLimitMs);
  }
  await rm(pidFile, { force: true });
}

async function allGone(cwd: string, timeLimitMs: number): Promise<void> {
  const deadlineMs = Date.now() + timeLimitMs;
  while (Date.now() < deadlineMs && (await serverProcesses(cwd)).length > 0) await delay(pollEveryMs);
}

async function serverProcesses(cwd: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        if ((await readlink(`/proc/${pid}/cwd`)) !== cwd) return null;
        const program = basename(await readlink(`/proc/${pid}/exe`));
        return program === 'postgres' ? Number(pid) : null;
      } catch {
        return null; // it ended meanwhile, or belongs to another user and so not to us
      }
    }),
  );
  return found.filter((pid) => pid !== null);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended meanwhile
  }
}
