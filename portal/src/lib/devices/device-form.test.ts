import { describe, expect, test } from 'vitest';
import { connectionKey, createBody, type DeviceForm, emptyForm, patchBody, probeBody } from './device-form.ts';

const form: DeviceForm = { ...emptyForm, name: ' rtr-1 ', address: ' 10.0.0.1 ', community: ' public ' };

test('names and addresses lose the spaces around them, communities keep theirs', () => {
  expect(createBody(form)).toEqual({
    name: 'rtr-1',
    address: '10.0.0.1',
    kind: 'router',
    snmp: { version: '2c', community: ' public ', port: 161 },
    pollIntervalS: 60,
  });
});

describe('patchBody', () => {
  const before: DeviceForm = { ...emptyForm, name: 'rtr-1', address: '10.0.0.1' };
  test('nothing changed', () => expect(patchBody(before, { ...before })).toBeNull());
  test('only what changed', () =>
    expect(patchBody(before, { ...before, name: 'rtr-2', port: 1161 })).toEqual({
      name: 'rtr-2',
      snmp: { port: 1161 },
    }));
  test('an empty community keeps the stored one, another replaces it', () => {
    expect(patchBody(before, { ...before, community: '' })).toBeNull();
    expect(patchBody(before, { ...before, community: 'secret' })).toEqual({ snmp: { community: 'secret' } });
  });
});

describe('the site', () => {
  const site = '01a22c64-d1df-74d4-869d-2cdd198a7bb0';
  test('of a new device, when one is chosen', () => {
    expect(createBody(form)).not.toHaveProperty('siteId');
    expect(createBody({ ...form, siteId: site })).toMatchObject({ siteId: site });
  });
  test('that a device leaves keeps its rack', () => {
    const before: DeviceForm = { ...emptyForm, siteId: site };
    expect(patchBody(before, { ...before, siteId: '' })).toEqual({ siteId: null, rackId: null });
    expect(patchBody({ ...before, siteId: '' }, before)).toEqual({ siteId: site, rackId: null });
  });
});

test('a test of an existing device without a community names the device', () => {
  expect(probeBody({ ...form, community: '' }, 'id-1')).toEqual({
    address: '10.0.0.1',
    snmp: { version: '2c', port: 161 },
    deviceId: 'id-1',
  });
});

test('a test result is of its address and credentials', () => {
  expect(connectionKey(form)).toBe(connectionKey({ ...form, name: 'other', pollIntervalS: 5 }));
  expect(connectionKey(form)).not.toBe(connectionKey({ ...form, port: 162 }));
});
