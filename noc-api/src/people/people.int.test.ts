import { createSessionClient, sitesFor } from '@fastisp/core/http/session-client';
import { newId, tenantId } from '@fastisp/core/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addToTenant, makePerson, makeTenant, signIn, testPassword, type TestPerson } from '#testing/people.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';

let world: World;
let admin: TestPerson;
beforeAll(async () => {
  world = await createWorld();
  admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
});
afterAll(() => world.stop());

interface RoleAnswer {
  id: string;
  holders: number;
  code?: string;
}
const as = ({ headers }: TestPerson) => ({ headers });
const makeRole = async (name: string, grants: unknown[], by: TestPerson = admin) =>
  world.ask<RoleAnswer>('POST', '/api/v1/roles', { ...as(by), body: { name, grants } });
const permissionsOf = async (person: TestPerson): Promise<string[]> =>
  (await world.ask<{ permissions: string[] }>('GET', '/api/v1/session', as(person))).body.permissions;
const codeOf = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  return [status, (body as { code?: string }).code]; // a problem document, or the test fails
};

describe("a tenant's own roles", () => {
  test('are made, read, changed, given to people, and gone', async () => {
    const made = await makeRole('Guardia', [
      { permission: 'device:*', effect: 'allow' },
      { permission: 'device:delete', effect: 'deny' },
    ]);
    expect(made.status).toBe(201);
    const path = `/api/v1/roles/${made.body.id}`;
    const person = await makePerson(world, { tenant: world.tenant, roles: [made.body.id] });
    expect(await permissionsOf(person)).toEqual(['device:read', 'device:create', 'device:update', 'device:test']);
    const changed = await world.ask('PATCH', path, {
      ...as(admin),
      body: { name: 'Guardia nocturna', grants: [{ permission: 'flow:read', effect: 'allow' }] },
    });
    expect(changed.body).toMatchObject({ name: 'Guardia nocturna', holders: 1 });
    expect(await permissionsOf(person)).toEqual(['flow:read']);
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
    await makeRole('Twice', []);
    expect(await codeOf(world.ask('POST', '/api/v1/roles', { ...as(admin), body }))).toEqual(expected);
  });

  test('nobody hands on, or takes away, what they do not have', async () => {
    const chief = await makeRole('Jefe', [
      { permission: 'role:*', effect: 'allow' },
      { permission: 'user:*', effect: 'allow' },
      { permission: 'device:*', effect: 'allow' },
    ]);
    const banned = await makeRole('Sin flujos', [{ permission: 'flow:read', effect: 'deny' }]);
    const person = await makePerson(world, { tenant: world.tenant, roles: [chief.body.id, banned.body.id] });
    const beyond = [403, 'BEYOND_OWN_AUTHORITY'];
    expect((await makeRole('Suyo', [{ permission: 'device:read', effect: 'allow' }], person)).status).toBe(201);
    expect(await codeOf(makeRole('Todo', [{ permission: '*:*', effect: 'allow' }], person))).toEqual(beyond);
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
    const scoped = await makeRole('Andino', [{ permission: 'site:*', effect: 'allow', scope: { zoneIds: [zone] } }]);
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

describe('people of a tenant', () => {
  test('the last administrator can neither leave nor be demoted, whoever tries at the same time', async () => {
    const tenant = await makeTenant(world, 'Two chiefs');
    const chiefs = [
      await makePerson(world, { tenant, roles: ['admin'] }),
      await makePerson(world, { tenant, roles: ['admin', 'noc'] }),
    ];
    const [first, second] = chiefs;
    if (first === undefined || second === undefined) throw new Error('two were made');
    const answers = await Promise.all([
      world.ask('DELETE', `/api/v1/users/${second.id}`, as(first)),
      world.ask('DELETE', `/api/v1/users/${first.id}`, as(second)),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const left = answers[0].status === 204 ? first : second;
    const path = `/api/v1/users/${left.id}`;
    expect(await codeOf(world.ask('DELETE', path, as(left)))).toEqual([409, 'LAST_ADMINISTRATOR']);
    expect(await codeOf(world.ask('PATCH', path, { ...as(left), body: { roles: ['noc'] } }))).toEqual([
      409,
      'LAST_ADMINISTRATOR',
    ]);
  });

  test('who is taken out is out with the next request, with their tokens', async () => {
    const person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
    const token = await world.ask<{ token: string }>('POST', '/api/v1/tokens', { ...as(person), body: { name: 't' } });
    const bearer = { headers: { authorization: `Bearer ${token.body.token}` } };
    expect((await world.ask('GET', '/api/v1/session', bearer)).status).toBe(200);
    expect((await world.ask('DELETE', `/api/v1/users/${person.id}`, as(admin))).status).toBe(204);
    expect(await codeOf(world.ask('GET', '/api/v1/session', as(person)))).toEqual([403, 'NO_TENANT']);
    expect((await world.ask('GET', '/api/v1/session', bearer)).status).toBe(401);
    expect(await codeOf(world.ask('GET', `/api/v1/users/${person.id}`, as(admin)))).toEqual([404, 'USER_NOT_FOUND']);
  });

  test('a role that is none is refused by its name', async () => {
    const answer = await world.ask('PATCH', `/api/v1/users/${admin.id}`, {
      ...as(admin),
      body: { roles: ['emperor'] },
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'ROLE_UNKNOWN']);
  });
});

describe('invitations', () => {
  const invite = (email: string, roles = ['noc']) =>
    world.ask<{ invitation: { id: string }; link: string }>('POST', '/api/v1/invitations', {
      ...as(admin),
      body: { email, roles },
    });
  const tokenIn = (link: string) => link.split('#')[1] ?? '';
  const accept = (token: string, body: Record<string, string>) =>
    world.ask('POST', '/api/v1/invitations/accept', { headers: {}, body: { token, ...body } });

  test('make an account with a password, once', async () => {
    const { status, body } = await invite('Nueva@Example.NET');
    expect(status).toBe(201);
    expect(body.link).toMatch(new RegExp(`^${world.url}/invitation#[\\w-]{43}$`));
    const token = tokenIn(body.link);
    const shown = await world.ask('POST', '/api/v1/invitations/show', { headers: {}, body: { token } });
    expect(shown.body).toEqual({
      tenant: { name: 'FastISP' },
      email: 'nueva@example.net',
      name: '',
      platform: false,
      known: false,
    });
    expect((await accept(token, { password: testPassword })).body['code']).toBe('NAME_MISSING');
    expect((await accept(token, { name: 'Nueva', password: 'short' })).body['code']).toBe('PASSWORD_WEAK');
    expect((await accept(token, { name: 'Nueva', password: testPassword })).body).toEqual({
      email: 'nueva@example.net',
    });
    const headers = await signIn(world, 'nueva@example.net');
    const session = await world.ask('GET', '/api/v1/session', { headers });
    expect(session.body).toMatchObject({ user: { name: 'Nueva', mustChangePassword: false }, tenant: { id: 1 } });
    expect((await accept(token, { name: 'N', password: testPassword })).body['code']).toBe('INVITATION_INVALID');
    expect((await invite('nueva@example.net')).body).toMatchObject({ code: 'ALREADY_MEMBER' });
  });

  test('add a known person by their password, and to nobody else', async () => {
    const tenant = await makeTenant(world, 'Elsewhere');
    const person = await makePerson(world, { tenant, roles: ['billing'] });
    const token = tokenIn((await invite(person.email)).body.link);
    expect((await accept(token, { password: 'not the right one' })).status).toBe(401);
    expect((await accept(token, { password: testPassword })).status).toBe(200);
    const { body } = await world.ask<{ tenants: unknown[] }>('GET', '/api/v1/session', as(person));
    expect(body.tenants).toHaveLength(2);
  });

  test('stop working when they are revoked, repeated or too old', async () => {
    const first = await invite('tarde@example.net');
    const second = await invite('tarde@example.net');
    const show = (link: string) =>
      codeOf(world.ask('POST', '/api/v1/invitations/show', { headers: {}, body: { token: tokenIn(link) } }));
    expect(await show(first.body.link)).toEqual([410, 'INVITATION_INVALID']);
    expect(await show(second.body.link)).toEqual([200, undefined]);
    await world.database.withTenant(world.tenant, (tx) =>
      tx
        .updateTable('invitations')
        .set({ expires_at: new Date(0) })
        .where('email', '=', 'tarde@example.net')
        .execute(),
    );
    expect(await show(second.body.link)).toEqual([410, 'INVITATION_INVALID']);
    const third = await invite('tarde@example.net');
    const path = `/api/v1/invitations/${third.body.invitation.id}`;
    expect((await world.ask('DELETE', path, as(admin))).status).toBe(204);
    expect(await show(third.body.link)).toEqual([410, 'INVITATION_INVALID']);
    expect(await codeOf(world.ask('DELETE', path, as(admin)))).toEqual([404, 'INVITATION_NOT_FOUND']);
  });

  test('keep the roles that they promise from being deleted', async () => {
    const role = await makeRole('Prometido', []);
    await invite('promesa@example.net', [role.body.id]);
    const { body } = await world.ask('DELETE', `/api/v1/roles/${role.body.id}`, as(admin));
    expect(body).toMatchObject({ code: 'ROLE_IN_USE', params: { holders: 0, invitations: 1 } });
  });

  test('never show their token again, nor keep it', async () => {
    const { body } = await invite('secreta@example.net');
    const list = await world.ask('GET', '/api/v1/invitations', as(admin));
    expect(JSON.stringify(list.body)).toContain('secreta@example.net');
    expect(JSON.stringify(list.body) + world.logged()).not.toContain(tokenIn(body.link));
  });
});

describe('API tokens', () => {
  const make = (headers: Record<string, string>, body: Record<string, unknown>) =>
    world.ask<{ token: string; permissions: string[] | null; expiresAt: string; code?: string }>(
      'POST',
      '/api/v1/tokens',
      { headers, body: { name: 't', ...body } },
    );

  test('may what they were given, of what their person may', async () => {
    const person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
    const made = await make(person.headers, { permissions: ['device:read', 'token:create'] });
    expect(made.body.permissions).toEqual(['device:read', 'token:create']);
    const headers = { authorization: `Bearer ${made.body.token}` };
    expect((await world.ask('GET', '/api/v1/devices', { headers })).status).toBe(200);
    expect(await codeOf(world.ask('GET', '/api/v1/events', { headers }))).toEqual([403, 'PERMISSION_DENIED']);
    expect((await make(person.headers, { permissions: ['role:create'] })).body.code).toBe('TOKEN_TOO_POWERFUL');
    // What it makes reaches no further and lives no longer.
    expect((await make(headers, { permissions: ['event:read'] })).body.code).toBe('TOKEN_TOO_POWERFUL');
    const child = await make(headers, { expiresInDays: 3_000 });
    expect(child.body).toMatchObject({ permissions: ['device:read', 'token:create'], expiresAt: made.body.expiresAt });
    // And less when their person may less.
    await world.ask('PATCH', `/api/v1/users/${person.id}`, { ...as(admin), body: { roles: ['client'] } });
    expect((await world.ask('GET', '/api/v1/devices', { headers })).status).toBe(403);
  });

  test('stop at the time that was said, which lies ahead', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    expect((await make(admin.headers, { expiresAt })).body.expiresAt).toBe(expiresAt);
    for (const wrong of ['2020-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z']) {
      expect((await make(admin.headers, { expiresAt: wrong })).body.code).toBe('TOKEN_EXPIRY_INVALID');
    }
  });
});

test('what was done to people and roles is in the audit log, with who did it', async () => {
  const { body } = await world.ask<{ items: { action: string; object: { type: string } }[] }>(
    'GET',
    '/api/v1/audit?limit=500',
    as(admin),
  );
  const told = new Set(body.items.map(({ object, action }) => `${object.type} ${action}`));
  for (const each of [
    'role create',
    'role update',
    'role delete',
    'user update',
    'user delete',
    'user join',
    'invitation create',
    'invitation delete',
    'api_token create',
  ]) {
    expect(told).toContain(each);
  }
  expect(JSON.stringify(body)).not.toContain(bootstrapToken);
});

test('a person with two tenants changes between them, within one session only', async () => {
  const tenant = await makeTenant(world, 'Second home');
  const person = await makePerson(world, { tenant: world.tenant, roles: ['noc'] });
  await world.database.withSystem((tx) => addToTenant(tx, person.id, { tenant, roles: ['billing'] }));
  const other = await signIn(world, person.email);
  const choose = (id: number) => world.ask('POST', '/api/v1/session/tenant', { ...as(person), body: { tenantId: id } });
  const tenantOf = async (headers: Record<string, string>) =>
    (await world.ask<{ tenant: { id: number } }>('GET', '/api/v1/session', { headers })).body.tenant.id;
  expect(await tenantOf(person.headers)).toBe(1);
  expect((await choose(tenant)).status).toBe(204);
  expect([await tenantOf(person.headers), await tenantOf(other)]).toEqual([tenant, 1]);
  expect(await permissionsOf(person)).toContain('subscriber:create');
  expect(await codeOf(choose(tenantId(999)))).toEqual([404, 'TENANT_NOT_FOUND']);
  const bearer = { headers: { authorization: `Bearer ${bootstrapToken}` }, body: { tenantId: 1 } };
  expect(await codeOf(world.ask('POST', '/api/v1/session/tenant', bearer))).toEqual([403, 'SESSION_REQUIRED']);
});

describe('what other services are told of whoever asks them', () => {
  const ask = (headers: Record<string, string>) => createSessionClient(() => world.url)(headers);

  test('who they are and what they may, everywhere in the tenant', async () => {
    const scope = { siteIds: [newId()] };
    const role = await makeRole('A medias', [
      { permission: 'device:read', effect: 'allow' },
      { permission: 'interface:read', effect: 'allow', scope },
      { permission: 'zone:read', effect: 'allow' },
      { permission: 'zone:read', effect: 'deny', scope },
    ]);
    const person = await makePerson(world, { tenant: world.tenant, roles: [role.body.id] });
    const known = await ask(person.headers);
    expect(known).toMatchObject({ userId: person.id, tenantId: 1 });
    expect([...(known?.permissions ?? [])]).toEqual(['device:read']);
  });

  test('nobody, whose session is over, who left, or whose tenant is suspended', async () => {
    const tenant = await makeTenant(world, 'Soon closed');
    const [gone, late, closed] = [
      await makePerson(world, { tenant: world.tenant, roles: ['noc'] }),
      await makePerson(world, { tenant: world.tenant, roles: ['noc'] }),
      await makePerson(world, { tenant, roles: ['admin'] }),
    ];
    for (const person of [gone, late, closed]) expect(await ask(person.headers)).not.toBeNull();
    await world.ask('DELETE', `/api/v1/users/${gone.id}`, as(admin));
    await world.database.db
      .updateTable('auth_session')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('user_id', '=', late.id)
      .execute();
    await world.ask('POST', `/api/v1/platform/tenants/${tenant}/suspend`, { body: { reason: 'unpaid' } });
    for (const person of [gone, late, closed]) expect(await ask(person.headers)).toBeNull();
  });
});
