import { expect, test } from 'vitest';
import { planNetwork } from './plan.ts';

const options = { seed: 1, deviceCount: 50, interfacesPerDevice: 0, addressPrefix: '127.10' };
const withOlts = planNetwork({ ...options, oltCount: 2 });

test('OLTs come besides the routers, which keep their names, addresses and places', () => {
  const identity = ({ name, address, location }: (typeof withOlts)[number]) => ({ name, address, location });
  expect(withOlts.slice(0, 50).map(identity)).toEqual(planNetwork(options).map(identity));
  expect(withOlts.slice(50).map(({ name, role }) => ({ name, role }))).toEqual([
    { name: 'olt-centro', role: 'olt' },
    { name: 'olt-norte', role: 'olt' },
  ]);
});

test('an OLT stands at the POP that it hangs on, and serves subscribers on every PON port', () => {
  for (const olt of withOlts.slice(50)) {
    expect(withOlts[olt.uplink?.parentIndex ?? -1]?.location).toBe(olt.location);
    const served = olt.interfaces.filter(({ ifIndex }) => olt.legs.some(({ downIfIndex }) => downIfIndex === ifIndex));
    expect(served.map(({ name }) => name)).toEqual(
      olt.interfaces.filter(({ name }) => name.startsWith('GPON')).map(({ name }) => name),
    );
  }
});

test('a tower stands in the town of what it hangs on', () => {
  const townOf = (location: string): string =>
    /, (\D+)$/.exec(location)?.[1] ?? /^Datacenter (.*),/.exec(location)?.[1] ?? '';
  const pairs = withOlts
    .filter(({ role }) => role === 'tower')
    .map(({ location, uplink }) => [townOf(location), townOf(withOlts[uplink?.parentIndex ?? -1]?.location ?? '')]);
  expect(pairs.length).toBeGreaterThan(30);
  expect(pairs.filter(([own, upstream]) => own === '' || own !== upstream)).toEqual([]);
});

test('there are no more OLTs than POPs', () => {
  const small = planNetwork({ ...options, deviceCount: 5, oltCount: 9 });
  expect(small.filter(({ role }) => role === 'olt')).toHaveLength(small.filter(({ role }) => role === 'pop').length);
});
