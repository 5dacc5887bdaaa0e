import { describe, expect, test } from 'vitest';
import { instantMsOf } from '../time/zone.ts';
import { lastEndMs, nextOccurrences, occurrences, plannedStarts } from './occurrences.ts';
import type { MaintenanceSchedule } from './window.ts';

const hourMs = 3_600_000;
const santiago = 'America/Santiago';

function every(
  rule: string | null,
  wallStart: string,
  { timeZone = santiago, hours = 4, ...rest }: Partial<MaintenanceSchedule> & { hours?: number } = {},
): MaintenanceSchedule {
  const startMs = instantMsOf(timeZone, Date.parse(`${wallStart}Z`));
  return { startMs, durationMs: hours * hourMs, rule, timeZone, endedMs: null, cuts: [], ...rest };
}
const range = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z');
const starts = (schedule: MaintenanceSchedule, from: string, to: string) =>
  plannedStarts(schedule, range(from, to)).map(iso);

describe('over a change of clocks', () => {
  test('Santiago skips 00:30: that night starts at 01:30, the others at 00:30', () => {
    const nightly = every('FREQ=DAILY', '2026-09-01T00:30');
    expect(starts(nightly, '2026-09-05T00:00Z', '2026-09-08T00:00Z')).toEqual([
      '2026-09-05T04:30Z', // 00:30 at −04
      '2026-09-06T04:30Z', // 01:30 at −03
      '2026-09-07T03:30Z', // 00:30 at −03
    ]);
  });

  test('Santiago has 23:30 twice: the work starts the first time, once', () => {
    const nightly = every('FREQ=DAILY', '2026-04-01T23:30');
    expect(starts(nightly, '2026-04-04T00:00Z', '2026-04-06T12:00Z')).toEqual([
      '2026-04-04T02:30Z',
      '2026-04-05T02:30Z',
      '2026-04-06T03:30Z',
    ]);
  });

  test('four hours are four hours, also in the night that is an hour longer', () => {
    const nightly = every('FREQ=DAILY', '2026-04-01T22:00');
    const [night] = occurrences(nightly, range('2026-04-05T00:00Z', '2026-04-05T02:00Z'));
    expect([iso(night?.startMs ?? 0), iso(night?.endMs ?? 0)]).toEqual(['2026-04-05T01:00Z', '2026-04-05T05:00Z']);
  });

  test('Mexico City keeps its hour all year', () => {
    const weekly = every('FREQ=WEEKLY;BYDAY=SU', '2026-01-04T02:00', { timeZone: 'America/Mexico_City' });
    const all = starts(weekly, '2026-01-01T00:00Z', '2027-01-01T00:00Z');
    expect(all).toHaveLength(52);
    expect(new Set(all.map((start) => start.slice(11)))).toEqual(new Set(['08:00Z']));
  });

  test('Asuncion moved its clocks for the last time in October 2024', () => {
    const monthly = every('FREQ=MONTHLY;BYMONTHDAY=15', '2024-08-15T03:00', { timeZone: 'America/Asuncion' });
    expect(starts(monthly, '2024-08-01T00:00Z', '2025-09-01T00:00Z').map((start) => start.slice(5))).toEqual([
      ...['08-15T07:00Z', '09-15T07:00Z', '10-15T06:00Z', '11-15T06:00Z', '12-15T06:00Z', '01-15T06:00Z'],
      ...['02-15T06:00Z', '03-15T06:00Z', '04-15T06:00Z', '05-15T06:00Z', '06-15T06:00Z', '07-15T06:00Z'],
      '08-15T06:00Z',
    ]);
  });
});

describe('rules', () => {
  test('the last Sunday of a month', () => {
    const monthly = every('FREQ=MONTHLY;BYDAY=-1SU', '2026-01-01T02:00', { timeZone: 'UTC' });
    expect(starts(monthly, '2026-01-01T00:00Z', '2026-05-01T00:00Z')).toEqual([
      ...['2026-01-25T02:00Z', '2026-02-22T02:00Z', '2026-03-29T02:00Z', '2026-04-26T02:00Z'],
    ]);
  });

  test('29 February, four years apart', () => {
    const leap = every('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2025-01-01T02:00', { timeZone: 'UTC' });
    expect(nextOccurrences(leap, Date.parse('2025-01-01T00:00Z'), 2).map(({ startMs }) => iso(startMs))).toEqual([
      '2028-02-29T02:00Z',
      '2032-02-29T02:00Z',
    ]);
  });

  test('a count is counted from the start, wherever one looks', () => {
    const five = every('FREQ=DAILY;COUNT=5', '2026-01-01T02:00', { timeZone: 'UTC' });
    expect(starts(five, '2026-01-04T00:00Z', '2026-02-01T00:00Z')).toEqual(['2026-01-04T02:00Z', '2026-01-05T02:00Z']);
  });

  test('an end in UTC is an instant, one without Z is of the wall', () => {
    const utc = every('FREQ=DAILY;UNTIL=20260703T060000Z', '2026-07-01T02:00');
    expect(starts(utc, '2026-07-01T00:00Z', '2026-08-01T00:00Z')).toHaveLength(3);
    const earlier = every('FREQ=DAILY;UNTIL=20260703T055959Z', '2026-07-01T02:00');
    expect(starts(earlier, '2026-07-01T00:00Z', '2026-08-01T00:00Z')).toHaveLength(2);
    const day = every('FREQ=DAILY;UNTIL=20260703', '2026-07-01T23:00');
    expect(starts(day, '2026-07-01T00:00Z', '2026-08-01T00:00Z')).toHaveLength(3);
  });

  test('a day that never comes opens nothing', () => {
    const never = every('FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31', '2026-01-01T02:00');
    expect(nextOccurrences(never, Date.parse('2026-01-01T00:00Z'), 1)).toEqual([]);
  });

  test('an unchecked rule is a bug', () => {
    expect(() => starts(every('FREQ=HOURLY', '2026-01-01T02:00'), '2026-01-01T00:00Z', '2026-02-01T00:00Z')).toThrow(
      'never checked',
    );
  });
});

