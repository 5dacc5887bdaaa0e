import { describe, expect, it } from 'vitest';
import { insertHead, lexSql, splitStatements } from './sql-lexer.ts';

const texts = (sql: string): string[] => lexSql(sql).tokens.map((token) => token.text);

describe('lexSql', () => {
  it.each([
    ['words and numbers', 'SELECT a1, 1.5e3 FROM t', ['SELECT', 'a1', ',', '1.5e3', 'FROM', 't']],
    ['escaped and doubled quotes', `'a\\'b' 'c''d' "e\\"f" \`g\``, [`'a\\'b'`, `'c''d'`, `"e\\"f"`, '`g`']],
    ['comments', 'a -- b\n c /* d; */ e # f\n g #! h', ['a', 'c', 'e', 'g']],
    ['a heredoc', "SELECT $x$ it's; $y$ $x$, 1", ['SELECT', "$x$ it's; $y$ $x$", ',', '1']],
    ['hexadecimal strings', "x'41' b'01'", ["x'41'", "b'01'"]],
    ['a minus before a number', '1 - -1', ['1', '-', '-', '1']],
    ['what looks like a comment in a string', "'-- /* x' a", ["'-- /* x'", 'a']],
  ])('reads %s', (_name, sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });

  it.each([
    ["SELECT 'abc"],
    ['SELECT /* abc'],
    ['SELECT /* a /* b */ */ 1'],
    ['SELECT $a$ b $a$'],
    ["SELECT x'4\\'"],
    ['SELECT \u2018a\u2019'],
    ['SELECT ñ'],
    ['SELECT 1 \0'],
  ])('has doubts about %j', (sql) => {
    expect(lexSql(sql).problem).not.toBeNull();
  });

  it.each([['SELECT 1 -- ñ'], ["SELECT 'ñ \u2018'"], ['SELECT `ñ` /* ñ */'], ['']])('has none about %j', (sql) => {
    expect(lexSql(sql).problem).toBeNull();
  });
});

describe('splitStatements', () => {
  it.each([
    ['SELECT 1', ['SELECT 1']],
    [' SELECT 1 ; ', ['SELECT 1']],
    ["SELECT ';'; SELECT `;` -- ;\n; /* ; */", ["SELECT ';'", 'SELECT `;`']],
    ['-- nothing\n;;', []],
    [
      'CREATE TABLE a (x UInt8); -- first\nCREATE TABLE b (x UInt8)',
      ['CREATE TABLE a (x UInt8)', 'CREATE TABLE b (x UInt8)'],
    ],
    ['SELECT $$ ; $$; SELECT 2', ['SELECT $$ ; $$', 'SELECT 2']],
  ])('splits %j', (sql, statements) => {
    expect(splitStatements(sql)).toEqual(statements);
  });
});

describe('insertHead', () => {
  it.each([
    ['INSERT INTO t FORMAT Native', { target: 'INSERT INTO t', settings: '', format: 'Native' }],
    [
      'insert into db.`t` (a, settings) settings async_insert = 0 format JSONEachRow',
      { target: 'insert into db.`t` (a, settings)', settings: 'async_insert = 0', format: 'JSONEachRow' },
    ],
    [
      'INSERT INTO t (* EXCEPT (a)) -- rows follow\n FORMAT CSV',
      { target: 'INSERT INTO t (* EXCEPT (a)) -- rows follow', settings: '', format: 'CSV' },
    ],
  ])('finds the parts of %j', (sql, head) => {
    expect(insertHead(sql)).toEqual(head);
  });

  it.each([
    ['SELECT 1 FORMAT Native'],
    ['INSERT INTO t VALUES (1)'],
    ['INSERT INTO t SELECT 1 FORMAT Native'],
    ["INSERT INTO t FROM INFILE 'x' FORMAT Native"],
    ['INSERT INTO t'],
    ['INSERT INTO t FORMAT'],
    ["INSERT INTO t FORMAT 'Native'"],
    [''],
  ])('is none of %j', (sql) => {
    expect(insertHead(sql)).toBeNull();
  });
});
