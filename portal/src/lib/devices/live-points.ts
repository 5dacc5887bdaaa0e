/** Rates of an interface as they arrive live, for the end of its chart; pure. */
import type { TrafficPoint } from '../chart/traffic-points.ts';

/** Six hours at one poll every ten seconds; the oldest go first, by then the stored ones cover them. */
const pointsMax = 2_160;

interface Rated {
  readonly ratesAt: string | null;
  readonly inBps: number | null;
  readonly outBps: number | null;
}

/** The points with the row's rates at their end, when they are newer than what is there. */
export function addLivePoint(points: readonly TrafficPoint[], row: Rated | undefined): readonly TrafficPoint[] {
  if (row?.ratesAt === undefined || row.ratesAt === null) return points;
  const atMs = Date.parse(row.ratesAt);
  const last = points.at(-1);
  if (last !== undefined && atMs <= last.atMs) return points;
  return [...points, { atMs, inBps: row.inBps, outBps: row.outBps }].slice(-pointsMax);
}
