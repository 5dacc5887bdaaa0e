import { describe, expect, test } from 'vitest';
import { checkRule } from './rule.ts';

describe('rules that are taken', () => {
  test.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR',
    'FREQ=MONTHLY;BYDAY=2TU',
    'FREQ=MONTHLY;BYDAY=-1SU;COUNT=12',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=DAILY;UNTIL=20261231',
    'rrule:freq=weekly;byday=su;wkst=su',
  ])('%s', (text) => {
    expect(checkRule(text)).not.toHaveProperty('problem');
  });

  test('the end of a rule is kept apart from its parts', () => {
    expect(checkRule('FREQ=DAILY;UNTIL=20261231T030000Z')).toEqual({
      parts: [['FREQ', 'DAILY']],
      until: { wallMs: Date.UTC(2026, 11, 31, 3), utc: true },
    });
  });

  test('a day as the end is its last second, midnight is midnight', () => {
    const until = (text: string) => checkRule(`FREQ=DAILY;UNTIL=${text}`);
    expect(until('20261231')).toMatchObject({ until: { wallMs: Date.UTC(2026, 11, 31, 23, 59, 59), utc: false } });
    expect(until('20261231T000000')).toMatchObject({ until: { wallMs: Date.UTC(2026, 11, 31), utc: false } });
  });
});

describe('rules that are refused, with the part at fault', () => {
  test.each([
    ['', 'not_a_rule', ''],
    ['every night', 'not_a_rule', 'EVERY NIGHT'],
    ['FREQ=DAILY;', 'not_a_rule', ''],
    ['FREQ=DAILY=2', 'not_a_rule', 'FREQ=DAILY=2'],
    ['INTERVAL=2', 'frequency_unsupported', 'FREQ'],
    ['FREQ=HOURLY', 'frequency_unsupported', 'FREQ'],
    ['FREQ=DAILY;BYHOUR=2', 'part_unknown', 'BYHOUR'],
    ['FREQ=DAILY;TOSTRING=1', 'part_unknown', 'TOSTRING'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'part_repeated', 'FREQ'],
    ['FREQ=DAILY;INTERVAL=0', 'value_invalid', 'INTERVAL=0'],
    ['FREQ=DAILY;COUNT=100000', 'value_invalid', 'COUNT=100000'],
    ['FREQ=WEEKLY;BYDAY=LU', 'value_invalid', 'BYDAY=LU'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'value_invalid', 'BYMONTHDAY=32'],
    ['FREQ=DAILY;UNTIL=20260231', 'value_invalid', 'UNTIL=20260231'],
    ['FREQ=DAILY;UNTIL=20260201T006100', 'value_invalid', 'UNTIL=20260201T006100'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20261231', 'count_and_until', 'UNTIL'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'ordinal_day_unsupported', '1MO'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'month_day_unsupported', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'position_without_days', 'BYSETPOS'],
  ])('%j: %s', (text, problem, part) => {
    expect(checkRule(text)).toEqual({ problem, part });
  });
});
