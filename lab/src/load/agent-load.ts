/**
 * Many SNMP agents in a process of their own, for measuring a poller.
 *
 *     const load = await startAgentLoad({ devices: 2_000, interfaces: 48 });
 *     poll(load.devices); const counts = await load.counts(); await load.stop();
 *
 * or `LAB_DEVICES=2000 LAB_INTERFACES=48 npm run lab -- --no-flows`, which is the same.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AgentCounts } from '#agent/run.ts';
import { labErrors } from '#errors.ts';
import type { LabDevice } from '#service.ts';

const labMain = join(import.meta.dirname, '../main.ts');
const startTimeLimitMs = 60_000;

export interface AgentLoadOptions {
  readonly devices: number;
  /** Interfaces of each router. */
  readonly interfaces: number;
  /** First two numbers of the agents' addresses. Default 127.30. */
  readonly addressPrefix?: string;
  /** Every agent's UDP port, each on its own address. Default 1161. */
  readonly port?: number;
  readonly seed?: number;
  /** Largest answer in bytes. Default: each model's own, mostly 1,472, which cuts a GETBULK at about 60 values. */
  readonly responseBytesMax?: number;
}

export interface AgentLoad {
  readonly devices: readonly LabDevice[];
  readonly pid: number;
  /** Requests answered so far, and the CPU seconds that the agents took for them. */
  counts(): Promise<AgentCounts & { cpuS: number }>;
  stop(): Promise<void>;
}

/** @throws AppError `LAB_GENERATOR_FAILED` */
export async function startAgentLoad(options: AgentLoadOptions): Promise<AgentLoad> {
  const child = spawn(process.execPath, [labMain, '--no-flows'], {
    env: {
      ...process.env,
      LOG_LEVEL: 'warn',
      LAB_DEVICES: String(options.devices),
      LAB_INTERFACES: String(options.interfaces),
      LAB_ADDRESS_PREFIX: options.addressPrefix ?? '127.30',
      LAB_SNMP_PORT: String(options.port ?? 1_161),
      LAB_SEED: String(options.seed ?? 1),
      LAB_RESPONSE_BYTES: String(options.responseBytesMax ?? 0),
      LAB_CONTROL_PORT: '0',
      LAB_FOLLOW_PARENT: 'true',
      LAB_STORY: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let problem = '';
  child.stderr?.on('data', (chunk: Buffer) => (problem = (problem + chunk.toString()).slice(-2_000)));
  child.stdout?.resume();
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const controlPort = await Promise.race([
    new Promise<number>((done) => child.once('message', (message) => done(Number(message)))),
    exited.then(() => 0),
    wait(startTimeLimitMs, 0, { ref: false }),
  ]);
  if (controlPort === 0 || child.pid === undefined) {
    child.kill('SIGKILL');
    throw labErrors.generatorFailed(problem.trim() || 'the agents did not start in time');
  }
  // The lab's own control interface, which answers what its source says.
  const ask = async <T>(path: string): Promise<T> =>
    (await (await fetch(`http://127.0.0.1:${controlPort}${path}`)).json()) as T;
  return {
    devices: await ask<LabDevice[]>('/devices'),
    pid: child.pid,
    counts: async () => {
      const status = await ask<{ agents: AgentCounts; cpuS: number }>('/status');
      return { ...status.agents, cpuS: status.cpuS };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
