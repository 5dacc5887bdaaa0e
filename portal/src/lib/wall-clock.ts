/** Days and times as the clocks on the wall of a time zone show them. A day is written `2026-11-25`. Pure. */
import { instantMsOf, wallMsAt } from '@fastisp/core/time/zone';

const dayMs = 86_400_000;

export interface Range {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** Milliseconds as if the clocks showed UTC: for arithmetic with days only. */
export const wallOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);

/** The day that the wall clock shows. */
export const dayAt = (zone: string, atMs: number): string => dayOf(wallMsAt(zone, atMs));
export const addDays = (day: string, days: number): string => dayOf(wallOf(day) + days * dayMs);

export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(wallOf(text));

/** The instant at which a day begins: midnight, or what the clocks show instead of it. */
export const startMsOf = (zone: string, day: string): number => instantMsOf(zone, wallOf(day));

/** From midnight to midnight, 23 or 25 hours when clocks change. */
export const rangeOfDays = (zone: string, days: readonly string[]): Range => {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a range has a day at least');
  return { fromMs: startMsOf(zone, first), toMs: startMsOf(zone, addDays(last, 1)) };
};

/** As an input of type `datetime-local` has it: what the wall clock shows, to the minute. */
export const toWall = (zone: string, iso: string): string =>
  new Date(wallMsAt(zone, Date.parse(iso))).toISOString().slice(0, 16);
export const fromWall = (zone: string, wall: string): string | null => {
  // What an input leaves half typed is no time; `Date.parse` would guess.
  const wallMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  return Number.isNaN(wallMs) ? null : new Date(instantMsOf(zone, wallMs)).toISOString();
};

/** Whether two zones show the same time all year: now, and when clocks have been changed. */
export function showSameTime(one: string, other: string, nowMs: number): boolean {
  const quarters = [0, 1, 2, 3].map((quarter) => nowMs + quarter * 91 * dayMs);
  return quarters.every((atMs) => wallMsAt(one, atMs) === wallMsAt(other, atMs));
}
