import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGranted } from '#testing/people.ts';
import { makePerson } from '#testing/people.ts';
import { make, makeDevice, makePlant, makeSubscriber } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';
import type { AffectedServices, NodePaths, NodesBelow, PowerFailure } from './schemas.ts';

let world: World;
let plant: Awaited<ReturnType<typeof makePlant>>;
let served: Awaited<ReturnType<typeof makeSubscriber>>;
beforeAll(async () => {
  world = await createWorld();
  plant = await makePlant(world);
  served = await makeSubscriber(world, plant, 'HWTC00000001');
});
afterAll(() => world.stop());

const affected = async (failed: readonly string[], limit = 10) => {
  const answer = await world.ask<AffectedServices>('POST', '/api/v1/topology/affected', { body: { failed, limit } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

describe('who is cut off', () => {
  test('by a core router, with names', async () => {
    expect(await affected([plant.coreId])).toEqual({
      services: 1,
      subscribers: 1,
      items: [
        {
          ...{ serviceId: served.serviceId, serviceName: 'Internet HWTC00000001' },
          ...{ subscriberId: served.subscriberId, subscriberName: 'Cliente HWTC00000001' },
        },
      ],
    });
    expect(await affected([plant.coreId], 0)).toMatchObject({ services: 1, items: [] });
  });

  test.each([
    'zoneId',
    'siteId',
    'oltId',
    'linkId',
    'cardId',
    'portId',
    'feederId',
    'splitterId',
    'lowerId',
    'dropId',
  ] as const)('by the failure of %s', async (part) => {
    expect(await affected([plant[part].toUpperCase()])).toMatchObject({ services: 1 });
  });

  test('by nothing, when another way is built: the graph follows the inventory', async () => {
    const second = await make(world, 'links', { name: 'second', aDeviceId: plant.oltId, bDeviceId: plant.coreId });
    expect(await affected([plant.linkId])).toMatchObject({ services: 0, items: [] });
    await world.ask('DELETE', `/api/v1/links/${second}`);
    expect(await affected([plant.linkId])).toMatchObject({ services: 1 });
  });

  test('a service that is suspended has nothing to lose', async () => {
    const path = `/api/v1/services/${served.serviceId}`;
    await world.ask('PATCH', path, { body: { status: 'suspended' } });
    expect(await affected([plant.coreId])).toMatchObject({ services: 0 });
    await world.ask('PATCH', path, { body: { status: 'active' } });
  });
});

test('below a splitter is what hangs on it', async () => {
  const { body } = await world.ask<NodesBelow>('GET', `/api/v1/topology/nodes/${plant.splitterId}/below`);
  expect(body.node).toEqual({ id: plant.splitterId, type: 'splitter', name: 'splitter' });
  expect(body.counts).toEqual({ splitter: 1, drop: 1, onu: 1, service: 1 });
  expect(body.items.map((item) => item.id)).toEqual([plant.lowerId, plant.dropId, served.onuId, served.serviceId]);
  const cut = await world.ask<NodesBelow>('GET', `/api/v1/topology/nodes/${plant.splitterId}/below?limit=2`);
  expect(cut.body.items).toHaveLength(2);
});

test('the path of a service leads up its plant to the core', async () => {
  const { body } = await world.ask<NodePaths>('GET', `/api/v1/topology/nodes/${served.serviceId}/paths`);
  expect(body).toMatchObject({ complete: true, cut: false });
  expect(body.paths.map((path) => path.map((node) => node.type))).toEqual([
    ['service', 'onu', 'drop', 'splitter', 'splitter', 'feeder', 'pon_port', 'card', 'device', 'link', 'device'],
  ]);
});

describe('for who may see one site', () => {
  const permissions = ['device:read', 'service:read', 'onu:read', 'plant:read', 'link:read', 'power:read'] as const;
  const scopedTo = (siteId: string) =>
    makeGranted(
      world,
      permissions.map((permission) => ({ permission, effect: 'allow', scope: { siteIds: [siteId] } })),
    );

  test('what is below, who is cut off and the ways up are of that site', async () => {
    const { headers } = await scopedTo(plant.siteId);
    const ask = <T>(method: string, path: string, body?: object) => world.ask<T>(method, path, { headers, body });
    const { body: cut } = await ask<AffectedServices>('POST', '/api/v1/topology/affected', { failed: [plant.oltId] });
    expect(cut).toMatchObject({ services: 1, subscribers: 1, items: [{ serviceId: served.serviceId }] });
    const below = await ask<NodesBelow>('GET', `/api/v1/topology/nodes/${plant.oltId}/below`);
    expect(below.body.counts).toMatchObject({ onu: 1, service: 1 });
    const { body } = await ask<NodePaths>('GET', `/api/v1/topology/nodes/${served.serviceId}/paths`);
    // The link begins at the core, which is elsewhere.
    expect(body.paths.map((path) => path.at(-1)?.id)).toEqual([plant.oltId]);
    expect(body).toMatchObject({ complete: true, cut: true });
    const core = await ask('GET', `/api/v1/topology/nodes/${plant.coreId}/below`);
    expect(core).toMatchObject({ status: 404, body: { code: 'NODE_NOT_FOUND' } });
  });

  test('another site is as if it were not there', async () => {
    const { headers } = await scopedTo(await make(world, 'sites', { name: 'elsewhere' }));
    const failed = { failed: [plant.coreId, plant.oltId] };
    const { body } = await world.ask('POST', '/api/v1/topology/affected', { headers, body: failed });
    expect(body).toEqual({ services: 0, subscribers: 0, items: [] });
    for (const question of ['below', 'paths']) {
      const answer = await world.ask('GET', `/api/v1/topology/nodes/${plant.oltId}/${question}`, { headers });
      expect(answer.status).toBe(404);
    }
  });
});

describe('when a power area fails', () => {
  const failure = async (powerAreas: readonly string[], headers?: Record<string, string>) => {
    const options = { body: { powerAreas }, ...(headers !== undefined && { headers }) };
    const answer = await world.ask<PowerFailure>('POST', '/api/v1/topology/power-failure', options);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };

  test('what it feeds stops, at once or when its UPS is empty, and who hangs on it is cut off', async () => {
    const area = await make(world, 'power-areas', { name: 'ANDE Norte' });
    expect(await failure([area])).toEqual({ devices: [], counts: { devices: 0, onus: 0 }, stages: [] });
    await world.ask('PATCH', `/api/v1/devices/${plant.oltId}`, { body: { powerAreaId: area } });
    const ups = { name: 'UPS', siteId: plant.siteId, powerAreaId: area, runtimeMinutes: 45 };
    const upsId = await make(world, 'ups', ups);
    const radio = await makeDevice(world, { powerAreaId: area, kind: 'radio' });
    const answer = await failure([area.toUpperCase()]);
    expect(answer.devices.map(({ id, stopsAfterMinutes }) => [id, stopsAfterMinutes])).toEqual([
      [radio, 0],
      [plant.oltId, 45],
    ]);
    expect(answer.counts).toEqual({ devices: 2, onus: 0 });
    expect(answer.stages).toEqual([
      { afterMinutes: 0, devices: 1, onus: 0, services: 0, subscribers: 0 },
      { afterMinutes: 45, devices: 1, onus: 0, services: 1, subscribers: 1 },
    ]);
    // The inventory changes, and the answer with it.
    await world.ask('DELETE', `/api/v1/ups/${upsId}`);
    expect((await failure([area])).stages).toMatchObject([{ afterMinutes: 0, devices: 2, services: 1 }]);
  });

  test('somebody with one site sees what is theirs', async () => {
    const area = await make(world, 'power-areas', { name: 'ANDE Sur' });
    await world.ask('PATCH', `/api/v1/devices/${plant.oltId}`, { body: { powerAreaId: area } });
    const elsewhere = await make(world, 'sites', { name: 'otro sitio' });
    const theirs = await makeDevice(world, { siteId: elsewhere, powerAreaId: area });
    const grants = ['device:read', 'service:read'].map((permission) => ({
      ...{ permission, effect: 'allow', scope: { siteIds: [elsewhere] } },
    }));
    const role = await make(world, 'roles', { name: 'un sitio', grants });
    const person = await makePerson(world, { tenant: world.tenant, roles: [role] });
    const answer = await failure([area], person.headers);
    expect(answer.devices.map(({ id }) => id)).toEqual([theirs]);
    expect(answer.counts).toEqual({ devices: 1, onus: 0 });
    expect(answer.stages.at(-1)).toMatchObject({ devices: 1, services: 0, subscribers: 0 });
  });
});

test('what the network does not have is not found', async () => {
  const nobody = '01920000-0000-7000-8000-000000000000';
  for (const question of ['below', 'paths']) {
    const answer = await world.ask('GET', `/api/v1/topology/nodes/${nobody}/${question}`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'NODE_NOT_FOUND' } });
  }
});
