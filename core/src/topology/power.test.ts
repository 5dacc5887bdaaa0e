import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildPowerGrid, type PowerObjects, powerStages } from './power.ts';
import { buildTopology } from './topology.ts';

/**
 * A core in town; an OLT on the hill with a UPS of half an hour, a radio beside it that feeds the valley, whose UPS
 * nobody measured. Area `hill` feeds the OLT, the radio and the first subscriber's house; area `valley` the valley.
 */
const network = {
  devices: [
    { id: 'core', isCore: true, siteId: 'town', powerAreaId: null },
    { id: 'olt', isCore: false, siteId: 'hill-site', powerAreaId: 'hill' },
    { id: 'radio', isCore: false, siteId: 'mast', powerAreaId: 'hill' },
    { id: 'valley-switch', isCore: false, siteId: null, powerAreaId: 'valley' },
  ],
  links: [
    { id: 'core~olt', aDeviceId: 'core', bDeviceId: 'olt' },
    { id: 'olt~radio', aDeviceId: 'olt', bDeviceId: 'radio' },
    { id: 'radio~valley', aDeviceId: 'radio', bDeviceId: 'valley-switch' },
  ],
  ponPorts: [{ id: 'port', deviceId: 'olt' }],
  onus: [
    { id: 'onu-hill', dropId: null, ponPortId: 'port', powerAreaId: 'hill' },
    { id: 'onu-far', dropId: null, ponPortId: 'port', powerAreaId: null },
  ],
  services: [
    { id: 's-hill', onuId: 'onu-hill', deviceId: null },
    { id: 's-far', onuId: 'onu-far', deviceId: null },
    { id: 's-valley', onuId: null, deviceId: 'valley-switch' },
  ],
};
const units: PowerObjects['upsUnits'] = [
  { siteId: 'hill-site', powerAreaId: 'hill', runtimeMinutes: 30 },
  { siteId: 'mast', powerAreaId: null, runtimeMinutes: null },
];
const gridWith = (upsUnits: PowerObjects['upsUnits']) => buildPowerGrid({ ...network, upsUnits });

describe('what loses power', () => {
  const lasting = (upsUnits: PowerObjects['upsUnits'], ...areas: string[]) =>
    gridWith(upsUnits)
      .unpowered(areas)
      .map(({ id, stopsAfterMinutes }) => [id, stopsAfterMinutes]);

  test('at once, after its UPS, and who knows when: in that order', () => {
    expect(lasting(units, 'hill')).toEqual([
      ['onu-hill', 0],
      ['olt', 30],
      ['radio', null],
    ]);
  });
  test('of several areas together, each once', () => {
    expect(lasting(units, 'hill', 'valley', 'hill').map(([id]) => id)).toEqual([
      'onu-hill',
      'valley-switch',
      'olt',
      'radio',
    ]);
  });
  test.each<[what: string, upsUnits: PowerObjects['upsUnits'], expected: number | null]>([
    ['without a UPS', [], 0],
    ['at another site', [{ siteId: 'mast', powerAreaId: 'hill', runtimeMinutes: 60 }], 0],
    ['fed by another area', [{ siteId: 'hill-site', powerAreaId: 'valley', runtimeMinutes: 60 }], 0],
    ['that names no area', [{ siteId: 'hill-site', powerAreaId: null, runtimeMinutes: 60 }], 60],
    [
      'of two the shorter',
      [
        { siteId: 'hill-site', powerAreaId: 'hill', runtimeMinutes: 90 },
        { siteId: 'hill-site', powerAreaId: null, runtimeMinutes: 20 },
        { siteId: 'hill-site', powerAreaId: 'hill', runtimeMinutes: null },
      ],
      20,
    ],
    ['that is dead', [{ siteId: 'hill-site', powerAreaId: 'hill', runtimeMinutes: 0 }], 0],
  ])('a UPS %s', (_what, upsUnits, expected) => {
    expect(new Map(lasting(upsUnits, 'hill').map(([id, minutes]) => [id, minutes])).get('olt')).toBe(expected);
  });
  test('nothing hangs on an area that is unknown', () => {
    expect(lasting(units, 'what')).toEqual([]);
  });
});

describe('who is cut off, and when', () => {
  const topology = buildTopology(network);
  test('the house at once; when the UPS is empty, all below the hill', () => {
    const stages = powerStages(topology, gridWith(units).unpowered(['hill']));
    expect(stages).toEqual([
      { afterMinutes: 0, nodeIds: ['onu-hill'], serviceIds: ['s-hill'] },
      { afterMinutes: 30, nodeIds: ['olt'], serviceIds: ['s-hill', 's-far', 's-valley'] },
      { afterMinutes: null, nodeIds: ['radio'], serviceIds: ['s-hill', 's-far', 's-valley'] },
    ]);
  });
  test('no area, no stages', () => {
    expect(powerStages(topology, [])).toEqual([]);
  });
});

test('stages hold every node once, in time; services only grow; the last are those of the area at once', () => {
  const minutes = fc.option(fc.integer({ min: 0, max: 200 }), { nil: null });
  fc.assert(
    fc.property(fc.array(minutes, { minLength: 1, maxLength: 60 }), fc.nat(3), (runtimes, cores) => {
      const devices = runtimes.map((_, n) => ({
        ...{ id: `d${n}`, isCore: n < cores, siteId: `site${n}`, powerAreaId: n % 3 === 0 ? 'b' : 'a' },
      }));
      const links = devices.slice(1).map(({ id }, n) => ({ id: `l${n}`, aDeviceId: id, bDeviceId: `d${n >> 1}` }));
      const services = devices.map(({ id }) => ({ id: `s-${id}`, onuId: null, deviceId: id }));
      const topology = buildTopology({ devices, links, services, powerAreas: [{ id: 'a' }, { id: 'b' }] });
      const upsUnits = runtimes.map((runtimeMinutes, n) => ({ siteId: `site${n}`, powerAreaId: null, runtimeMinutes }));
      const unpowered = buildPowerGrid({ devices, onus: [], upsUnits }).unpowered(['a']);
      const stages = powerStages(topology, unpowered);
      expect(stages.flatMap(({ nodeIds }) => nodeIds)).toEqual(unpowered.map(({ id }) => id));
      expect(stages.length).toBeLessThanOrEqual(25);
      const times = stages.map(({ afterMinutes }) => afterMinutes ?? Infinity);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      stages.forEach(({ serviceIds }, n) => {
        const before = stages[n - 1]?.serviceIds ?? [];
        expect(before.filter((id) => !serviceIds.includes(id))).toEqual([]);
      });
      expect(stages.at(-1)?.serviceIds ?? []).toEqual(unpowered.length === 0 ? [] : topology.affectedServices(['a']));
    }),
    { numRuns: 200 },
  );
});
