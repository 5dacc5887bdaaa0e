import { describe, expect, test } from 'vitest';
import type { ObjectRecord, ObjectType } from './object-types.ts';
import { above, edgesOf, filterOf, rootEdges, rootEdgesWithoutZones } from './tree.ts';

const record = (fields: Partial<ObjectRecord>): ObjectRecord => ({ id: 'x', ...fields }) as ObjectRecord; // partial on purpose

describe('edgesOf', () => {
  test('an OLT has cards; any other device has the services on it', () => {
    const of = (kind: string) => edgesOf({ type: 'device', record: record({ kind }) }).map(({ type }) => type);
    expect(of('olt')).toEqual(['card', 'pon_port']);
    expect(of('router')).toEqual(['service']);
  });

  test('a device in a rack hangs on the rack, not on its site', () => {
    const racked = record({ rackId: 'r' });
    const edge = edgesOf({ type: 'site', record: record({}) }).find(({ type }) => type === 'device');
    expect(edge?.keep?.(racked, 's')).toBe(false);
    expect(edgesOf({ type: 'rack', record: record({}) })[0]?.keep?.(racked, 'r')).toBe(true);
  });
});

test('filterOf asks for those without a parent at the root, and by the site for what is in a rack', () => {
  expect(rootEdges.map((edge) => filterOf(edge, null))).toEqual([{ parentId: 'none' }, { zoneId: 'none' }]);
  // Who sees no zones would find no site that is in one.
  expect(rootEdgesWithoutZones.map((edge) => [edge.type, filterOf(edge, null)])).toEqual([['site', {}]]);
  const rack = { type: 'rack', id: 'r', record: record({ siteId: 's' }) };
  const [edge] = edgesOf(rack);
  expect(edge && filterOf(edge, rack)).toEqual({ siteId: 's' });
});

describe('above', () => {
  const reference = (name: string, to: string) => ({ name, reference: to });
  const types = new Map([
    [
      'splitter',
      { fields: [reference('feederId', 'feeder'), reference('parentId', 'splitter')] } as unknown as ObjectType,
    ], // what is looked at
  ]);

  test('is the nearest that an object hangs on', () => {
    expect(above(types, 'splitter', record({ parentId: 'p', feederId: null }))).toEqual({ type: 'splitter', id: 'p' });
    expect(above(types, 'splitter', record({ parentId: null, feederId: 'f' }))).toEqual({ type: 'feeder', id: 'f' });
  });

  test('is nothing at the top', () => {
    expect(above(types, 'splitter', record({ parentId: null, feederId: null }))).toBeNull();
  });
});
