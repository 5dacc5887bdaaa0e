/**
 * The chDB engine of this process: one data directory, any number of connections.
 *
 * Each statement gets a connection of its own, with its settings and parameters SET on it, and the
 * connection is closed behind it (0.1 ms): settings cannot leak, statements run side by side, and
 * `readonly = 1` holds for all that follows. Bound parameters are SET too, because the binding's own
 * way takes turns over the whole process.
 *
 * The package's `Session` is not used: its `close` waits for every running query of the process, so that
 * connections (140 kB each) would pile up behind one slow query. What is called here is the addon under it.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** An open connection, opaque to JavaScript. */
type Handle = object;
type StreamHandle = object;

interface NativeResult {
  readonly bytes: Uint8Array;
  /** Seconds. */
  readonly elapsed: number;
  /** Rows of the answer, or rows written. */
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** The part of `chdb_node.node` 3.4 that is used here. */
interface NativeAddon {
  EngineVersion(): string;
  CreateConnection(path: string, args?: readonly string[]): Handle;
  CloseConnection(connection: Handle): void;
  QueryAsyncConnection(connection: Handle, sql: string, format: string): Promise<NativeResult>;
  StreamQuery(connection: Handle, sql: string, format: string): StreamHandle;
  StreamFetch(stream: StreamHandle): Promise<{ done: boolean; bytes: Uint8Array; numRows: number }>;
  StreamCancel(stream: StreamHandle): void;
}

let loaded: NativeAddon | null = null;

/** By year and month, ClickHouse's version: `26.7.3`. Opens nothing. */
export const engineVersion = (): string => loadAddon().EngineVersion();

function loadAddon(): NativeAddon {
  if (loaded !== null) return loaded;
  const require = createRequire(import.meta.url);
  const loader = join(dirname(require.resolve('chdb/package.json')), 'dist', 'loader.js');
  // The package has no types for its loader; the interface above is what is called of it.
  const { loadNative } = require(loader) as { loadNative: () => NativeAddon };
  loaded = loadNative();
  return loaded;
}

export interface Statement {
  readonly sql: string;
  /** Used when the text names no FORMAT. */
  readonly format: string;
  /** `USE`, `SET a = …`: run before, on the same connection. Empty for none. */
  readonly setup: string;
}

export interface EngineAnswer {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

export interface EngineOptions {
  readonly dataDir: string;
  readonly memoryMb: number;
}

export class Engine {
  private readonly addon: NativeAddon;
  private readonly dataDir: string;
  /** Keeps the engine of the process alive between statements. */
  private readonly base: Handle;

  /** Opens or creates the data directory. @throws Error with the engine's text. */
  constructor(options: EngineOptions) {
    this.addon = loadAddon();
    this.dataDir = options.dataDir;
    this.base = this.addon.CreateConnection(options.dataDir, engineArguments(options.memoryMb));
  }

  async run(statement: Statement): Promise<EngineAnswer> {
    const connection = this.addon.CreateConnection(this.dataDir);
    try {
      if (statement.setup !== '') await this.addon.QueryAsyncConnection(connection, statement.setup, 'Null');
      const result = await this.addon.QueryAsyncConnection(connection, statement.sql, statement.format);
      return { bytes: result.bytes, rows: result.rowsRead };
    } finally {
      this.addon.CloseConnection(connection);
    }
  }

  /**
   * The answer in chunks, each a document of the format by itself: only for formats without head and foot,
   * and for SELECT. Leaving the loop early stops the engine.
   */
  async *stream(statement: Statement): AsyncGenerator<EngineAnswer> {
    const connection = this.addon.CreateConnection(this.dataDir);
    let stream: StreamHandle | null = null;
    try {
      if (statement.setup !== '') await this.addon.QueryAsyncConnection(connection, statement.setup, 'Null');
      stream = this.addon.StreamQuery(connection, statement.sql, statement.format);
      for (;;) {
        const open: StreamHandle = stream;
        stream = null; // at its end and on an error the addon has let go of it already
        const chunk = await this.addon.StreamFetch(open);
        if (chunk.done) return;
        stream = open;
        yield { bytes: chunk.bytes, rows: chunk.numRows };
      }
    } finally {
      if (stream !== null) this.addon.StreamCancel(stream);
      this.addon.CloseConnection(connection);
    }
  }

  /** Ends the engine; nothing may run any more. */
  close(): void {
    this.addon.CloseConnection(this.base);
  }
}

/** Caps by share of the memory: the engine's own defaults (5 GB a cache) are a server's. */
function engineArguments(memoryMb: number): string[] {
  const bytes = memoryMb * 1024 * 1024;
  const share = (part: number): number => Math.floor(bytes / part);
  return [
    `--max_server_memory_usage=${bytes}`,
    `--mark_cache_size=${share(16)}`,
    `--index_mark_cache_size=${share(64)}`,
    `--primary_index_cache_size=${share(32)}`,
    `--uncompressed_cache_size=0`,
    `--index_uncompressed_cache_size=0`,
    `--vector_similarity_index_cache_size=0`,
    `--query_condition_cache_size=${share(128)}`,
    `--compiled_expression_cache_size=${share(64)}`,
  ];
}
