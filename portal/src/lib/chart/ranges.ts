/** The time ranges that a person can choose; the URL holds their names. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const ranges = ['15m', '1h', '6h', '24h', '7d', '30d'] as const;
export type Range = (typeof ranges)[number];

export const rangeMs: Readonly<Record<Range, number>> = {
  '15m': 15 * minuteMs,
  '1h': hourMs,
  '6h': 6 * hourMs,
  '24h': dayMs,
  '7d': 7 * dayMs,
  '30d': 30 * dayMs,
};

/** About one point for every three pixels of a wide chart. */
const pointsWanted = 360;

/** The step to ask for, whole seconds; the API widens it to what it has. */
export const stepS = (range: Range): number => Math.max(1, Math.round(rangeMs[range] / pointsWanted / 1_000));

/** How often a chart of this range is asked again: when it would have grown by a point, but not more than every 15 s. */
export const refreshMs = (range: Range): number => Math.max(15_000, stepS(range) * 1_000);

/** The end of the chart's window: it moves by a point's width, since less could not be seen. */
export const windowEndMs = (range: Range, nowMs: number): number => {
  const widthMs = Math.max(1_000, stepS(range) * 500);
  return Math.ceil(nowMs / widthMs) * widthMs;
};