describe('what ended earlier than planned', () => {
  const once = every(null, '2026-07-01T02:00', { timeZone: 'UTC' });
  const year = range('2026-01-01T00:00Z', '2027-01-01T00:00Z');

  test('as planned', () => {
    expect(occurrences(once, year)).toEqual([{ startMs: once.startMs, endMs: once.startMs + 4 * hourMs }]);
  });

  test('ended after an hour', () => {
    const endMs = once.startMs + hourMs;
    expect(occurrences({ ...once, endedMs: endMs }, year)).toEqual([{ startMs: once.startMs, endMs }]);
  });

  test('ended before it began: it never was', () => {
    expect(occurrences({ ...once, endedMs: once.startMs }, year)).toEqual([]);
  });

  test('one night cut short and one skipped, the others as planned', () => {
    const nightly = every('FREQ=DAILY;COUNT=4', '2026-07-01T02:00', { timeZone: 'UTC' });
    const nth = (n: number) => nightly.startMs + n * 24 * hourMs;
    const cuts = [
      { startMs: nth(1), endMs: nth(1) + hourMs },
      { startMs: nth(2), endMs: nth(2) },
    ];
    expect(occurrences({ ...nightly, cuts }, year)).toEqual([
      { startMs: nth(0), endMs: nth(0) + 4 * hourMs },
      { startMs: nth(1), endMs: nth(1) + hourMs },
      { startMs: nth(3), endMs: nth(3) + 4 * hourMs },
    ]);
  });

  test('a series that ended cuts the one that was running', () => {
    const nightly = every('FREQ=DAILY', '2026-07-01T02:00', { timeZone: 'UTC' });
    const endedMs = nightly.startMs + 25 * hourMs;
    expect(occurrences({ ...nightly, endedMs }, year).at(-1)).toEqual({
      startMs: nightly.startMs + 24 * hourMs,
      endMs: endedMs,
    });
  });
});

describe('when it is over', () => {
  test.each([
    ['once', null, '2026-07-01T06:00Z'],
    ['a count', 'FREQ=DAILY;COUNT=3', '2026-07-03T06:00Z'],
    ['an end', 'FREQ=DAILY;UNTIL=20260710', '2026-07-10T06:00Z'],
    ['never', 'FREQ=DAILY', null],
  ])('%s', (_name, rule, expected) => {
    const endMs = lastEndMs(every(rule, '2026-07-01T02:00', { timeZone: 'UTC' }));
    expect(endMs === null ? null : iso(endMs)).toBe(expected);
  });

  test('a series that was ended has an end', () => {
    const nightly = every('FREQ=DAILY', '2026-07-01T02:00', { timeZone: 'UTC' });
    expect(lastEndMs({ ...nightly, endedMs: nightly.startMs + 25 * hourMs })).toBe(nightly.startMs + 25 * hourMs);
  });
});

describe('what comes next', () => {
  const nightly = every('FREQ=DAILY', '2026-07-01T02:00', { timeZone: 'UTC' });

  test('the one that is running comes first', () => {
    const atMs = nightly.startMs + hourMs;
    expect(nextOccurrences(nightly, atMs, 2).map(({ startMs }) => startMs)).toEqual([
      nightly.startMs,
      nightly.startMs + 24 * hourMs,
    ]);
  });

  test('at its end it is over', () => {
    expect(nextOccurrences(nightly, nightly.startMs + 4 * hourMs, 1)).toMatchObject([
      { startMs: nightly.startMs + 24 * hourMs },
    ]);
  });

  test('each comes once, over all steps of the search', () => {
    const all = nextOccurrences(nightly, nightly.startMs, 500).map(({ startMs }) => startMs);
    expect(all).toEqual(Array.from({ length: 500 }, (_, n) => nightly.startMs + n * 24 * hourMs));
  });
});
