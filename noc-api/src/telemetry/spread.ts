/**
 * Samples of counters as points of a chart. A sample says how much was counted over an interval that rarely
 * fits the steps, so each step gets its share of every sample that touches it. A step that samples cover for
 * less than half is a gap: nothing is drawn where nothing was measured.
 */
import type { TimeRange } from './range.ts';

export interface CounterSample {
  /** The interval is (endMs − intervalMs, endMs]. */
  readonly endMs: number;
  readonly intervalMs: number;
  /** What was counted in it, in one order for all samples. */
  readonly counts: readonly number[];
}

export interface SpreadPoint {
  readonly atMs: number;
  /** Per second, in the order of `counts`; null in a gap. */
  readonly ratesPerS: readonly number[] | null;
}

/** @param range whole steps. @param samples in any order; their number of counts is `width`. */
export function spreadSamples(
  samples: readonly CounterSample[],
  options: { range: TimeRange; stepMs: number; width: number },
): SpreadPoint[] {
  const { range, stepMs, width } = options;
  const steps = Math.round((range.toMs - range.fromMs) / stepMs);
  const coveredMs = new Float64Array(steps);
  const sums = new Float64Array(steps * width);
  let newestMs = range.fromMs;
  for (const sample of samples) {
    if (sample.intervalMs <= 0) continue;
    newestMs = Math.max(newestMs, Math.min(sample.endMs, range.toMs));
    const startMs = sample.endMs - sample.intervalMs;
    const first = Math.max(0, Math.floor((startMs - range.fromMs) / stepMs));
    const last = Math.min(steps - 1, Math.ceil((sample.endMs - range.fromMs) / stepMs) - 1);
    for (let step = first; step <= last; step += 1) {
      const stepStartMs = range.fromMs + step * stepMs;
      const overlapMs = Math.min(sample.endMs, stepStartMs + stepMs) - Math.max(startMs, stepStartMs);
      if (overlapMs <= 0) continue;
      coveredMs[step] = (coveredMs[step] ?? 0) + overlapMs;
      for (let i = 0; i < width; i += 1) {
        const at = step * width + i;
        sums[at] = (sums[at] ?? 0) + ((sample.counts[i] ?? 0) * overlapMs) / sample.intervalMs;
      }
    }
  }
  return Array.from({ length: steps }, (_, step) => {
    const atMs = range.fromMs + step * stepMs;
    const covered = coveredMs[step] ?? 0;
    // The newest step is only as long as what has happened of it.
    const passedMs = Math.min(stepMs, Math.max(newestMs - atMs, 0));
    if (covered === 0 || covered * 2 < passedMs) return { atMs, ratesPerS: null };
    const ratesPerS = Array.from(sums.subarray(step * width, (step + 1) * width), (sum) => (sum * 1_000) / covered);
    return { atMs, ratesPerS };
  });
}
