import { describe, expect, test } from 'vitest';
import { spreadSamples } from './spread.ts';

const spread = (samples: [endS: number, intervalS: number, count: number][], toS = 300) =>
  spreadSamples(
    samples.map(([endS, intervalS, count]) => ({
      endMs: endS * 1_000,
      intervalMs: intervalS * 1_000,
      counts: [count],
    })),
    { range: { fromMs: 0, toMs: toS * 1_000 }, stepMs: 60_000, width: 1 },
  ).map((point) => point.ratesPerS?.[0] ?? null);

describe('samples as points', () => {
  test.each([
    [
      'that fit the steps',
      [
        [60, 60, 60],
        [120, 60, 120],
        [180, 60, 180],
        [240, 60, 240],
        [300, 60, 300],
      ],
      [1, 2, 3, 4, 5],
    ],
    [
      'that lie across them',
      [
        [90, 60, 60],
        [150, 60, 60],
        [210, 60, 60],
        [270, 60, 60],
        [330, 60, 60],
      ],
      [1, 1, 1, 1, 1],
    ],
    ['of an interval longer than a step', [[240, 240, 480]], [2, 2, 2, 2, null]],
    [
      'with a gap',
      [
        [60, 60, 60],
        [240, 60, 60],
        [300, 60, 60],
      ],
      [1, null, null, 1, 1],
    ],
    [
      'with a jitter that leaves a step without an end of a sample',
      [
        [61, 61, 61],
        [119, 58, 58],
        [181, 62, 62],
        [240, 59, 59],
        [300, 60, 60],
      ],
      [1, 1, 1, 1, 1],
    ],
    [
      'of which the newest is young',
      [
        [60, 60, 60],
        [120, 60, 60],
        [130, 10, 20],
      ],
      [1, 1, 2, null, null],
    ],
    [
      'that cover too little of a step',
      [
        [20, 20, 20],
        [120, 60, 60],
        [180, 60, 60],
      ],
      [null, 1, 1, null, null],
    ],
    [
      'outside of the range',
      [
        [-10, 60, 60],
        [400, 60, 60],
      ],
      [null, null, null, null, null],
    ],
    ['without an interval', [[60, 0, 60]], [null, null, null, null, null]],
    ['none', [], [null, null, null, null, null]],
  ] as [string, [number, number, number][], (number | null)[]][])('%s', (_name, samples, expected) => {
    const rates = spread(samples).map((rate) => (rate === null ? null : Math.round(rate * 1e6) / 1e6));
    expect(rates).toEqual(expected);
  });
});
