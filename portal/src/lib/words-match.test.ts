import { expect, test } from 'vitest';
import { matchesWords } from './words-match.ts';

test.each([
  ['', 'María Rojas', true],
  ['maria', 'María Rojas', true],
  ['rojas MAR', 'María Rojas', true],
  ['rojas pedro', 'María Rojas', false],
])('%j in %j: %j', (typed, text, found) => {
  expect(matchesWords(typed, text)).toBe(found);
});
