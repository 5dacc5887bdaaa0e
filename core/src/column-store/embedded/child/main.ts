/**
 * The process that runs the embedded engine: started by the supervisor, told everything over IPC, and gone
 * when the supervisor is. It ends by SIGKILL wherever it cannot end well: the engine survives that by design.
 */
import { chdir } from 'node:process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ChildSettings, FromChild, StartFailure, ToChild } from '../ipc.ts';
import { checkDataVersion, NewerDataError, recordDataVersion } from './data-version.ts';
import { Engine, engineVersion } from './engine.ts';
import { forgetLostParts } from './deduplication-log.ts';
import { createInterface } from './http-server.ts';
import { Spool } from './spool.ts';
import { StatementRunner } from './statement-runner.ts';

const tell = (message: FromChild): void => {
  process.send?.(message);
};
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable: the process has been killed');
};

/** Kept for every statement unless its request says otherwise. */
function defaultSettings(settings: ChildSettings): (readonly [string, string])[] {
  const queryBytes = Math.floor((settings.memoryMb * 1024 * 1024) / 2);
  return [
    ['max_memory_usage', String(queryBytes)],
    ['max_execution_time', String(settings.limits.defaultTimeLimitMs / 1000)],
    ['max_bytes_before_external_group_by', String(Math.floor(queryBytes / 2))],
    ['max_bytes_before_external_sort', String(Math.floor(queryBytes / 2))],
    ['input_format_parallel_parsing', '0'],
  ];
}

async function run(settings: ChildSettings): Promise<void> {
  const spool = new Spool(settings.spoolDir, settings.limits);
  await spool.open();
  chdir(settings.spoolDir); // INFILE gets plain names, whatever characters the path of the spool has
  const version = engineVersion();
  await checkDataVersion(settings.dataDir, version);
  const forgotten = await forgetLostParts(settings.dataDir);
  const engine = new Engine({ dataDir: settings.dataDir, memoryMb: settings.memoryMb });
  await recordDataVersion(settings.dataDir, version);
  const runner = new StatementRunner({
    engine,
    limits: settings.limits,
    onHung: (reason) => {
      process.stderr.write(`${JSON.stringify({ level: 60, msg: 'column store engine hangs', reason })}\n`);
      die();
    },
  });
  const timeLimitMs = settings.limits.defaultTimeLimitMs;
  const replay = await spool.replay(async ({ sql, setup }) => {
    await runner.insert(sql, { setup, timeLimitMs, signal: new AbortController().signal });
  });

  const server = createInterface({ settings, runner, spool, defaultSettings: defaultSettings(settings) });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  process.on('message', (message: ToChild) => {
    if (message.kind === 'beat') {
      tell({ kind: 'beat', id: message.id, stats: { spoolBytes: spool.bytes, rssBytes: process.memoryUsage.rss() } });
    }
    if (message.kind === 'stop') void stop();
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  tell({ kind: 'listening', port, engineVersion: version, forgotten, ...replay });

  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close(); // and with it the connections that are idle, now or after their request
    await closed;
    while (!runner.idle) await new Promise((resolve) => setTimeout(resolve, 10)); // inserts whose client is gone
    engine.close();
    die(); // `process.exit` would wait for the engine's threads
  };
}

function failureOf(error: unknown): StartFailure {
  if (error instanceof NewerDataError) return 'newer-data';
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (/Cannot lock file|Another server instance/.test(message)) return 'locked';
  if (code === 'ENOSPC' || /NOT_ENOUGH_SPACE|No space left|errno: 28/.test(message)) return 'disk-full';
  if (code === 'EACCES' || code === 'EROFS' || /Permission denied|Read-only file system/i.test(message))
    return 'directory';
  return 'engine';
}

process.on('disconnect', die);
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the supervisor says when to stop
process.on('SIGTERM', () => undefined);
process.once('message', (message: ToChild) => {
  if (message.kind !== 'start') die();
  else {
    run(message.settings).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      tell({ kind: 'failed', failure: failureOf(error), message: text });
      setTimeout(die, 1_000); // time for the message to leave
    });
  }
});
tell({ kind: 'loaded' });
