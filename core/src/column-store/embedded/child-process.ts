/** Starts the engine's process and speaks with it; one object is one process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildSettings, ChildStats, FromChild, StartFailure, ToChild } from './ipc.ts';

const childMain = join(import.meta.dirname, 'child', 'main.ts');
/** V8's own heap in the child: rows never go through it. */
const heapMb = 256;
/** Threads for the files of the spool, beside one per statement that may run. */
const fileThreads = 8;

export interface Listening {
  readonly port: number;
  readonly engineVersion: string;
  readonly forgotten: number;
  readonly replayed: number;
  readonly refused: number;
}

export type StartOutcome =
  | { readonly kind: 'listening'; readonly listening: Listening }
  | { readonly kind: 'failed'; readonly failure: StartFailure; readonly message: string };

export class EngineChild {
  /** Resolves once, when it listens or cannot. */
  readonly started: Promise<StartOutcome>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  private readonly child: ChildProcess;
  private readonly onStats: (stats: ChildStats) => void;
  private beats = 0;
  private lastBeatMs = performance.now();

  constructor(settings: ChildSettings, onStats: (stats: ChildStats) => void) {
    this.onStats = onStats;
    this.child = spawnChild(settings);
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve({ code, signal }));
      this.child.once('error', () => resolve({ code: null, signal: null })); // it could not even be started
    });
    this.started = Promise.race([
      this.firstOutcome(settings),
      this.ended.then(({ code, signal }): StartOutcome => {
        return {
          kind: 'failed',
          failure: 'engine',
          message: `the process ended early (${signal ?? `status ${code}`})`,
        };
      }),
    ]);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  private firstOutcome(settings: ChildSettings): Promise<StartOutcome> {
    return new Promise((resolve) => {
      this.child.on('message', (message: FromChild) => {
        this.lastBeatMs = performance.now();
        switch (message.kind) {
          case 'loaded':
            this.tell({ kind: 'start', settings });
            break;
          case 'listening':
            resolve({ kind: 'listening', listening: listeningOf(message) });
            break;
          case 'failed':
            resolve(message);
            break;
          case 'beat':
            this.onStats(message.stats);
            break;
        }
      });
    });
  }

  /** Asks for a sign of life. @returns milliseconds since the last one. */
  beat(): number {
    this.beats += 1;
    this.tell({ kind: 'beat', id: this.beats });
    return performance.now() - this.lastBeatMs;
  }

  /** Lets running statements end and the engine close; kills it when that takes longer. */
  async stop(graceMs: number): Promise<void> {
    this.tell({ kind: 'stop' });
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private tell(message: ToChild): void {
    if (this.child.connected) this.child.send(message, () => undefined); // a dead child is seen by its exit
  }
}

const listeningOf = ({ port, engineVersion, forgotten, replayed, refused }: Listening): Listening => {
  return { port, engineVersion, forgotten, replayed, refused };
};

/**
 * The child ends with us: it watches its IPC channel, and where the system can, the kernel kills it even
 * while its event loop is stuck.
 */
function spawnChild(settings: ChildSettings): ChildProcess {
  const node = [process.execPath, `--max-old-space-size=${heapMb}`, '--title=fastisp-column-store', childMain];
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  const [program = process.execPath, ...args] =
    setpriv === undefined ? node : [setpriv, '--pdeathsig', 'KILL', '--', ...node];
  const { limits } = settings;
  return spawn(program, args, {
    // stdout is for what people read; the engine's own words go where the log goes.
    stdio: ['ignore', 2, 2, 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      TZ: 'UTC',
      // Each running statement holds a thread of libuv's pool, and so does each file operation.
      UV_THREADPOOL_SIZE: String(limits.readersMax + limits.insertersMax + 1 + fileThreads),
    },
  });
}
