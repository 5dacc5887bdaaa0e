import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CounterSample, spreadSamples } from './spread.ts';

/** One after the other without a break, as polls of a healthy device are. */
const contiguous = fc
  .array(fc.record({ intervalMs: fc.integer({ min: 1_000, max: 90_000 }), count: fc.nat(1e9) }), {
    minLength: 1,
    maxLength: 50,
  })
  .map((polls): CounterSample[] => {
    let endMs = 0;
    return polls.map(({ intervalMs, count }) => ({
      endMs: (endMs += intervalMs),
      intervalMs,
      counts: [count, 2 * count],
    }));
  });

test('nothing is lost or made up: the points add up to the counters', () => {
  fc.assert(
    fc.property(contiguous, fc.integer({ min: 500, max: 120_000 }), (samples, stepMs) => {
      const endMs = samples.at(-1)?.endMs ?? 0;
      const range = { fromMs: 0, toMs: Math.ceil(endMs / stepMs) * stepMs };
      const points = spreadSamples(samples, { range, stepMs, width: 2 });
      const total = points.reduce((sum, { atMs, ratesPerS }) => {
        const lastedMs = Math.min(stepMs, endMs - atMs);
        return sum + ((ratesPerS?.[0] ?? Number.NaN) * lastedMs) / 1_000;
      }, 0);
      const counted = samples.reduce((sum, sample) => sum + (sample.counts[0] ?? 0), 0);
      expect(Math.abs(total - counted)).toBeLessThanOrEqual(1e-6 * Math.max(1, counted));
    }),
  );
});

test('the order of samples does not matter, and a rate never leaves the rates of its samples', () => {
  fc.assert(
    fc.property(
      contiguous,
      fc.integer({ min: 500, max: 120_000 }),
      fc.infiniteStream(fc.nat()),
      (samples, stepMs, random) => {
        const range = { fromMs: 0, toMs: 40 * stepMs };
        const shuffled = samples
          .map((sample) => ({ sample, key: random.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ sample }) => sample);
        const points = spreadSamples(samples, { range, stepMs, width: 2 });
        const again = spreadSamples(shuffled, { range, stepMs, width: 2 });
        const rates = samples.map((sample) => ((sample.counts[0] ?? 0) * 1_000) / sample.intervalMs);
        points.forEach(({ ratesPerS }, step) => {
          if (ratesPerS === null) return expect(again[step]?.ratesPerS).toBeNull();
          const [rate = 0, double = 0] = ratesPerS;
          expect(again[step]?.ratesPerS?.[0]).toBeCloseTo(rate, 3);
          expect(double).toBeCloseTo(2 * rate, 3);
          expect(rate).toBeGreaterThanOrEqual(Math.min(...rates) * (1 - 1e-9) - 1e-6);
          expect(rate).toBeLessThanOrEqual(Math.max(...rates) * (1 + 1e-9) + 1e-6);
        });
      },
    ),
  );
});
