import { describe, expect, test } from 'vitest';
import { dayAt, fromWall, isDay, rangeOfDays, showSameTime, toWall } from './wall-clock.ts';

const hourMs = 3_600_000;
const santiago = 'America/Santiago';

test('only real days are days', () => {
  expect([isDay('2026-11-25'), isDay('2026-13-01'), isDay('hoy'), isDay(null)]).toEqual([true, false, false, false]);
});

test('a day is told by the wall clock of the zone, not by UTC', () => {
  expect(dayAt(santiago, Date.parse('2026-11-26T02:00:00Z'))).toBe('2026-11-25');
});

describe('a time is typed as the wall clock of the zone shows it', () => {
  test('and read back the same', () => {
    expect(toWall('America/Mexico_City', '2026-11-26T02:30:00Z')).toBe('2026-11-25T20:30');
    expect(fromWall('America/Mexico_City', '2026-11-25T20:30')).toBe('2026-11-26T02:30:00.000Z');
  });

  test('what is half typed is no time', () => expect(fromWall('UTC', '')).toBeNull());

  test('a time that clocks skip is as much later as they skip', () => {
    // Chile, 2026-09-06: 00:00 becomes 01:00.
    expect(fromWall(santiago, '2026-09-06T00:30')).toBe('2026-09-06T04:30:00.000Z');
    expect(toWall(santiago, '2026-09-06T04:30:00Z')).toBe('2026-09-06T01:30');
  });

  test('of a time that clocks show twice the first is meant', () => {
    // Chile, 2026-04-05: 00:00 becomes 23:00 of the day before.
    expect(fromWall(santiago, '2026-04-04T23:30')).toBe('2026-04-05T02:30:00.000Z');
  });
});

test.each([
  ['2026-09-05', 24],
  ['2026-09-06', 23],
  ['2026-04-04', 25],
])('%s in Chile has %d hours', (day, hours) => {
  const { fromMs, toMs } = rangeOfDays(santiago, [day]);
  expect((toMs - fromMs) / hourMs).toBe(hours);
});

test('zones that show the same time all year are the same to people', () => {
  const nowMs = Date.parse('2026-11-25T12:00:00Z');
  expect(showSameTime('America/La_Paz', 'America/Caracas', nowMs)).toBe(true);
  expect(showSameTime('America/La_Paz', 'America/Lima', nowMs)).toBe(false);
  // In November alike; in July Chile is an hour behind.
  expect(showSameTime('America/Sao_Paulo', santiago, nowMs)).toBe(false);
});
