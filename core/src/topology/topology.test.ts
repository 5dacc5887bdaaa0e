import { describe, expect, test } from 'vitest';
import { buildTopology, type TopologyObjects } from './topology.ts';

/**
 * Two cores and a ring of three OLT sites; olt-a feeds two subscribers by a nested splitter, olt-c one. A farm
 * radio hangs on olt-b by one link and serves one more.
 */
const network: TopologyObjects = {
  zones: [
    { id: 'north', parentId: null },
    { id: 'far-north', parentId: 'north' },
  ],
  sites: [{ id: 'site-a', zoneId: 'far-north' }],
  powerAreas: [{ id: 'power-ac' }],
  devices: [
    { id: 'core-1', isCore: true },
    { id: 'core-2', isCore: true },
    { id: 'olt-a', isCore: false, siteId: 'site-a', powerAreaId: 'power-ac' },
    { id: 'olt-b', isCore: false },
    { id: 'olt-c', isCore: false, powerAreaId: 'power-ac' },
    { id: 'radio', isCore: false },
  ],
  links: [
    { id: 'core-1~a', aDeviceId: 'core-1', bDeviceId: 'olt-a' },
    { id: 'a~b', aDeviceId: 'olt-a', bDeviceId: 'olt-b' },
    { id: 'b~c', aDeviceId: 'olt-b', bDeviceId: 'olt-c' },
    { id: 'c~core-2', aDeviceId: 'olt-c', bDeviceId: 'core-2' },
    { id: 'b~radio', aDeviceId: 'radio', bDeviceId: 'olt-b' },
  ],
  cards: [{ id: 'card-a', deviceId: 'olt-a' }],
  ponPorts: [
    { id: 'port-a', deviceId: 'olt-a', cardId: 'card-a' },
    { id: 'port-c', deviceId: 'olt-c', cardId: null },
  ],
  feeders: [{ id: 'feeder-a', ponPortId: 'port-a' }],
  splitters: [
    { id: 'splitter-1', feederId: 'feeder-a', parentId: null },
    { id: 'splitter-2', feederId: null, parentId: 'splitter-1' },
  ],
  drops: [
    { id: 'drop-1', splitterId: 'splitter-2', feederId: null },
    { id: 'drop-2', splitterId: 'splitter-1', feederId: null },
  ],
  onus: [
    { id: 'onu-1', dropId: 'drop-1', ponPortId: 'port-a' },
    { id: 'onu-2', dropId: 'drop-2', ponPortId: null, powerAreaId: 'power-ac' },
    { id: 'onu-3', dropId: null, ponPortId: 'port-c' },
  ],
  services: [
    { id: 's1', onuId: 'onu-1', deviceId: null },
    { id: 's2', onuId: 'onu-2', deviceId: 'olt-c' },
    { id: 's3', onuId: 'onu-3', deviceId: null },
    { id: 's4', onuId: null, deviceId: 'radio' },
    { id: 'nowhere', onuId: null, deviceId: null },
  ],
};
const topology = buildTopology(network);

describe('services that a failure cuts off', () => {
  test.each<[what: string, failed: string[], affected: string[]]>([
    ['nothing', [], []],
    ['one core of two', ['core-1'], []],
    ['both cores', ['core-1', 'core-2'], ['s1', 's2', 's3', 's4']],
    ['one link of the ring', ['a~b'], []],
    ['two links of the ring: what is between them', ['a~b', 'b~c'], ['s4']],
    ['an OLT of the ring', ['olt-a'], ['s1', 's2']],
    ['a card', ['card-a'], ['s1', 's2']],
    ['the upper splitter', ['splitter-1'], ['s1', 's2']],
    ['the lower splitter', ['splitter-2'], ['s1']],
    ['a drop', ['drop-2'], ['s2']],
    ['the single link of a radio', ['b~radio'], ['s4']],
    ['a power area with both ends of the ring', ['power-ac'], ['s1', 's2', 's3', 's4']],
    ['a site', ['site-a'], ['s1', 's2']],
    ['a zone, by the site in the zone below', ['north'], ['s1', 's2']],
    ['something unknown', ['what'], []],
  ])('%s', (_what, failed, affected) => {
    expect(topology.affectedServices(failed).toSorted()).toEqual(affected);
  });

  test('a question leaves no trace in the next', () => {
    topology.affectedServices(['core-1', 'core-2']);
    expect(topology.affectedServices(['core-1'])).toEqual([]);
  });
});

