import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { describe, expect, test } from 'vitest';
import { compareWorst, countConcerns, newForMs, pickCards } from './triage.ts';

const nowMs = Date.parse('2026-11-25T14:00:00Z');

function device(name: string, status: StreamDeviceRow['status'], minutes: number): StreamDeviceRow {
  return {
    deviceId: name,
    name,
    address: '192.0.2.1',
    kind: 'router',
    status,
    reason: status === 'up' ? 'answering' : 'no_reply',
    since: new Date(nowMs - minutes * 60_000).toISOString(),
    lastSeenAt: null,
    uptimeMs: null,
    interfacesUp: 0,
    interfacesDown: 0,
    inBps: null,
    outBps: null,
    ratesAt: null,
    pollIntervalS: 60,
  };
}
const waiting = (name: string): StreamDeviceRow => ({ ...device(name, 'unknown', 1), reason: 'not_polled_yet' });
const names = (devices: readonly StreamDeviceRow[]): string[] => devices.map((d) => d.name);

describe('order', () => {
  test('down before unknown before up, the longest first, then by name as people count', () => {
    const mixed = [
      device('up-1', 'up', 900),
      device('unknown-1', 'unknown', 500),
      device('down-10', 'down', 5),
      device('down-2', 'down', 5),
      device('down-old', 'down', 90),
    ];
    expect(names(mixed.sort(compareWorst))).toEqual(['down-old', 'down-2', 'down-10', 'unknown-1', 'up-1']);
  });
});

describe('cards', () => {
  const nine = Array.from({ length: 9 }, (_, i) => device(`d${i}`, 'down', 100 - i));

  test('only what is not up has a card, and not what waits for its first poll', () => {
    expect(pickCards([device('a', 'up', 1), waiting('b'), device('c', 'down', 5)], 7, nowMs)).toEqual({
      shown: [device('c', 'down', 5)],
      hiddenCount: 0,
    });
  });

  test('seven at most, and how many more', () => {
    const cards = pickCards(nine, 7, nowMs);
    expect(names(cards.shown)).toEqual(['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6']);
    expect(cards.hiddenCount).toBe(2);
  });

  test('one that just went down takes the last place', () => {
    const cards = pickCards([...nine, device('new', 'down', 0.5)], 7, nowMs);
    expect(names(cards.shown)).toEqual(['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'new']);
    expect(cards.hiddenCount).toBe(3);
  });

  test('after a minute it is no longer new', () => {
    const cards = pickCards([...nine, device('new', 'down', newForMs / 60_000)], 7, nowMs);
    expect(names(cards.shown)).not.toContain('new');
  });

  test('more new ones than places: the latest', () => {
    const burst = Array.from({ length: 12 }, (_, i) => device(`n${i}`, 'down', 0.9 - i * 0.05));
    const cards = pickCards(burst, 7, nowMs);
    expect(cards.shown).toHaveLength(7);
    expect(names(cards.shown)).toContain('n11');
    expect(cards.hiddenCount).toBe(5);
  });
});

test('counts', () => {
  const devices = [device('a', 'up', 1), device('b', 'up', 1), device('c', 'down', 1), waiting('d')];
  expect(countConcerns(devices)).toEqual({ up: 2, down: 1, unknown: 0, waiting: 1 });
});
