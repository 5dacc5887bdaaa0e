/** Rules at the edges of calendars and of zones, with the answers of RFC 5545 and of each country's own history. */
import { describe, expect, test } from 'vitest';
import { instantMsOf } from '../time/zone.ts';
import { occurrences, plannedStarts } from './occurrences.ts';
import type { MaintenanceSchedule } from './window.ts';

const hourMs = 3_600_000;

function every(rule: string, wallStart: string, timeZone = 'UTC', hours = 4): MaintenanceSchedule {
  const startMs = instantMsOf(timeZone, Date.parse(`${wallStart}Z`));
  return { startMs, durationMs: hours * hourMs, rule, timeZone, endedMs: null, cuts: [] };
}
const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z');
/** From the window's start on, for so many days. */
const starts = (schedule: MaintenanceSchedule, days = 366) =>
  plannedStarts(schedule, { fromMs: schedule.startMs, toMs: schedule.startMs + days * 24 * hourMs }).map(iso);
const days = (schedule: MaintenanceSchedule, count = 366) => starts(schedule, count).map((start) => start.slice(5, 10));

describe('of the calendar', () => {
  test.each([
    ['the 31st leaves short months out', 'FREQ=MONTHLY;BYMONTHDAY=31', '01-31 03-31 05-31 07-31 08-31 10-31 12-31'],
    ['so does a start on the 31st', 'FREQ=MONTHLY', '01-31 03-31 05-31 07-31 08-31 10-31 12-31'],
    [
      'the last day is there in all',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31',
    ],
    [
      'the last working day',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4',
      '02-27 03-31 04-30 05-29', // 31 January is a Saturday
    ],
    ['the first and the last Monday', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,-1;COUNT=4', '02-02 02-23 03-02 03-30'],
  ])('%s', (_name, rule, expected) => {
    expect(days(every(rule, '2026-01-31T02:00'), 365).join(' ')).toBe(expected);
  });

  test('29 February comes in leap years only', () => {
    expect(starts(every('FREQ=YEARLY', '2024-02-29T02:00'), 4_400)).toEqual([
      ...['2024-02-29T02:00Z', '2028-02-29T02:00Z', '2032-02-29T02:00Z', '2036-02-29T02:00Z'],
    ]);
  });

  // RFC 5545, 3.8.5.3: the example of WKST.
  test.each([
    ['MO', '08-05 08-10 08-19 08-24'],
    ['SU', '08-05 08-17 08-19 08-31'],
  ])('every other week that begins on %s', (weekStart, expected) => {
    const schedule = every(`FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${weekStart}`, '1997-08-05T09:00');
    expect(days(schedule).join(' ')).toBe(expected);
  });
});

describe('of the clocks', () => {
  test.each([
    ['São Paulo skipped midnight while it had summer time', 'America/Sao_Paulo', '2018-11-03T00:30', [3.5, 3.5, 2.5]],
    ['São Paulo had 23:30 twice', 'America/Sao_Paulo', '2019-02-15T23:30', [1.5, 1.5, 2.5]],
    ['São Paulo has no summer time since', 'America/Sao_Paulo', '2019-11-02T00:30', [3.5, 3.5, 3.5]],
    ['Asunción skipped midnight for the last time', 'America/Asuncion', '2024-10-05T00:30', [4.5, 4.5, 3.5]],
    ['Asunción did not turn back', 'America/Asuncion', '2025-03-22T23:30', [2.5, 2.5, 2.5]],
    ['Tijuana goes with California', 'America/Tijuana', '2026-03-07T02:30', [10.5, 10.5, 9.5]],
    ['Ciudad Juárez goes with Texas, in spring', 'America/Ciudad_Juarez', '2026-03-07T02:30', [9.5, 9.5, 8.5]],
    ['and in autumn, the first of two', 'America/Ciudad_Juarez', '2026-10-31T01:30', [7.5, 7.5, 8.5]],
    ['Chihuahua does not', 'America/Chihuahua', '2026-03-07T02:30', [8.5, 8.5, 8.5]],
  ])('%s', (_name, timeZone, wallStart, hoursUtc) => {
    const found = starts(every('FREQ=DAILY', wallStart, timeZone), 2.5).map((start) => {
      const at = new Date(start);
      return at.getUTCHours() + at.getUTCMinutes() / 60;
    });
    expect(found).toEqual(hoursUtc);
  });

  const santiago = (rule: string, wallStart: string, hours?: number) =>
    every(rule, wallStart, 'America/Santiago', hours);

  test('a count counts the night that skips its hour', () => {
    expect(days(santiago('FREQ=DAILY;COUNT=3', '2026-09-05T00:30'))).toEqual(['09-05', '09-06', '09-07']);
  });

  test.each([
    ['an end in UTC at the last start', 'UNTIL=20260907T033000Z', 3],
    ['a second before it', 'UNTIL=20260907T032959Z', 2],
    ['an end on the wall at the last start', 'UNTIL=20260907T003000', 3],
    ['an end in UTC in the hour that is skipped', 'UNTIL=20260906T043000Z', 2],
  ])('%s', (_name, until, count) => {
    expect(starts(santiago(`FREQ=DAILY;${until}`, '2026-09-05T00:30'))).toHaveLength(count);
  });

  test('work of a whole day leaves an hour open in the night that is longer, and overlaps in the shorter one', () => {
    const ofDay = (wallStart: string) => {
      const schedule = santiago('FREQ=DAILY;COUNT=2', wallStart, 24);
      const [first, second] = occurrences(schedule, { fromMs: schedule.startMs, toMs: schedule.startMs + 72 * hourMs });
      return ((second?.startMs ?? 0) - (first?.endMs ?? 0)) / hourMs;
    };
    expect([ofDay('2026-04-04T12:00'), ofDay('2026-09-05T12:00')]).toEqual([1, -1]);
  });
});
