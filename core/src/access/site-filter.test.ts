import { expect, test } from 'vitest';
import { everywhere, holdsAt, isEverywhere, type SiteFilter, siteFilterKey } from './site-filter.ts';

const only = (...sites: string[]): SiteFilter => ({ all: false, only: new Set(sites) });
const except = (...sites: string[]): SiteFilter => ({ all: true, except: new Set(sites) });

test.each([
  ['everywhere, at a site', everywhere, 'north', true],
  ['everywhere, without a site', everywhere, null, true],
  ['only there, there', only('north'), 'north', true],
  ['only there, elsewhere', only('north'), 'south', false],
  ['only there, without a site', only('north'), null, false],
  ['nowhere', only(), 'north', false],
  ['all but there, there', except('north'), 'north', false],
  ['all but there, elsewhere', except('north'), 'south', true],
  ['all but there, without a site', except('north'), null, true],
])('%s', (_case, filter, siteId, holds) => {
  expect(holdsAt(filter, siteId)).toBe(holds);
});

test('only what leaves nothing out is everywhere', () => {
  expect([everywhere, except('north'), only('north'), only()].map(isEverywhere)).toEqual([true, false, false, false]);
});

test('the key tells sites apart, and not the order in which they were said', () => {
  expect(siteFilterKey(only('north', 'south'))).toBe(siteFilterKey(only('south', 'north')));
  const filters = [everywhere, only(), only('north'), only('north', 'south'), except('north')];
  expect(new Set(filters.map(siteFilterKey)).size).toBe(filters.length);
  expect(siteFilterKey(only(...Array.from({ length: 500 }, (_, n) => `site-${n}`))).length).toBeLessThan(64);
});