test('below a node is what it alone cuts off', () => {
  expect(topology.below('splitter-1').toSorted()).toEqual(['drop-1', 'drop-2', 'onu-1', 'onu-2', 'splitter-2']);
  expect(topology.below('olt-b').toSorted()).toEqual(['b~radio', 'radio']);
  expect(topology.below('core-1')).toEqual([]);
  expect(topology.below('site-a')).toContain('olt-a');
  expect(topology.below('what')).toEqual([]);
});

describe('paths to the core', () => {
  test('down the ring both ways, up the tree one way', () => {
    const { paths, complete } = topology.pathsToCore('onu-2');
    expect(complete).toBe(true);
    const stem = ['onu-2', 'drop-2', 'splitter-1', 'feeder-a', 'port-a', 'card-a', 'olt-a'];
    expect(paths).toEqual([
      [...stem, 'core-1~a', 'core-1'],
      [...stem, 'a~b', 'olt-b', 'b~c', 'olt-c', 'c~core-2', 'core-2'],
    ]);
  });

  test('end where nobody may look further', () => {
    const seen = new Set(['olt-a', 'a~b', 'olt-b']);
    const { paths, complete } = topology.pathsToCore('card-a', { endsAt: (step) => !seen.has(step) });
    expect(complete).toBe(true);
    expect(paths).toEqual([
      ['card-a', 'olt-a', 'core-1~a'],
      ['card-a', 'olt-a', 'a~b', 'olt-b', 'b~c'],
      ['card-a', 'olt-a', 'a~b', 'olt-b', 'b~radio'],
    ]);
  });

  test('a core is its own path, what is unknown has none', () => {
    expect(topology.pathsToCore('core-1').paths).toEqual([['core-1']]);
    expect(topology.pathsToCore('what')).toEqual({ paths: [], complete: true });
  });

  test('a mesh with more paths than anybody reads says so', () => {
    const devices = Array.from({ length: 12 }, (_, i) => ({ id: `d${i}`, isCore: i === 0 }));
    const links = devices.flatMap((a, i) =>
      devices.slice(i + 1).map((b) => ({ id: `${a.id}~${b.id}`, aDeviceId: a.id, bDeviceId: b.id })),
    );
    const { paths, complete } = buildTopology({ devices, links }).pathsToCore('d5', { pathsMax: 7 });
    expect(complete).toBe(false);
    expect(paths).toHaveLength(7);
    expect(paths[0]).toEqual(['d5', 'd0~d5', 'd0']);
  });
});

describe('inventories that are not whole', () => {
  test('without any core, what hangs on an OLT is cut off by it', () => {
    const bare = buildTopology({
      devices: [{ id: 'olt', isCore: false }],
      links: [],
      ponPorts: [{ id: 'port', deviceId: 'olt' }],
      onus: [{ id: 'onu', dropId: null, ponPortId: 'port' }],
      services: [{ id: 's', onuId: 'onu', deviceId: null }],
    });
    expect(bare.affectedServices(['olt'])).toEqual(['s']);
    expect(bare.affectedServices([])).toEqual([]);
  });

  test('a circle, a parent that is unknown and a link to nowhere end', () => {
    const odd = buildTopology({
      devices: [],
      links: [{ id: 'l', aDeviceId: 'gone', bDeviceId: 'gone' }],
      splitters: [
        { id: 'x', feederId: null, parentId: 'y' },
        { id: 'y', feederId: null, parentId: 'x' },
        { id: 'z', feederId: 'gone', parentId: null },
      ],
      drops: [{ id: 'd', splitterId: 'z', feederId: null }],
    });
    expect(odd.below('z')).toEqual(['d']);
    expect(odd.pathsToCore('d').paths).toEqual([['d', 'z']]);
    expect([...odd.below('x'), ...odd.below('y')]).toHaveLength(1);
  });
});
