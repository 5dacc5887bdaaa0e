import { describe, expect, test } from 'vitest';
import { instantMsOf, isTimeZone, wallMsAt } from './zone.ts';

const wall = (text: string): number => Date.parse(`${text}Z`);
const instant = (zone: string, text: string): string => new Date(instantMsOf(zone, wall(text))).toISOString();

describe('the instant of a wall time', () => {
  test.each([
    ['an ordinary night', 'America/Santiago', '2026-07-01T02:00', '2026-07-01T06:00:00.000Z'],
    ['an hour that Chile skips: as much later', 'America/Santiago', '2026-09-06T00:30', '2026-09-06T04:30:00.000Z'],
    ['the hour after it', 'America/Santiago', '2026-09-06T01:30', '2026-09-06T04:30:00.000Z'],
    ['an hour that Chile has twice: the first', 'America/Santiago', '2026-04-04T23:30', '2026-04-05T02:30:00.000Z'],
    ['the hour after it', 'America/Santiago', '2026-04-05T00:30', '2026-04-05T04:30:00.000Z'],
    [
      'Mexico City in summer: no summer time since 2022',
      'America/Mexico_City',
      '2026-07-01T02:00',
      '2026-07-01T08:00:00.000Z',
    ],
    ['Mexico City in winter', 'America/Mexico_City', '2026-12-01T02:00', '2026-12-01T08:00:00.000Z'],
    ['Asuncion in its last winter', 'America/Asuncion', '2024-07-01T02:00', '2024-07-01T06:00:00.000Z'],
    [
      'Asuncion in winter since it keeps summer time',
      'America/Asuncion',
      '2026-07-01T02:00',
      '2026-07-01T05:00:00.000Z',
    ],
    ['a day that Samoa left out', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00:00.000Z'],
    ['half an hour', 'America/St_Johns', '2026-07-01T00:00', '2026-07-01T02:30:00.000Z'],
  ])('%s', (_name, zone, text, expected) => {
    expect(instant(zone, text)).toBe(expected);
  });
});

test('clocks show what they show', () => {
  expect(wallMsAt('America/Santiago', Date.parse('2026-09-06T03:59:59.999Z'))).toBe(wall('2026-09-05T23:59:59.999'));
  expect(wallMsAt('America/Santiago', Date.parse('2026-09-06T04:00:00.000Z'))).toBe(wall('2026-09-06T01:00'));
});

test.each([
  ['America/Bogota', true],
  ['UTC', true],
  ['America/Macondo', false],
  ['-03:00', false],
  ['', false],
])('%j is a zone: %s', (text, expected) => {
  expect(isTimeZone(text)).toBe(expected);
});
