import { describe, expect, test } from 'vitest';
import { followStart, fromRule, type Repeat, repeatFrom, toRule } from './repeat.ts';

const wall = '2026-11-25T02:00'; // a Wednesday, the fourth of its month
const chosen = (changes: Partial<Repeat>): string | null => toRule({ ...repeatFrom(wall), ...changes });

describe('toRule', () => {
  test.each<[Partial<Repeat>, string | null]>([
    [{}, null],
    [{ unit: 'DAILY' }, 'FREQ=DAILY'],
    [{ unit: 'WEEKLY' }, 'FREQ=WEEKLY;BYDAY=WE'],
    [{ unit: 'WEEKLY', interval: 2, days: ['TH', 'MO'] }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH'],
    [{ unit: 'MONTHLY' }, 'FREQ=MONTHLY;BYMONTHDAY=25'],
    [{ unit: 'MONTHLY', monthBy: 'weekday' }, 'FREQ=MONTHLY;BYDAY=4WE'],
    [{ unit: 'MONTHLY', monthBy: 'weekday', ordinal: '-1', weekday: 'SU' }, 'FREQ=MONTHLY;BYDAY=-1SU'],
    [{ unit: 'DAILY', ends: 'until', until: '2026-12-31' }, 'FREQ=DAILY;UNTIL=20261231'],
    [{ unit: 'DAILY', ends: 'count', count: 3 }, 'FREQ=DAILY;COUNT=3'],
  ])('%j is %s', (changes, rule) => expect(chosen(changes)).toBe(rule));
});

test('another start suggests another day, and leaves chosen days alone', () => {
  const tuesday = '2027-03-02T03:00'; // the first Tuesday of its month
  expect(followStart(repeatFrom(wall), wall, tuesday)).toEqual(repeatFrom(tuesday));
  const chosen: Repeat = { ...repeatFrom(wall), days: ['MO', 'TH'], monthDay: 7, ordinal: '-1', weekday: 'SU' };
  expect(followStart(chosen, wall, tuesday)).toEqual(chosen);
});

describe('fromRule', () => {
  test.each([
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3;COUNT=3',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH',
    'FREQ=MONTHLY;BYMONTHDAY=7',
    'FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231',
    'FREQ=MONTHLY;BYDAY=-1SU',
  ])('%s is read and said again', (rule) => {
    expect(fromRule(rule, wall).unit).not.toBe('other');
    expect(toRule(fromRule(rule, wall))).toBe(rule);
  });

  test('what a rule leaves open is as the start is', () => {
    expect(fromRule('FREQ=WEEKLY', wall)).toMatchObject({ unit: 'WEEKLY', days: ['WE'] });
    expect(fromRule(null, wall).unit).toBe('never');
  });

  test.each([
    'FREQ=YEARLY',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'FREQ=DAILY;BYMONTH=1',
    'FREQ=DAILY;UNTIL=20261231T120000Z',
    'FREQ=DAILY;BYDAY=MO,TU',
  ])('%s is kept as it is', (rule) => {
    expect(fromRule(rule, wall).unit).toBe('other');
    expect(toRule(fromRule(rule, wall))).toBe(rule);
  });
});
