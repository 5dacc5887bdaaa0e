import { describe, expect, test } from 'vitest';
import { freshnessOf } from './freshness.ts';

const nowMs = Date.parse('2026-11-25T14:00:00Z');
const aged = (ageMs: number) => freshnessOf(nowMs - ageMs, 10_000, nowMs).level;

describe('freshnessOf, period 10 s', () => {
  test.each([
    [0, 'fresh'],
    [22_000, 'fresh'],
    [22_001, 'late'],
    [32_001, 'stale'],
    [102_000, 'stale'],
    [102_001, 'gone'],
  ])('an age of %d ms is %s', (ageMs, level) => {
    expect(aged(ageMs)).toBe(level);
  });

  test('never measured has no age', () => {
    expect(freshnessOf(null, 10_000, nowMs)).toEqual({ level: 'gone', ageMs: null });
  });

  test('a time ahead of our clock is fresh, and its age is not negative', () => {
    expect(freshnessOf('2026-11-25T14:00:05Z', 10_000, nowMs)).toEqual({ level: 'fresh', ageMs: 0 });
  });
});
