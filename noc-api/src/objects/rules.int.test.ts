/** What must hold whoever writes, each refused with a stable code and the field at fault. */
import { newId } from '@fastisp/core/ids';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make, makeDevice, makePlant, makeSubscriber } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let plant: Awaited<ReturnType<typeof makePlant>>;
let served: Awaited<ReturnType<typeof makeSubscriber>>;
beforeAll(async () => {
  world = await createWorld();
  plant = await makePlant(world);
  served = await makeSubscriber(world, plant, 'HWTC00000001');
});
afterAll(() => world.stop());

const refused = async (method: string, path: string, body?: object) => {
  const answer = await world.ask<{ code: string; detail: string; errors?: { path: string }[] }>(
    method,
    `/api/v1/${path}`,
    {
      ...(body !== undefined && { body }),
    },
  );
  return [answer.status, answer.body.code, answer.body.errors?.[0]?.path ?? null];
};

describe('trees', () => {
  test('a zone cannot lie below itself, at once or by way of others', async () => {
    const upper = await make(world, 'zones', { name: 'upper' });
    const middle = await make(world, 'zones', { name: 'middle', parentId: upper });
    const lower = await make(world, 'zones', { name: 'lower', parentId: middle });
    expect(await refused('PATCH', `zones/${upper}`, { parentId: lower })).toEqual([400, 'TREE_CYCLE', '/parentId']);
    expect(await refused('PATCH', `zones/${upper}`, { parentId: upper })).toEqual([400, 'TREE_CYCLE', '/parentId']);
  });

  test('nor a splitter below itself', async () => {
    const body = { feederId: null, parentId: plant.lowerId };
    expect(await refused('PATCH', `splitters/${plant.splitterId}`, body)).toEqual([400, 'TREE_CYCLE', '/parentId']);
  });

  test('a splitter hangs on one thing, a drop too', async () => {
    const { feederId, splitterId } = plant;
    const both = { name: 'both', feederId, parentId: splitterId, outputs: 4 };
    expect(await refused('POST', 'splitters', both)).toEqual([400, 'PARENT_INVALID', '/feederId']);
    expect(await refused('POST', 'drops', { name: 'none' })).toEqual([400, 'PARENT_INVALID', '/splitterId']);
  });

  test('two halves of a circle at once: one of them is refused', async () => {
    const [a, b] = [await make(world, 'zones', { name: 'half a' }), await make(world, 'zones', { name: 'half b' })];
    const answers = await Promise.all([
      world.ask('PATCH', `/api/v1/zones/${a}`, { body: { parentId: b } }),
      world.ask('PATCH', `/api/v1/zones/${b}`, { body: { parentId: a } }),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 400]);
  });
});

describe('what belongs to what', () => {
  test('an ONU serial is unique in a tenant, however it is written', async () => {
    expect(await refused('POST', 'onus', { serial: ' hwtc00000001 ' })).toEqual([409, 'ALREADY_TAKEN', '/serial']);
  });

  test('a port belongs to the device of its card, and both to an OLT', async () => {
    const other = await makeDevice(world, { kind: 'olt' });
    const router = await makeDevice(world);
    const port = { name: 'p', number: 9, cardId: plant.cardId };
    expect(await refused('POST', 'pon-ports', { ...port, deviceId: other })).toEqual([
      400,
      'CARD_OF_OTHER_DEVICE',
      '/cardId',
    ]);
    expect(await refused('POST', 'cards', { name: 'c', slot: 1, deviceId: router })).toEqual([
      400,
      'DEVICE_NOT_OLT',
      '/deviceId',
    ]);
    expect(await refused('PATCH', `devices/${plant.oltId}`, { kind: 'router' })).toEqual([
      409,
      'OLT_WITH_PORTS',
      '/kind',
    ]);
  });

  test('an address lies in its prefix, and stays there when the prefix changes', async () => {
    const prefixId = await make(world, 'prefixes', { prefix: '192.0.2.0/24' });
    const outside = { address: '192.0.3.1', prefixId };
    expect(await refused('POST', 'addresses', outside)).toEqual([400, 'ADDRESS_OUTSIDE_PREFIX', '/address']);
    await make(world, 'addresses', { address: '192.0.2.200', prefixId });
    const narrower = { prefix: '192.0.2.0/25' };
    expect(await refused('PATCH', `prefixes/${prefixId}`, narrower)).toEqual([
      400,
      'PREFIX_LOSES_ADDRESSES',
      '/prefix',
    ]);
    expect(await refused('POST', 'addresses', { address: '192.0.2.200', prefixId })).toEqual([
      409,
      'ALREADY_TAKEN',
      '/address',
    ]);
  });

  test('a link has two ends', async () => {
    const body = { name: 'loop', aDeviceId: plant.oltId, bDeviceId: plant.oltId };
    expect(await refused('POST', 'links', body)).toEqual([400, 'LINK_TO_ITSELF', '/bDeviceId']);
  });

  test('a rack stands at the site of its devices', async () => {
    const elsewhere = await make(world, 'sites', { name: 'elsewhere' });
    const rackId = await make(world, 'racks', { name: 'r1', siteId: elsewhere });
    expect(await refused('PATCH', `devices/${plant.oltId}`, { rackId })).toEqual([
      400,
      'RACK_AT_OTHER_SITE',
      '/rackId',
    ]);
    await makeDevice(world, { siteId: elsewhere, rackId });
    expect(await refused('PATCH', `racks/${rackId}`, { siteId: plant.siteId })).toEqual([
      400,
      'RACK_AT_OTHER_SITE',
      '/siteId',
    ]);
  });

  test('a service has a subscriber and a plan, a user name of its own, and what its access needs', async () => {
    const { subscriberId, planId } = served;
    const body = { name: 's', subscriberId, planId };
    expect(await refused('POST', 'services', body)).toEqual([400, 'USER_NAME_MISSING', '/userName']);
    expect(await refused('POST', 'services', { ...body, access: 'static' })).toEqual([
      400,
      'ADDRESS_MISSING',
      '/address',
    ]);
    const taken = { ...body, userName: 'HWTC00000001@isp' };
    expect(await refused('POST', 'services', taken)).toEqual([409, 'ALREADY_TAKEN', '/userName']);
    const nobody = { ...body, userName: 'x', subscriberId: newId() };
    expect(await refused('POST', 'services', nobody)).toEqual([400, 'REFERENCE_UNKNOWN', '/subscriberId']);
  });

  test('nothing is attached to what was deleted', async () => {
    const siteId = await make(world, 'sites', { name: 'closing' });
    await world.ask('DELETE', `/api/v1/sites/${siteId}`);
    expect(await refused('POST', 'racks', { name: 'r', siteId })).toEqual([400, 'REFERENCE_UNKNOWN', '/siteId']);
    const address = '10.99.0.1';
    const device = { name: 'late', address, snmp: { community: 'x' }, siteId };
    expect(await refused('POST', 'devices', device)).toEqual([400, 'REFERENCE_UNKNOWN', '/siteId']);
  });
});

