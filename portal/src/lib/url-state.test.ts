import { describe, expect, test } from 'vitest';
import { choiceParam, numberParam, withParams } from './url-state.ts';

const url = new URL('http://x/devices?q=cerro&status=down&d=5&bad=ten');

describe('withParams', () => {
  test('sets, replaces and keeps', () =>
    expect(withParams(url, { status: 'up', sort: 'name' })).toBe('/devices?q=cerro&status=up&d=5&bad=ten&sort=name'));
  test('removes', () => expect(withParams(new URL('http://x/a?q=1&b='), { q: null, b: '' })).toBe('/a'));
  test('encodes', () => expect(withParams(new URL('http://x/a'), { q: 'a&b c' })).toBe('/a?q=a%26b+c'));
});

test('choiceParam falls back on anything else', () => {
  expect(choiceParam(url, 'status', ['up', 'down'], 'up')).toBe('down');
  expect(choiceParam(url, 'q', ['up', 'down'], 'up')).toBe('up');
  expect(choiceParam(url, 'absent', ['up', 'down'], 'up')).toBe('up');
});

test('numberParam is null when absent, not a number or out of bounds', () => {
  expect(numberParam(url, 'd', { min: 1, max: 20 })).toBe(5);
  expect(numberParam(url, 'd', { min: 6, max: 20 })).toBeNull();
  expect(numberParam(url, 'bad', { min: 1, max: 20 })).toBeNull();
  expect(numberParam(url, 'absent', { min: 0, max: 20 })).toBeNull();
});
