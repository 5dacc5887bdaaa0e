import { createSessionClient, sitesFor } from '@fastisp/core/http/session-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as, codeOf, makePerson, makeRole, permissionsOf, readAudit, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let admin: TestPerson;
beforeAll(async () => {
  world = await createWorld();
  admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
});
afterAll(() => world.stop());

describe("a tenant's own roles", () => {
  test('are made, read, changed, given to people, and gone', async () => {
    const made = await makeRole(
      world,
      'Guardia',
      [
        { permission: 'device:*', effect: 'allow' },
        { permission: 'device:delete', effect: 'deny' },
      ],
      admin,
    );
    expect(made.status).toBe(201);
    const path = `/api/v1/roles/${made.body.id}`;
    const person = await makePerson(world, { tenant: world.tenant, roles: [made.body.id] });
    expect(await permissionsOf(world, person)).toEqual([
      'device:read',
      'device:create',
      'device:update',
      'device:test',
    ]);
    const changed = await world.ask('PATCH', path, {
      ...as(admin),
      body: { name: 'Guardia nocturna', grants: [{ permission: 'flow:read', effect: 'allow' }] },
    });
    expect(changed.body).toMatchObject({ name: 'Guardia nocturna', holders: 1 });
    expect(await permissionsOf(world, person)).toEqual(['flow:read']);
    expect(await codeOf(world.ask('DELETE', path, as(admin)))).toEqual([409, 'ROLE_IN_USE']);
    const moved = await world.ask('PATCH', `/api/v1/users/${person.id}`, { ...as(admin), body: { roles: ['client'] } });
    expect(moved.body['roles']).toEqual([{ id: 'client', name: 'client', builtIn: true }]);
    expect((await world.ask('DELETE', path, as(admin))).status).toBe(204);
    expect(await codeOf(world.ask('GET', path, as(admin)))).toEqual([404, 'ROLE_NOT_FOUND']);
  });

  test('are listed after those that come with FastISP, which stay as they are', async () => {
    const { body } = await world.ask<{ items: { id: string; builtIn: boolean }[]; permissions: string[] }>(
      'GET',
      '/api/v1/roles',
      as(admin),
    );
    expect(body.items.filter((role) => role.builtIn).map((role) => role.id)).toEqual([
      'admin',
      'noc',
      'billing',
      'technician',
      'client',
    ]);
    expect(body.permissions).not.toContain('tenant:create');
    for (const [method, rest] of [
      ['PATCH', { body: { name: 'x' } }],
      ['DELETE', {}],
    ] as const) {
      expect(await codeOf(world.ask(method, '/api/v1/roles/admin', { ...as(admin), ...rest }))).toEqual([
        409,
        'ROLE_BUILT_IN',
      ]);
    }
  });

  test.each<[string, unknown, [number, string]]>([
    ['the name of another', { name: 'TWICE', grants: [] }, [409, 'ROLE_NAME_TAKEN']],
    [
      'a permission of the platform',
      { name: 'p', grants: [{ permission: 'tenant:create', effect: 'allow' }] },
      [400, 'REQUEST_INVALID'],
    ],
    [
      'no permission at all',
      { name: 'p', grants: [{ permission: 'device:fly', effect: 'allow' }] },
      [400, 'REQUEST_INVALID'],
    ],
    ['a name of blanks', { name: '  ', grants: [] }, [400, 'REQUEST_INVALID']],
  ])('refuse %s', async (_name, body, expected) => {
    await makeRole(world, 'Twice', [], admin);
    expect(await codeOf(world.ask('POST', '/api/v1/roles', { ...as(admin), body }))).toEqual(expected);
  });

  test('nobody hands on, or takes away, what they do not have', async () => {
    const chief = await makeRole(
      world,
      'Jefe',
      [
        { permission: 'role:*', effect: 'allow' },
        { permission: 'user:*', effect: 'allow' },
        { permission: 'device:*', effect: 'allow' },
      ],
      admin,
    );
    const banned = await makeRole(world, 'Sin flujos', [{ permission: 'flow:read', effect: 'deny' }], admin);
    const person = await makePerson(world, { tenant: world.tenant, roles: [chief.body.id, banned.body.id] });
    const beyond = [403, 'BEYOND_OWN_AUTHORITY'];
    expect((await makeRole(world, 'Suyo', [{ permission: 'device:read', effect: 'allow' }], person)).status).toBe(201);
    expect(await codeOf(makeRole(world, 'Todo', [{ permission: '*:*', effect: 'allow' }], person))).toEqual(beyond);
    const own = (roles: string[]) =>
      codeOf(world.ask('PATCH', `/api/v1/users/${person.id}`, { ...as(person), body: { roles } }));
    expect(await own(['admin'])).toEqual(beyond);
    expect(await own([chief.body.id])).toEqual(beyond); // the deny would be gone
    expect(await codeOf(world.ask('DELETE', `/api/v1/users/${admin.id}`, as(person)))).toEqual(beyond);
    expect(
      await codeOf(
        world.ask('POST', '/api/v1/invitations', { ...as(person), body: { email: 'a@b.cl', roles: ['noc'] } }),
      ),
    ).toEqual(beyond);
    expect(
      await codeOf(world.ask('PATCH', `/api/v1/roles/${banned.body.id}`, { ...as(person), body: { grants: [] } })),
    ).toEqual(beyond);
  });

  test('hold at some sites only, zones standing for all that is below them', async () => {
    const ids = ['a', 'b', 'c', 'd'].map((end) => `01920000-0000-7000-8000-00000000000${end}`);
    const [zone = '', below = '', inZone = '', elsewhere = ''] = ids;
    await world.database.withTenant(world.tenant, async (tx) => {
      const tenant = { tenant_id: world.tenant };
      await tx
        .insertInto('zones')
        .values({ ...tenant, id: zone, name: 'Andes' })
        .execute();
      await tx
        .insertInto('zones')
        .values({ ...tenant, id: below, name: 'Valle', parent_id: zone })
        .execute();
      await tx
        .insertInto('sites')
        .values({ ...tenant, id: inZone, name: 'Cerro', zone_id: below })
        .execute();
      await tx
        .insertInto('sites')
        .values({ ...tenant, id: elsewhere, name: 'Costa' })
        .execute();
    });
    const scoped = await makeRole(
      world,
      'Andino',
      [{ permission: 'site:*', effect: 'allow', scope: { zoneIds: [zone] } }],
      admin,
    );
    const person = await makePerson(world, { tenant: world.tenant, roles: [scoped.body.id] });
    const { body } = await world.ask('GET', '/api/v1/session', as(person));
    const ofSites = ['site:read', 'site:create', 'site:update', 'site:delete'];
    expect(body).toMatchObject({
      scopedPermissions: ofSites,
      scopes: [{ permissions: ofSites, kind: 'only', siteIds: [inZone] }],
    });
    const principal = await createSessionClient(() => world.url)(person.headers);
    if (principal === null) throw new Error('they are signed in');
    expect(sitesFor(principal, 'site:read')).toEqual({ all: false, only: new Set([inZone]) });
    expect(sitesFor(principal, 'device:read')).toBeNull();
    const effective = async (siteId: string) => {
      const path = `/api/v1/permissions/effective?userId=${person.id}&siteId=${siteId}`;
      const { items } = (await world.ask<{ items: { permission: string }[] }>('GET', path, as(admin))).body;
      return items.find(({ permission }) => permission === 'site:read');
    };
    expect(await effective(inZone)).toMatchObject({ allowed: true, because: 'granted' });
    expect(await effective(elsewhere)).toMatchObject({
      allowed: false,
      because: 'elsewhere',
      grants: [{ role: { name: 'Andino' }, grant: { scope: { zoneIds: [zone] } } }],
    });
  });
});

test('what was done to them is in the audit log', async () => {
  const { told } = await readAudit(world, admin);
  for (const each of ['role create', 'role update', 'role delete', 'user update']) expect(told).toContain(each);
});
