/** A real node as a person starts it: `node deploy/single-node/src/main.ts` in a process of its own, on a fresh home. */
import { freeTcpPort, freeUdpPort } from '@fastisp/core/testing/free-port';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RunningProgram } from '@fastisp/core/testing/running-program';

const mainFile = resolve(import.meta.dirname, '../main.ts');
export const bootstrapToken = 'a-token-for-tests-of-at-least-32-characters';

export class RunningNode extends RunningProgram {
  readonly home: string;
  readonly netflowPort: number;

  private constructor(
    home: string,
    ports: { http: number; netflow: number; ipfix: number },
    env: Record<string, string>,
  ) {
    super({
      name: 'the node',
      mainFile,
      port: ports.http,
      env: {
        ...{ FASTISP_HOME: home, FASTISP_BOOTSTRAP_TOKEN: bootstrapToken },
        ...{ FLOW_NETFLOW_PORT: String(ports.netflow), FLOW_IPFIX_PORT: String(ports.ipfix), FLOW_HOST: '127.0.0.1' },
        ...env,
      },
    });
    this.home = home;
    this.netflowPort = ports.netflow;
  }

  static async create(env: Record<string, string> = {}): Promise<RunningNode> {
    const home = await mkdtemp(join(tmpdir(), 'fastisp-node-'));
    const ports = { http: await freeTcpPort(), netflow: await freeUdpPort(), ipfix: await freeUdpPort() };
    return new RunningNode(home, ports, env);
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
}
