import { planNetwork } from '@fastisp/lab/network/plan';
import { expect, test } from 'vitest';
import { planIsp } from './isp.ts';

const options = { seed: 1, deviceCount: 50, oltCount: 2, interfacesPerDevice: 0, addressPrefix: '127.10' };
const isp = (changed: Partial<typeof options> = {}) => {
  const plans = planNetwork({ ...options, ...changed });
  const devices = plans.map(({ name, address, model }) => ({
    ...{ name, address, port: 1_161, community: 'public', kind: model.kind },
  }));
  return planIsp({ plans, devices, addressPrefix: options.addressPrefix });
};

test('the same network gives the same provider', () => {
  expect(isp()).toEqual(isp());
});

test('external ids are unique in their kind', () => {
  const seen = new Set<string>();
  for (const { plural, rows } of isp().rows) {
    for (const { externalId } of rows) {
      expect(seen.has(`${plural} ${externalId}`), `${plural} ${externalId}`).toBe(false);
      seen.add(`${plural} ${externalId}`);
    }
  }
});

test('what a row refers to was written before it, or with it', () => {
  const written = new Set<string>();
  const unknown: string[] = [];
  for (const { rows } of isp().rows) {
    for (const row of rows) written.add(row.externalId);
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        const refers = name.endsWith('Id') && typeof value === 'string';
        if (refers && !written.has(value)) unknown.push(`${name} of ${row.externalId}: ${value}`);
      }
    }
  }
  expect(unknown).toEqual([]);
});

test.each([
  ['one router', { deviceCount: 1, oltCount: 0 }, { devices: 1, links: 0, subscribers: 0 }],
  ['no OLT', { oltCount: 0 }, { devices: 50, links: 49, subscribers: 2_000 }],
  ['no tower', { deviceCount: 2, oltCount: 1 }, { devices: 3, links: 2, subscribers: 1_024 }],
  ['three cores', { deviceCount: 75, oltCount: 3 }, { devices: 78, links: 78, subscribers: 2_000 }],
])('another network: %s', (_name, changed, counts) => {
  const { rows } = isp(changed);
  const count = (wanted: string) =>
    rows.filter(({ plural }) => plural === wanted).reduce((sum, each) => sum + each.rows.length, 0);
  expect({ devices: count('devices'), links: count('links'), subscribers: count('subscribers') }).toEqual(counts);
});
