/** What the servers of the stack have in common: they end with us, stop in time, and are asked whether they answer. */
import { type ChildProcess, spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@fastisp/core/errors/app-error';

const askEveryMs = 100;

export const isInstalled = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** A child that the kernel stops when this process is gone, however it went (where util-linux has `setpriv`). */
export function spawnTied(
  program: string,
  args: readonly string[],
  options: { stdio: StdioOptions; env?: NodeJS.ProcessEnv },
): ChildProcess {
  if (!isInstalled('setpriv')) return spawn(program, args, options);
  return spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], options);
}

export const runs = (child: ChildProcess | undefined): child is ChildProcess =>
  child !== undefined && child.exitCode === null && child.signalCode === null;

/** Sends the signal, and SIGKILL when the time is over. Resolves when it has ended. */
export async function endChild(
  child: ChildProcess | undefined,
  signal: NodeJS.Signals,
  timeLimitMs: number,
): Promise<void> {
  if (!runs(child)) return;
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  child.kill(signal);
  const deadline = setTimeout(() => child.kill('SIGKILL'), timeLimitMs);
  await closed;
  clearTimeout(deadline);
}

/**
 * Waits until `asked` says yes.
 * @throws AppError `STACK_SERVER_DIED` when the child ends first, `STACK_SERVER_SLOW` when the time is over.
 */
export async function answering(
  server: { name: string; child: ChildProcess; logFile: string | null; timeLimitMs: number },
  asked: () => Promise<boolean>,
): Promise<void> {
  const { name, child, timeLimitMs } = server;
  const hint = server.logFile === null ? '' : `: see ${server.logFile}`;
  const deadlineMs = Date.now() + timeLimitMs;
  while (!(await asked())) {
    if (!runs(child)) throw new AppError('STACK_SERVER_DIED', `${name} ended while starting${hint}`);
    if (Date.now() > deadlineMs) {
      throw new AppError('STACK_SERVER_SLOW', `${name} did not answer within ${timeLimitMs} ms${hint}`);
    }
    await delay(askEveryMs);
  }
}

/** Whether somebody listens on this port of 127.0.0.1. */
export function canConnect(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

/** Whether an HTTP server says 2xx there. */
export const saysOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );
