/**
 * Runs statements: their turn in a lane, their time limit, their end when nobody waits for them any more.
 *
 * The engine ends a statement at `max_execution_time` by itself. One that goes on is killed by name, and
 * one that survives that too takes the process with it: a kill -9 loses nothing, and a stuck engine
 * would otherwise stay stuck.
 */
import type { ChildLimits } from '../ipc.ts';
import { ClickHouseError, clickHouseCodes } from './clickhouse-error.ts';
import type { Engine, EngineAnswer } from './engine.ts';
import { sqlText, type PlannedStatement } from './http-request.ts';
import { Lane } from './lane.ts';

/** Time for a last answer to leave before the process is killed. */
const answerMs = 200;

export interface RunOptions {
  readonly setup: string;
  readonly timeLimitMs: number;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

export interface RunnerDeps {
  readonly engine: Engine;
  readonly limits: ChildLimits;
  /** The engine does not react any more. */
  readonly onHung: (reason: string) => void;
}

export class StatementRunner {
  private readonly deps: RunnerDeps;
  private readonly readers: Lane;
  private readonly inserters: Lane;
  /** DDL and other statements of the writer: one after the other, in the order they came. */
  private readonly writer: Lane;
  private counter = 0;

  constructor(deps: RunnerDeps) {
    const { limits } = deps;
    this.deps = deps;
    const laneOf = (runningMax: number, longMax: number): Lane =>
      new Lane({ runningMax, longMax, waitingMax: limits.waitingMax });
    this.readers = laneOf(limits.readersMax, limits.longReadersMax);
    this.inserters = laneOf(limits.insertersMax, limits.insertersMax);
    this.writer = laneOf(1, 1);
  }

  get idle(): boolean {
    return this.readers.idle && this.inserters.idle && this.writer.idle;
  }

  /** Reads, handing each piece of the answer to `take` as it comes. */
  async read(plan: PlannedStatement, options: RunOptions, take: (piece: EngineAnswer) => Promise<void>): Promise<void> {
    const long = options.timeLimitMs > this.deps.limits.quickTimeLimitMs;
    await this.readers.run({ long, signal: options.signal }, () =>
      this.watched(options, async (mark) => {
        const statement = { sql: mark + plan.sql, format: plan.format, setup: options.setup };
        if (!plan.streams) {
          await take(await this.deps.engine.run(statement));
          return;
        }
        for await (const piece of this.deps.engine.stream(statement)) {
          if (options.signal.aborted) break;
          await take(piece);
        }
      }),
    );
  }

  async write(plan: PlannedStatement, options: RunOptions): Promise<EngineAnswer> {
    return this.writer.run({ long: false, signal: options.signal }, () =>
      this.watched(options, (mark) =>
        this.deps.engine.run({ sql: mark + plan.sql, format: plan.format, setup: options.setup }),
      ),
    );
  }

  /** An insert goes on when its client is gone: it is complete, and its token makes the retry harmless. */
  async insert(sql: string, options: RunOptions): Promise<EngineAnswer> {
    const signal = new AbortController().signal;
    return this.inserters.run({ long: false, signal }, () =>
      this.watched({ ...options, signal }, (mark) =>
        this.deps.engine.run({ sql: mark + sql, format: 'Null', setup: options.setup }),
      ),
    );
  }

  private async watched<T>(options: RunOptions, work: (mark: string) => Promise<T>): Promise<T> {
    this.counter += 1;
    const mark = `/*s${this.counter}*/ `;
    const { hungGraceMs } = this.deps.limits;
    const hung = Promise.withResolvers<never>();
    const timers = [
      setTimeout(() => this.kill(mark), options.timeLimitMs + hungGraceMs),
      setTimeout(() => this.giveUp(hung.reject), options.timeLimitMs + 2 * hungGraceMs),
    ];
    const onAbort = (): void => this.kill(mark);
    options.signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([work(mark), hung.promise]);
    } catch (error) {
      if (!options.signal.aborted) throw error;
      throw new ClickHouseError(clickHouseCodes.queryWasCancelled, 'Query was cancelled. (QUERY_WAS_CANCELLED)');
    } finally {
      options.signal.removeEventListener('abort', onAbort);
      for (const timer of timers) clearTimeout(timer);
    }
  }

  /** Its client gets an answer first: one that only lost its connection would send the statement again. */
  private giveUp(reject: (error: ClickHouseError) => void): void {
    reject(
      new ClickHouseError(
        clickHouseCodes.timeoutExceeded,
        'Timeout exceeded, and the engine hangs. (TIMEOUT_EXCEEDED)',
      ),
    );
    setTimeout(() => this.deps.onHung('a statement outlived its time limit'), answerMs);
  }

  /** Marks are at the statement's very start, so that the KILL does not find itself. */
  private kill(mark: string): void {
    const sql = `KILL QUERY WHERE startsWith(query, ${sqlText(mark)}) ASYNC`;
    void this.deps.engine.run({ sql, format: 'Null', setup: '' }).catch(() => undefined); // it ended by itself meanwhile
  }
}
