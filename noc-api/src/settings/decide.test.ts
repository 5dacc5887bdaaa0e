import { isAppError } from '@fastisp/core/errors/app-error';
import { describe, expect, test } from 'vitest';
import { changedSettings, contrastOf, defaultSettings } from './decide.ts';
import { shortenedDays } from './retention-loss.ts';
import type { SettingsPatch } from './schemas.ts';

const daysMax = { eventDays: 90, auditDays: 400 };
const change = (patch: SettingsPatch) => changedSettings(defaultSettings, patch, daysMax);

function problemOf(patch: SettingsPatch): string {
  try {
    change(patch);
  } catch (error) {
    if (isAppError(error)) return `${error.code} ${error.fields[0]?.path}`;
    throw error;
  }
  return 'taken';
}
const day = (...spans: [from: string, to: string][]): SettingsPatch => ({
  businessHours: { monday: spans.map(([from, to]) => ({ from, to })) },
});

test.each<[string, SettingsPatch, string]>([
  ['a zone', { timeZone: 'America/Santiago' }, 'taken'],
  ['a zone that is none', { timeZone: 'America/Macondo' }, 'TIME_ZONE_UNKNOWN /timeZone'],
  ['a currency', { currency: 'clp' }, 'taken'],
  ['a currency that is none', { currency: 'XQX' }, 'CURRENCY_UNKNOWN /currency'],
  ['a dark blue on light', { colors: { light: '#0B5FA5' } }, 'taken'],
  ['yellow on light', { colors: { light: '#ffe000' } }, 'COLOR_UNREADABLE /colors/light'],
  ['yellow on dark', { colors: { dark: '#ffe000' } }, 'taken'],
  ['a dark blue on dark', { colors: { dark: '#0b5fa5' } }, 'COLOR_UNREADABLE /colors/dark'],
  ['the portal’s own colours', { colors: { light: null, dark: null } }, 'taken'],
  ['a lunch break', day(['09:00', '13:00'], ['15:00', '19:00']), 'taken'],
  ['open until midnight', day(['18:00', '24:00']), 'taken'],
  ['an end at the start', day(['09:00', '09:00']), 'BUSINESS_HOURS_INVALID /businessHours/monday/0'],
  ['over midnight', day(['22:00', '02:00']), 'BUSINESS_HOURS_INVALID /businessHours/monday/0'],
  ['a night shift, on both of its days', day(['00:00', '02:00'], ['22:00', '24:00']), 'taken'],
  ['spans that overlap', day(['09:00', '13:00'], ['12:00', '19:00']), 'BUSINESS_HOURS_INVALID /businessHours/monday/1'],
  ['spans out of order', day(['15:00', '19:00'], ['09:00', '13:00']), 'BUSINESS_HOURS_INVALID /businessHours/monday/1'],
  ['a holiday', { holidays: [{ date: '2028-02-29', name: 'Bisiesto' }] }, 'taken'],
  ['a day that never comes', { holidays: [{ date: '2027-02-29', name: 'x' }] }, 'HOLIDAY_INVALID /holidays/0/date'],
  [
    'a holiday twice',
    { holidays: [...['2026-12-25', '2026-12-25'].map((date) => ({ date, name: 'Navidad' }))] },
    'HOLIDAY_INVALID /holidays/1/date',
  ],
  ['fewer days', { retention: { eventDays: 30, auditDays: null } }, 'taken'],
  ['more days than are kept', { retention: { eventDays: 91 } }, 'RETENTION_TOO_LONG /retention/eventDays'],
])('%s', (_name, patch, expected) => {
  expect(problemOf(patch)).toBe(expected);
});

describe('what is absent stays', () => {
  test('in every group', () => {
    const first = change({ colors: { light: '#0B5FA5' }, retention: { auditDays: 60 } });
    const second = changedSettings(first, { colors: { dark: '#9ecbff' }, retention: { eventDays: 30 } }, daysMax);
    expect(second.colors).toEqual({ light: '#0b5fa5', dark: '#9ecbff' });
    expect(second.retention).toEqual({ eventDays: 30, auditDays: 60 });
    expect(second.businessHours).toEqual(defaultSettings.businessHours);
  });

  test('holidays come in order', () => {
    const holidays = ['2026-12-25', '2026-01-01'].map((date) => ({ date, name: 'Feriado' }));
    expect(change({ holidays }).holidays.map(({ date }) => date)).toEqual(['2026-01-01', '2026-12-25']);
  });
});

// Of WCAG's own examples.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
])('the contrast of %s and %s is %d', (a, b, expected) => {
  expect(contrastOf(a, b)).toBeCloseTo(expected, 1);
});

test.each([
  ['fewer than the installation keeps', null, 30, 30],
  ['fewer than before', 60, 30, 30],
  ['as many as the installation keeps', null, 90, null],
  ['more than before', 30, 60, null],
  ['no own number any more', 30, null, null],
  ['an installation that keeps fewer by now than the tenant said', 200, null, null],
])('%s: what is lost', (_name, before, after, expected) => {
  const daysBefore = { eventDays: before, auditDays: null };
  const daysAfter = { eventDays: after, auditDays: null };
  expect(shortenedDays(daysBefore, daysAfter, daysMax)).toEqual({ eventDays: expected, auditDays: null });
});
