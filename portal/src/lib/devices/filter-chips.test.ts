import { expect, test } from 'vitest';
import { chipsOf } from './filter-chips.ts';

test.each([
  ['nothing', [], '', []],
  ['the most common first, then by name', ['b', 'a', 'c', 'c'], '', ['c', 'a', 'b']],
  ['the chosen one leads', ['b', 'b', 'a'], 'a', ['a', 'b']],
  ['the chosen one stays when no row has it', ['b'], 'gone', ['gone', 'b']],
])('%s', (_what, values, chosen, expected) => {
  expect(chipsOf(values, chosen)).toEqual(expected);
});

test('a dozen at most, the chosen one among them', () => {
  const many = Array.from({ length: 40 }, (_, n) => `t${n}`);
  expect(chipsOf(many, 't39')).toHaveLength(12);
  expect(chipsOf(many, 't39')[0]).toBe('t39');
});
