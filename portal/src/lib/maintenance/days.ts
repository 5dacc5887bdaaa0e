/** What a calendar of days shows, on the wall clock of a time zone. Pure. */
import { addDays, dayAt, dayOf, wallOf } from '../wall-clock.ts';

const dayMs = 86_400_000;

export type Span = 'month' | 'week';

/** Weeks begin on Monday (ISO 8601, and the calendars of Spanish-speaking countries). */
const weekStart = (day: string): string => addDays(day, -((new Date(wallOf(day)).getUTCDay() + 6) % 7));

/** The days that a month or week shows: whole weeks. */
export function daysShown(span: Span, day: string): readonly string[] {
  if (span === 'week') return sequence(weekStart(day), 7);
  const first = weekStart(`${day.slice(0, 7)}-01`);
  const nextMonth = moveSpan('month', `${day.slice(0, 7)}-01`, 1);
  const days = Math.ceil((wallOf(nextMonth) - wallOf(first)) / dayMs / 7) * 7;
  return sequence(first, days);
}

const sequence = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index));

/** The first day of the next or previous month, the same weekday of the next or previous week. */
export function moveSpan(span: Span, day: string, by: 1 | -1): string {
  if (span === 'week') return addDays(day, by * 7);
  const [year = 0, month = 1] = day.split('-').map(Number);
  return dayOf(Date.UTC(year, month - 1 + by, 1));
}

type Occurrence = { readonly startsAt: string; readonly endsAt: string };

export const isOver = ({ endsAt }: Pick<Occurrence, 'endsAt'>, nowMs: number): boolean => Date.parse(endsAt) <= nowMs;
export const isNow = (item: Occurrence, nowMs: number): boolean =>
  Date.parse(item.startsAt) <= nowMs && !isOver(item, nowMs);

/** What lies on each day; something that goes on over midnight is on each of its days. */
export function byDay<Item extends Occurrence>(
  zone: string,
  days: readonly string[],
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>(days.map((day) => [day, []]));
  for (const item of items) {
    const [startMs, endMs] = [Date.parse(item.startsAt), Date.parse(item.endsAt)];
    const last = dayAt(zone, Math.max(startMs, endMs - 1)); // its end is not part of it
    for (let day = dayAt(zone, startMs); day <= last; day = addDays(day, 1)) found.get(day)?.push(item);
  }
  return found;
}
