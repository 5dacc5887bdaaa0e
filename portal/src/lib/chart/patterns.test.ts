import { expect, test } from 'vitest';
import { backgroundOf, decalOf } from './patterns.ts';
import { seriesCount } from './tokens.ts';

const indexes = Array.from({ length: seriesCount }, (_, index) => index);
const ink = '#0006';

test('every series has a pattern of its own, in the chart and beside its name', () => {
  expect(new Set(indexes.map((index) => JSON.stringify(decalOf(index, ink)))).size).toBe(seriesCount);
  expect(new Set(indexes.map((index) => backgroundOf(index, '#123456', ink))).size).toBe(seriesCount);
});

test('what comes after them is plain', () => {
  expect(decalOf(seriesCount, ink)).toEqual({});
  expect(backgroundOf(seriesCount, '#123456', ink)).toBe('#123456');
});

test.each(indexes.slice(1))('series %i is as wide and as turned in one as in the other', (index) => {
  const { decal } = decalOf(index, ink);
  if (decal === undefined || decal === 'none') throw new Error('only the first is plain');
  const background = backgroundOf(index, '#123456', ink);
  const [width = 0, gap = 0] = decal.dashArrayY as number[]; // ours are plain pairs
  expect(background).toContain(`${width + gap}px`);
  expect(background).toContain(ink);
  if (decal.symbol === 'rect')
    expect(background).toContain(`(${Math.round(((decal.rotation ?? 0) * 180) / Math.PI)}deg`);
});
