import { describe, expect, it } from 'vitest';
import { readOnlyRefusal } from './read-only-guard.ts';

describe('readOnlyRefusal', () => {
  it.each([
    ["SELECT a, profile FROM t WHERE name = 'readonly = 0' ORDER BY a DESC"],
    ['SELECT \'file(x)\', "file" FROM t'],
    ["SELECT getSetting('readonly')"],
    ['SELECT * FROM t SETTINGS max_threads = 1'],
    ['DESC t'],
    ['(SELECT 1) UNION ALL (SELECT 2)'],
    ['EXPLAIN PIPELINE SELECT 1'],
  ])('lets through: %s', (sql) => {
    expect(readOnlyRefusal(sql)).toBeNull();
  });

  it.each([
    [''],
    ['INSERT INTO t VALUES (1)'],
    ['kill query where 1'],
    ['SELECT * FROM (SELECT 1 SETTINGS readonly = 0)'],
    ['SELECT * FROM (SELECT 1 SETTINGS ReadOnly/* */=0)'],
    ['SELECT * FROM (SELECT 1 SETTINGS `readonly` = 0)'],
    ['SELECT * FROM (SELECT 1 SETTINGS "read\\x6fnly" = 0)'],
    ["SELECT file('x')"],
    ["SELECT FILE ('x')"],
    ["SELECT `file`('x')"],
    ["SELECT file -- \n ('x')"],
    ["SELECT 1 INTO OUTFILE 'x'"],
    ["DESC url('x')"],
    ["SELECT * FROM (DESC url('x'))"],
    ["EXPLAIN DESCRIBE TABLE url('x')"],
    ["SELECT 'x"],
    ['SELECT $a$ b $a$'],
  ])('refuses: %s', (sql) => {
    expect(readOnlyRefusal(sql)).not.toBeNull();
  });
});
