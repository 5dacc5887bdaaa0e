import { describe, expect, test } from 'vitest';
import { placeDay } from './week.ts';

const item = (name: string, startsAt: string, endsAt: string) => ({ name, startsAt, endsAt });
const place = (zone: string, day: string, items: readonly ReturnType<typeof item>[]) =>
  placeDay(zone, day, items).map(({ item, top, height, lane, lanes }) => [
    item.name,
    top * 24,
    height * 24,
    lane,
    lanes,
  ]);

describe('work in the column of a day', () => {
  test('lies at its hours on the clocks of the zone', () => {
    const night = item('night', '2026-11-25T05:00:00Z', '2026-11-25T09:00:00Z');
    expect(place('America/La_Paz', '2026-11-25', [night])).toEqual([['night', 1, 4, 0, 1]]);
  });

  test('over midnight it goes to the end of one day, and from the start of the next', () => {
    const over = item('over', '2026-11-25T22:00:00Z', '2026-11-26T03:00:00Z');
    expect(place('UTC', '2026-11-25', [over])).toEqual([['over', 22, 2, 0, 1]]);
    expect(place('UTC', '2026-11-26', [over])).toEqual([['over', 0, 3, 0, 1]]);
  });

  test('what overlaps is side by side, and what follows takes the free column', () => {
    const items = [
      item('long', '2026-11-25T01:00:00Z', '2026-11-25T06:00:00Z'),
      item('first', '2026-11-25T02:00:00Z', '2026-11-25T03:00:00Z'),
      item('second', '2026-11-25T04:00:00Z', '2026-11-25T05:00:00Z'),
      item('later', '2026-11-25T07:00:00Z', '2026-11-25T08:00:00Z'),
    ];
    expect(place('UTC', '2026-11-25', items)).toEqual([
      ['long', 1, 5, 0, 2],
      ['first', 2, 1, 1, 2],
      ['second', 4, 1, 1, 2],
      ['later', 7, 1, 0, 1],
    ]);
  });

  test('short work is tall enough to be read, also just before midnight', () => {
    expect(place('UTC', '2026-11-25', [item('short', '2026-11-25T23:55:00Z', '2026-11-26T00:00:00Z')])).toEqual([
      ['short', 23.25, 0.75, 0, 1],
    ]);
  });

  test('in the night without an hour it ends when its clocks say', () => {
    // Chile, 2026-09-06: 00:00 becomes 01:00, so that two hours from 23:00 on end at 02:00.
    const work = item('work', '2026-09-06T03:00:00Z', '2026-09-06T05:00:00Z');
    expect(place('America/Santiago', '2026-09-06', [work])).toEqual([['work', 0, 2, 0, 1]]);
  });
});
