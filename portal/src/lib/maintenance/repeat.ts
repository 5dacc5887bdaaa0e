/** How often work repeats, as people choose it, and the RRULE of it. Pure. */

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];
export const ordinals = ['1', '2', '3', '4', '-1'] as const;
export type Ordinal = (typeof ordinals)[number];

export type Unit = 'DAILY' | 'WEEKLY' | 'MONTHLY';
export const units = ['DAILY', 'WEEKLY', 'MONTHLY'] as const satisfies readonly Unit[];

export interface Repeat {
  unit: Unit | 'never' | 'other';
  /** Every how many days, weeks or months. */
  interval: number;
  /** Of a week. */
  days: Weekday[];
  /** Of a month: on a day by its number, or on a weekday such as the second Tuesday. */
  monthBy: 'day' | 'weekday';
  monthDay: number;
  ordinal: Ordinal;
  weekday: Weekday;
  ends: 'never' | 'until' | 'count';
  /** Last day, `2026-12-31`. */
  until: string;
  count: number;
  /** A rule that these choices cannot say, kept as it is. */
  other: string;
}

/** What a start suggests: its weekday, its day of the month. @param wall as `2026-11-25T02:00` */
export function repeatFrom(wall: string): Repeat {
  const date = new Date(`${wall}:00Z`);
  const valid = !Number.isNaN(date.getTime());
  const weekday = weekdays[valid ? (date.getUTCDay() + 6) % 7 : 0] ?? 'MO';
  const monthDay = valid ? date.getUTCDate() : 1;
  return {
    ...{ unit: 'never', interval: 1, days: [weekday], monthBy: 'day', monthDay, weekday },
    ordinal: ordinals[Math.min(3, Math.floor((monthDay - 1) / 7))] ?? '1',
    ...{ ends: 'never', until: '', count: 10, other: '' },
  };
}

/** What was only suggested by the old start is suggested by the new one; what was chosen stays. */
export function followStart(repeat: Repeat, before: string, after: string): Repeat {
  const [was, is] = [repeatFrom(before), repeatFrom(after)];
  return {
    ...repeat,
    days: repeat.days.join() === was.days.join() ? is.days : repeat.days,
    monthDay: repeat.monthDay === was.monthDay ? is.monthDay : repeat.monthDay,
    ordinal: repeat.ordinal === was.ordinal ? is.ordinal : repeat.ordinal,
    weekday: repeat.weekday === was.weekday ? is.weekday : repeat.weekday,
  };
}

/** Null: once. */
export function toRule(repeat: Repeat): string | null {
  if (repeat.unit === 'never') return null;
  if (repeat.unit === 'other') return repeat.other;
  const parts = [`FREQ=${repeat.unit}`];
  if (repeat.interval > 1) parts.push(`INTERVAL=${repeat.interval}`);
  if (repeat.unit === 'WEEKLY') parts.push(`BYDAY=${weekdays.filter((day) => repeat.days.includes(day)).join(',')}`);
  if (repeat.unit === 'MONTHLY') {
    parts.push(repeat.monthBy === 'day' ? `BYMONTHDAY=${repeat.monthDay}` : `BYDAY=${repeat.ordinal}${repeat.weekday}`);
  }
  if (repeat.ends === 'until' && repeat.until !== '') parts.push(`UNTIL=${repeat.until.replaceAll('-', '')}`);
  if (repeat.ends === 'count') parts.push(`COUNT=${repeat.count}`);
  return parts.join(';');
}

/** The choices that make a rule; `other` when there are none. @param wall start, for what the rule leaves open */
export function fromRule(rule: string | null, wall: string): Repeat {
  const start = repeatFrom(wall);
  if (rule === null) return start;
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const unit = units.find((known) => known === parts.get('FREQ'));
  const until = parts.get('UNTIL') ?? '';
  const day = /^([1-4]|-1)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(parts.get('BYDAY') ?? '');
  const repeat: Repeat = {
    ...start,
    unit: unit ?? 'other',
    interval: Number(parts.get('INTERVAL') ?? 1),
    days:
      unit === 'WEEKLY'
        ? weekdays.filter((each) => parts.get('BYDAY')?.split(',').includes(each) ?? each === start.weekday)
        : start.days,
    monthBy: unit === 'MONTHLY' && parts.has('BYDAY') ? 'weekday' : 'day',
    monthDay: Number(parts.get('BYMONTHDAY') ?? start.monthDay),
    ordinal: ordinals.find((known) => known === day?.[1]) ?? start.ordinal,
    weekday: weekdays.find((known) => known === day?.[2]) ?? start.weekday,
    ends: parts.has('COUNT') ? 'count' : until === '' ? 'never' : 'until',
    until: until === '' ? '' : `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`,
    count: Number(parts.get('COUNT') ?? start.count),
    other: rule,
  };
  return says(repeat, parts) ? repeat : { ...repeat, unit: 'other' };
}

/** Whether the choices say all of the rule, in whatever order. */
function says(repeat: Repeat, parts: ReadonlyMap<string, string>): boolean {
  const made = new Map((toRule(repeat) ?? '').split(';').map((part) => part.split('=') as [string, string]));
  const defaults: Readonly<Record<string, string>> = { INTERVAL: '1', WKST: 'MO' };
  const sorted = (value: string | undefined): string => (value ?? '').split(',').toSorted().join(',');
  for (const [name, value] of parts) {
    if (
      name === 'UNTIL'
        ? !value.startsWith(made.get(name) ?? '?') || value.length > 8
        : sorted(made.get(name) ?? defaults[name]) !== sorted(value)
    )
      return false;
  }
  // What the rule leaves open is as the start is: the same choice.
  return true;
}
