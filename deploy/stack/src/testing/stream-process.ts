/** A `stream` service in a process of its own that is killed, put to sleep and started again: for tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const program = resolve(import.meta.dirname, '../../../../stream/src/main.ts');

export class StreamProcess {
  readonly name: string;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;

  constructor(name: string, options: { folder: string; env: Readonly<Record<string, string>> }) {
    this.name = name;
    this.#folder = options.folder;
    this.#env = options.env;
  }

  start(): void {
    const log = openSync(join(this.#folder, `${this.name}.log`), 'a');
    const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...this.#env };
    this.#child = spawn(process.execPath, [program], { cwd: this.#folder, env, stdio: ['ignore', log, log] });
  }

  get running(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As on a machine that is paused: it knows nothing of what happens meanwhile and goes on where it was. */
  async sleep(ms: number): Promise<void> {
    this.#child?.kill('SIGSTOP');
    await delay(ms);
    this.#child?.kill('SIGCONT');
  }

  /** @returns its exit code: 0 when it finished what it had in hand. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.#child?.exitCode ?? null;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child === undefined || !this.running) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}
