import { describe, expect, test } from 'vitest';
import { joinLive, summarize, usualStepMs, withGaps } from './traffic-points.ts';

const at = (s: number, bps: number | null = s) => ({ atMs: s * 1_000, inBps: bps, outBps: bps });
const seconds = (points: readonly { atMs: number }[]): number[] => points.map((point) => point.atMs / 1_000);

describe('withGaps', () => {
  test('a steady row stays as it is', () => {
    expect(withGaps([at(0), at(10), at(20)], 10_000)).toEqual([at(0), at(10), at(20)]);
  });
  test('one late point is no gap', () => expect(withGaps([at(0), at(25)], 10_000)).toHaveLength(2));
  test('missing points break the line', () => {
    expect(withGaps([at(0), at(40)], 10_000)).toEqual([at(0), at(10, null), at(40)]);
  });
});

describe('joinLive', () => {
  test('live points follow the stored ones without doubling', () => {
    expect(seconds(joinLive([at(0), at(10)], [at(5), at(15), at(20), at(30)], 10_000))).toEqual([0, 10, 20, 30]);
  });
  test('the empty end of the stored range gives way to live points', () => {
    expect(seconds(joinLive([at(0), at(10, null), at(20, null)], [at(12), at(22)], 10_000))).toEqual([0, 12, 22]);
  });
  test('without live points the empty end stays, as a gap', () => {
    expect(joinLive([at(0), at(10, null)], [], 10_000)).toEqual([at(0), at(10, null)]);
  });
  test('nothing stored', () => expect(joinLive([], [at(1)], 10_000)).toEqual([at(1)]));
});

test('usualStepMs is the median distance', () => {
  expect(usualStepMs([at(0), at(10), at(20), at(80)], 1)).toBe(10_000);
  expect(usualStepMs([at(0)], 5_000)).toBe(5_000);
});

test('summarize leaves gaps out; nothing is not zero', () => {
  expect(summarize([at(1), at(2, null), at(3)])).toEqual({
    ...{ lastIn: 3, lastOut: 3, maxIn: 3, maxOut: 3, meanIn: 2, meanOut: 2 },
  });
  expect(summarize([at(1, null)]).maxIn).toBeNull();
  expect(summarize([at(1), at(2)], 2_001)).toMatchObject({ lastIn: null, maxIn: 2 });
});
