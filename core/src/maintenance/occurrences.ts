/**
 * When a window is open. A rule is repeated on the wall clock of its zone and each time is then looked up as
 * an instant: "every night at 00:30" stays 00:30 through summer time, and the night that skips 00:30 still has
 * its work, an hour later by the clock. (RFC 5545 would leave that night out, and its alarms would ring.)
 */
import { RRuleTemporal } from 'rrule-temporal';
import { instantMsOf, wallMsAt } from '../time/zone.ts';
import { checkRule } from './rule.ts';
import type { MaintenanceSchedule, Occurrence } from './window.ts';

const dayMs = 86_400_000;
/** A rule that has not opened again by then is taken to be over; the rarest, 29 February, needs eight. */
const searchYears = 9;
/** How far the end of a rule is looked for. */
const lifeYears = 30;
const yearMs = 366 * dayMs;

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Occurrences that overlap [fromMs, toMs), each as it really ended, in order. */
export function occurrences(schedule: MaintenanceSchedule, range: Range): Occurrence[] {
  if (range.toMs <= range.fromMs) return [];
  const startsFrom = { fromMs: range.fromMs - schedule.durationMs, toMs: range.toMs };
  return plannedStarts(schedule, startsFrom)
    .map((startMs) => ({ startMs, endMs: endOf(schedule, startMs) }))
    .filter(({ startMs, endMs }) => startMs < endMs && endMs > range.fromMs);
}

/** Planned starts in [fromMs, toMs), also of occurrences that were cut short or skipped. */
export function plannedStarts(schedule: MaintenanceSchedule, { fromMs, toMs }: Range): number[] {
  const inRange = (startMs: number) => startMs >= fromMs && startMs < toMs;
  if (schedule.rule === null) return inRange(schedule.startMs) ? [schedule.startMs] : [];
  if (toMs <= schedule.startMs) return [];
  // The wall clock is at most 14 h away from UTC, and moves by an hour: a day more on each side has all.
  const from = new Date(Math.max(fromMs, schedule.startMs) - 2 * dayMs);
  const walls = wallRuleOf(schedule, schedule.rule).between(from, new Date(toMs + 2 * dayMs), true);
  const starts = walls.map((wall) => instantMsOf(schedule.timeZone, wall.epochMilliseconds));
  return [...new Set(starts)].filter(inRange).toSorted((a, b) => a - b);
}

/** The next `count` occurrences that are not over at `atMs`; fewer when the window is. */
export function nextOccurrences(schedule: MaintenanceSchedule, atMs: number, count: number): Occurrence[] {
  const found: Occurrence[] = [];
  const fromMs = Math.max(atMs, schedule.startMs);
  // Steps grow, so that a daily rule is not written out for years, nor a yearly one asked for by the week.
  for (let startMs = fromMs, stepMs = 32 * dayMs; startMs < fromMs + searchYears * yearMs; stepMs *= 2) {
    const step = occurrences(schedule, { fromMs: startMs, toMs: startMs + stepMs });
    found.push(...step.filter((each) => each.startMs >= startMs || startMs === fromMs)); // the rest was in the last step
    if (found.length >= count || schedule.rule === null) break;
    startMs += stepMs;
  }
  return found.slice(0, count);
}

/** When the last occurrence ends; null for a rule without an end, or with one that is out of sight. */
export function lastEndMs(schedule: MaintenanceSchedule): number | null {
  const toMs = schedule.startMs + lifeYears * yearMs;
  if (schedule.rule !== null && schedule.endedMs === null && !isFinite(schedule.rule)) return null;
  const all = occurrences(schedule, { fromMs: schedule.startMs, toMs: Math.min(toMs, schedule.endedMs ?? toMs) });
  return all.reduce((lastMs, { endMs }) => Math.max(lastMs, endMs), schedule.startMs);
}

/** Whether a checked rule has an end. */
const isFinite = (text: string): boolean => /(^|;)(COUNT|UNTIL)=/i.test(text);

function endOf(schedule: MaintenanceSchedule, startMs: number): number {
  const cut = schedule.cuts.find((each) => each.startMs === startMs);
  return Math.min(startMs + schedule.durationMs, cut?.endMs ?? Infinity, schedule.endedMs ?? Infinity);
}

const wallRules = new WeakMap<MaintenanceSchedule, RRuleTemporal>();

/** The rule in a zone without offsets, so that its instants are wall times. @throws Error for an unchecked rule. */
function wallRuleOf(schedule: MaintenanceSchedule, text: string): RRuleTemporal {
  const known = wallRules.get(schedule);
  if (known !== undefined) return known;
  const rule = checkRule(text);
  if ('problem' in rule) throw new Error(`rule ${text} was never checked: ${rule.problem} ${rule.part}`);
  const parts = rule.parts.map(([name, value]) => `${name}=${value}`);
  if (rule.until !== null) {
    const { wallMs, utc } = rule.until;
    parts.push(`UNTIL=${compact(utc ? wallMsAt(schedule.timeZone, wallMs) : wallMs)}`);
  }
  const wallStart = compact(wallMsAt(schedule.timeZone, schedule.startMs));
  const made = new RRuleTemporal({ rruleString: `DTSTART:${wallStart}\nRRULE:${parts.join(';')}`, cache: false });
  wallRules.set(schedule, made);
  return made;
}

const compact = (ms: number): string => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
