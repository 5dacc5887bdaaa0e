import { expect, test } from 'vitest';
import { areInOrder, nextSpan, patchOf, type SettingsDraft } from './settings-form.ts';

const day = [{ from: '09:00', to: '18:00' }];
const before: SettingsDraft = {
  ...{ name: 'Red', locale: 'es', timeZone: 'UTC', currency: 'USD', colors: { light: null, dark: null } },
  businessHours: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
  },
  holidays: [],
  retention: { eventDays: null, auditDays: null },
};

test('only what differs is sent', () => {
  expect(patchOf(before, structuredClone(before))).toBeNull();
  expect(patchOf(before, { ...before, name: 'Red Sur' })).toEqual({ name: 'Red Sur' });
});

test.each([
  [[], true],
  [day, true],
  [[{ from: '18:00', to: '09:00' }], false],
  [
    [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ],
    true,
  ],
  [
    [
      { from: '09:00', to: '13:00' },
      { from: '12:00', to: '18:00' },
    ],
    false,
  ],
])('%j are in order: %s', (spans, inOrder) => {
  expect(areInOrder(spans)).toBe(inOrder);
});

test('another span comes after the last', () => {
  expect(nextSpan([])).toEqual({ from: '09:00', to: '18:00' });
  expect(nextSpan([{ from: '09:00', to: '13:00' }])).toEqual({ from: '14:00', to: '18:00' });
});
