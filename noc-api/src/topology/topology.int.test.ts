import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGranted } from '#testing/people.ts';
import { make, makePlant, makeSubscriber } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';
import type { AffectedServices, NodePaths, NodesBelow } from './schemas.ts';

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

test('what the network does not have is not found', async () => {
  const nobody = '01920000-0000-7000-8000-000000000000';
  for (const question of ['below', 'paths']) {
    const answer = await world.ask('GET', `/api/v1/topology/nodes/${nobody}/${question}`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'NODE_NOT_FOUND' } });
  }
});
