import { AppError } from '@fastisp/core/errors/app-error';
import { sinkHoldRepeatMs } from '@fastisp/core/contracts/sink-state.v1';
import { expect, it } from 'vitest';
import { Holds } from './holds.ts';

const full = new AppError('COLUMN_STORE_DISK_FULL', 'column store: the disk is full (errno: 28)');
const readOnly = new AppError('COLUMN_STORE_READ_ONLY', 'column store: it takes no writes');

it('says a hold once, again while it lasts, and its end', () => {
  const holds = new Holds();
  expect(holds.refused('flows', full, 1_000)).toEqual({
    v: 1,
    occurredAt: '1970-01-01T00:00:01.000Z',
    table: 'flows',
    held: {
      since: '1970-01-01T00:00:01.000Z',
      code: 'COLUMN_STORE_DISK_FULL',
      message: expect.stringMatching(/^column store: the disk is full: free some space/) as string,
    },
  });
  expect(holds.refused('flows', full, 1_999)).toBeNull();
  expect(holds.refused('flows', full, 1_000 + sinkHoldRepeatMs)?.held?.since).toBe('1970-01-01T00:00:01.000Z');
  expect(holds.refused('flows', full, 1_001 + sinkHoldRepeatMs)).toBeNull();
  expect(holds.stored('flows', 60_000)).toMatchObject({ table: 'flows', held: null });
  expect(holds.stored('flows', 60_001)).toBeNull();
});

it('says at once when the reason has become another one', () => {
  const holds = new Holds();
  holds.refused('flows', full, 0);
  expect(holds.refused('flows', readOnly, 1)?.held).toMatchObject({
    since: '1970-01-01T00:00:00.000Z',
    code: 'COLUMN_STORE_READ_ONLY',
  });
});

it('says that rows are stored at the first insert, because a predecessor may have died while it held', () => {
  expect(new Holds().stored('flows', 0)).toMatchObject({ table: 'flows', held: null });
});

it('has a sentence for readiness while one table is held', () => {
  const holds = new Holds();
  expect(holds.sentence()).toBeNull();
  holds.refused('flows', full, 0);
  holds.refused('device_samples', full, 0);
  holds.stored('flows', 1);
  expect(holds.sentence()).toMatch(
    /since 1970-01-01T00:00:00.000Z .*\(device_samples\): column store: the disk is full/,
  );
  holds.stored('device_samples', 2);
  expect(holds.sentence()).toBeNull();
});
