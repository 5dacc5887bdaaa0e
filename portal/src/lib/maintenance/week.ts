/** Where announced work lies in the column of a day, from midnight to midnight on the wall clock. Pure. */
import { wallMsAt } from '@fastisp/core/time/zone';
import { wallOf } from '../wall-clock.ts';

const dayMs = 86_400_000;
/** What is shorter is drawn as if it took this long: it must be read and hit. */
const shownMinMs = 45 * 60_000;

export interface Block<Item> {
  readonly item: Item;
  /** Shares of the day, 0…1. */
  readonly top: number;
  readonly height: number;
  /** Side by side with what overlaps it: which of how many columns. */
  readonly lane: number;
  readonly lanes: number;
}

/** Those of the day that the zone's clocks show, in the order of their start. */
export function placeDay<Item extends { readonly startsAt: string; readonly endsAt: string }>(
  zone: string,
  day: string,
  items: readonly Item[],
): readonly Block<Item>[] {
  const dayStartMs = wallOf(day);
  const spans = items
    .map((item) => {
      const fromMs = Math.max(0, wallMsAt(zone, Date.parse(item.startsAt)) - dayStartMs);
      const toMs = Math.min(dayMs, wallMsAt(zone, Date.parse(item.endsAt)) - dayStartMs);
      // Late in the evening a short one grows upwards.
      const start = Math.min(fromMs, dayMs - shownMinMs);
      return { item, fromMs: start, toMs: Math.max(toMs, start + shownMinMs) };
    })
    .toSorted((one, other) => one.fromMs - other.fromMs || other.toMs - one.toMs);
  return groupsOf(spans).flatMap((group) => {
    const laneEndsMs: number[] = [];
    const placed = group.map(({ item, fromMs, toMs }) => {
      const free = laneEndsMs.findIndex((endMs) => endMs <= fromMs);
      const lane = free === -1 ? laneEndsMs.length : free;
      laneEndsMs[lane] = toMs;
      return { item, lane, top: fromMs / dayMs, height: (toMs - fromMs) / dayMs };
    });
    return placed.map((block) => ({ ...block, lanes: laneEndsMs.length }));
  });
}

/** What overlaps, directly or through others, shares the width. */
function groupsOf<Span extends { readonly fromMs: number; readonly toMs: number }>(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  let endMs = -Infinity;
  for (const span of spans) {
    if (span.fromMs >= endMs) groups.push([]);
    groups.at(-1)?.push(span);
    endMs = Math.max(endMs, span.toMs);
  }
  return groups;
}
