/** Days of a calendar on the wall clock of a time zone. A day is written `2026-11-25`. Pure. */
import { instantMsOf, wallMsAt } from '@fastisp/core/time/zone';

const dayMs = 86_400_000;

export type Span = 'month' | 'week';

export interface Range {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

const wallOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);

/** The day that the wall clock shows. */
export const dayAt = (zone: string, atMs: number): string => dayOf(wallMsAt(zone, atMs));
export const addDays = (day: string, days: number): string => dayOf(wallOf(day) + days * dayMs);
/** From midnight to midnight, 23 or 25 hours when clocks change. */
export const rangeOfDays = (zone: string, days: readonly string[]): Range => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a range has a day at least');
  return { fromMs: instantMsOf(zone, wallOf(first)), toMs: instantMsOf(zone, wallOf(addDays(last, 1))) };
};

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

/** What lies on each day; something that goes on over midnight is on each of its days. */
export function byDay<Item extends { readonly startsAt: string; readonly endsAt: string }>(
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

export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(wallOf(text));

/** As an input of type `datetime-local` has it: what the wall clock shows, to the minute. */
export const toWall = (zone: string, iso: string): string =>
  new Date(wallMsAt(zone, Date.parse(iso))).toISOString().slice(0, 16);
export const fromWall = (zone: string, wall: string): string | null => {
  // What an input leaves half typed is no time; `Date.parse` would guess.
  const wallMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  return Number.isNaN(wallMs) ? null : new Date(instantMsOf(zone, wallMs)).toISOString();
};
