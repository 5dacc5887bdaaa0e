/** Time ranges and steps of questions about telemetry. Ranges are half-open, milliseconds since the epoch. */
import { rangeInvalid } from '#errors.ts';

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Longer than any history that is kept. */
const rangeMsMax = 3_700 * dayMs;

/** @throws AppError `RANGE_INVALID`. */
export function toRange(query: { from?: string; to?: string }, nowMs: number): TimeRange {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - hourMs : Date.parse(query.from);
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) throw rangeInvalid('from and to must be real dates');
  if (fromMs < 0) throw rangeInvalid('from must not be before 1970');
  if (fromMs >= toMs) throw rangeInvalid('from must be before to');
  if (toMs - fromMs > rangeMsMax) throw rangeInvalid('from and to are more than ten years apart');
  return { fromMs, toMs };
}

/** Steps that people read easily, seconds; each from a minute up is made of whole minutes, hours or days. */
const ladderS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  1_209_600, 2_592_000,
];

/** The finest step of the ladder that is at least `leastS`; the coarsest when none is. */
export function stepAtLeast(leastS: number): number {
  return ladderS.find((step) => step >= leastS) ?? ladderS[ladderS.length - 1] ?? 1;
}

/** Widens a range to whole steps. */
export function wholeSteps(range: TimeRange, stepS: number): TimeRange {
  const stepMs = stepS * 1_000;
  return {
    fromMs: Math.floor(range.fromMs / stepMs) * stepMs,
    toMs: Math.ceil(range.toMs / stepMs) * stepMs,
  };
}

/** Rollups of the column store: suffix of the table and its bucket, the coarsest first. */
export const rollups = [
  { suffix: '1d', bucketS: 86_400 },
  { suffix: '1h', bucketS: 3_600 },
  { suffix: '5m', bucketS: 300 },
  { suffix: '1m', bucketS: 60 },
] as const;
export type RollupSuffix = (typeof rollups)[number]['suffix'];

/** The coarsest rollup whose buckets make up whole steps; null when only raw rows do. */
export function rollupFor(stepS: number): RollupSuffix | null {
  return rollups.find(({ bucketS }) => stepS % bucketS === 0)?.suffix ?? null;
}

export const isoTime = (ms: number): string => new Date(ms).toISOString();
