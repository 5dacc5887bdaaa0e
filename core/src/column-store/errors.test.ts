import { ClickHouseError } from '@clickhouse/client';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { isConnectionLoss, storeProblem, toAppError } from './errors.ts';

const clickHouse = (code: string, message: string, type = 'TYPE'): ClickHouseError =>
  new ClickHouseError({ code, message, type });
const system = (code: string, message = code): Error => Object.assign(new Error(message), { code });

describe('toAppError', () => {
  it.each([
    ['an unknown table', clickHouse('60', 'no table', 'UNKNOWN_TABLE'), 'COLUMN_STORE_QUERY_FAILED', 500, 60],
    ['a time limit', clickHouse('159', 'too long'), 'COLUMN_STORE_TIME_LIMIT', 504, 159],
    ['a memory limit', clickHouse('241', 'too much'), 'COLUMN_STORE_MEMORY_LIMIT', 503, 241],
    ['a crowd', clickHouse('202', 'wait'), 'COLUMN_STORE_BUSY', 503, 202],
    ['a login', clickHouse('516', 'no'), 'COLUMN_STORE_LOGIN_REFUSED', 500, 516],
    ['no space reserved', clickHouse('243', 'x', 'NOT_ENOUGH_SPACE'), 'COLUMN_STORE_DISK_FULL', 507, 243],
    [
      'no space while writing',
      clickHouse('75', 'Cannot write, errno: 28, strerror: …'),
      'COLUMN_STORE_DISK_FULL',
      507,
      75,
    ],
    ['a login that may not write', clickHouse('164', 'Cannot execute', 'READONLY'), 'COLUMN_STORE_READ_ONLY', 503, 164],
    ['a replica without its keeper', clickHouse('242', 'read only'), 'COLUMN_STORE_READ_ONLY', 503, 242],
    ['no right to insert', clickHouse('497', 'privileges'), 'COLUMN_STORE_READ_ONLY', 503, 497],
    ['a read-only disk', clickHouse('76', 'x, errno: 30, strerror: …'), 'COLUMN_STORE_READ_ONLY', 503, 76],
    ['another error of errno 281', clickHouse('75', 'errno: 281'), 'COLUMN_STORE_QUERY_FAILED', 500, 75],
    ['a lost connection', system('ECONNRESET'), 'COLUMN_STORE_UNAVAILABLE', 503, undefined],
  ])('names %s', (_name, error, code, status, clickhouseCode) => {
    const appError = toAppError(error);
    expect([appError.code, appError.status]).toEqual([code, status]);
    expect(appError.params['clickhouseCode']).toBe(clickhouseCode);
    expect(appError.cause).toBe(error);
  });

  it('does not quote a whole query, and lets an AppError through', () => {
    expect(toAppError(clickHouse('62', 'x'.repeat(10_000))).message.length).toBeLessThan(600);
    const own = new AppError('OWN', 'own');
    expect(toAppError(own)).toBe(own);
  });
});

describe('storeProblem', () => {
  it.each([
    [clickHouse('243', 'SECRET', 'NOT_ENOUGH_SPACE'), 'COLUMN_STORE_DISK_FULL', /disk is full: free some space/],
    [clickHouse('164', 'SECRET'), 'COLUMN_STORE_READ_ONLY', /takes no writes: make .* writable/],
    [system('ECONNREFUSED', 'SECRET'), 'COLUMN_STORE_UNAVAILABLE', /does not answer: start/],
    [clickHouse('60', 'SECRET'), 'COLUMN_STORE_QUERY_FAILED', /the log says why/],
  ])('says what to do and quotes nothing: %s', (error, code, sentence) => {
    const problem = storeProblem(error);
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(sentence);
    expect(problem.message).not.toContain('SECRET');
  });
});

describe('isConnectionLoss', () => {
  it.each([
    [system('ECONNREFUSED'), true],
    [system('EPIPE'), true],
    [new Error('socket hang up'), true],
    [new Error('aborted'), true],
    [new Error('query was aborted by its caller'), false],
    [clickHouse('210', 'ECONNRESET'), false],
    [new AppError('COLUMN_STORE_UNAVAILABLE', 'socket hang up'), false],
    ['ECONNRESET', false],
  ])('%s: %s', (error, expected) => {
    expect(isConnectionLoss(error)).toBe(expected);
  });
});
