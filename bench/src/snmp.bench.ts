/**
 * What an SNMP poll costs: CPU seconds of the poller per million varbinds, of a device of 48 interfaces whose
 * twelve columns a poll needs, against the npm library and Net-SNMP's C library with the same requests. The
 * agents run in a process of their own and do not count.
 *
 * Ours does more than its peers: it also works out rates and builds the blocks that go to the column store.
 */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench, BenchResult } from './result.ts';
import type { PollDone, PollTask } from './snmp/poller.ts';

const run = promisify(execFile);
const folder = import.meta.dirname;

const ports = 48;
const repetitions = 50;
/** ifAdminStatus … ifOutErrors, then 64-bit octets and packets, ifHighSpeed and the discontinuity time. */
const columns = [
  ...[7, 8, 13, 14, 19, 20].map((column) => `1.3.6.1.2.1.2.2.1.${column}`),
  ...[6, 7, 10, 11, 15, 19].map((column) => `1.3.6.1.2.1.31.1.1.1.${column}`),
];
/** The table's cells and sysUpTime; what an answer carries beyond the end of the table does no one any good. */
const varbindsPerPoll = ports * columns.length + 1;
const netSnmpFactor = 2.5;
const libsnmpFactor = 1.5;
const minuteDevices = 2_000;

interface Agents {
  readonly port: number;
  stop(): Promise<void>;
}

async function startAgents(devices: number): Promise<Agents> {
  const child = fork(join(folder, 'snmp/agent.ts'));
  child.send({ devices, ports });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]; // the agent's only message
  return {
    port,
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function poll(task: PollTask): Promise<PollDone> {
  const child = fork(join(folder, 'snmp/poller.ts'));
  const failed = once(child, 'exit').then(([status]: unknown[]) => {
    throw new Error(`the poller ${task.who} ended with status ${String(status)}`);
  });
  child.send(task);
  const [done] = (await Promise.race([once(child, 'message'), failed])) as [PollDone]; // the poller's only message
  failed.catch(() => undefined); // it exits after its answer
  return done;
}

const perMillionVarbinds = ({ cpuS, polls }: { cpuS: number; polls: number }): number =>
  (cpuS * 1e6) / (polls * varbindsPerPoll);

/** @returns null when there is no compiler or no library. */
async function pollByLibsnmp(task: Omit<PollTask, 'who'>): Promise<number | null> {
  const home = await mkdtemp(join(tmpdir(), 'fastisp-bench-snmp-'));
  const program = join(home, 'libsnmp-poller');
  try {
    await run('gcc', ['-O2', '-o', program, join(folder, 'snmp/libsnmp-poller.c'), '-lnetsnmp']);
  } catch {
    await rm(home, { recursive: true, force: true });
    return null;
  }
  try {
    const numbers = [task.port, task.devices, task.rounds, task.repetitions].map(String);
    const env = { ...process.env, MIBS: '' };
    const { stdout } = await run(program, [...numbers, ...task.columns], { env });
    const { cpuS, cells } = JSON.parse(stdout) as { cpuS: number; cells: number }; // our own program's line
    const expected = task.devices * task.rounds * ports * columns.length;
    if (cells !== expected) throw new Error(`libsnmp read ${cells} cells of ${expected}`);
    return perMillionVarbinds({ cpuS, polls: task.devices * task.rounds });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function netSnmpVersion(): string {
  const { version } = createRequire(import.meta.url)('net-snmp/package.json') as { version: string }; // npm's format
  return `net-snmp ${version} (npm)`;
}

async function libsnmpVersion(): Promise<string> {
  const version = await run('net-snmp-config', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
  return `libsnmp ${version} (C)`.replace('  ', ' ');
}

function checkRows({ rows, polls }: PollDone, who: string): void {
  if (rows !== polls * ports) throw new Error(`${who} made ${rows} rows of ${polls * ports}`);
}

async function* runBench({ quick }: { quick: boolean }): AsyncIterable<BenchResult> {
  const agents = await startAgents(minuteDevices);
  try {
    const task = { devices: 200, port: agents.port, rounds: quick ? 10 : 100, columns, repetitions };
    const ours = await poll({ ...task, who: 'ours' });
    checkRows(ours, 'ours');
    const theirs = await poll({ ...task, who: 'net-snmp', rounds: Math.ceil(task.rounds / 5) });
    checkRows(theirs, 'net-snmp');
    const c = await pollByLibsnmp(task);
    const figure = perMillionVarbinds(ours);
    const npm = perMillionVarbinds(theirs);
    yield {
      bench: 'snmp',
      metric: 'CPU per million varbinds, rates and blocks included',
      unit: 'CPU-s',
      ours: figure,
      peers: { [netSnmpVersion()]: npm, [await libsnmpVersion()]: c },
      target: `<= 1/${netSnmpFactor} of net-snmp, <= ${libsnmpFactor} x libsnmp`,
      met: figure <= npm / netSnmpFactor && (c === null || figure <= libsnmpFactor * c),
    };

    const windowMs = quick ? 15_000 : 60_000;
    const minute = await poll({ ...task, who: 'schedule', devices: minuteDevices, rounds: windowMs });
    const coreSeconds = (minute.cpuS * minuteDevices) / minute.polls;
    yield {
      bench: 'snmp',
      metric: `core time to poll ${minuteDevices} agents of ${ports} ports once a minute`,
      unit: 'core-s/min',
      ours: coreSeconds,
      peers: {},
      target: '<= 60 (one core)',
      met: coreSeconds <= 60,
    };
  } finally {
    await agents.stop();
  }
}

export const bench: Bench = {
  name: 'snmp',
  about: 'CPU of polls of 48-port devices, beside net-snmp (npm) and libsnmp (C); 2,000 agents a minute.',
  run: runBench,
};
