/** What outlives a change: objects that are told again after a start, and those whose time is over. */
import { systemClock } from '@fastisp/core/clock';
import { inventoryObjectTopic } from '@fastisp/core/contracts/inventory-object.v1';
import { createLog } from '@fastisp/core/log/log';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { make, makePlant, makeSubscriber } from '#testing/plant.ts';
import { createWorld, type World } from '#testing/world.ts';
import { purgeDeleted } from './purge.ts';
import { republishObjects } from './republish.ts';

let world: World;
let plant: Awaited<ReturnType<typeof makePlant>>;
let served: Awaited<ReturnType<typeof makeSubscriber>>;
beforeAll(async () => {
  world = await createWorld();
  plant = await makePlant(world);
  served = await makeSubscriber(world, plant, 'KEPT00000001');
});
afterAll(() => world.stop());

test('a start tells the bus of everything that lives, and of nothing that does not', async () => {
  const zoneId = await make(world, 'zones', { name: 'gone' });
  await world.ask('DELETE', `/api/v1/zones/${zoneId}`);
  const told: { readonly key: string; readonly lives: boolean }[] = [];
  world.bus.subscribe({
    ...{ topics: [inventoryObjectTopic], groupId: 'test.again', from: 'earliest' },
    handler: async ({ records }) => {
      for (const { key, value } of records) told.push({ key: key ?? '', lives: value !== null });
    },
  });
  await waitFor('the changes themselves', () => told.some(({ key, lives }) => key === `zone/${zoneId}` && !lives));
  told.length = 0;
  const deps = { relational: world.database, clock: systemClock, log: createLog({ service: 'test', level: 'silent' }) };
  const published = await republishObjects(deps, new AbortController().signal);
  await waitFor('all of them', () => told.length === published);
  const keys = told.filter(({ lives }) => lives).map(({ key }) => key);
  expect(keys).toEqual(
    expect.arrayContaining([
      ...[`zone/${plant.zoneId}`, `device/${plant.oltId}`, `splitter/${plant.lowerId}`],
      ...[`onu/${served.onuId}`, `service/${served.serviceId}`],
    ]),
  );
  expect(new Set(keys).size).toBe(published);
  expect(keys).not.toContain(`zone/${zoneId}`);
  expect(await republishObjects(deps, AbortSignal.abort()), 'a stop ends it').toBe(0);
});

test('what was deleted long ago goes, children first, and never what something still points to', async () => {
  const gone = [
    ['services', served.serviceId],
    ['onus', served.onuId],
    ['subscribers', served.subscriberId],
    ['drops', plant.dropId],
    ['splitters', plant.lowerId],
  ] as const;
  for (const [plural, id] of gone) {
    expect((await world.ask('DELETE', `/api/v1/${plural}/${id}`)).status, plural).toBe(204);
  }
  const counts = async () => {
    const answers = gone.map(([plural]) => world.ask('GET', `/api/v1/${plural}?deleted=true`));
    return (await Promise.all(answers)).map((answer) => answer.body['total']);
  };
  await purgeDeleted(world.database, new Date(Date.now() - 60_000));
  expect(await counts(), 'not yet').toEqual([1, 1, 1, 1, 1]);
  await purgeDeleted(world.database, new Date(Date.now() + 60_000));
  expect(await counts()).toEqual([0, 0, 0, 0, 0]);
  expect((await world.ask('GET', `/api/v1/splitters/${plant.splitterId}`)).status).toBe(200);
});
