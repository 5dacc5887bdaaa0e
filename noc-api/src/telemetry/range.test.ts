import { retentionEnv } from '@fastisp/core/config/base-env';
import { readEnv } from '@fastisp/core/config/env-schema';
import { describe, expect, test } from 'vitest';
import { keptAt } from './retention.ts';
import { rollupFor, stepAtLeast, toRange, wholeSteps } from './range.ts';
import { planTop } from './top.ts';
import { planTraffic, trafficPointsMax } from './traffic.ts';

const hourS = 3_600;
const dayS = 24 * hourS;
const nowMs = Date.parse('2026-01-10T12:00:00Z');
/** As configured by default. */
const kept = keptAt(readEnv(retentionEnv, {}), nowMs);
const last = (seconds: number) => ({ fromMs: nowMs - seconds * 1_000, toMs: nowMs });

test('the last hour when nothing is asked', () => {
  expect(toRange({}, nowMs)).toEqual(last(hourS));
  expect(toRange({ to: '2026-01-10T10:00:00Z' }, nowMs)).toEqual({
    fromMs: nowMs - 3 * 3_600_000,
    toMs: nowMs - 2 * 3_600_000,
  });
});

test.each([
  ['empty', { from: '2026-01-10T12:00:00Z' }],
  ['backwards', { from: '2026-01-11T12:00:00Z' }],
  ['no date', { from: '2026-02-31T25:00:00Z' }],
  ['before 1970', { from: '1969-01-01T00:00:00Z' }],
  ['too long', { from: '2001-01-01T00:00:00Z' }],
])('refuses a range that is %s', (_name, query) => {
  expect(() => toRange(query, nowMs)).toThrow(expect.objectContaining({ code: 'RANGE_INVALID', status: 400 }));
});

test.each([
  [0.2, 1],
  [11, 15],
  [60, 60],
  [61, 120],
  [1e9, 2_592_000],
])('a step of at least %d s is %d s', (least, step) => {
  expect(stepAtLeast(least)).toBe(step);
});

test('a range is widened to whole steps, and stays when it has them', () => {
  expect(wholeSteps({ fromMs: 61_000, toMs: 119_000 }, 60)).toEqual({ fromMs: 60_000, toMs: 120_000 });
  expect(wholeSteps({ fromMs: 60_000, toMs: 120_000 }, 60)).toEqual({ fromMs: 60_000, toMs: 120_000 });
});

test.each([
  [30, null],
  [60, '1m'],
  [300, '5m'],
  [900, '5m'],
  [7_200, '1h'],
  [604_800, '1d'],
])('a step of %d s is made of %s', (step, rollup) => {
  expect(rollupFor(step)).toBe(rollup);
});

describe('plan of a traffic chart', () => {
  test.each([
    // range s, asked step, poll interval, step, rollup
    ['an hour of minutes', hourS, undefined, 60, 60, null],
    ['an hour of five seconds', hourS, undefined, 5, 10, null],
    ['a day', dayS, undefined, 60, 300, '5m'],
    ['a day of slow polls', dayS, undefined, 300, 300, null],
    ['a week', 7 * dayS, undefined, 60, 1_800, '5m'],
    ['a year', 365 * dayS, undefined, 60, 86_400, '1d'],
    ['finer than the polls', hourS, 1, 60, 60, null],
    ['finer than an answer holds', 30 * dayS, 1, 60, 1_800, '5m'],
    ['as asked', dayS, 3_600, 60, 3_600, '1h'],
  ])('%s', (_name, rangeS, asked, pollIntervalS, stepS, rollup) => {
    expect(planTraffic({ range: last(rangeS), stepS: asked, pollIntervalS, kept })).toMatchObject({ stepS, rollup });
  });

  test('never has more points than an answer holds', () => {
    for (let rangeS = 10; rangeS < 10 * 365 * dayS; rangeS = Math.ceil(rangeS * 1.3)) {
      const { range, stepS } = planTraffic({ range: last(rangeS), stepS: 1, pollIntervalS: 5, kept });
      expect((range.toMs - range.fromMs) / 1_000 / stepS).toBeLessThanOrEqual(trafficPointsMax);
    }
  });
});

describe('plan of a top list', () => {
  test.each([
    ['an hour', hourS, 60, 'flows_1m'],
    ['a day', dayS, 900, 'flows_5m'],
    ['a week', 7 * dayS, 7_200, 'flows_1h'],
    ['a year', 365 * dayS, 604_800, 'flows_1d'],
  ])('%s', (_name, rangeS, stepS, table) => {
    const plan = planTop('source', last(rangeS), kept);
    expect([plan.stepS, plan.source.table]).toEqual([stepS, table]);
  });

  test('conversations are counted exactly as asked, from the flows', () => {
    const range = { fromMs: nowMs - 61_234, toMs: nowMs - 1_234 };
    const plan = planTop('conversation', range, kept);
    expect([plan.range, plan.source.table]).toEqual([range, 'flows']);
  });
});

describe('an hour long ago is answered by what is still kept', () => {
  const hourAgo = (daysAgo: number) => {
    const toMs = nowMs - daysAgo * dayS * 1_000;
    return { fromMs: toMs - 3_600_000, toMs };
  };
  test.each([
    [10, 60, null],
    [20, 120, '1m'],
    [60, 300, '5m'],
    [200, 3_600, '1h'],
    [1_000, 86_400, '1d'],
    [3_000, 86_400, '1d'],
  ])('%d days: traffic in steps of %d s', (daysAgo, stepS, rollup) => {
    const plan = planTraffic({ range: hourAgo(daysAgo), stepS: undefined, pollIntervalS: 60, kept });
    expect(plan).toMatchObject({ stepS, rollup });
  });
  test.each([
    [20, 'flows_1m'],
    [60, 'flows_5m'],
    [200, 'flows_1h'],
    [1_000, 'flows_1d'],
  ])('%d days: the top from %s', (daysAgo, table) => {
    expect(planTop('port', hourAgo(daysAgo), kept).source.table).toBe(table);
  });
  test('conversations as far as flows are kept', () => {
    expect(planTop('conversation', last(30 * dayS), kept).range.fromMs).toBe(nowMs - 7 * dayS * 1_000);
    expect(() => planTop('conversation', hourAgo(20), kept)).toThrow(
      expect.objectContaining({ code: 'RANGE_INVALID' }),
    );
  });
});
