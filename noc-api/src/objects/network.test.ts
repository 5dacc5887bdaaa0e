import { describe, expect, test } from 'vitest';
import { isInside, normalizeIp, normalizePrefix } from './network.ts';

describe('addresses', () => {
  test.each([
    [' 192.0.2.1 ', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:10.0.0.5', '10.0.0.5'],
    ['::FFFF:a00:5', '10.0.0.5'],
    ['::', '::'],
    ['::1', '::1'],
  ])('%s is written %s', (typed, written) => expect(normalizeIp(typed)).toEqual({ value: written }));

  test.each(['192.0.2', '192.0.2.256', '010.0.0.1', 'fe80::1%eth0', '::10.0.0.5', 'router', ''])(
    '"%s" is none',
    (typed) => expect(normalizeIp(typed)).toHaveProperty('problem'),
  );
});

describe('prefixes', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['203.0.113.255/32', '203.0.113.255/32'],
    ['2001:DB8::/48', '2001:db8::/48'],
    ['2001:db8:0:1::/64', '2001:db8:0:1::/64'],
    ['::/0', '::/0'],
  ])('%s is written %s', (typed, written) => expect(normalizePrefix(typed)).toEqual({ value: written }));

  test.each([
    ['10.0.0.1/24', '10.0.0.0/24'],
    ['172.20.255.255/12', '172.16.0.0/12'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
  ])('%s has bits beyond: the sentence names %s', (typed, meant) => {
    expect(normalizePrefix(typed)).toEqual({ problem: expect.stringContaining(meant) });
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '2001:db8::/129', 'x/8', '/8'])('%s is none', (typed) =>
    expect(normalizePrefix(typed)).toHaveProperty('problem'),
  );
});

test.each([
  ['192.0.2.200', '192.0.2.128/25', true],
  ['192.0.2.1', '192.0.2.128/25', false],
  ['2001:db8::1', '2001:db8::/32', true],
  ['192.0.2.1', '::/0', false],
])('%s in %s: %s', (address, prefix, inside) => expect(isInside(address, prefix)).toBe(inside));
