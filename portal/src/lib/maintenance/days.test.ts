import { describe, expect, test } from 'vitest';
import { dayAt } from '../wall-clock.ts';
import { byDay, daysShown, isNow, isOver, moveSpan } from './days.ts';

const santiago = 'America/Santiago';

describe('the days of a calendar', () => {
  test('a month shows whole weeks from Monday on', () => {
    const days = daysShown('month', '2026-11-25');
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42]);
    expect(daysShown('month', '2027-02-10')).toHaveLength(28);
  });

  test('a week is the one of its day, Sundays included', () => {
    expect(daysShown('week', '2026-11-29')[0]).toBe('2026-11-23');
  });

  test('months follow each other over the year', () => {
    expect(moveSpan('month', '2026-12-31', 1)).toBe('2027-01-01');
    expect(moveSpan('month', '2026-01-31', -1)).toBe('2025-12-01');
    expect(moveSpan('week', '2026-12-31', 1)).toBe('2027-01-07');
  });
});

describe('what lies on a day', () => {
  const item = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });

  test('is told by the wall clock of the zone, not by UTC', () => {
    const late = item('2026-11-26T02:00:00Z', '2026-11-26T03:00:00Z');
    expect(dayAt(santiago, Date.parse(late.startsAt))).toBe('2026-11-25');
    const found = byDay(santiago, ['2026-11-25', '2026-11-26'], [late]);
    expect([found.get('2026-11-25'), found.get('2026-11-26')]).toEqual([[late], []]);
  });

  test('over midnight it is on both days; an end at midnight is not', () => {
    const days = ['2026-11-25', '2026-11-26', '2026-11-27'];
    const over = item('2026-11-25T23:00:00Z', '2026-11-26T01:00:00Z');
    const until = item('2026-11-26T22:00:00Z', '2026-11-27T00:00:00Z');
    const found = byDay('UTC', days, [over, until]);
    expect(days.map((day) => found.get(day))).toEqual([[over], [over, until], []]);
  });
});

test('work goes on from its start up to its end, which is not part of it', () => {
  const work = { startsAt: '2026-11-26T02:00:00Z', endsAt: '2026-11-26T03:00:00Z' };
  const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);
  const going = ['01:59:59', '02:00:00', '02:59:59', '03:00:00'].map((time) => isNow(work, at(time)));
  expect(going).toEqual([false, true, true, false]);
  expect(['02:59:59', '03:00:00'].map((time) => isOver(work, at(time)))).toEqual([false, true]);
});
