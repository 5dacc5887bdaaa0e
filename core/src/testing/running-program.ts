/** A program of ours as a person starts it: a process of its own, told everything by its environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { waitFor } from './wait-for.ts';

const startTimeLimitMs = 60_000;
/** Kept of stderr, to explain what went wrong. */
const stderrCharsMax = 100_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class RunningProgram {
  readonly url: string;
  readonly #name: string;
  readonly #mainFile: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  #closed: Promise<number | null> = Promise.resolve(null);
  #stdout = '';
  #stderr = '';

  /** @param options.port of its HTTP. */
  constructor(options: { name: string; mainFile: string; port: number; env: Readonly<Record<string, string>> }) {
    this.#name = options.name;
    this.#mainFile = options.mainFile;
    this.#env = { ...options.env, PORT: String(options.port) };
    this.url = `http://127.0.0.1:${options.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  get runs(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Does not wait for anything. @param env on top of its own, this time. */
  spawn(env: Readonly<Record<string, string>> = {}): void {
    this.#stdout = '';
    this.#stderr = '';
    const child = spawn(process.execPath, [this.#mainFile], { env: { ...process.env, ...this.#env, ...env } });
    child.stdout.on('data', (chunk: Buffer) => (this.#stdout += chunk.toString()));
    child.stderr.on(
      'data',
      (chunk: Buffer) => (this.#stderr = (this.#stderr + chunk.toString()).slice(-stderrCharsMax)),
    );
    this.#closed = new Promise((done) => child.once('close', done));
    this.#child = child;
  }

  /** Resolves with how long it took until `/readyz` said yes, milliseconds. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<number> {
    const startedMs = performance.now();
    this.spawn(env);
    await this.ready();
    return performance.now() - startedMs;
  }

  async ready(timeLimitMs = startTimeLimitMs): Promise<void> {
    try {
      await waitFor(`${this.#name} is ready`, () => this.#answersReady(), { timeLimitMs, everyMs: 25 });
    } catch (cause) {
      throw new Error(`${this.#name} is not ready; it said:\n${this.#stderr.slice(-4_000)}`, { cause });
    }
  }

  /** Starts it where it must refuse to: with other variables, or beside another instance. */
  async startAndFail(env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    this.spawn(env);
    const code = await this.#closed;
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }

  /** What `/readyz` says of one check: null when it is fine, or there is no such check, or nobody answers. */
  async notReadyBecause(check: string): Promise<string | null> {
    const response = await fetch(`${this.url}/readyz`).catch(() => null);
    if (response === null) return null;
    const { checks } = (await response.json()) as { checks: { name: string; ok: boolean; reason?: string }[] }; // core/http/health.ts
    return checks.find(({ name, ok }) => name === check && !ok)?.reason ?? null;
  }

  /** The sum of a metric over those of its labels' values that are asked for; 0 when it has none. */
  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return lines
      .filter((line) => wanted.every((pair) => line.includes(pair)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  /** @returns its exit code: 0 when it stopped by itself, within its grace; null when it was killed or was not running. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (!this.runs) return null;
    this.#child?.kill(signal);
    return this.#closed;
  }

  async #answersReady(): Promise<boolean> {
    if (!this.runs) throw new Error(`${this.#name} ended while starting`);
    return fetch(`${this.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }
}
