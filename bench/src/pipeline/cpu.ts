/** CPU time as Linux counts it, from /proc. */
import { readdir, readFile } from 'node:fs/promises';

const clockTicksPerS = 100;
/** What Node calls a worker thread that was given no name. Of the engine's, the flow receivers work, the rest wait. */
const workerThreadName = 'WorkerThread';

/** User and system time of a process, seconds; 0 when it is gone. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  return (await readStat(`/proc/${pid}/stat`))?.cpuS ?? 0;
}

/** The same of this process's worker threads, without what V8 does for them on threads of its own. */
export async function workerCpuSeconds(): Promise<number> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(threads.map((thread) => readStat(`/proc/self/task/${thread}/stat`)));
  return stats.reduce((sum, stat) => sum + (stat?.name === workerThreadName ? stat.cpuS : 0), 0);
}

/** Null when it has ended meanwhile. The name stands in parentheses; fields 14 and 15 are counted after it. */
async function readStat(path: string): Promise<{ name: string; cpuS: number } | null> {
  const stat = await readFile(path, 'utf8').catch(() => null);
  if (stat === null) return null;
  const nameEnd = stat.lastIndexOf(')');
  const fields = stat.slice(nameEnd + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { name: stat.slice(stat.indexOf('(') + 1, nameEnd), cpuS: ticks / clockTicksPerS };
}
