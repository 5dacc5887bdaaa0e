/**
 * How old a measurement is, in the steps that the screens show: over twice its period the age is written,
 * at three times the tile is hatched, at ten times its value gives way to "no data".
 */

export const freshnessLevels = ['fresh', 'late', 'stale', 'gone'] as const;
export type FreshnessLevel = (typeof freshnessLevels)[number];

export interface Freshness {
  readonly level: FreshnessLevel;
  /** Null when nothing was ever measured. Milliseconds, never negative. */
  readonly ageMs: number | null;
}

/** A clock difference of the browser, or a poll on its way, must not make a tile flicker. */
const graceMs = 2_000;

/**
 * @param asOf when it was measured, ISO 8601 or epoch milliseconds; null when never
 * @param periodMs how often it is measured
 */
export function freshnessOf(asOf: string | number | null, periodMs: number, nowMs: number): Freshness {
  if (asOf === null) return { level: 'gone', ageMs: null };
  const ageMs = Math.max(0, nowMs - (typeof asOf === 'string' ? Date.parse(asOf) : asOf));
  const periods = (ageMs - graceMs) / periodMs;
  const level = periods > 10 ? 'gone' : periods > 3 ? 'stale' : periods > 2 ? 'late' : 'fresh';
  return { level, ageMs };
}
