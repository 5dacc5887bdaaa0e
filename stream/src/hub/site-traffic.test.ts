import { everywhere, type SiteFilter } from '@fastisp/core/access/site-filter';
import { expect, test } from 'vitest';
import { sumBySite, trafficWithin } from './site-traffic.ts';

const device = (siteId: string | null, address: string | null, inBps: number) => ({
  ...{ siteId, address, inBps },
  outBps: 2 * inBps,
});
const bySite = sumBySite(
  [
    device('north', '10.0.0.1', 1),
    device('north', null, 10),
    device('south', '10.0.0.2', 100),
    device(null, '10.0.0.3', 1_000),
    device('north', '10.0.0.9', 0),
    device('south', '10.0.0.9', 0),
  ],
  [
    ['10.0.0.1', 1],
    ['10.0.0.1', 4],
    ['10.0.0.2', 20],
    ['10.0.0.3', 300],
    ['10.0.0.4', 4_000],
    ['10.0.0.9', 50_000],
  ],
);
const only = (...sites: string[]): SiteFilter => ({ all: false, only: new Set(sites) });

test.each<[string, SiteFilter, number, number]>([
  ['one site', only('north'), 11, 5],
  ['two sites', only('north', 'south'), 111, 25],
  ['a site without devices', only('west'), 0, 0],
  ['all but one, with what stands at no site', { all: true, except: new Set(['north']) }, 1_100, 4_320],
  ['everywhere, but for flows of an address at two sites', everywhere, 1_111, 4_325],
])('%s', (_case, sites, inBps, flowsPerS) => {
  expect(trafficWithin(bySite, sites)).toEqual({ inBps, outBps: 2 * inBps, flowsPerS });
});
