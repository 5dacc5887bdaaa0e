import { expect, test } from 'vitest';
import { refreshMs, stepS, windowEndMs } from './ranges.ts';

test('steps give about 360 points', () => {
  expect([stepS('15m'), stepS('1h'), stepS('24h'), stepS('30d')]).toEqual([3, 10, 240, 7_200]);
});

test('a short range is not asked more often than every 15 s', () => {
  expect([refreshMs('15m'), refreshMs('24h')]).toEqual([15_000, 240_000]);
});

test('the window never ends before now, and moves in steps', () => {
  const nowMs = 1_000_000_123;
  expect(windowEndMs('1h', nowMs)).toBe(1_000_005_000);
  expect(windowEndMs('1h', nowMs + 1)).toBe(1_000_005_000);
  expect(windowEndMs('24h', nowMs)).toBeGreaterThanOrEqual(nowMs);
});
