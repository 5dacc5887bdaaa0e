/** The programs that receive the same packets, as child processes whose CPU time is read from /proc. */
import { freeUdpPort } from '@fastisp/core/testing/free-port';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Counts {
  readonly flows: number;
  readonly packets: number;
  readonly kernelDrops: number;
  readonly shed: number;
}

export interface Candidate {
  readonly pid: number;
  readonly port: number;
  /** User and system time of all its threads so far, seconds. */
  cpuS(): number;
  /** null when it does not say (nfcapd). */
  counts(): Promise<Counts | null>;
  stop(): Promise<void>;
}

/** Clock ticks a second in /proc, the same on every Linux that Node runs on. */
const ticksPerS = 100;

export function cpuSOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerS;
}

/** Datagrams of a port that the kernel holds or has dropped. */
export function socketState(port: number): { queuedBytes: number; drops: number } {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of readFileSync('/proc/net/udp', 'utf8').split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    if (!(columns[1] ?? '').endsWith(ending)) continue;
    return { queuedBytes: Number.parseInt(columns[4]?.split(':')[1] ?? '0', 16), drops: Number(columns[12]) };
  }
  return { queuedBytes: 0, drops: 0 };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process did not start');
  return child.pid;
}

async function forked(file: string, env: Readonly<Record<string, string>>, port: number): Promise<Candidate> {
  const child = fork(join(import.meta.dirname, file), { env: { ...process.env, ...env } });
  await once(child, 'message');
  const pid = pidOf(child);
  return {
    pid,
    port,
    cpuS: () => cpuSOf(pid),
    counts: async () => {
      child.send('count');
      const [counts] = (await once(child, 'message')) as [Counts]; // what the child sends
      return counts;
    },
    stop: async () => {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

export async function ourReceiver(): Promise<Candidate> {
  const [port, home] = [await freeUdpPort(), mkdtempSync(join(tmpdir(), 'fastisp-bench-'))];
  const env = { FASTISP_HOME: home, FLOW_HOST: '127.0.0.1', FLOW_NETFLOW_PORT: String(port), FLOW_IPFIX_PORT: '0' };
  const candidate = await forked('our-receiver.ts', env, port);
  return {
    ...candidate,
    stop: async () => {
      await candidate.stop();
      rmSync(home, { recursive: true });
    },
  };
}

export async function libraryReceiver(): Promise<Candidate> {
  const port = await freeUdpPort();
  return forked('library-receiver.ts', { BENCH_PORT: String(port) }, port);
}

/** @returns e.g. `nfcapd 1.7.1`, or null when it is not installed. */
export function nfcapdVersion(): string | null {
  const { status, stdout } = spawnSync('nfcapd', ['-V'], { encoding: 'utf8' });
  return status === null ? null : `nfcapd ${/Version: (\S+)/.exec(stdout)?.[1] ?? ''}`.trim();
}

/** @param compression its own switch: -y is LZ4. */
export async function nfcapd(compression: readonly string[]): Promise<Candidate> {
  const [port, folder] = [await freeUdpPort(), mkdtempSync(join(tmpdir(), 'fastisp-bench-'))];
  const limits = ['-b', '127.0.0.1', '-p', String(port), '-t', '3600', '-B', '4194304'];
  const child = spawn('nfcapd', [...limits, '-w', folder, ...compression], { stdio: 'ignore' });
  const pid = pidOf(child);
  await waitFor('nfcapd to listen', () => readdirSync(folder).length > 0);
  return {
    pid,
    port,
    cpuS: () => cpuSOf(pid),
    counts: () => Promise.resolve(null),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}
