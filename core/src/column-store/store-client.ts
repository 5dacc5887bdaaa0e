/**
 * A `ColumnStore`'s requests over ClickHouse's HTTP interface, with retries: an insert goes out again with
 * the same deduplication token, a query once, a stream only while none of its rows has been handed on.
 */
import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { AppError } from '../errors/app-error.ts';
import type { StoreAddress, StoreEndpoint } from './endpoint.ts';
import { isConnectionLoss, toAppError } from './errors.ts';
import type { StoreMetrics } from './metrics.ts';
import type { InsertBlocksOptions, InsertRowsOptions, QueryOptions } from './port.ts';

/** Sockets to the store; more requests wait for one. */
const connectionsMax = 32;
const defaultTimeLimitMs = 30_000;
const insertTimeLimitMs = 120_000;
/** The store keeps its own limit; this long after it the client stops waiting for an answer. */
const answerGraceMs = 20_000;
/** An insert is sent again for this long; then the caller, who has the rows on the bus, tries later. */
const insertRetryMs = 60_000;
const retryPauseMsMax = 2_000;
/** Table and database names are put into statements. */
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export interface StoreClientDeps {
  readonly endpoint: StoreEndpoint;
  readonly database: string;
  readonly metrics: StoreMetrics;
}

type Kind = 'query' | 'insert' | 'command';

export class StoreClient {
  private readonly deps: StoreClientDeps;
  private client: { readonly generation: number; readonly client: ClickHouseClient } | null = null;
  private readonly closed = new AbortController();

  constructor(deps: StoreClientDeps) {
    if (!plainName.test(deps.database)) throw new Error(`not a plain database name: ${deps.database}`);
    this.deps = deps;
  }

  async query<Row>(sql: string, options: QueryOptions = {}): Promise<Row[]> {
    const observe = this.deps.metrics.querySeconds.startTimer();
    try {
      const rows = await this.attempt('query', options, 2, async (client, signal) => {
        const answer = await client.query({
          query: sql,
          format: 'JSONEachRow',
          query_params: { ...options.params },
          // The answer is complete before its first byte is sent, so that an error cannot come behind rows.
          clickhouse_settings: { ...readSettings(options), wait_end_of_query: 1 },
          abort_signal: signal,
        });
        const lines = (await answer.text()).trimEnd();
        return JSON.parse(`[${lines.replaceAll('\n', ',')}]`) as Row[]; // the caller wrote the query and names its rows
      });
      observe({ outcome: 'ok' });
      return rows;
    } catch (error) {
      observe({ outcome: 'failed' });
      throw error;
    }
  }

  async *queryStream<Row>(sql: string, options: QueryOptions = {}): AsyncGenerator<Row[]> {
    const observe = this.deps.metrics.querySeconds.startTimer();
    let outcome = 'failed';
    // Aborting is what tells the store that nobody reads any more.
    const leave = new AbortController();
    const signal = AbortSignal.any([leave.signal, ...(options.signal ? [options.signal] : [])]);
    try {
      const answer = await this.attempt('query', { ...options, signal }, 2, (client, requestSignal) =>
        client.query({
          query: sql,
          format: 'JSONEachRow',
          query_params: { ...options.params },
          clickhouse_settings: readSettings(options),
          abort_signal: requestSignal,
        }),
      );
      for await (const rows of answer.stream<Row>()) yield rows.map((row) => row.json<Row>());
      outcome = 'ok';
    } catch (error) {
      throw options.signal?.aborted === true ? options.signal.reason : toAppError(error);
    } finally {
      leave.abort();
      observe({ outcome });
    }
  }

  async command(sql: string, options: QueryOptions = {}): Promise<void> {
    await this.attempt('command', options, 1, (client, signal) =>
      client.command({
        query: sql,
        query_params: { ...options.params },
        clickhouse_settings: { max_execution_time: seconds(options.timeLimitMs ?? defaultTimeLimitMs) },
        abort_signal: signal,
      }),
    );
  }

  async insertBlocks(options: InsertBlocksOptions): Promise<void> {
    const blocks = options.blocks.filter((block) => block.length > 0);
    if (blocks.length === 0) return;
    await this.insert({ ...options, format: 'Native', body: () => Readable.from(blocks, { objectMode: false }) });
    this.deps.metrics.insertedBytes.inc(
      { table: options.table },
      blocks.reduce((sum, block) => sum + block.length, 0),
    );
  }

  async insertRows(options: InsertRowsOptions): Promise<void> {
    if (options.rows.length === 0) return;
    const text = options.rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await this.insert({
      ...options,
      format: 'JSONEachRow',
      body: () => Readable.from([Buffer.from(text)], { objectMode: false }),
    });
  }

