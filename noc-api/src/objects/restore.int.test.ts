/** What was deleted comes back, in the order in which it can, or says why not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make, makeDevice, makePlant, makeSubscriber } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '1000000' } });
});
afterAll(() => world.stop());

const ask = async (method: string, path: string, body?: object): Promise<[number, string | undefined]> => {
  const { status, body: answer } = await world.ask<{ code?: string }>(method, `/api/v1/${path}`, {
    ...(body !== undefined && { body }),
  });
  return [status, answer.code];
};

test('a whole tree goes leaves first and comes back roots first', async () => {
  const plant = await makePlant(world);
  const served = await makeSubscriber(world, plant, 'TREE00000001');
  const leavesFirst: [plural: string, id: string][] = [
    ['services', served.serviceId],
    ['subscribers', served.subscriberId],
    ['onus', served.onuId],
    ['drops', plant.dropId],
    ['splitters', plant.lowerId],
    ['splitters', plant.splitterId],
    ['feeders', plant.feederId],
    ['pon-ports', plant.portId],
    ['cards', plant.cardId],
    ['links', plant.linkId],
    ['devices', plant.oltId],
    ['sites', plant.siteId],
    ['zones', plant.zoneId],
  ];
  // Nothing hangs on a service or a link.
  const inUse = leavesFirst.filter(([plural]) => plural !== 'services' && plural !== 'links');
  for (const [plural, id] of inUse.toReversed()) {
    expect(await ask('DELETE', `${plural}/${id}`), `${plural} is in use`).toEqual([409, 'OBJECT_IN_USE']);
  }
  for (const [plural, id] of leavesFirst)
    expect(await ask('DELETE', `${plural}/${id}`), plural).toEqual([204, undefined]);
  // Nothing comes back before what it hangs on.
  for (const [plural, id] of leavesFirst.slice(0, -1)) {
    expect(await ask('POST', `${plural}/${id}/restore`), plural).toEqual([400, 'REFERENCE_UNKNOWN']);
  }
  for (const [plural, id] of leavesFirst.toReversed()) {
    expect(await ask('POST', `${plural}/${id}/restore`), plural).toEqual([200, undefined]);
    expect(await ask('POST', `${plural}/${id}/restore`), `${plural} twice`).toEqual([
      404,
      plural === 'devices' ? 'DEVICE_NOT_RESTORABLE' : 'OBJECT_NOT_RESTORABLE',
    ]);
  }
  const { body } = await world.ask<{ services: number }>('POST', '/api/v1/topology/affected', {
    body: { failed: [plant.siteId], limit: 0 },
  });
  expect(body.services, 'the network is whole again').toBe(1);
});

describe('what was taken meanwhile', () => {
  test.each<[what: string, plural: string, body: object, again: object, code: string]>([
    ['the name of a site', 'sites', { name: 'Cerro' }, { name: 'CERRO' }, 'ALREADY_TAKEN'],
    ['an external id', 'zones', { name: 'z1', externalId: 'Z9' }, { name: 'z2', externalId: 'Z9' }, 'ALREADY_TAKEN'],
    ['the serial of an ONU', 'onus', { serial: 'TAKEN01' }, { serial: 'taken01' }, 'ALREADY_TAKEN'],
    ['a prefix', 'prefixes', { prefix: '10.1.0.0/16' }, { prefix: '10.1.0.0/16' }, 'ALREADY_TAKEN'],
    [
      'the address of a device',
      'devices',
      { name: 'one', address: '10.5.5.5', snmp: { community: 'x' } },
      { name: 'other', address: '10.5.5.5', snmp: { community: 'x' } },
      'DEVICE_ADDRESS_TAKEN',
    ],
  ])('%s', async (_what, plural, body, again, code) => {
    const id = await make(world, plural, body);
    await ask('DELETE', `${plural}/${id}`);
    const other = await make(world, plural, again);
    expect(await ask('POST', `${plural}/${id}/restore`)).toEqual([409, code]);
    await ask('DELETE', `${plural}/${other}`);
    expect(await ask('POST', `${plural}/${id}/restore`)).toEqual([200, undefined]);
  });
});

describe('what changed meanwhile', () => {
  test('a card does not come back into what is no OLT any more, nor a port', async () => {
    const deviceId = await makeDevice(world, { kind: 'olt' });
    const card = await make(world, 'cards', { name: 'c', deviceId, slot: 1 });
    const port = await make(world, 'pon-ports', { name: 'p', deviceId, number: 1 });
    await ask('DELETE', `cards/${card}`);
    await ask('DELETE', `pon-ports/${port}`);
    expect(await ask('PATCH', `devices/${deviceId}`, { kind: 'router' })).toEqual([200, undefined]);
    expect(await ask('POST', `cards/${card}/restore`)).toEqual([400, 'DEVICE_NOT_OLT']);
    expect(await ask('POST', `pon-ports/${port}/restore`)).toEqual([400, 'DEVICE_NOT_OLT']);
    await ask('PATCH', `devices/${deviceId}`, { kind: 'olt' });
    expect(await ask('POST', `cards/${card}/restore`)).toEqual([200, undefined]);
  });

  test('an address does not come back outside its prefix', async () => {
    const prefixId = await make(world, 'prefixes', { prefix: '10.6.0.0/24' });
    const address = await make(world, 'addresses', { prefixId, address: '10.6.0.200' });
    await ask('DELETE', `addresses/${address}`);
    expect(await ask('PATCH', `prefixes/${prefixId}`, { prefix: '10.6.0.0/25' })).toEqual([200, undefined]);
    expect(await ask('POST', `addresses/${address}/restore`)).toEqual([400, 'ADDRESS_OUTSIDE_PREFIX']);
  });

  test('a rack moves though a deleted device stood in it, which comes back without it', async () => {
    const [from, to] = [await make(world, 'sites', { name: 'from' }), await make(world, 'sites', { name: 'to' })];
    const rackId = await make(world, 'racks', { name: 'r', siteId: from });
    const device = await makeDevice(world, { siteId: from, rackId });
    await ask('DELETE', `devices/${device}`);
    expect(await ask('PATCH', `racks/${rackId}`, { siteId: to })).toEqual([200, undefined]);
    const back = await world.ask('POST', `/api/v1/devices/${device}/restore`);
    expect([back.status, back.body['siteId'], back.body['rackId']]).toEqual([200, from, null]);
  });

  test('a subscriber does not come back beyond what the tenant may have', async () => {
    const id = await make(world, 'subscribers', { name: 'Se va' });
    await ask('DELETE', `subscribers/${id}`);
    const { body } = await world.ask<{ total: number }>('GET', '/api/v1/subscribers?limit=1');
    const limit = (subscribersMax: number | null) =>
      world.database.withSystem((tx) =>
        tx.updateTable('tenants').set({ subscribers_max: subscribersMax }).where('id', '=', world.tenant).execute(),
      );
    await limit(body.total);
    expect(await ask('POST', `subscribers/${id}/restore`)).toEqual([409, 'TENANT_LIMIT_REACHED']);
    await limit(null);
    expect(await ask('POST', `subscribers/${id}/restore`)).toEqual([200, undefined]);
  });
});
