/**
 * The columnar store, as the rest of the code sees it: ClickHouse over HTTP, whether a server or
 * the embedded engine answers.
 */
import type { Component } from '../lifecycle/component.ts';

/** Values bound as ClickHouse `{name:Type}` parameters. */
export type QueryParams = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | null>>;

export interface QueryOptions {
  readonly params?: QueryParams;
  /** The server's own limit for this query. Default 30,000. */
  readonly timeLimitMs?: number;
  readonly signal?: AbortSignal;
}

export interface InsertBlocksOptions {
  /** Table in the store's database. Must be one of ours: it is put into the statement. */
  readonly table: string;
  /** ClickHouse Native blocks, one after the other, exactly as `encodeBlock` made them. */
  readonly blocks: readonly Uint8Array[];
  /**
   * The same token twice leaves one copy, in the table and in its materialized views. Deterministic in
   * what is inserted: made of bus log id, topic, partition and offsets.
   */
  readonly dedupToken: string;
}

export interface InsertRowsOptions {
  /** As for blocks. */
  readonly table: string;
  /** Column to value; columns left out get their defaults. For what is rare: a row costs ten times one of a block. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** As for blocks. */
  readonly dedupToken: string;
}

export interface ColumnStore extends Component {
  /** All rows as objects, 64-bit integers as strings. For answers of bounded size. */
  query<Row>(sql: string, options?: QueryOptions): Promise<Row[]>;
  /** Rows in chunks as they arrive, for answers without a bound. */
  queryStream<Row>(sql: string, options?: QueryOptions): AsyncIterable<Row[]>;
  /** DDL and other statements without an answer, by the writer. */
  command(sql: string, options?: QueryOptions): Promise<void>;
  /** Resolves when the rows are stored and visible to queries. */
  insertBlocks(options: InsertBlocksOptions): Promise<void>;
  /** The same for single rows as JSON; times as ISO 8601 text. */
  insertRows(options: InsertRowsOptions): Promise<void>;
  /** Cheap; rejects when the store cannot answer. */
  ping(): Promise<void>;
}
