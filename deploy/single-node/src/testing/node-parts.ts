/** The processes of a running node that a test may kill. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** NaN while there is none. */
export function postmasterPid(home: string): number {
  try {
    return Number.parseInt(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  } catch {
    return Number.NaN;
  }
}

/** NaN while there is none. */
export function columnStorePid(mainPid: number): number {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(mainPid)], { encoding: 'utf8' });
  return Number.parseInt(children.split('\n').find((line) => line.includes('column-store')) ?? '', 10);
}
