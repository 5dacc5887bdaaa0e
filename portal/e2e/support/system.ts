/**
 * The whole system as a person runs it: the launcher in a process of its own on a fresh home, and a small
 * simulated network beside it whose routers answer real SNMP. Nothing is shared with them but their doors.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freeTcpPort, freeUdpPort } from '@fastisp/core/testing/free-port';
import { waitFor } from '@fastisp/core/testing/wait-for';

const root = resolve(import.meta.dirname, '../../..');
/** A first start builds the portal too. */
const startTimeLimitMs = 120_000;
const apiToken = 'token-of-the-end-to-end-tests-0123456789';

/** A router of the simulated network, as its control interface names it. */
export interface Router {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly community: string;
}

export interface Credentials {
  readonly email: string;
  readonly oneTimePassword: string;
}

/** What is needed to speak to a system that another process started. */
export interface Doors {
  readonly url: string;
  readonly labUrl: string;
  readonly routers: readonly Router[];
  readonly credentials: Credentials;
}

export class System {
  readonly url: string;
  routers: readonly Router[] = [];
  credentials: Credentials = { email: '', oneTimePassword: '' };
  readonly #env: NodeJS.ProcessEnv;
  /** Null when another process started it, and ends it. */
  readonly #home: string | null;
  #node: ChildProcess | undefined;
  #lab: ChildProcess | undefined;
  #labUrl = '';
  #output = '';

  private constructor(url: string, home: string | null, env: NodeJS.ProcessEnv) {
    this.url = url;
    this.#home = home;
    this.#env = env;
  }

  /** One that runs already. */
  static at({ url, labUrl, routers, credentials }: Doors): System {
    const system = new System(url, null, {});
    system.#labUrl = labUrl;
    system.routers = routers;
    system.credentials = credentials;
    return system;
  }

  static async start(): Promise<System> {
    const home = await mkdtemp(join(tmpdir(), 'fastisp-e2e-'));
    const ports = { http: await freeTcpPort(), netflow: await freeUdpPort(), ipfix: await freeUdpPort() };
    const system = new System(`http://127.0.0.1:${ports.http}`, home, envOf(home, ports));
    try {
      await Promise.all([system.startNode(), system.#startLab()]);
      system.credentials = readCredentials(system.#output);
      return system;
    } catch (error) {
      await system.close();
      throw error;
    }
  }

  async startNode(): Promise<void> {
    this.#output = '';
    const node = this.#spawn('deploy/single-node/src/main.ts');
    this.#node = node;
    await waitFor(
      'FastISP is ready',
      async () => {
        if (node.exitCode !== null) throw new Error(`FastISP ended while starting:\n${this.#output.slice(-4_000)}`);
        return this.#output.includes(this.url) && (await isReady(this.url));
      },
      { timeLimitMs: startTimeLimitMs, everyMs: 50 },
    );
  }

  get doors(): Doors {
    return { url: this.url, labUrl: this.#labUrl, routers: this.routers, credentials: this.credentials };
  }

  /** The engine dies without a word, as in a power cut. */
  async killNode(): Promise<void> {
    await stop(this.#node, 'SIGKILL');
  }

  async close(): Promise<void> {
    await Promise.all([stop(this.#node), stop(this.#lab)]);
    if (this.#home !== null) await rm(this.#home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  /** One thing happens in the simulated network, e.g. a router loses its power. */
  async lab(command: 'stop' | 'start', router: Router): Promise<void> {
    const body = JSON.stringify({ do: command, device: router.name });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.#labUrl}/commands`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`lab ${command} ${router.name}: ${response.status} ${await response.text()}`);
  }

  /** Registers a router through the API, for tests that are not about adding one. */
  add({ name, address, port, community }: Router): Promise<{ id: string }> {
    return this.post('/api/v1/devices', { name, address, pollIntervalS: 5, snmp: { version: '2c', community, port } });
  }

  /** Asks the API as the first administrator; the caller says what comes back. */
  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.#ask<T>('POST', path, body);
  }

  get<T>(path: string): Promise<T> {
    return this.#ask<T>('GET', path);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.#ask<T>('PATCH', path, body);
  }

  /** Objects of the inventory by their external ids, for tests that are not about adding them. */
  async upsert(plural: string, items: readonly Record<string, unknown>[]): Promise<void> {
    const { problems } = await this.#ask<{ problems: unknown[] }>('PUT', `/api/v1/${plural}/bulk`, { items });
    if (problems.length > 0) throw new Error(`${plural}: ${JSON.stringify(problems)}`);
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T; // the API's own schema
  }

  async #startLab(): Promise<void> {
    const lab = this.#spawn('lab/src/main.ts');
    this.#lab = lab;
    const port = await new Promise<number>((done, fail) => {
      lab.once('message', (message) => done(Number(message)));
      lab.once('exit', (code) => fail(new Error(`the lab ended with ${code}:\n${this.#output.slice(-4_000)}`)));
    });
    this.#labUrl = `http://127.0.0.1:${port}`;
    this.routers = (await (await fetch(`${this.#labUrl}/devices`)).json()) as Router[]; // the lab's own list
  }

  #spawn(file: string): ChildProcess {
    const child = spawn(process.execPath, [join(root, file)], {
      cwd: root,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const keep = (chunk: Buffer): void => void (this.#output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    return child;
  }
}

interface Ports {
  readonly http: number;
  readonly netflow: number;
  readonly ipfix: number;
}

const envOf = (home: string, ports: Ports): NodeJS.ProcessEnv => ({
  ...process.env,
  FASTISP_HOME: home,
  FASTISP_BOOTSTRAP_TOKEN: apiToken,
  LOG_LEVEL: 'warn',
  PORT: String(ports.http),
  FLOW_HOST: '127.0.0.1',
  FLOW_NETFLOW_PORT: String(ports.netflow),
  FLOW_IPFIX_PORT: String(ports.ipfix),
  LAB_FLOW_TARGET: `127.0.0.1:${ports.netflow}`,
  LAB_IPFIX_TARGET: `127.0.0.1:${ports.ipfix}`,
  LAB_ADDRESS_PREFIX: '127.47',
  LAB_DEVICES: '4',
  LAB_FLOWS_PER_S: '50',
  LAB_ACTIVE_TIMEOUT_S: '5',
  LAB_SNMP_PORT: '0',
  LAB_CONTROL_PORT: '0',
  LAB_FOLLOW_PARENT: 'true',
});

/** What the launcher tells the person at the terminal at its first start. */
function readCredentials(output: string): Credentials {
  const email = /e-mail +(\S+)/.exec(output)?.[1];
  const oneTimePassword = /password +(\S+)/.exec(output)?.[1];
  if (email === undefined || oneTimePassword === undefined) {
    throw new Error(`no first administrator in what FastISP said:\n${output.slice(-4_000)}`);
  }
  return { email, oneTimePassword };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

async function stop(child: ChildProcess | undefined, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((done) => child.once('close', done));
  child.kill(signal);
  await closed;
}
