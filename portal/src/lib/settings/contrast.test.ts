import { expect, test } from 'vitest';
import { contrastOf, isColor } from './contrast.ts';

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
])('%s on %s has a contrast of %d', (a, b, ratio) => {
  expect(contrastOf(a, b)).toBeCloseTo(ratio, 2);
  expect(contrastOf(b, a)).toBeCloseTo(ratio, 2);
});

test.each([
  ['#12ab9F', true],
  ['#12a', false],
  ['red', false],
])('%s is a colour: %s', (text, is) => {
  expect(isColor(text)).toBe(is);
});
