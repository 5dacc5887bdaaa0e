import { describe, expect, test } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const range = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
const iso = (ticks: readonly number[]): string[] => ticks.map((atMs) => new Date(atMs).toISOString().slice(5, 16));

describe('labels of a time axis', () => {
  test('are at midnight of the zone when the axis is days long', () => {
    const ticks = timeTicks('America/La_Paz', range('2026-11-23T12:00:00Z', '2026-11-30T12:00:00Z'));
    expect(iso(ticks)).toEqual(
      ['11-24', '11-25', '11-26', '11-27', '11-28', '11-29', '11-30'].map((d) => `${d}T04:00`),
    );
  });

  test('are at full hours of a zone that is not full hours away from UTC', () => {
    const ticks = timeTicks('Asia/Kolkata', range('2026-11-25T00:00:00Z', '2026-11-25T06:00:00Z'));
    expect(iso(ticks)).toEqual(['00', '01', '02', '03', '04', '05'].map((hour) => `11-25T${hour}:30`));
  });

  test('are minutes when the axis is minutes long', () => {
    const ticks = timeTicks('UTC', range('2026-11-25T00:00:30Z', '2026-11-25T00:05:30Z'));
    expect(iso(ticks)).toEqual(['00:01', '00:02', '00:03', '00:04', '00:05'].map((time) => `11-25T${time}`));
  });

  test('stay in order and in the axis in the nights in which clocks change', () => {
    for (const day of ['2026-04-05', '2026-09-06']) {
      const { fromMs, toMs } = range(`${day}T00:00:00Z`, `${day}T12:00:00Z`);
      const ticks = timeTicks('America/Santiago', { fromMs, toMs });
      expect(ticks.length).toBeGreaterThan(4);
      expect(ticks).toEqual([...new Set(ticks)].toSorted((one, other) => one - other));
      expect(ticks.every((atMs) => atMs >= fromMs && atMs <= toMs)).toBe(true);
    }
  });
});
