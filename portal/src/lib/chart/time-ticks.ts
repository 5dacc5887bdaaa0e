/** Where a time axis has its labels: at round times of the tenant's wall clock, which those of UTC need not be. Pure. */
import { instantMsOf, wallMsAt } from '@fastisp/core/time/zone';
import type { Range } from '../wall-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 14, 28].map((days) => days * dayMs),
];
const ticksMax = 8;

export function timeTicks(zone: string, { fromMs, toMs }: Range): number[] {
  const stepMs = stepsMs.find((step) => (toMs - fromMs) / step <= ticksMax) ?? 28 * dayMs;
  const ticks = new Set<number>();
  const endMs = wallMsAt(zone, toMs);
  for (let wallMs = Math.ceil(wallMsAt(zone, fromMs) / stepMs) * stepMs; wallMs <= endMs; wallMs += stepMs) {
    ticks.add(instantMsOf(zone, wallMs));
  }
  // The night in which clocks change may put one outside.
  return [...ticks].filter((atMs) => atMs >= fromMs && atMs <= toMs);
}
