import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  inventoryObjectTopic,
  inventoryObjectV1,
  type InventoryObjectV1,
} from '@fastisp/core/contracts/inventory-object.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { make, makePlant, makeSubscriber } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';

interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly total: number;
  readonly nextCursor: string | null;
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const list = async (path: string): Promise<Page> => {
  const answer = await world.ask<Page>('GET', `/api/v1/${path}`);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const names = (page: Page) => page.items.map((item) => item['name']);

describe('one object', () => {
  test('is made, read, changed with its ETag, deleted, restored, and remembers all of it', async () => {
    const made = await world.ask('POST', '/api/v1/sites', {
      body: { name: ' Cerro Azul ', latitude: -33.4, longitude: -70.6 },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    const { id } = made.body;
    expect(made.headers.get('location')).toBe(`/api/v1/sites/${String(id)}`);
    expect(made.body).toMatchObject({ name: 'Cerro Azul', latitude: -33.4, zoneId: null, tags: [], deletedAt: null });

    const path = `/api/v1/sites/${String(id)}`;
    const headers = (tag: string) => ({
      authorization: `Bearer test-bootstrap-token-0123456789abcdef`,
      'if-match': tag,
    });
    const changed = await world.ask('PATCH', path, { body: { street: 'Ruta 5' }, headers: headers('"1"') });
    expect(changed.headers.get('etag')).toBe('"2"');
    const late = await world.ask('PATCH', path, { body: { street: 'Ruta 6' }, headers: headers('"1"') });
    expect(late).toMatchObject({ status: 412, body: { code: 'OBJECT_CHANGED' } });
    const same = await world.ask('PATCH', path, { body: { street: 'Ruta 5' } });
    expect(same.headers.get('etag'), 'nothing changed').toBe('"2"');

    expect((await world.ask('DELETE', path)).status).toBe(204);
    expect(await world.ask('GET', path)).toMatchObject({ status: 404, body: { code: 'OBJECT_NOT_FOUND' } });
    expect(names(await list('sites?deleted=true'))).toEqual(['Cerro Azul']);
    expect((await world.ask('POST', `${path}/restore`)).body).toMatchObject({ street: 'Ruta 5', deletedAt: null });
    expect(await world.ask('POST', `${path}/restore`)).toMatchObject({
      status: 404,
      body: { code: 'OBJECT_NOT_RESTORABLE' },
    });

    const history = await world.ask<{ items: { action: string; after: { street?: string } | null }[] }>(
      'GET',
      `${path}/history`,
    );
    expect(history.body.items.map((entry) => entry.action)).toEqual(['restore', 'delete', 'update', 'create']);
    expect(history.body.items[2]?.after?.street).toBe('Ruta 5');
  });

  test('of another tenant, or of nobody, does not exist', async () => {
    const unknown = '01920000-0000-7000-8000-000000000000';
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/restore'],
      ['GET', '/history'],
    ] as const) {
      const body = method === 'PATCH' ? { body: { notes: 'x' } } : {};
      expect((await world.ask(method, `/api/v1/plans/${unknown}${path}`, body)).status, `${method} ${path}`).toBe(404);
    }
  });

  test.each<[what: string, plural: string, body: object, path: string]>([
    ['a name that is missing', 'zones', {}, '/name'],
    ['a field that nobody knows', 'zones', { name: 'x', colour: 'red' }, '/colour'],
    ['a blank name', 'zones', { name: '  ' }, '/name'],
    ['half a position', 'sites', { name: 'x', latitude: 1 }, '/longitude'],
    ['a latitude off the globe', 'sites', { name: 'x', latitude: 91, longitude: 0 }, '/latitude'],
    ['a prefix with bits beyond its length', 'prefixes', { prefix: '10.0.0.1/24' }, '/prefix'],
    ['a VLAN that is none', 'prefixes', { prefix: '10.9.0.0/24', vlan: 4_095 }, '/vlan'],
  ])('%s is refused with its place', async (_what, plural, body, path) => {
    const answer = await world.ask<{ errors?: { path: string }[] }>('POST', `/api/v1/${plural}`, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.path)).toContain(path);
  });
});