describe('deletions', () => {
  test.each<[plural: string, id: () => string]>([
    ['zones', () => plant.zoneId],
    ['sites', () => plant.siteId],
    ['devices', () => plant.oltId],
    ['feeders', () => plant.feederId],
    ['drops', () => plant.dropId],
    ['onus', () => served.onuId],
    ['subscribers', () => served.subscriberId],
    ['plans', () => served.planId],
  ])('one of the %s stays while something living hangs on it', async (plural, id) => {
    expect(await refused('DELETE', `${plural}/${id()}`)).toEqual([409, 'OBJECT_IN_USE', null]);
  });

  test('what is restored finds its parent alive, or is refused', async () => {
    const zoneId = await make(world, 'zones', { name: 'short' });
    const siteId = await make(world, 'sites', { name: 'lived', zoneId });
    await world.ask('DELETE', `/api/v1/sites/${siteId}`);
    await world.ask('DELETE', `/api/v1/zones/${zoneId}`);
    expect(await refused('POST', `sites/${siteId}/restore`)).toEqual([400, 'REFERENCE_UNKNOWN', '/zoneId']);
    expect((await world.ask('POST', `/api/v1/zones/${zoneId}/restore`)).status).toBe(200);
    expect((await world.ask('POST', `/api/v1/sites/${siteId}/restore`)).status).toBe(200);
  });
});

describe('a device with live services', () => {
  test('is not moved to another site by accident', async () => {
    const siteId = await make(world, 'sites', { name: 'new home' });
    const path = `devices/${plant.oltId}`;
    expect(await refused('PATCH', path, { siteId })).toEqual([409, 'DEVICE_HAS_SERVICES', '/siteId']);
    expect(await refused('PATCH', path, { siteId: null })).toEqual([409, 'DEVICE_HAS_SERVICES', '/siteId']);
    const knowingly = await world.ask('PATCH', `/api/v1/${path}?withServices=true`, { body: { siteId } });
    expect(knowingly).toMatchObject({ status: 200, body: { siteId } });
    await world.ask('PATCH', `/api/v1/${path}?withServices=true`, { body: { siteId: plant.siteId } });
  });
});

describe('the OLT of what hangs on a port', () => {
  const oltOf = async (plural: string, id: string) =>
    (await world.ask('GET', `/api/v1/${plural}/${id}`)).body['deviceId'];

  test('follows its parents, also when they move', async () => {
    const { splitterId, lowerId, dropId } = plant;
    const all = [
      ['splitters', splitterId],
      ['splitters', lowerId],
      ['drops', dropId],
      ['onus', served.onuId],
    ] as const;
    for (const [plural, id] of all) expect(await oltOf(plural, id)).toBe(plant.oltId);
    const other = await makePlant(world);
    await world.ask('PATCH', `/api/v1/splitters/${splitterId}`, { body: { feederId: other.feederId } });
    for (const [plural, id] of all) expect(await oltOf(plural, id)).toBe(other.oltId);
    await world.ask('PATCH', `/api/v1/splitters/${splitterId}`, { body: { feederId: plant.feederId } });
    expect(await oltOf('onus', served.onuId)).toBe(plant.oltId);
  });

  test('a card that goes to another OLT takes its ports and their plant along', async () => {
    const [from, to] = [await makePlant(world), await makeDevice(world, { kind: 'olt' })];
    const moved = await world.ask('PATCH', `/api/v1/cards/${from.cardId}`, { body: { deviceId: to } });
    expect(moved.status).toBe(200);
    expect(await oltOf('pon-ports', from.portId)).toBe(to);
    expect(await oltOf('drops', from.dropId)).toBe(to);
  });
});

test('the database holds the rules when somebody writes beside the program', async () => {
  const write = (statement: ReturnType<typeof sql>) =>
    world.database.withTenant(world.tenant, (tx) => statement.execute(tx));
  await expect(
    write(sql`update splitters set feeder_id = null, parent_id = ${plant.lowerId} where id = ${plant.splitterId}`),
  ).rejects.toMatchObject({
    constraint: 'splitters_cycle',
  });
  await expect(
    write(sql`update services set subscriber_id = null where id = ${served.serviceId}`),
  ).rejects.toMatchObject({ code: '23502' });
  await expect(write(sql`delete from subscribers where id = ${served.subscriberId}`)).rejects.toMatchObject({
    code: '23503',
  });
});
