/** A request of ClickHouse's HTTP interface as a statement to run. Pure. */
import { insertHead, splitStatements } from '../../sql-lexer.ts';
import { ClickHouseError, clickHouseCodes } from './clickhouse-error.ts';
import { readOnlyRefusal } from './read-only-guard.ts';

/** Query parameters of the interface that are not settings of the engine. */
const notSettings = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'quota_key',
  'compress',
  'decompress',
  'enable_http_compression',
  'http_zlib_compression_level',
  'wait_end_of_query',
  'buffer_size',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
  'stacktrace',
]);

/** Asked for, they would change what a request means, and the embedded engine does not have them. */
const unsupported = ['session_id', 'role'] as const;

const settingName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const sqlText = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const sqlName = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

export interface RequestHead {
  readonly method: string;
  readonly params: URLSearchParams;
}

export interface RequestSession {
  readonly readOnly: boolean;
  readonly database: string | null;
  readonly defaultFormat: string | null;
  readonly queryId: string | null;
  /** Settings and `param_…` in the order of the request; `readonly` is not among them. */
  readonly settings: readonly (readonly [string, string])[];
  /** `wait_end_of_query`: the answer is complete before it is sent. */
  readonly wholeAnswer: boolean;
  /** `max_execution_time` in milliseconds; null when the request has none. */
  readonly timeLimitMs: number | null;
}

/** @throws ClickHouseError for a setting that cannot be honoured. */
export function requestSession(head: RequestHead): RequestSession {
  for (const name of unsupported) {
    if (head.params.has(name)) {
      throw new ClickHouseError(clickHouseCodes.supportIsDisabled, `the embedded engine has no ${name}`);
    }
  }
  const settings: [string, string][] = [];
  let readOnly = head.method === 'GET';
  for (const [name, value] of head.params) {
    if (name === 'readonly') readOnly ||= value !== '0';
    else if (!notSettings.has(name)) {
      if (!settingName.test(name))
        throw new ClickHouseError(115, `Unknown setting ${sqlText(name)}. (UNKNOWN_SETTING)`);
      settings.push([name, value]);
    }
  }
  const seconds = Number(head.params.get('max_execution_time') ?? 0);
  return {
    readOnly,
    database: head.params.get('database'),
    defaultFormat: head.params.get('default_format'),
    queryId: head.params.get('query_id'),
    settings,
    wholeAnswer: (head.params.get('wait_end_of_query') ?? '0') !== '0',
    timeLimitMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
  };
}

/** `USE` and `SET` for the connection; `readonly` comes last, because nothing can be set after it. */
export function sessionSetup(session: RequestSession, defaults: readonly (readonly [string, string])[]): string {
  const named = new Set(session.settings.map(([name]) => name));
  const settings = [...defaults.filter(([name]) => !named.has(name)), ...session.settings];
  if (session.readOnly) settings.push(['readonly', '1']);
  const statements = session.database === null ? [] : [`USE ${sqlName(session.database)}`];
  if (settings.length > 0) {
    statements.push(`SET ${settings.map(([name, value]) => `${name} = ${sqlText(value)}`).join(', ')}`);
  }
  return statements.join('; ');
}

export interface PlannedStatement {
  readonly sql: string;
  /** The format to answer in. */
  readonly format: string;
  /** Changes nothing, so that it may run beside others. */
  readonly reads: boolean;
  /** May be sent as it is made: a SELECT in a format without head and foot. */
  readonly streams: boolean;
}

const formatsInPieces = new Set([
  'JSONEachRow',
  'JSONCompactEachRow',
  'JSONStringsEachRow',
  'JSONCompactStringsEachRow',
  'TabSeparated',
  'TSV',
  'TabSeparatedRaw',
  'TSVRaw',
  'CSV',
  'RowBinary',
  'Native',
]);

/** How the engine's statements begin; what begins otherwise is a syntax error before it is anything else. */
const statementKeywords = new Set(
  (
    'SELECT WITH SHOW DESCRIBE DESC EXISTS EXPLAIN CHECK INSERT CREATE ATTACH DETACH DROP UNDROP TRUNCATE RENAME ' +
    'EXCHANGE ALTER UPDATE DELETE OPTIMIZE SYSTEM KILL SET USE GRANT REVOKE BACKUP RESTORE WATCH MOVE FROM VALUES'
  ).split(' '),
);

/**
 * Checks the text and finds its format.
 * @throws ClickHouseError for several statements, and for what a read-only request may not run.
 */
export function planStatement(text: string, session: RequestSession): PlannedStatement {
  const [sql, ...more] = splitStatements(text);
  if (sql === undefined) throw new ClickHouseError(clickHouseCodes.syntaxError, 'Syntax error: empty query');
  if (more.length > 0) {
    throw new ClickHouseError(
      clickHouseCodes.syntaxError,
      'Syntax error (Multi-statements are not allowed). (SYNTAX_ERROR)',
    );
  }
  const keyword = /^[A-Za-z]+/.exec(sql)?.[0] ?? '';
  if (!sql.startsWith('(') && !statementKeywords.has(keyword.toUpperCase())) {
    throw new ClickHouseError(
      clickHouseCodes.syntaxError,
      `Syntax error: a statement cannot start with ${sqlText(sql.slice(0, 40))}. (SYNTAX_ERROR)`,
    );
  }
  if (session.readOnly) {
    const refusal = readOnlyRefusal(sql);
    if (refusal !== null) {
      throw new ClickHouseError(
        clickHouseCodes.readonly,
        `Cannot execute query in readonly mode: it ${refusal}. (READONLY)`,
      );
    }
  }
  const named = /\bFORMAT\s+([A-Za-z0-9]+)\s*(?:SETTINGS\b[^']*)?$/i.exec(sql)?.[1];
  const format = named ?? session.defaultFormat ?? 'TabSeparated';
  const selects = /^[\s(]*(?:SELECT|WITH)\b/i.test(sql) && !/\bINTO\s+OUTFILE\b/i.test(sql);
  const reads = session.readOnly || selects || /^(?:SHOW|DESCRIBE|DESC|EXISTS|EXPLAIN)\b/i.test(sql);
  return { sql, format, reads, streams: selects && !session.wholeAnswer && formatsInPieces.has(format) };
}

export interface PlannedInsert {
  readonly target: string;
  readonly settings: string;
  readonly format: string;
}

/** The parts of an INSERT whose rows are the request's body; null for any other statement. */
export function planInsert(text: string, session: RequestSession): PlannedInsert | null {
  const [sql, ...more] = splitStatements(text);
  const head = sql === undefined || more.length > 0 ? null : insertHead(sql);
  if (head === null) return null;
  if (session.readOnly) {
    throw new ClickHouseError(clickHouseCodes.readonly, 'Cannot execute query in readonly mode. (READONLY)');
  }
  return head;
}

/** `file` is a plain name in the engine's working directory. */
export function insertFromFile(insert: PlannedInsert, file: string): string {
  const settings = insert.settings === '' ? '' : ` SETTINGS ${insert.settings}`;
  return `${insert.target} FROM INFILE ${sqlText(file)}${settings} FORMAT ${insert.format}`;
}
