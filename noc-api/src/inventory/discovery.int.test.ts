import { discoveryDeviceTopic } from '@fastisp/core/contracts/discovery-device.v1';
import { newId } from '@fastisp/core/ids';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import type { NetworkInterface } from './schemas.ts';
import { createDevice, discover, discoveryRecord, getDevice, interfacesOf, port, say } from './testing/device-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

describe('what devices say of themselves', () => {
  test('is stored, keeps the ids of interfaces when they are numbered anew, and old news change nothing', async () => {
    const { id } = (await createDevice(world, 'discovered', 'discovered.example')).body;
    await discover(world, id, {
      atIso: '2026-01-01T00:00:00.000Z',
      interfaces: [port(1, 'ether1'), port(2, 'ether2', { adminStatus: 2 })],
    });
    await say(world, id, {
      interfaces: [{ ifIndex: 1, status: 'down', since: '2026-01-01T01:00:00.000Z', adminUp: true }],
    });
    const before = await waitFor('the interfaces are known', async () => {
      const items = await interfacesOf(world, id);
      return items.length === 2 && items[0]?.status === 'down' && items;
    });
    expect(before[0]).toMatchObject({
      name: 'ether1',
      speedBps: 1_000_000_000,
      mac: '02:00:00:00:00:01',
      adminUp: true,
      since: '2026-01-01T01:00:00.000Z',
      inBps: null,
    });
    expect(before[1]).toMatchObject({ name: 'ether2', status: 'unknown', adminUp: false, since: null });
    expect((await getDevice(world, id)).body).toMatchObject({
      model: 'MikroTik RB5009',
      sysName: 'rtr',
      sysLocation: 'Cerro',
      interfaceCount: 2,
      interfacesDown: 1,
    });

    await discover(world, id, {
      atIso: '2026-01-02T00:00:00.000Z',
      interfaces: [port(2, 'ether1'), port(1, 'ether2'), port(3, 'sfp1')],
    });
    const after = await waitFor('the new numbers are known', async () => {
      const items = await interfacesOf(world, id);
      return items.length === 3 && items;
    });
    const idOf = (items: NetworkInterface[], name: string) => items.find((item) => item.name === name)?.id;
    expect(idOf(after, 'ether1')).toBe(idOf(before, 'ether1'));
    expect(after.find((item) => item.name === 'ether1')?.ifIndex).toBe(2);

    await discover(world, id, { atIso: '2026-01-01T12:00:00.000Z', interfaces: [port(9, 'old')] });
    await discover(world, id, { atIso: '2026-01-03T00:00:00.000Z', interfaces: [port(2, 'ether1')] });
    const last = await waitFor('the last news are known', async () => {
      const items = await interfacesOf(world, id);
      return items.length === 1 && items;
    });
    expect(last[0]?.id).toBe(idOf(before, 'ether1'));
  });

  test('of a device of another tenant, or of none, is nobody’s', async () => {
    const { id } = (await createDevice(world, 'not-theirs', 'not-theirs.example')).body;
    await discover(world, id, { atIso: '2026-01-01T00:00:00.000Z', interfaces: [port(1, 'stolen')], tenantId: 77 });
    await discover(world, newId(), { atIso: '2026-01-01T00:00:00.000Z', interfaces: [port(1, 'nobody')] });
    await discover(world, id, { atIso: '2026-01-01T00:00:00.000Z', interfaces: [port(1, 'mine')] });
    const items = await waitFor('the own news are known', async () => {
      const found = await interfacesOf(world, id);
      return found.length > 0 && found;
    });
    expect(items.map((item) => item.name)).toEqual(['mine']);
  });
  test('arrives from many at once; one that the database refuses keeps no other from being stored', async () => {
    const made = await Promise.all(
      ['first', 'refused', 'last'].map((name) => createDevice(world, `many-${name}`, `many-${name}.example`)),
    );
    const [first, refused, last] = made.map(({ body }) => body.id);
    const atIso = '2026-01-01T00:00:00.000Z';
    const tooBig = port(1, 'ether1', { type: 3_000_000_000 });
    await world.bus.publish(discoveryDeviceTopic, [
      discoveryRecord(first ?? '', { atIso, interfaces: [port(1, 'ether1'), port(2, 'ether2')] }),
      discoveryRecord(refused ?? '', { atIso, interfaces: [tooBig] }),
      discoveryRecord(last ?? '', { atIso, interfaces: [port(1, 'sfp1')] }),
    ]);
    const namesOf = async (id = '') => (await interfacesOf(world, id)).map(({ name }) => name);
    await waitFor('the others are known', async () => (await namesOf(last)).length > 0);
    expect([await namesOf(first), await namesOf(refused), await namesOf(last)]).toEqual([
      ['ether1', 'ether2'],
      [],
      ['sfp1'],
    ]);
  });
});
