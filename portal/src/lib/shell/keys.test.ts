import { describe, expect, test } from 'vitest';
import { pressKey } from './keys.ts';

const bindings = ['j', 'g d', 'g n', '/', '?'];

describe('pressKey', () => {
  test('a single key matches at once', () =>
    expect(pressKey('', 'j', bindings)).toEqual({ matched: 'j', pending: '' }));
  test('the first key of a sequence waits', () =>
    expect(pressKey('', 'g', bindings)).toEqual({ matched: null, pending: 'g' }));
  test('the second key completes it', () =>
    expect(pressKey('g', 'd', bindings)).toEqual({ matched: 'g d', pending: '' }));
  test('a key that continues nothing counts for itself', () =>
    expect(pressKey('g', 'j', bindings)).toEqual({ matched: 'j', pending: '' }));
  test('an unknown key forgets the sequence', () =>
    expect(pressKey('g', 'x', bindings)).toEqual({ matched: null, pending: '' }));
});
