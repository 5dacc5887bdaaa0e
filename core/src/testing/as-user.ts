/**
 * Runs our programs as root and as somebody ordinary, for tests of what differs. Without root there is one
 * way only: as who runs the tests.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface UserMode {
  readonly name: string;
  /** What goes before a command. */
  readonly prefix: readonly string[];
  readonly ids: { readonly uid: number; readonly gid: number } | null;
  /** Why it cannot be tested here, or null. */
  readonly skip: string | null;
}

const nobody = { uid: 65_534, gid: 65_534 };
const nobodyPrefix = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--inh-caps', '-all'];

export function userModes(): readonly UserMode[] {
  if (process.geteuid?.() !== 0) return [{ name: 'as an ordinary user', prefix: [], ids: null, skip: null }];
  const [program = '', ...args] = nobodyPrefix;
  const reaches = spawnSync(program, [...args, 'test', '-r', import.meta.filename]).status === 0;
  const skip = reaches ? null : ' (skipped: an ordinary user may not enter the folder of this checkout)';
  return [
    { name: 'as root', prefix: [], ids: null, skip: null },
    { name: 'as an ordinary user', prefix: nobodyPrefix, ids: nobody, skip },
  ];
}

/** A closed folder under the system's temporary one, that belongs to the mode's user. */
export function makeHome(mode: UserMode): string {
  const home = mkdtempSync(join(tmpdir(), 'fastisp-home-'));
  if (mode.ids !== null) chownSync(home, mode.ids.uid, mode.ids.gid);
  chmodSync(home, 0o700);
  return home;
}

export interface Program {
  readonly child: ChildProcess;
  /** Resolves when it has ended, with its status or signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** The first line of its standard output as JSON; rejects when it ends without one. */
  readonly firstLine: Promise<unknown>;
}

export function startProgram(mode: UserMode, file: string, args: readonly string[], env = process.env): Program {
  const [program = '', ...rest] = [...mode.prefix, process.execPath, file, ...args];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'], env, cwd: '/' });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (status, signal) => resolve(signal ?? status));
  });
  const firstLine = new Promise<unknown>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    void ended.then((how) => reject(new Error(`ended without a line: ${how}`)));
  });
  firstLine.catch(() => {}); // who does not ask for it need not handle it
  return { child, ended, firstLine };
}
