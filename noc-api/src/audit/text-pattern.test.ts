import { expect, test } from 'vitest';
import { textPattern } from './text-pattern.ts';

test.each([
  ['rtr_1', 'rtr\\_1'],
  ['Ñandú', '[aáàâäã]'],
  ['nandu', '[nñ][aáàâäã][nñ]d[uúùûü]'],
  ['N\u0303', '[nñ]'],
  ['100% (x|y)*', '100\\% \\(x\\|y\\)\\*'],
  ['***:x', '\\*\\*\\*\\:x'],
  ['C:\\d', '\\:\\\\d'],
])('%j becomes a pattern with %s', (text, part) => {
  expect(textPattern(text)).toContain(part);
});
