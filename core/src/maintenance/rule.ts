/**
 * The part of RFC 5545's recurrence rules that announced work needs, checked strictly: what a library would
 * quietly leave out of a rule would open a window on nights that nobody announced.
 */

/** Wall time, `20271231T235959`, or UTC with a `Z`; a day alone is its end. */
const untilPattern = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;
const dayPattern = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;
/** More repetitions than any plan has; a rule without an end says neither COUNT nor UNTIL. */
const countMax = 1_000;
const intervalMax = 400;

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Frequency = (typeof frequencies)[number];

export interface RuleUntil {
  readonly wallMs: number;
  readonly utc: boolean;
}

export interface Rule {
  /** Upper-case parts without UNTIL, in the order given. */
  readonly parts: readonly (readonly [name: string, value: string])[];
  readonly until: RuleUntil | null;
}

export type RuleProblem =
  | 'not_a_rule'
  | 'part_unknown'
  | 'part_repeated'
  | 'frequency_unsupported'
  | 'value_invalid'
  | 'count_and_until'
  | 'ordinal_day_unsupported'
  | 'month_day_unsupported'
  | 'position_without_days';

/** @returns the rule, or what is wrong with it and where. */
export function checkRule(text: string): Rule | { readonly problem: RuleProblem; readonly part: string } {
  const parts = new Map<string, string>();
  for (const piece of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value, ...rest] = piece.split('=');
    if (value === undefined || rest.length > 0) return { problem: 'not_a_rule', part: piece };
    if (!Object.hasOwn(valueChecks, name)) return { problem: 'part_unknown', part: name };
    if (parts.has(name)) return { problem: 'part_repeated', part: name };
    parts.set(name, value);
  }
  const frequency = frequencies.find((known) => known === parts.get('FREQ'));
  if (frequency === undefined) return { problem: 'frequency_unsupported', part: 'FREQ' };
  for (const [name, value] of parts) {
    const valid = valueChecks[name as keyof typeof valueChecks]; // only known names were stored
    if (!valid(value)) return { problem: 'value_invalid', part: `${name}=${value}` };
  }
  return problemOf(parts, frequency) ?? toRule(parts);
}

/** What each part may say by itself. */
const valueChecks = {
  FREQ: (value: string) => frequencies.some((known) => known === value),
  INTERVAL: (value: string) => isWhole(value, 1, intervalMax),
  COUNT: (value: string) => isWhole(value, 1, countMax),
  UNTIL: (value: string) => parseUntil(value) !== null,
  BYDAY: (value: string) => value.split(',').every((day) => dayPattern.test(day)),
  BYMONTHDAY: (value: string) => value.split(',').every((day) => isWhole(day, 1, 31) || isWhole(day, -31, -1)),
  BYMONTH: (value: string) => value.split(',').every((month) => isWhole(month, 1, 12)),
  BYSETPOS: (value: string) => value.split(',').every((nth) => isWhole(nth, 1, 31) || isWhole(nth, -31, -1)),
  WKST: (value: string) => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(value),
} as const;

/** What parts may not say together. */
function problemOf(parts: ReadonlyMap<string, string>, frequency: Frequency) {
  const wrong = (problem: RuleProblem, part: string) => ({ problem, part });
  if (parts.has('COUNT') && parts.has('UNTIL')) return wrong('count_and_until', 'UNTIL');
  const ordinal = parts
    .get('BYDAY')
    ?.split(',')
    .find((day) => day.length > 2);
  // RFC 5545, 3.3.10: "the second Monday" is one of a month or of a year.
  if (ordinal !== undefined && (frequency === 'DAILY' || frequency === 'WEEKLY')) {
    return wrong('ordinal_day_unsupported', ordinal);
  }
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') return wrong('month_day_unsupported', 'BYMONTHDAY');
  if (parts.has('BYSETPOS') && !parts.has('BYDAY') && !parts.has('BYMONTHDAY')) {
    return wrong('position_without_days', 'BYSETPOS');
  }
  return null;
}

function toRule(parts: ReadonlyMap<string, string>): Rule {
  const until = parts.get('UNTIL');
  return {
    parts: [...parts].filter(([name]) => name !== 'UNTIL'),
    until: until === undefined ? null : parseUntil(until),
  };
}

function parseUntil(text: string): RuleUntil | null {
  const found = untilPattern.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 23, minute = 59, second = 59] = found
    .slice(1, 7)
    .filter((part) => part !== undefined)
    .map(Number);
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(wallMs);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return real && minute < 60 && second < 60 ? { wallMs, utc: found[7] === 'Z' } : null;
}

function isWhole(text: string, min: number, max: number): boolean {
  if (!/^[+-]?\d{1,4}$/.test(text)) return false;
  const value = Number(text);
  return value >= min && value <= max;
}