  private async insert(options: {
    readonly table: string;
    readonly dedupToken: string;
    readonly format: 'Native' | 'JSONEachRow';
    readonly body: () => Readable;
  }): Promise<void> {
    if (!plainName.test(options.table)) throw new Error(`not a plain table name: ${options.table}`);
    const observe = this.deps.metrics.insertSeconds.startTimer();
    try {
      const limits = { timeLimitMs: insertTimeLimitMs };
      await this.attempt('insert', limits, Number.POSITIVE_INFINITY, async (client, signal) => {
        const answer = await client.exec({
          query: `INSERT INTO ${options.table} FORMAT ${options.format}`,
          values: options.body(),
          clickhouse_settings: insertSettings(options.dedupToken),
          abort_signal: signal,
        });
        answer.stream.resume();
        await new Promise((resolve, reject) => answer.stream.once('end', resolve).once('error', reject));
        this.deps.metrics.insertedRows.inc({ table: options.table }, Number(answer.summary?.written_rows ?? 0));
      });
      observe({ outcome: 'ok' });
    } catch (error) {
      observe({ outcome: 'failed' });
      throw error;
    }
  }

  /** Asks the store that answers now; does not wait for one. */
  async ping(): Promise<void> {
    const address = this.deps.endpoint.peek();
    if (address === null) throw toAppError(new Error('it is not running'));
    const answer = await this.clientOf(address).ping({ select: true, abort_signal: AbortSignal.timeout(5_000) });
    if (!answer.success) throw toAppError(answer.error);
  }

  async close(): Promise<void> {
    this.closed.abort(new AppError('COLUMN_STORE_UNAVAILABLE', 'the column store is stopped', { status: 503 }));
    await this.client?.client.close();
  }

  /** One request, sent again after a lost connection until `attemptsMax` or `insertRetryMs` is reached. */
  private async attempt<T>(
    kind: Kind,
    options: QueryOptions,
    attemptsMax: number,
    request: (client: ClickHouseClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const callerSignal = AbortSignal.any([this.closed.signal, ...(options.signal ? [options.signal] : [])]);
    const answerMs = (options.timeLimitMs ?? defaultTimeLimitMs) + answerGraceMs;
    const retryUntilMs = performance.now() + insertRetryMs;
    for (let attempt = 1; ; attempt += 1) {
      callerSignal.throwIfAborted();
      const late = new AbortController();
      // Not AbortSignal.timeout: its timer would outlive each quick answer by the whole limit.
      const timer = setTimeout(() => late.abort(new Error(`nothing within ${answerMs} ms`)), answerMs);
      try {
        const address = await this.deps.endpoint.address(AbortSignal.any([callerSignal, late.signal]));
        return await request(this.clientOf(address), AbortSignal.any([callerSignal, late.signal]));
      } catch (error) {
        if (callerSignal.aborted) throw callerSignal.reason;
        if (late.signal.aborted) throw toAppError(late.signal.reason);
        const again = attempt < attemptsMax && performance.now() < retryUntilMs && isConnectionLoss(error);
        if (!again) throw toAppError(error);
        this.deps.metrics.retries.inc({ kind });
        await pause(Math.min(50 * 2 ** attempt, retryPauseMsMax), callerSignal);
      } finally {
        clearTimeout(timer);
      }
    }
  }

  private clientOf(address: StoreAddress): ClickHouseClient {
    if (this.client?.generation === address.generation) return this.client.client;
    void this.client?.client.close();
    const client = createClient({
      url: address.url,
      username: address.user,
      password: address.password,
      database: this.deps.database,
      application: 'fastisp',
      max_open_connections: connectionsMax,
      request_timeout: insertTimeLimitMs + answerGraceMs,
      log: { level: ClickHouseLogLevel.OFF }, // failures are thrown, and logged once by whoever handles them
    });
    this.client = { generation: address.generation, client };
    return client;
  }
}

const seconds = (ms: number): number => ms / 1000;

function readSettings(options: QueryOptions): ClickHouseSettings {
  return {
    readonly: '1',
    max_execution_time: seconds(options.timeLimitMs ?? defaultTimeLimitMs),
    cancel_http_readonly_queries_on_client_close: 1,
    output_format_json_quote_64bit_integers: 1,
    session_timezone: 'UTC',
  };
}

function insertSettings(dedupToken: string): ClickHouseSettings {
  return {
    insert_deduplication_token: dedupToken,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    async_insert: 0,
    date_time_input_format: 'best_effort',
    session_timezone: 'UTC',
    max_execution_time: seconds(insertTimeLimitMs),
  };
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
