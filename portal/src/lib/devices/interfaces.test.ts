import type { StreamInterfaceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { expect, test } from 'vitest';
import type { NetworkInterface } from '../api/client.ts';
import { busiest, filterInterfaces, mergeInterfaces } from './interfaces.ts';
import { addLivePoint } from './live-points.ts';

const known = (ifIndex: number, inBps: number | null, status: 'up' | 'down' = 'up'): NetworkInterface => ({
  ...{ id: `id-${ifIndex}`, deviceId: 'd', ifIndex, name: `ether${ifIndex}`, alias: '', description: '', type: 6 },
  ...{ speedBps: 1e9, mac: '', status, adminUp: true, since: null, inBps, outBps: null, ratesAt: null },
});
const live = (ifIndex: number): StreamInterfaceRow => ({
  ...{ ifIndex, name: 'live', alias: '', status: 'down', adminUp: true, since: '2026-11-25T10:00:00Z' },
  ...{ speedBps: 1e9, inBps: 5, outBps: 6, ratesAt: '2026-11-25T10:00:00Z' },
});

test('live values replace the stored ones, names stay, unknown ones are added in order', () => {
  const rows = mergeInterfaces([known(3, null), known(1, 1)], new Map([['3', live(3)], ['2', live(2)]])); // prettier-ignore
  expect(rows.map((row) => [row.ifIndex, row.name, row.status, row.id])).toEqual([
    [1, 'ether1', 'up', 'id-1'],
    [2, 'live', 'down', null],
    [3, 'ether3', 'down', 'id-3'],
  ]);
});

test('busiest', () => {
  expect(busiest([known(1, 5), known(2, 50), known(3, null)])?.ifIndex).toBe(2);
  expect(busiest([known(1, null, 'down'), known(2, null)])?.ifIndex).toBe(2);
  expect(busiest([])).toBeUndefined();
});

test('filterInterfaces looks at name and index', () => {
  const rows = mergeInterfaces([known(1, 1), known(12, 1)], new Map());
  expect(filterInterfaces(rows, 'ETHER12')).toHaveLength(1);
  expect(filterInterfaces(rows, '')).toHaveLength(2);
});

test('a live point is added once', () => {
  const one = addLivePoint([], live(1));
  expect(one).toEqual([{ atMs: Date.parse('2026-11-25T10:00:00Z'), inBps: 5, outBps: 6 }]);
  expect(addLivePoint(one, live(1))).toBe(one);
  expect(addLivePoint(one, undefined)).toBe(one);
});
