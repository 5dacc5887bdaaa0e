/**
 * Keeps the engine's process running: starts it, watches it, starts it again, and says where it answers.
 *
 *   stopped → starting → up ⇄ down (waiting out the pause before a restart) → stopped
 */
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log/log.ts';
import type { StoreAddress, StoreEndpoint } from '../endpoint.ts';
import type { EngineMetrics } from '../metrics.ts';
import { EngineChild, type Listening, type StartOutcome } from './child-process.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import type { ChildLimits, ChildSettings } from './ipc.ts';
import { decideRestart, freshRestartState, type RestartState } from './restart-policy.ts';
import { startError } from './start-error.ts';

/** From spawn to answering, the spool's replay included; then the child is killed and tried again. */
const startTimeLimitMs = 120_000;
/** Signs of life are asked for so many times within `hungAfterMs`. */
const beatsPerHang = 15;

export interface SupervisorOptions {
  /** Holds `data/`, `spool/` and the lock. */
  readonly directory: string;
  readonly memoryMb: number;
  readonly host: string;
  /** 0 takes any free port, another one at each start. */
  readonly port: number;
  readonly password: string;
  readonly limits: ChildLimits;
  readonly stopGraceMs: number;
  /** No sign of life for so long: the event loop is stuck for good, and only SIGKILL helps. */
  readonly hungAfterMs: number;
  /** Up for so long, an engine that ends is started again at once. */
  readonly steadyAfterMs: number;
}

export interface SupervisorDeps {
  readonly log: Log;
  readonly metrics: EngineMetrics;
}

interface Waiter {
  readonly resolve: (address: StoreAddress) => void;
  readonly reject: (error: unknown) => void;
}

export class Supervisor implements StoreEndpoint {
  private readonly options: SupervisorOptions;
  private readonly deps: SupervisorDeps;
  private readonly user = 'fastisp';
  private lock: DirectoryLock | null = null;
  private child: EngineChild | null = null;
  private current: StoreAddress | null = null;
  private generation = 0;
  private restarts: RestartState = freshRestartState;
  private readonly stopping = new AbortController();
  private readonly waiters = new Set<Waiter>();
  /** The loop that follows the child's life; resolved when it has ended for good. */
  private watching: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions, deps: SupervisorDeps) {
    this.options = options;
    this.deps = deps;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws AppError that says what to do when the engine cannot run here. */
  async start(): Promise<void> {
    const { directory } = this.options;
    if (/[*?{}]/.test(directory)) {
      throw new AppError(
        'COLUMN_STORE_DIRECTORY_NOT_USABLE',
        `the column store cannot work in ${directory}: set FASTISP_HOME to a path without * ? { }, which the engine takes for a pattern`,
        { params: { directory } },
      );
    }
    try {
      await mkdir(join(directory, 'data'), { recursive: true, mode: 0o700 });
      await access(directory, constants.W_OK | constants.X_OK);
      this.lock = await lockDirectory(directory);
    } catch (error) {
      throw startError(error, directory);
    }
    const child = this.spawn();
    const outcome = await startedInTime(child);
    if (outcome.kind === 'failed') {
      child.kill();
      await child.ended;
      await this.lock.release();
      throw startError(outcome, directory);
    }
    this.watching = this.watch(child, outcome.listening);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.fail(unavailable('it is stopped'));
    await this.child?.stop(this.options.stopGraceMs);
    await this.watching;
    await this.lock?.release();
  }

  peek(): StoreAddress | null {
    return this.current;
  }

  address(signal: AbortSignal): Promise<StoreAddress> {
    if (this.current !== null) return Promise.resolve(this.current);
    if (this.stopping.signal.aborted) return Promise.reject(unavailable('it is stopped'));
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.waiters.delete(waiter);
        reject(signal.reason as Error); // an AbortSignal's reason is what its owner aborted with
      };
      const settle =
        <T>(go: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', onAbort);
          go(value);
        };
      const waiter: Waiter = { resolve: settle(resolve), reject: settle(reject) };
      this.waiters.add(waiter);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  private spawn(): EngineChild {
    const { directory, memoryMb, host, port, password, limits } = this.options;
    const settings: ChildSettings = {
      dataDir: join(directory, 'data'),
      spoolDir: join(directory, 'spool'),
      host,
      port,
      user: this.user,
      password,
      memoryMb,
      limits,
    };
    const child = new EngineChild(settings, (stats) => {
      this.deps.metrics.rssBytes.set(stats.rssBytes);
      this.deps.metrics.spoolBytes.set(stats.spoolBytes);
    });
    this.child = child;
    return child;
  }

  /** Follows one child after the other until `stop`. */
  private async watch(first: EngineChild, listening: Listening): Promise<void> {
    let child = first;
    let outcome: StartOutcome = { kind: 'listening', listening };
    for (;;) {
      let upMs = 0;
      let reason = 'start-failed';
      if (outcome.kind === 'listening') {
        ({ upMs, reason } = await this.serve(child, outcome.listening));
      } else {
        this.deps.log.error({ failure: outcome.failure, reason: outcome.message }, 'column store engine cannot start');
        child.kill();
        await child.ended;
      }
      if (this.stopping.signal.aborted) return;
      this.deps.metrics.restarts.inc({ reason });
      const { state, pauseMs } = decideRestart(this.restarts, upMs, this.options.steadyAfterMs);
      this.restarts = state;
      this.deps.log.warn({ reason, pauseMs, ends: state.ends }, 'column store engine ended, starting it again');
      await pause(pauseMs, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      child = this.spawn();
      outcome = await startedInTime(child);
    }
  }

  /** From listening to the process's end. */
  private async serve(child: EngineChild, listening: Listening): Promise<{ upMs: number; reason: string }> {
    const sinceMs = performance.now();
    this.generation += 1;
    this.current = {
      url: `http://${this.options.host}:${listening.port}`,
      user: this.user,
      password: this.options.password,
      generation: this.generation,
    };
    this.deps.metrics.up.set(1);
    this.deps.metrics.replayed.inc({ outcome: 'inserted' }, listening.replayed);
    this.deps.metrics.replayed.inc({ outcome: 'refused' }, listening.refused);
    this.deps.log.info({ pid: child.pid, ...listening }, 'column store engine answers');
    for (const waiter of this.waiters) waiter.resolve(this.current);
    this.waiters.clear();

    let hung = false;
    const beats = setInterval(() => {
      if (child.beat() < this.options.hungAfterMs) return;
      hung = true;
      child.kill();
    }, this.options.hungAfterMs / beatsPerHang);
    const { signal, code } = await child.ended;
    clearInterval(beats);
    this.current = null;
    this.deps.metrics.up.set(0);
    return { upMs: performance.now() - sinceMs, reason: hung ? 'hung' : (signal ?? `status-${code}`) };
  }

  private fail(error: AppError): void {
    for (const waiter of this.waiters) waiter.reject(error);
    this.waiters.clear();
  }
}

async function startedInTime(child: EngineChild): Promise<StartOutcome> {
  const timer = setTimeout(() => child.kill(), startTimeLimitMs);
  const outcome = await child.started;
  clearTimeout(timer);
  return outcome;
}

function unavailable(why: string): AppError {
  return new AppError('COLUMN_STORE_UNAVAILABLE', `the column store does not answer: ${why}`, { status: 503 });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
