import { describe, expect, test } from 'vitest';
import { drawSites, type SiteStatus } from './site-map.ts';

const site = (id: string, latitude: number | null, longitude: number | null) => ({ id, name: id, latitude, longitude });
const device = (id: string, siteId: string | null) => ({ id, siteId });
const link = (aDeviceId: string, bDeviceId: string) => ({ id: `${aDeviceId}-${bDeviceId}`, aDeviceId, bDeviceId });
const draw = (given: Partial<Parameters<typeof drawSites>[0]>) =>
  drawSites({ sites: [], devices: [], links: [], statuses: new Map<string, SiteStatus>(), widthPx: 800, ...given });

describe('a map of sites', () => {
  test('without positions there is none', () => {
    expect(draw({ sites: [site('a', null, null)] })).toBeNull();
  });

  test('north is up, east is right, and all lie inside', () => {
    const map = draw({ sites: [site('southwest', -17.5, -66.3), site('northeast', -17.3, -66.1), site('x', null, 4)] });
    const [southwest, northeast] = map?.sites ?? [];
    expect(map?.sites).toHaveLength(2);
    expect(northeast?.x).toBeGreaterThan(southwest?.x ?? Infinity);
    expect(northeast?.y).toBeLessThan(southwest?.y ?? -Infinity);
    for (const { x, y } of map?.sites ?? []) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(800);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(map?.heightPx ?? 0);
    }
  });

  test('one site alone is in the middle', () => {
    expect(draw({ sites: [site('a', 4.6, -74.1)] })?.sites[0]).toMatchObject({ x: 400, labelled: true });
  });

  test('a site is as its worst device is; one that nobody polls has no state', () => {
    const map = draw({
      sites: [site('a', 1, 1), site('b', 2, 2), site('c', 3, 3)],
      devices: [device('1', 'a'), device('2', 'a'), device('3', 'b'), device('4', null)],
      statuses: new Map<string, SiteStatus>([
        ['1', 'up'],
        ['2', 'down'],
        ['3', 'up'],
      ]),
    });
    expect(map?.sites.map(({ status, deviceCount }) => [status, deviceCount])).toEqual([
      ['down', 2],
      ['up', 1],
      [null, 0],
    ]);
  });

  test('two sites are joined once, however many links they have; inside of one there is no line', () => {
    const map = draw({
      sites: [site('a', 1, 1), site('b', 2, 2)],
      devices: [device('1', 'a'), device('2', 'b'), device('3', 'a')],
      links: [link('1', '2'), link('2', '3'), link('1', '3')],
    });
    expect(map?.lines.map(({ from, to }) => [from.id, to.id])).toEqual([['a', 'b']]);
  });

  test('names do not lie on each other; what is down keeps its own', () => {
    const map = draw({
      sites: [site('Torre Norte', 1, 1), site('Torre Norte 2', 1.0001, 1.0001), site('lejos', 2, 2)],
      devices: [device('1', 'Torre Norte 2')],
      statuses: new Map<string, SiteStatus>([['1', 'down']]),
      widthPx: 300,
    });
    const names = map?.sites.filter(({ labelled }) => labelled).map(({ name }) => name);
    expect(names).toEqual(['Torre Norte 2', 'lejos']);
  });
});
