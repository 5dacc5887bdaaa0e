/**
 * ClickHouse SQL as tokens: just enough to split statements, to find the body of an INSERT, and to see what
 * a read-only query would reach. Source: ClickHouse `src/Parsers/Lexer.cpp`.
 *
 * Where the engine's lexer and this one could disagree about where a string ends, `problem` says so; a
 * caller who decides about safety refuses such a text instead of guessing.
 */
export type SqlTokenKind = 'word' | 'quotedName' | 'string' | 'number' | 'symbol';

export interface SqlToken {
  readonly kind: SqlTokenKind;
  /** As written. */
  readonly text: string;
  /** Offsets into the statement: first character, and one behind the last. */
  readonly start: number;
  readonly end: number;
}

export interface LexedSql {
  readonly tokens: readonly SqlToken[];
  /** Why the text cannot be judged with certainty; null when it can. */
  readonly problem: string | null;
}

const whitespace = /[\s\u00a0\ufeff]+/y;
const lineComment = /--[^\n]*|#[ !][^\n]*/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /[0-9][0-9A-Za-z_]*(?:\.[0-9A-Za-z_]*)?/y;
const hexString = /[xXbB]'[0-9A-Fa-f]*'/y;
const heredocTag = /\$[A-Za-z0-9_]*\$/y;

const match = (pattern: RegExp, sql: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0] ?? null;
};

/** One behind the closing quote; a quote is escaped by a backslash or by doubling it. -1 when it never ends. */
function endOfQuoted(sql: string, start: number): number {
  const quote = sql[start];
  for (let at = start + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\') at += 1;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  return -1;
}

/** The end of a comment, or null where there is none; `length` of the text when it never ends. */
function endOfGap(sql: string, at: number): { end: number; problem: string | null } | null {
  const plain = match(whitespace, sql, at) ?? match(lineComment, sql, at);
  if (plain !== null) return { end: at + plain.length, problem: null };
  if (!sql.startsWith('/*', at)) return null;
  const close = sql.indexOf('*/', at + 2);
  if (close < 0) return { end: sql.length, problem: 'a comment without an end' };
  const nested = sql.slice(at + 2, close).includes('/*');
  return { end: close + 2, problem: nested ? 'a comment inside a comment' : null };
}

function quotedToken(sql: string, at: number, kind: SqlTokenKind): { token: SqlToken; problem: string | null } {
  const closed = endOfQuoted(sql, at);
  const end = closed < 0 ? sql.length : closed;
  const token = { kind, text: sql.slice(at, end), start: at, end };
  return { token, problem: closed < 0 ? 'a quote without an end' : null };
}

function nextToken(sql: string, at: number): { token: SqlToken; problem: string | null } {
  const make = (kind: SqlTokenKind, text: string, problem: string | null = null) => ({
    token: { kind, text, start: at, end: at + text.length },
    problem,
  });
  const first = sql[at] ?? '';
  if (first === "'") return quotedToken(sql, at, 'string');
  if (first === '`' || first === '"') return quotedToken(sql, at, 'quotedName');

  const hex = match(hexString, sql, at);
  if (hex !== null) return make('string', hex);
  const name = match(word, sql, at);
  if (name !== null) {
    const oddString = /^[xXbB]$/.test(name) && sql[at + 1] === "'";
    return make('word', name, oddString ? 'a binary string with other than hexadecimal digits' : null);
  }
  const digits = match(number, sql, at);
  if (digits !== null) return make('number', digits);

  const tag = match(heredocTag, sql, at);
  if (tag !== null) {
    const close = sql.indexOf(tag, at + tag.length);
    const text = close < 0 ? sql.slice(at) : sql.slice(at, close + tag.length);
    return make('string', text, 'a heredoc');
  }
  const odd = first === '\0' || first === '#' || first === '$' || first > '\u007e';
  return make('symbol', first, odd ? `the character ${JSON.stringify(first)} outside quotes` : null);
}

export function lexSql(sql: string): LexedSql {
  const tokens: SqlToken[] = [];
  let problem: string | null = null;
  let at = 0;
  while (at < sql.length) {
    const gap = endOfGap(sql, at);
    if (gap !== null) {
      problem ??= gap.problem;
      at = gap.end;
      continue;
    }
    const next = nextToken(sql, at);
    problem ??= next.problem;
    tokens.push(next.token);
    at = next.token.end;
  }
  return { tokens, problem };
}

/** Statements between semicolons, without the empty ones and those of comments alone. */
export function splitStatements(sql: string): string[] {
  const { tokens } = lexSql(sql);
  const statements: string[] = [];
  let first: SqlToken | null = null;
  let last: SqlToken | null = null;
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === ';') {
      if (first !== null && last !== null) statements.push(sql.slice(first.start, last.end));
      first = null;
      last = null;
      continue;
    }
    first ??= token;
    last = token;
  }
  if (first !== null && last !== null) statements.push(sql.slice(first.start, last.end));
  return statements;
}

export const isWord = (token: SqlToken | undefined, keyword: string): boolean =>
  token?.kind === 'word' && token.text.toUpperCase() === keyword;

export interface InsertHead {
  /** `INSERT INTO t (a, b)`, up to SETTINGS or FORMAT. */
  readonly target: string;
  /** `a = 1, b = 2`; empty when there is no SETTINGS clause. */
  readonly settings: string;
  readonly format: string;
}

/** The statement's parts when it is an INSERT whose rows follow outside the text: `INSERT … FORMAT Native`. */
export function insertHead(sql: string): InsertHead | null {
  const { tokens } = lexSql(sql);
  const format = tokens.at(-1);
  const keyword = tokens.at(-2);
  if (!isWord(tokens[0], 'INSERT') || format?.kind !== 'word' || keyword === undefined || !isWord(keyword, 'FORMAT')) {
    return null;
  }
  const body = tokens.slice(0, -2);
  const reads = ['SELECT', 'VALUES', 'INFILE', 'WITH'];
  let depth = 0;
  let settings: SqlToken | null = null;
  for (const token of body) {
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    if (depth !== 0) continue;
    if (reads.some((read) => isWord(token, read))) return null;
    if (isWord(token, 'SETTINGS')) settings ??= token;
  }
  return {
    target: sql.slice(tokens[0]?.start, (settings ?? keyword).start).trim(),
    settings: settings === null ? '' : sql.slice(settings.end, keyword.start).trim(),
    format: format.text,
  };
}
