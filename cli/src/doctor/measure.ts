/** What `doctor` measures on this machine. */
import { createSocket } from 'node:dgram';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { zoneProbes } from './decide.ts';

/** Longer than any answer of a program that is well. */
const answerTimeLimitMs = 5_000;

export async function folderState(path: string): Promise<'fine' | 'absent' | 'closed'> {
  try {
    if (!(await stat(path)).isDirectory()) return 'closed';
  } catch {
    return 'absent';
  }
  return access(path, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => 'fine',
    () => 'closed',
  );
}

/** The folder itself, or the nearest one above it that is there: where it would be made. */
export async function nearestFolder(path: string): Promise<string> {
  let folder = resolve(path);
  while ((await folderState(folder)) === 'absent' && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Permission bits. */
export const fileMode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

export async function diskOf(path: string): Promise<{ freeBytes: number; totalBytes: number; path: string }> {
  const folder = await nearestFolder(path);
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, path: folder };
}

/** As systemd-timesyncd and chrony leave it behind; null when neither does. */
export async function clockIsSynchronized(): Promise<boolean | null> {
  if ((await folderState('/run/systemd/timesync/synchronized')) !== 'absent') return true; // a file
  return (await folderState('/run/systemd/timesync')) === 'absent' ? null : false;
}

/** When this program was made, as far as its files say; milliseconds since 1970. */
export const programMadeMs = async (): Promise<number> => (await stat(import.meta.filename)).birthtimeMs;

export const nodeOffsetsMin = (): number[] =>
  zoneProbes.map(({ zone, at }) => {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  });

export interface Port {
  readonly variable: string;
  readonly protocol: 'tcp' | 'udp';
  readonly host: string;
  /** 0: off, not looked at. */
  readonly port: number;
}

export type PortState = 'free' | 'taken' | 'forbidden';

/** Opens it for a moment. */
export function portState({ protocol, host, port }: Port): Promise<PortState> {
  return new Promise((done) => {
    const refused = (error: NodeJS.ErrnoException) => done(error.code === 'EACCES' ? 'forbidden' : 'taken');
    if (protocol === 'udp') {
      const socket = createSocket('udp4');
      socket.once('error', (error) => {
        socket.close();
        refused(error);
      });
      socket.bind(port, () => socket.close(() => done('free')));
      return;
    }
    const server = createServer();
    server.once('error', refused);
    server.listen(port, host, () => server.close(() => done('free')));
  });
}

export interface NodeState {
  readonly kind: 'ready' | 'not ready' | 'stranger' | 'nobody';
  /** One line for each check that fails. */
  readonly reasons: readonly string[];
}

export async function nodeState(url: string): Promise<NodeState> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(answerTimeLimitMs) }).catch(() => null);
  if (response === null) return { kind: 'nobody', reasons: [] };
  const body: unknown = await response.json().catch(() => null);
  if (!isReadiness(body)) return { kind: 'stranger', reasons: [] };
  const reasons = body.checks.filter(({ ok }) => !ok).map(({ name, reason = '' }) => `${name}: ${reason}`);
  return { kind: body.ready ? 'ready' : 'not ready', reasons };
}

interface ReadinessAnswer {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly reason?: string }[];
}

const isReadiness = (body: unknown): body is ReadinessAnswer =>
  typeof body === 'object' && body !== null && 'ready' in body && 'checks' in body && Array.isArray(body.checks);

/** @returns why it does not answer, or null when it does. */
export async function columnStoreProblem(url: string): Promise<string | null> {
  try {
    const { username, password, origin } = new URL(url);
    const headers = {
      'x-clickhouse-user': decodeURIComponent(username),
      'x-clickhouse-key': decodeURIComponent(password),
    };
    const response = await fetch(`${origin}/?query=SELECT%201`, {
      ...(username !== '' && { headers }),
      signal: AbortSignal.timeout(answerTimeLimitMs),
    });
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message || cause.name : String(cause);
  }
}
