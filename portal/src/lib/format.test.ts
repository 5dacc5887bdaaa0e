import { describe, expect, test } from 'vitest';
import { createFormat, scale, splitDuration } from './format.ts';
import { noValue } from './no-value.ts';

const es = createFormat('es', () => 'UTC');
const en = createFormat('en', () => 'UTC');
/** Intl puts no-break spaces between number and unit; the expectations read better without. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('bit rates', () => {
  test.each([
    [0, '0 bps'],
    [999, '999 bps'],
    [999.6, '1 kbps'],
    [1_000, '1 kbps'],
    [842_300_000, '842 Mbps'],
    [1_240_000_000, '1,24 Gbps'],
    [999_999_999, '1 Gbps'],
    [1.5e18, '1500 Pbps'],
  ])('%d is %s', (bps, expected) => {
    expect(es.bitRate(bps)).toBe(expected);
  });

  test('English writes a point', () => expect(en.bitRate(1_240_000_000)).toBe('1.24 Gbps'));
});

test('no data is a dash, and zero is zero', () => {
  for (const show of [es.integer, es.bitRate, es.bytes, es.percent, es.duration, es.ago]) {
    expect(show(null)).toBe(noValue);
    expect(show(undefined)).toBe(noValue);
    expect(show(0)).not.toBe(noValue);
  }
});

describe('durations', () => {
  test.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [61_000, '1 min 1 s'],
    [3 * 3_600_000 + 5 * 60_000 + 9_000, '3 h 5 min'],
    [3_600_000 + 9_000, '1 h'],
    [50 * 3_600_000, '2 d 2 h'],
  ])('%d ms is %s', (ms, expected) => {
    expect(plain(es.duration(ms))).toBe(expected);
  });

  test.each([
    [30_000, '30 s'],
    [12 * 60_000 + 30_000, '12 min'],
    [2 * 3_600_000 + 51 * 60_000 + 9_000, '2 h 51 min'],
    [3_600_000, '1 h'],
    [76 * 3_600_000, '3 d 4 h'],
  ])('an age of %d ms is %s: seconds only while there is nothing larger', (ms, expected) => {
    expect(plain(es.age(ms))).toBe(expected);
  });

  test('English is short too', () => expect(plain(en.duration(50 * 3_600_000))).toBe('2d 2h'));

  test('ages read as the language says them', () => {
    expect(plain(es.ago(8_000))).toBe('hace 8 s');
    expect(plain(es.ago(12 * 60_000))).toBe('hace 12 min');
    expect(plain(en.ago(8_000))).toBe('8s ago');
  });
});

test('times in the given zone, on a 24-hour clock', () => {
  expect(es.clock('2026-11-25T00:03:22Z')).toBe('00:03:22');
  expect(en.clock('2026-11-25T14:03:22Z')).toBe('14:03:22');
  const nowMs = Date.parse('2026-11-25T15:00:00Z');
  expect(es.dateTimeShort('2026-11-25T14:03:22Z', nowMs)).toBe('14:03');
  expect(plain(es.dateTimeShort('2026-11-24T14:03:22Z', nowMs))).toBe('24 nov, 14:03');
});

test('times follow the zone when it changes, whatever the machine is set to', () => {
  let zone = 'America/La_Paz';
  const format = createFormat('es', () => zone);
  expect(format.clock('2026-11-25T14:03:22Z')).toBe('10:03:22');
  zone = 'America/Mexico_City';
  expect(format.clock('2026-11-25T14:03:22Z')).toBe('08:03:22');
  expect(format.in('America/Santiago').clock('2026-11-25T14:03:22Z')).toBe('11:03:22');
});

test('an absolute time in a title says whose clock it is of', () => {
  const laPaz = es.in('America/La_Paz');
  expect(plain(laPaz.dateTimeZoned('2026-11-25T02:03:22Z'))).toBe('24 nov 2026, 22:03:22 (GMT-4)');
  expect(laPaz.offset('2026-11-25T02:03:22Z')).toBe('GMT-4');
  expect(es.in('America/Santiago').offset('2026-07-25T02:03:22Z')).toBe('GMT-4');
  expect(es.in('America/Santiago').offset('2026-11-25T02:03:22Z')).toBe('GMT-3');
});

test('days of a calendar are in no zone', () => {
  expect(es.calendar.day('2026-11-25')).toBe('miércoles, 25 de noviembre');
  expect(es.calendar.month('2026-11-01')).toBe('noviembre de 2026');
  expect(plain(es.calendar.span('2026-11-23', '2026-11-29')).replace(/[\u2009–]/g, '-')).toBe(
    '23-29 de noviembre de 2026',
  );
});

test('money, lists and currencies in the words of the language', () => {
  expect(plain(es.money(123_456_700, 'BOB'))).toMatch(/^1\.234\.567,00 /);
  expect(es.list(['lunes', 'martes', 'jueves'])).toBe('lunes, martes y jueves');
  expect(es.currencyName('BOB')).toBe('boliviano');
  expect([es.decimalMark, en.decimalMark]).toEqual([',', '.']);
});

test('scale keeps the sign and never shows four digits before the last prefix', () => {
  expect(scale(-1_500)).toEqual({ mantissa: -1.5, prefix: 'k' });
  expect(scale(0)).toEqual({ mantissa: 0, prefix: '' });
});

test('splitDuration starts at the largest unit', () => {
  expect(splitDuration(90_061_000)).toEqual([
    { unit: 'day', value: 1 },
    { unit: 'hour', value: 1 },
    { unit: 'minute', value: 1 },
    { unit: 'second', value: 1 },
  ]);
});
