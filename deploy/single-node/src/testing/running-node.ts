/** A real node as a person starts it: `node deploy/single-node/src/main.ts` in a process of its own, on a fresh home. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freeUdpPort } from '@fastisp/core/testing/snmpd';
import { waitFor } from '@fastisp/core/testing/wait-for';

const mainFile = resolve(import.meta.dirname, '../main.ts');
const startTimeLimitMs = 60_000;
export const bootstrapToken = 'a-token-for-tests-of-at-least-32-characters';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class RunningNode {
  readonly url: string;
  readonly home: string;
  readonly netflowPort: number;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  #stdout = '';
  #stderr = '';

  private constructor(
    home: string,
    ports: { http: number; netflow: number; ipfix: number },
    env: Record<string, string>,
  ) {
    this.home = home;
    this.url = `http://127.0.0.1:${ports.http}`;
    this.netflowPort = ports.netflow;
    this.#env = {
      ...{ FASTISP_HOME: home, PORT: String(ports.http), FASTISP_BOOTSTRAP_TOKEN: bootstrapToken },
      ...{ FLOW_NETFLOW_PORT: String(ports.netflow), FLOW_IPFIX_PORT: String(ports.ipfix), FLOW_HOST: '127.0.0.1' },
      ...env,
    };
  }

  static async create(env: Record<string, string> = {}): Promise<RunningNode> {
    const home = await mkdtemp(join(tmpdir(), 'fastisp-node-'));
    const ports = { http: await freeTcpPort(), netflow: await freeUdpPort(), ipfix: await freeUdpPort() };
    return new RunningNode(home, ports, env);
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** Resolves with how long it took until `/readyz` said yes, milliseconds. */
  async start(): Promise<number> {
    const startedMs = performance.now();
    this.#spawn({});
    await waitFor('the node is ready', () => this.#ready(), { timeLimitMs: startTimeLimitMs, everyMs: 25 });
    return performance.now() - startedMs;
  }

  /** Starts it where it must refuse to: with other variables, or beside another instance. */
  async startAndFail(env: Record<string, string>): Promise<Ended> {
    this.#spawn(env);
    const child = this.#child;
    const code = await new Promise<number | null>((done) => child?.once('close', done));
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }

  /** @returns its exit code: 0 when it stopped by itself, within its grace; null when it was killed or was not running. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const closed = new Promise<number | null>((done) => child.once('close', done));
    child.kill(signal);
    return closed;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** One request of the API as the bootstrap administrator. @throws Error with the problem document on 4xx and 5xx. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T; // the caller knows the route
  }

  #spawn(env: Record<string, string>): void {
    this.#stdout = '';
    this.#stderr = '';
    const child = spawn(process.execPath, [mainFile], { env: { ...process.env, ...this.#env, ...env } });
    child.stdout.on('data', (chunk: Buffer) => (this.#stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.#stderr = (this.#stderr + chunk.toString()).slice(-100_000)));
    this.#child = child;
  }

  async #ready(): Promise<boolean> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the node ended while starting:\n${this.#stderr.slice(-4_000)}`);
    }
    return fetch(`${this.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }
}

export function freeTcpPort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
