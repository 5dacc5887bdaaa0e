import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { describe, expect, test } from 'vitest';
import { filterRows, lastAnswer, sortRows } from './rows.ts';

const row = (name: string, address: string, status: 'up' | 'down' = 'up'): StreamDeviceRow => ({
  ...{ deviceId: name, name, address, kind: 'router', status, reason: 'answering' },
  ...{ since: '2026-11-25T10:00:00Z', lastSeenAt: null, uptimeMs: null, interfacesUp: 0, interfacesDown: 0 },
  ...{ inBps: null, outBps: null, ratesAt: null, pollIntervalS: 60 },
});
const names = (rows: readonly StreamDeviceRow[]): string[] => rows.map(({ name }) => name);
const rows = [row('rtr-10', '10.0.0.10'), row('rtr-2', '10.0.0.9'), row('olt-Peñón', '10.1.0.1', 'down')];

describe('filterRows', () => {
  test('finds names without accents or case', () =>
    expect(names(filterRows(rows, { q: 'penon', status: 'all' }))).toEqual(['olt-Peñón']));
  test('finds parts of addresses', () => expect(filterRows(rows, { q: '10.0.', status: 'all' })).toHaveLength(2));
  test('keeps a status', () => expect(names(filterRows(rows, { q: '', status: 'down' }))).toEqual(['olt-Peñón']));
});

describe('sortRows', () => {
  test('numbers in names count as numbers', () =>
    expect(names(sortRows(rows, 'name'))).toEqual(['olt-Peñón', 'rtr-2', 'rtr-10']));
  test('the other way round', () => expect(names(sortRows(rows, '-address'))[0]).toBe('olt-Peñón'));
  test('the worst first', () => expect(names(sortRows(rows, 'worst'))[0]).toBe('olt-Peñón'));
});

test('the last answer is the later of state and rates', () => {
  expect(lastAnswer(null, null)).toBeNull();
  expect(lastAnswer('2026-11-25T10:00:00Z', null)).toBe('2026-11-25T10:00:00Z');
  expect(lastAnswer('2026-11-25T10:00:00Z', '2026-11-25T10:05:00Z')).toBe('2026-11-25T10:05:00Z');
  expect(lastAnswer('2026-11-25T10:00:00Z', '2026-11-25T09:00:00Z')).toBe('2026-11-25T10:00:00Z');
});
