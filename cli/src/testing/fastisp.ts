/** Runs the real binary, as a person does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface Answered {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = resolve(import.meta.dirname, '../../..');
/** As npm links it: what `npx fastisp` runs. */
const binary = resolve(root, 'node_modules/.bin/fastisp');
/** Saves a third of what a short command takes, where there is one. */
const { NODE_COMPILE_CACHE } = process.env;
const compileCache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Answered>;
  /** Resolves with the first line of stderr that matches. */
  noted(pattern: RegExp): Promise<string>;
}

export function startFastisp(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const path = `${resolve(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`; // Node 24, as npx has it
  const child = spawn(binary, args, { env: { PATH: path, LANG: 'en', ...compileCache, ...env }, cwd: root });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const lines = createInterface({ input: child.stderr });
  const ended = new Promise<Answered>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
  const noted = (pattern: RegExp): Promise<string> =>
    new Promise((done, fail) => {
      lines.on('line', (line) => pattern.test(line) && done(line));
      void ended.then((answer) => fail(new Error(`ended without ${pattern}: ${answer.stderr}`)));
    });
  return { child, ended, noted };
}

export const fastisp = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Answered> =>
  startFastisp(args, env).ended;
