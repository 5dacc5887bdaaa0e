/** Traffic over time as charts draw it: gaps stay gaps, live points join the stored ones; pure. */

export interface TrafficPoint {
  readonly atMs: number;
  readonly inBps: number | null;
  readonly outBps: number | null;
}

/** Points further apart than this many steps have a gap between them. */
const gapSteps = 2.5;

/** Puts a point without values where one or more are missing, so that no line is drawn across. */
export function withGaps(points: readonly TrafficPoint[], stepMs: number): TrafficPoint[] {
  const result: TrafficPoint[] = [];
  for (const point of points) {
    const last = result.at(-1);
    if (last !== undefined && point.atMs - last.atMs > gapSteps * stepMs) {
      result.push({ atMs: last.atMs + stepMs, inBps: null, outBps: null });
    }
    result.push(point);
  }
  return result;
}

/** The usual time between points: their median distance, which a gap does not disturb. */
export function usualStepMs(points: readonly TrafficPoint[], fallbackMs: number): number {
  const steps = points.slice(1).map((point, index) => point.atMs - (points[index]?.atMs ?? point.atMs));
  const middle = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  return middle === undefined || middle <= 0 ? fallbackMs : middle;
}

/** Stored points and the live ones after them; a live point is dropped when a stored one covers its time. */
export function joinLive(
  stored: readonly TrafficPoint[],
  live: readonly TrafficPoint[],
  stepMs: number,
): TrafficPoint[] {
  const lastValue = stored.findLast((point) => point.inBps !== null || point.outBps !== null);
  if (lastValue === undefined) return [...live];
  const coveredMs = lastValue.atMs + stepMs;
  // What follows the last value is only "not measured yet" where live points say otherwise.
  const kept = live.length === 0 ? stored : stored.filter((point) => point.atMs <= lastValue.atMs);
  return [...kept, ...live.filter((point) => point.atMs >= coveredMs)];
}

export interface TrafficSummary {
  readonly lastIn: number | null;
  readonly lastOut: number | null;
  readonly maxIn: number | null;
  readonly maxOut: number | null;
  readonly meanIn: number | null;
  readonly meanOut: number | null;
}

/** @param currentSinceMs the last value counts as "now" only when it is not older; otherwise there is none */
export function summarize(points: readonly TrafficPoint[], currentSinceMs = -Infinity): TrafficSummary {
  const last = points.findLast((point) => point.inBps !== null || point.outBps !== null);
  const current = last !== undefined && last.atMs >= currentSinceMs ? last : undefined;
  const inbound = points.map((point) => point.inBps).filter((bps) => bps !== null);
  const outbound = points.map((point) => point.outBps).filter((bps) => bps !== null);
  return {
    lastIn: current?.inBps ?? null,
    lastOut: current?.outBps ?? null,
    maxIn: largest(inbound),
    maxOut: largest(outbound),
    meanIn: mean(inbound),
    meanOut: mean(outbound),
  };
}

const largest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
