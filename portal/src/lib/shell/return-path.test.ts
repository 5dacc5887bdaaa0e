import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each([
  ['/devices?q=a', '/devices?q=a'],
  [null, '/noc'],
  ['', '/noc'],
  ['//evil.example', '/noc'],
  ['/\\evil.example', '/noc'],
  ['/\t/evil.example', '/noc'],
  ['/\n/evil.example', '/noc'],
  ['/.//evil.example', '/noc'],
  ['/x/..//evil.example', '/noc'],
  ['https://evil.example', '/noc'],
  ['javascript:alert(1)', '/noc'],
  ['/sign-in?to=/x', '/noc'],
])('%s leads to %s', (to, expected) => {
  expect(returnPath(to, '/noc')).toBe(expected);
});
