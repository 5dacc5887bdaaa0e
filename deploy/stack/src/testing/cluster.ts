/**
 * The services as an operator runs them: each a process of its own, by environment only, on a real Kafka, PostgreSQL
 * and column store. What every process needs is in one place; a test starts as many of each as it wants.
 */
import { freeTcpPort, freeUdpPort } from '@fastisp/core/testing/free-port';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Component } from '@fastisp/core/lifecycle/component';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { RunningProgram } from '@fastisp/core/testing/running-program';
import { serviceMains, type ServiceName } from '../services.ts';
import { createStores } from '../stores.ts';

export const bootstrapToken = 'a-token-for-tests-of-at-least-32-characters';
const columnStoreMemoryMb = 2_048;

export class Cluster {
  readonly folder: string;
  /** What each process is told. */
  readonly env: Readonly<Record<string, string>>;
  readonly #stores: readonly Component[];
  readonly #programs: RunningProgram[] = [];
  #started = 0;

  private constructor(folder: string, env: Readonly<Record<string, string>>, stores: readonly Component[]) {
    this.folder = folder;
    this.env = env;
    this.#stores = stores;
  }

  static async start(kafkaBrokers: string): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'fastisp-cluster-'));
    const log = createLog({ service: 'test', level: 'error' });
    const ports = { postgresPort: await freeTcpPort(), clickhousePort: await freeTcpPort() };
    const clickhousePassword = randomBytes(12).toString('hex');
    const stores = createStores({ folder, ...ports, clickhousePassword, columnStoreMemoryMb }, log);
    await stores.postgres.start();
    await stores.columnStore.start();
    const env = {
      ...(await stores.env()),
      KAFKA_BROKERS: kafkaBrokers,
      KAFKA_TOPIC_PREFIX: `${newId()}.`,
      FASTISP_SECRET_KEY: randomBytes(32).toString('base64'),
      FASTISP_BOOTSTRAP_TOKEN: bootstrapToken,
      LOG_LEVEL: 'info',
      FLOW_HOST: '127.0.0.1',
    };
    return new Cluster(folder, env, [stores.postgres, stores.columnStore]);
  }

  /** A process that has not started yet. */
  async create(name: ServiceName, env: Readonly<Record<string, string>> = {}): Promise<RunningProgram> {
    this.#started += 1;
    const program = new RunningProgram({
      name,
      mainFile: serviceMains[name],
      port: await freeTcpPort(),
      env: {
        ...this.env,
        FASTISP_HOME: join(this.folder, `${name}-${this.#started}`),
        FLOW_NETFLOW_PORT: String(await freeUdpPort()),
        FLOW_IPFIX_PORT: String(await freeUdpPort()),
        ...env,
      },
    });
    this.#programs.push(program);
    return program;
  }

  /** One request of the API as the bootstrap administrator. @throws Error with the problem document on 4xx and 5xx. */
  async api<T>(at: RunningProgram, method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${at.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T; // the caller knows the route
  }

  async remove(): Promise<void> {
    await Promise.all(this.#programs.map((program) => program.stop('SIGKILL')));
    for (const store of this.#stores.toReversed()) await store.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
