/** What the supervisor and the child that runs the engine say to each other over Node's IPC channel. */

/** All that the child needs to know; it reads no environment and no arguments. */
export interface ChildSettings {
  /** The engine's data. */
  readonly dataDir: string;
  /** Bodies of inserts on their way into the engine. */
  readonly spoolDir: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly user: string;
  /** Made anew at each start of the supervisor; only its own processes know it. */
  readonly password: string;
  readonly memoryMb: number;
  readonly limits: ChildLimits;
}

export interface ChildLimits {
  /** Queries that run at the same time; more wait. */
  readonly readersMax: number;
  /** Of these, queries with a time limit over `quickTimeLimitMs`: the rest stays free for quick ones. */
  readonly longReadersMax: number;
  readonly quickTimeLimitMs: number;
  /** Threads of such a long query: fewer than cores, so that inserts and quick queries find one. */
  readonly longReaderThreads: number;
  /** Inserts that run at the same time; more wait. */
  readonly insertersMax: number;
  /** Requests that wait for their turn, of each kind; more get error 202. */
  readonly waitingMax: number;
  /** Bytes of statements; more get error 62. */
  readonly sqlBytesMax: number;
  /** Bytes of one insert's body; more get error 307. */
  readonly bodyBytesMax: number;
  /** Bytes of all bodies in the spool; an insert that starts when they are reached gets error 243. */
  readonly spoolBytesMax: number;
  /** Time limit of a statement whose request names none. */
  readonly defaultTimeLimitMs: number;
  /** After its time limit a statement that still runs is killed, and after this the whole child. */
  readonly hungGraceMs: number;
}

export type ToChild =
  | { readonly kind: 'start'; readonly settings: ChildSettings }
  | { readonly kind: 'beat'; readonly id: number }
  | { readonly kind: 'stop' };

export type StartFailure = 'directory' | 'locked' | 'newer-data' | 'engine' | 'disk-full';

export type FromChild =
  | { readonly kind: 'loaded' }
  | {
      readonly kind: 'listening';
      readonly port: number;
      readonly engineVersion: string;
      /** Tokens whose part the last engine was killed before naming. */
      readonly forgotten: number;
      readonly replayed: number;
      readonly refused: number;
    }
  | { readonly kind: 'failed'; readonly failure: StartFailure; readonly message: string }
  | { readonly kind: 'beat'; readonly id: number; readonly stats: ChildStats };

/** As of now. */
export interface ChildStats {
  readonly spoolBytes: number;
  readonly rssBytes: number;
}
