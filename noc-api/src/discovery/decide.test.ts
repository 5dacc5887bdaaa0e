import type { DiscoveredInterface } from '@fastisp/core/contracts/discovery-device.v1';
import { describe, expect, test } from 'vitest';
import { matchInterfaces, type StoredInterface } from './decide.ts';

const found = (ifIndex: number, name: string): DiscoveredInterface => ({
  ifIndex,
  name,
  description: '',
  alias: '',
  type: 6,
  speedBps: 1e9,
  macAddress: '',
  adminStatus: 1,
  operStatus: 1,
});
const stored = (id: string, ifIndex: number | null, name: string): StoredInterface => ({ id, ifIndex, name });

/** `id@ifIndex` of what is present, then the ids that are gone. */
function match(before: StoredInterface[], now: DiscoveredInterface[]) {
  let made = 0;
  const { present, goneIds } = matchInterfaces(before, now, () => `new${++made}`);
  return [present.map((each) => `${each.id}@${each.discovered.ifIndex}`).join(' '), goneIds.join(' ')];
}

describe('matching interfaces', () => {
  test.each([
    ['the first time', [], [found(1, 'ether1'), found(2, 'ether2')], ['new1@1 new2@2', '']],
    ['nothing changed', [stored('a', 1, 'ether1')], [found(1, 'ether1')], ['a@1', '']],
    [
      'numbered anew after a reboot',
      [stored('a', 1, 'ether1'), stored('b', 2, 'ether2')],
      [found(2, 'ether1'), found(1, 'ether2')],
      ['a@2 b@1', ''],
    ],
    ['renamed', [stored('a', 1, 'ether1')], [found(1, 'uplink')], ['a@1', '']],
    ['gone', [stored('a', 1, 'ether1'), stored('b', 2, 'pppoe-1')], [found(1, 'ether1')], ['a@1', 'b']],
    ['back again', [stored('a', null, 'pppoe-1')], [found(77, 'pppoe-1')], ['a@77', '']],
    ['still away', [stored('a', null, 'pppoe-1')], [], ['', '']],
    [
      'two of one name keep their indexes',
      [stored('a', 1, 'wlan'), stored('b', 2, 'wlan')],
      [found(2, 'wlan'), found(1, 'wlan')],
      ['b@2 a@1', ''],
    ],
    [
      'one of two with the same name gone',
      [stored('a', 1, 'wlan'), stored('b', 2, 'wlan')],
      [found(2, 'wlan')],
      ['b@2', 'a'],
    ],
    [
      'an index that went to another, new interface is not the old one',
      [stored('a', 1, 'ether1')],
      [found(1, 'sfp1'), found(2, 'ether1')],
      ['new1@1 a@2', ''],
    ],
  ])('%s', (_name, before, now, expected) => {
    expect(match(before, now)).toEqual(expected);
  });

  test('never gives one id to two interfaces', () => {
    const before = [stored('a', 1, 'x'), stored('b', 2, 'x'), stored('c', null, 'y'), stored('d', 4, '')];
    const now = [found(1, 'y'), found(2, 'x'), found(3, 'x'), found(4, ''), found(5, '')];
    const { present } = matchInterfaces(before, now, crypto.randomUUID.bind(crypto));
    expect(new Set(present.map((each) => each.id)).size).toBe(now.length);
  });
});
