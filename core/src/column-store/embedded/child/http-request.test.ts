import { describe, expect, it } from 'vitest';
import { ClickHouseError } from './clickhouse-error.ts';
import { isNewer } from './data-version.ts';
import { insertFromFile, planInsert, planStatement, requestSession, sessionSetup, sqlText } from './http-request.ts';

const sessionOf = (params: Record<string, string>, method = 'POST') =>
  requestSession({ method, params: new URLSearchParams(params) });

const codeOf = (attempt: () => unknown): number => {
  try {
    attempt();
    return 0;
  } catch (error) {
    if (error instanceof ClickHouseError) return error.clickHouseCode;
    throw error;
  }
};

describe('requestSession', () => {
  it('keeps settings and parameters, not what is the interface’s own', () => {
    const session = sessionOf({
      query: 'x', database: 'd', max_threads: '2', param_a: "it's", query_id: 'q', enable_http_compression: '0', readonly: '0',
    }); // prettier-ignore
    expect(session).toMatchObject({ database: 'd', queryId: 'q', readOnly: false, timeLimitMs: null });
    expect(session.settings).toEqual([
      ['max_threads', '2'],
      ['param_a', "it's"],
    ]);
  });

  it.each([
    [{ readonly: '1' }, 'POST', true],
    [{ readonly: '2' }, 'POST', true],
    [{}, 'POST', false],
    [{}, 'GET', true],
    [{ readonly: '0' }, 'GET', true],
  ])('%j by %s: read-only %s', (params, method, readOnly) => {
    expect(sessionOf(params, method).readOnly).toBe(readOnly);
  });

  it.each([
    ['0.5', 500],
    ['30', 30_000],
    ['0', null],
    ['-1', null],
    ['soon', null],
  ])('max_execution_time = %s', (value, timeLimitMs) => {
    expect(sessionOf({ max_execution_time: value }).timeLimitMs).toBe(timeLimitMs);
  });

  it('refuses a name that is no setting, and sessions', () => {
    expect(codeOf(() => sessionOf({ 'a = 1, b': '2' }))).toBe(115);
    expect(codeOf(() => sessionOf({ session_id: 'x' }))).toBe(344);
  });
});

describe('sessionSetup', () => {
  it('uses the database, sets readonly last, and lets the request overrule a default', () => {
    const session = sessionOf({ database: 'a`b\\', max_threads: "1' OR '", readonly: '1' });
    const setup = sessionSetup(session, [
      ['max_threads', '9'],
      ['max_memory_usage', '5'],
    ]);
    expect(setup).toBe("USE `a\\`b\\\\`; SET max_memory_usage = '5', max_threads = '1\\' OR \\'', readonly = '1'");
  });

  it('is nothing for nothing', () => {
    expect(sessionSetup(sessionOf({}), [])).toBe('');
  });
});

describe('planStatement', () => {
  it.each([
    ['SELECT 1 FORMAT JSON', {}, { format: 'JSON', streams: false, reads: true }],
    ['SELECT 1 FORMAT JSONEachRow', {}, { format: 'JSONEachRow', streams: true, reads: true }],
    ['SELECT 1', { default_format: 'CSV' }, { format: 'CSV', streams: true, reads: true }],
    ['SELECT 1', {}, { format: 'TabSeparated', streams: true, reads: true }],
    ['SELECT 1', { wait_end_of_query: '1' }, { streams: false, reads: true }],
    ['WITH 1 AS x SELECT x FORMAT Native SETTINGS max_threads = 1;', {}, { format: 'Native', streams: true }],
    ['SHOW TABLES', {}, { streams: false, reads: true }],
    ['CREATE TABLE t (a UInt8) ENGINE = Memory', {}, { streams: false, reads: false }],
    ["SELECT 1 INTO OUTFILE 'x'", {}, { streams: false }],
  ])('%s', (sql, params, plan) => {
    expect(planStatement(sql, sessionOf(params))).toMatchObject(plan);
  });

  it.each([
    ['', 62],
    ['-- nothing', 62],
    ['SELEC 1', 62],
    ['SELECT 1; SELECT 2', 62],
    ['DROP TABLE t', 164],
  ])('refuses %j', (sql, code) => {
    expect(codeOf(() => planStatement(sql, sessionOf({ readonly: '1' })))).toBe(code);
  });
});

describe('planInsert', () => {
  it('makes an insert from a file out of one with a body', () => {
    const plan = planInsert('INSERT INTO t (a) SETTINGS x = 1 FORMAT Native;', sessionOf({}));
    expect(plan && insertFromFile(plan, 'a.rows')).toBe(
      "INSERT INTO t (a) FROM INFILE 'a.rows' SETTINGS x = 1 FORMAT Native",
    );
    expect(planInsert('SELECT 1 FORMAT Native', sessionOf({}))).toBeNull();
    expect(codeOf(() => planInsert('INSERT INTO t FORMAT Native', sessionOf({ readonly: '1' })))).toBe(164);
  });
});

describe('sqlText', () => {
  it.each([
    ['', "''"],
    ["it's", "'it\\'s'"],
    ['a\\', "'a\\\\'"],
    ["\\'", "'\\\\\\''"],
  ])('%j', (value, text) => {
    expect(sqlText(value)).toBe(text);
  });
});

describe('isNewer', () => {
  it.each([
    ['26.7.3', '26.7.2', false],
    ['26.8.1', '26.7.9', true],
    ['27.1.1', '26.7.1', true],
    ['25.12.1', '26.7.1', false],
  ])('data of %s under engine %s: %s', (written, running, expected) => {
    expect(isNewer(written, running)).toBe(expected);
  });
});
