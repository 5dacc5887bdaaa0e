import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { as, makePerson, makeRole, makeTenant, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

async function called(name: string, person: TestPerson): Promise<TestPerson> {
  await world.database.withSystem((tx) => sql`update auth_user set name = ${name} where id = ${person.id}`.execute(tx));
  return person;
}

test('people and roles are in the order of a dictionary: neither accents nor capitals move a name', async () => {
  const tenant = await makeTenant(world, 'In order');
  const admin = await called('ana', await makePerson(world, { tenant, roles: ['admin'] }));
  for (const name of ['Zoé', 'Íñigo', 'Jaime']) await called(name, await makePerson(world, { tenant, roles: ['noc'] }));
  for (const name of ['Zona sur', 'Área norte', 'barrio']) await makeRole(world, name, [], admin);
  const names = async (path: string): Promise<string[]> =>
    (await world.ask<{ items: { name: string }[] }>('GET', path, as(admin))).body.items.map(({ name }) => name);
  expect(await names('/api/v1/users')).toEqual(['ana', 'Íñigo', 'Jaime', 'Zoé']);
  expect((await names('/api/v1/roles')).slice(-3)).toEqual(['Área norte', 'barrio', 'Zona sur']);
});
