/** One run of the postgres program: spawn, wait until it accepts connections, stop within a deadline. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Log } from '../../log/log.ts';
import { postgresErrors } from '../errors.ts';
import { serverEnv } from './data-directory.ts';

/** Lines of its log kept to explain a start that failed; older ones are forgotten. */
const lastLinesMax = 20;
const readyLine = 'database system is ready to accept connections';
/** Recovery after a crash replays up to `max_wal_size`; a slow disk needs minutes, not seconds. */
const startTimeLimitMs = 120_000;
/** Smart shutdown waits for clients: ours have left by then, so a short wait is enough before they are cut off. */
const stopSteps = [
  { signal: 'SIGTERM', timeLimitMs: 2_000 },
  { signal: 'SIGINT', timeLimitMs: 6_000 },
  { signal: 'SIGQUIT', timeLimitMs: 3_000 },
  { signal: 'SIGKILL', timeLimitMs: 2_000 },
] as const;

export interface ServerProcess {
  readonly pid: number;
  /** Resolves with a sentence when it has ended, whoever ended it. */
  readonly ended: Promise<string>;
  /** Smart shutdown, then fast, then immediate, then SIGKILL. */
  stop(log: Log): Promise<void>;
}

/**
 * Small-server settings. Everything is on the command line, so that an upgrade of FastISP changes them for
 * an existing data directory too.
 */
export function serverSettings(options: {
  socketDirectory: string;
  port: number;
  /** Whether it also listens on loopback. */
  onNetwork: boolean;
  durable: boolean;
}): string[] {
  const settings: Record<string, string> = {
    listen_addresses: options.onNetwork ? '127.0.0.1' : '', // never beyond: the bundled OpenSSL is an old one
    unix_socket_directories: options.socketDirectory,
    unix_socket_permissions: '0600',
    port: String(options.port),
    // Our pools ask for 10 to 20 each; a client beyond this is refused with SQLSTATE 53300.
    max_connections: '64',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '512MB',
    jit: 'off', // our queries are short: compiling costs more than it saves
    max_parallel_workers_per_gather: '0', // a query on every core is one that others wait for
    random_page_cost: '1.1',
    synchronous_commit: 'on', // an acknowledged row survives a crash
    fsync: 'on',
    // A dead client's locks are released after about half a minute.
    tcp_keepalives_idle: '0',
    client_connection_check_interval: '10s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic', // statements may carry passwords
    log_parameter_max_length_on_error: '0',
  };
  if (!options.durable) Object.assign(settings, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * @throws AppError `POSTGRES_DID_NOT_START` or `POSTGRES_DISK_FULL`, with what the server said.
 */
export async function startServerProcess(options: {
  command: readonly string[];
  dataDirectory: string;
  log: Log;
}): Promise<ServerProcess> {
  const [program = '', ...args] = options.command;
  const child = spawn(program, args, { cwd: '/', env: serverEnv, stdio: ['ignore', 'ignore', 'pipe'] });
  const lastLines: string[] = [];
  let onReady: () => void = () => {};
  const ready = new Promise<'ready'>((resolve) => (onReady = () => resolve('ready')));
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLines.push(line);
    if (lastLines.length > lastLinesMax) lastLines.shift();
    logLine(options.log, line);
    if (line.includes(readyLine)) onReady();
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be run: ${error.message}`));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `ended with status ${code}` : `ended by ${signal}`),
    );
  });
  const timer = AbortSignal.timeout(startTimeLimitMs);
  const late = new Promise<string>((resolve) =>
    timer.addEventListener('abort', () => resolve(`not ready within ${startTimeLimitMs} ms`)),
  );
  const outcome = await Promise.race([ready, ended, late]);
  if (outcome !== 'ready' || child.pid === undefined) {
    child.kill('SIGKILL');
    const said = lastLines.filter((line) => /FATAL|PANIC|HINT|DETAIL|ERROR|setpriv/.test(line)).join(' ');
    if (/No space left on device/.test(said)) throw postgresErrors.diskFull(options.dataDirectory);
    throw postgresErrors.didNotStart(said === '' ? outcome : `${outcome}: ${said}`);
  }
  return { pid: child.pid, ended, stop: (log) => stopChild(child, ended, log) };
}

async function stopChild(child: ChildProcess, ended: Promise<string>, log: Log): Promise<void> {
  for (const { signal, timeLimitMs } of stopSteps) {
    child.kill(signal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), timeLimitMs)));
    const outcome = await Promise.race([ended, late]);
    clearTimeout(timer);
    if (outcome !== 'late') return;
    log.warn({ signal, timeLimitMs }, 'postgres did not stop yet');
  }
}

/** `FATAL:  text` → our levels. What a client did wrong is the client's to report, so ERROR is only debug here. */
function logLine(log: Log, line: string): void {
  const match = /^([A-Z]+):\s+(.*)$/.exec(line);
  const fields = { postgres: match?.[2] ?? line };
  switch (match?.[1]) {
    case 'FATAL':
    case 'WARNING':
      return log.warn(fields, 'postgres says');
    case 'PANIC':
      return log.error(fields, 'postgres says');
    default:
      return log.debug(fields, 'postgres says');
  }
}
