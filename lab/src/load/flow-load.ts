/**
 * A steady stream of flow records from a process of its own, with an exact account of what was sent.
 *
 *     const load = await startFlowLoad({ address: '127.0.0.1', port: 2055, flowsPerS: 200_000, durationS: 60 });
 *     const sent = await load.done;
 *
 * or `node lab/src/load/flow-load.ts --port 2055 --rate 200000 --duration 60`, which prints that account as JSON.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { isAppError } from '@fastisp/core/errors/app-error';
import { labErrors } from '#errors.ts';

const execute = promisify(execFile);
const sourceFile = join(import.meta.dirname, 'flow-sender.c');
const nodeSender = join(import.meta.dirname, 'flow-sender-node.ts');

export interface FlowLoadOptions {
  /** IPv4 address and UDP port of the collector. */
  readonly address: string;
  readonly port: number;
  readonly flowsPerS: number;
  readonly durationS: number;
  /** Default `netflow9`. */
  readonly protocol?: 'netflow9' | 'ipfix';
  /** Sockets, each with an observation domain of its own; they take turns. Default 1. */
  readonly sources?: number;
  /** The n-th source sends from this address + n, modulo 250. Default 127.20.0.1. */
  readonly firstSource?: string;
  /** Default 24, about 1,300 bytes a packet in NetFlow v9. */
  readonly flowsPerPacket?: number;
  readonly seed?: number;
  /** `node` does without a compiler, at several times the CPU. Default: C where gcc is installed. */
  readonly engine?: 'c' | 'node';
}

/** What was sent. Exact when `sendErrors` is 0. */
export interface FlowLoadResult {
  readonly flows: number;
  /** Template packets included. */
  readonly packets: number;
  readonly templatePackets: number;
  /** Sums of the records' own octet and packet counters. */
  readonly flowBytes: number;
  readonly flowPackets: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly flowsPerS: number;
  /** How far behind its schedule it was at the worst moment. */
  readonly latestMs: number;
  readonly sendErrors: number;
  readonly cpuS: number;
  readonly sources: readonly {
    readonly address: string;
    readonly port: number;
    readonly domain: number;
    readonly flows: number;
    readonly packets: number;
  }[];
}

export interface FlowLoad {
  readonly process: ChildProcess;
  readonly engine: 'c' | 'node';
  /** @throws AppError `LAB_GENERATOR_FAILED` */
  readonly done: Promise<FlowLoadResult>;
  /** Ends it early; `done` then says what was sent until then. */
  stop(): void;
}

/** Sending has begun, or is about to within milliseconds, when this resolves. */
export async function startFlowLoad(options: FlowLoadOptions): Promise<FlowLoad> {
  const compiled = options.engine === 'node' ? null : await compileSender();
  if (compiled === null && options.engine === 'c')
    throw labErrors.generatorFailed('gcc is missing: apt-get install gcc');
  const args = [
    options.protocol === 'ipfix' ? 10 : 9,
    options.address,
    options.port,
    options.flowsPerS,
    options.durationS,
    options.sources ?? 1,
    options.firstSource ?? '127.20.0.1',
    options.flowsPerPacket ?? 24,
    options.seed ?? 1,
  ].map(String);
  const child = compiled === null ? spawn(process.execPath, [nodeSender, ...args]) : spawn(compiled.binary, args);
  const done = readResult(child);
  // A failure before anybody awaits it is told when they do.
  done.catch(() => undefined);
  // A running program keeps its file's content, so the folder may go at once.
  await once(child, 'spawn').finally(() => compiled?.remove());
  return {
    process: child,
    engine: compiled === null ? 'node' : 'c',
    done,
    stop: () => void child.kill('SIGTERM'),
  };
}

async function readResult(child: ChildProcess): Promise<FlowLoadResult> {
  let out = '';
  let problem = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (problem += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(labErrors.generatorFailed(error.message, error)));
    child.once('close', resolve);
  });
  if (code !== 0) throw labErrors.generatorFailed(problem.trim() || `it ended with ${code}`);
  return JSON.parse(out) as FlowLoadResult; // both senders print exactly this
}

/**
 * The C sender, compiled afresh (a fraction of a second) into a folder that only this user can write.
 * @returns null when there is no compiler, or another system than Linux.
 */
async function compileSender(): Promise<{ binary: string; remove: () => Promise<void> } | null> {
  // sendmmsg and the parent's death signal are Linux's.
  if (process.platform !== 'linux') return null;
  const folder = await mkdtemp(join(tmpdir(), 'fastisp-flow-sender-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const binary = join(folder, 'flow-sender');
  try {
    await execute('gcc', ['-O2', '-o', binary, sourceFile]);
    return { binary, remove };
  } catch (error) {
    await remove();
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw labErrors.generatorFailed('flow-sender.c does not compile', error);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      address: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '2055' },
      rate: { type: 'string', default: '200000' },
      duration: { type: 'string', default: '10' },
      protocol: { type: 'string', default: 'netflow9' },
      sources: { type: 'string', default: '1' },
      first: { type: 'string', default: '127.20.0.1' },
      'per-packet': { type: 'string', default: '24' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string' },
    },
  });
  const load = await startFlowLoad({
    address: values.address,
    port: Number(values.port),
    flowsPerS: Number(values.rate),
    durationS: Number(values.duration),
    protocol: values.protocol === 'ipfix' ? 'ipfix' : 'netflow9',
    sources: Number(values.sources),
    firstSource: values.first,
    flowsPerPacket: Number(values['per-packet']),
    seed: Number(values.seed),
    ...((values.engine === 'c' || values.engine === 'node') && { engine: values.engine }),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => load.stop());
  process.stdout.write(`${JSON.stringify(await load.done)}\n`);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
