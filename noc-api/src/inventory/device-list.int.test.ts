import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '#testing/world.ts';
import { createDevice, type DeviceList, say } from './testing/device-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

describe('the list', () => {
  test('has the worst first, filters, searches literally and pages', async () => {
    const names = ['list-a', 'list-b', 'list-c', 'list_d'];
    const ids: string[] = [];
    for (const name of names) ids.push((await createDevice(world, name, `${name.replace('_', '-')}.example`)).body.id);
    await say(world, ids[1] ?? '', { status: 'down', reason: 'no_reply' });
    await say(world, ids[2] ?? '', { status: 'up' });
    const listed = (query: string) => world.ask<DeviceList>('GET', `/api/v1/devices?${query}`);
    await waitFor('the states are known', async () => (await listed('q=list&status=up')).body.total === 1);
    const all = await listed('q=list-');
    expect(all.body.items.map((item) => item.name)).toEqual(['list-b', 'list-a', 'list_d', 'list-c']);
    expect((await listed('q=list_')).body.items.map((item) => item.name)).toEqual(['list_d']);
    expect((await listed('q=list-&kind=olt')).body.total).toBe(0);
    const named = await listed(`sort=name&ids=${ids[2]},${ids[0]?.toUpperCase()},01930000-0000-7000-8000-000000000000`);
    expect(named.body.items.map((item) => item.name)).toEqual(['list-a', 'list-c']);
    expect((await listed('ids=list-a')).status).toBe(400);

    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await listed(`q=list&sort=-name&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.body.total).toBe(4);
      seen.push(...page.body.items.map((item) => item.name));
      cursor = page.body.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['list_d', 'list-c', 'list-b', 'list-a']);
    const page = await listed('q=list&limit=1');
    expect((await listed(`q=other&cursor=${page.body.nextCursor}`)).body).toMatchObject({ code: 'CURSOR_INVALID' });
    expect((await listed('limit=0')).status).toBe(400);
    expect((await listed('colour=red')).status).toBe(400);
  });
});

test('by rack and tag, together and alone', async () => {
  const make = async (plural: string, body: object): Promise<string> =>
    (await world.ask<{ id: string }>('POST', `/api/v1/${plural}`, { body })).body.id;
  const siteId = await make('sites', { name: 'Con racks' });
  const [first, second] = [await make('racks', { name: 'R1', siteId }), await make('racks', { name: 'R2', siteId })];
  const add = (n: number, body: object) =>
    make('devices', { name: `racked-${n}`, address: `10.44.0.${n}`, snmp: { community: 'x' }, siteId, ...body });
  await add(1, { rackId: first, tags: ['fibra', 'vip'] });
  await add(2, { rackId: second, tags: ['fibra'] });
  const moved = await add(3, { rackId: first });
  const names = async (query: string) => {
    const { body } = await world.ask<DeviceList>('GET', `/api/v1/devices?sort=name&${query}`);
    return body.items.map((item) => item.name);
  };
  expect(await names(`rackId=${first.toUpperCase()}`)).toEqual(['racked-1', 'racked-3']);
  expect(await names('tag=fibra')).toEqual(['racked-1', 'racked-2']);
  expect(await names(`rackId=${first}&tag=fibra`)).toEqual(['racked-1']);
  expect(await names('tag=fib')).toEqual([]);
  await world.ask('PATCH', `/api/v1/devices/${moved}`, { body: { rackId: second } });
  expect(await names(`rackId=${second}`)).toEqual(['racked-2', 'racked-3']);
  expect((await world.ask('GET', '/api/v1/devices?rackId=R1')).status).toBe(400);
});

test('objects of any other kind are listed by their ids too', async () => {
  const ids: string[] = [];
  for (const name of ['Norte', 'Sur', 'Este']) {
    ids.push((await world.ask<{ id: string }>('POST', '/api/v1/zones', { body: { name } })).body.id);
  }
  const named = await world.ask<DeviceList>('GET', `/api/v1/zones?ids=${ids[0]},${ids[2]}`);
  expect(named.body.items.map((item) => item.name)).toEqual(['Este', 'Norte']);
  expect(named.body.total).toBe(2);
});
