import { expect, test } from 'vitest';
import { addRttSample, attemptBudgetMs, attemptTimeoutsMs, newRttEstimate } from './rtt.ts';

const plan = { timeoutMs: 1_000, retries: 2 };
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('an unknown device gets 1, 1.5 and 2 times the time-out', () => {
  expect(attemptTimeoutsMs(plan, newRttEstimate())).toEqual([1_000, 1_500, 2_000]);
  expect(attemptTimeoutsMs({ timeoutMs: 1_000, retries: 0 }, newRttEstimate())).toEqual([1_000]);
});

test.each([0.2, 5, 80, 900, 3_000, 60_000])(
  'a device of %s ms is asked again when it is due, in the same time in all',
  (rttMs) => {
    const estimate = newRttEstimate();
    for (let i = 0; i < 50; i += 1) addRttSample(estimate, rttMs);
    const timeoutsMs = attemptTimeoutsMs(plan, estimate);
    expect(timeoutsMs).toHaveLength(3);
    expect(sum(timeoutsMs)).toBeCloseTo(attemptBudgetMs(plan), 6);
    for (const timeoutMs of timeoutsMs) expect(timeoutMs).toBeGreaterThanOrEqual(200);
    if (rttMs < 2_000) expect(timeoutsMs[0]).toBeGreaterThan(rttMs);
  },
);

test('a jittery path waits longer than a steady one of the same mean', () => {
  const steady = newRttEstimate();
  const jittery = newRttEstimate();
  for (let i = 0; i < 100; i += 1) {
    addRttSample(steady, 200);
    addRttSample(jittery, i % 2 === 0 ? 50 : 350);
  }
  expect(attemptTimeoutsMs(plan, jittery)[0]).toBeGreaterThan(attemptTimeoutsMs(plan, steady)[0] ?? Infinity);
});