describe('lists', () => {
  beforeAll(async () => {
    const zoneId = await make(world, 'zones', { name: 'Valle' });
    const people = ['José Núñez', 'Ana Soto', 'josefina peña', 'Carlos Muñoz', 'Ángela Díaz'];
    const siteId = await make(world, 'sites', { name: 'Valle Central', zoneId });
    for (const [index, name] of people.entries()) {
      const at = index % 2 === 0 ? { siteId, tags: ['vip'] } : {};
      await make(world, 'subscribers', {
        name,
        document: `1${index}.111`,
        city: 'Talca',
        externalId: `c-${index}`,
        ...at,
      });
    }
  });

  test('words are found in any order, whatever their accents and capitals', async () => {
    expect(names(await list('subscribers?q=nunez%20jose'))).toEqual(['José Núñez']);
    expect(names(await list('subscribers?q=JOSÉ'))).toEqual(['José Núñez', 'josefina peña']);
    expect(names(await list('subscribers?q=c-4'))).toEqual(['Ángela Díaz']);
    expect(names(await list('subscribers?q=100%25'))).toEqual([]);
  });

  test('filters: equal, none, tags, document; a value that cannot be is refused', async () => {
    expect((await list('subscribers?tags=vip')).total).toBe(3);
    expect(names(await list('subscribers?siteId=none&sort=-name'))).toEqual(['Carlos Muñoz', 'Ana Soto']);
    expect(names(await list('subscribers?document=11.111'))).toEqual(['Ana Soto']);
    expect(await world.ask('GET', '/api/v1/subscribers?siteId=7')).toMatchObject({
      status: 400,
      body: { code: 'FILTER_INVALID' },
    });
    expect((await world.ask('GET', '/api/v1/subscribers?colour=red')).status).toBe(400);
  });

  test.each(['name', '-name', 'document', 'createdAt', '-updatedAt', 'externalId'])(
    'pages sorted by %s have each once, in the order of one long page',
    async (sort) => {
      const whole = await list(`subscribers?sort=${sort}`);
      const seen: unknown[] = [];
      let cursor = '';
      do {
        const page = await list(`subscribers?sort=${sort}&limit=2${cursor}`);
        seen.push(...names(page));
        expect(page.total).toBe(5);
        cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
      } while (cursor !== '');
      expect(seen).toEqual(names(whole));
      expect(seen).toHaveLength(5);
    },
  );

  test('a cursor of another query is refused', async () => {
    const { nextCursor } = await list('subscribers?limit=1');
    const answer = await world.ask('GET', `/api/v1/subscribers?limit=1&sort=-name&cursor=${String(nextCursor)}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } });
  });

  test('addresses are in the order of addresses', async () => {
    const prefixId = await make(world, 'prefixes', { prefix: '10.7.0.0/16' });
    for (const address of ['10.7.0.10', '10.7.0.9', '10.7.1.1']) await make(world, 'addresses', { address, prefixId });
    const page = await list(`addresses?prefixId=${prefixId}`);
    expect(page.items.map((item) => item['address'])).toEqual(['10.7.0.9', '10.7.0.10', '10.7.1.1']);
    expect((await list('addresses?address=10.7.1.1')).total).toBe(1);
  });
});

test('changes go out on the bus without what is about a person, and a removal is a tombstone', async () => {
  const codec = messageCodec(inventoryObjectV1);
  const told: (InventoryObjectV1 | string)[] = [];
  world.bus.subscribe({
    ...{ topics: [inventoryObjectTopic], groupId: 'test.objects', from: 'earliest' },
    handler: async ({ records }) => {
      for (const record of records) told.push(record.value === null ? (record.key ?? '') : codec.decode(record));
    },
  });
  const plant = await makePlant(world);
  const { subscriberId } = await makeSubscriber(world, plant, 'BUS00000001');
  const subscriber = await waitFor('the subscriber on the bus', () =>
    told.find((each) => typeof each !== 'string' && each.data.objectId === subscriberId),
  );
  expect(subscriber).toMatchObject({
    tenantId: 1,
    data: { type: 'subscriber', revision: 1, fields: { kind: 'person', siteId: plant.siteId } },
  });
  expect(JSON.stringify(subscriber)).not.toContain('Cliente');
  const zoneId = await make(world, 'zones', { name: 'gone soon' });
  await world.ask('DELETE', `/api/v1/zones/${zoneId}`);
  await waitFor('the tombstone', () => told.includes(`zone/${zoneId}`));
  expect(JSON.stringify(told)).not.toContain('communit');
});

test('every kind is described in both languages', async () => {
  const { body } = await world.ask<{
    items: { name: string; fields: { name: string; label: { es: string; en: string } }[] }[];
  }>('GET', '/api/v1/object-types');
  expect(body.items.length).toBe(20);
  for (const type of body.items) {
    expect(type.fields.map((field) => field.name)).toEqual(expect.arrayContaining(['externalId', 'tags', 'notes']));
    for (const { label } of type.fields) expect(label.es && label.en).toBeTruthy();
  }
});
