/**
 * What `readonly = 1` lets through in the embedded engine and must not: measured on engine 26.7, a
 * subquery's `SETTINGS readonly = 0` lifts it, the scalar function `file()` and `DESCRIBE file(…)` read
 * any file of the host, `INTO OUTFILE` writes one, and KILL is allowed. The engine's own check stays on;
 * this one stands before it and refuses what it cannot judge.
 */
import { isWord, lexSql, type SqlToken } from '../../sql-lexer.ts';

const readingStatements = ['SELECT', 'WITH', '(', 'SHOW', 'DESCRIBE', 'DESC', 'EXISTS', 'EXPLAIN'];

/** @returns why a read-only session may not run the statement, or null when it may. */
export function readOnlyRefusal(sql: string): string | null {
  const { tokens, problem } = lexSql(sql);
  if (problem !== null) return `cannot be judged: ${problem}`;
  const first = tokens[0];
  if (first === undefined) return 'is empty';
  if (!readingStatements.includes(first.text.toUpperCase())) return `starts with ${first.text.slice(0, 40)}`;
  // Names may be written with escapes (`read\x6fnly`); nobody needs that here.
  if (tokens.some((token) => token.kind === 'quotedName' && token.text.includes('\\'))) return 'has an escaped name';
  if (describesFunction(tokens)) return 'describes something else than a table';
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' && token.kind !== 'quotedName') continue;
    const name = (token.kind === 'word' ? token.text : token.text.slice(1, -1)).toLowerCase();
    if (name === 'outfile') return 'writes a file';
    if (name === 'file' && tokens[index + 1]?.text === '(') return 'reads a file';
    if (name === 'readonly' && tokens[index + 1]?.text === '=') return 'changes readonly';
  }
  return null;
}

/** DESCRIBE opens what it describes before the engine asks whether it may: only plain tables are left to it. */
function describesFunction(tokens: readonly SqlToken[]): boolean {
  const at = tokens.findIndex(
    (token, index) =>
      isWord(token, 'DESCRIBE') || (isWord(token, 'DESC') && (index === 0 || tokens[index - 1]?.text === '(')),
  );
  return at >= 0 && (at > 0 || tokens.some((token) => token.text === '('));
}
