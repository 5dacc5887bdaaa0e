import { createSessionClient } from '@fastisp/core/http/session-client';
import { newId, tenantId } from '@fastisp/core/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addToTenant,
  as,
  codeOf,
  makePerson,
  makeRole,
  makeTenant,
  permissionsOf,
  readAudit,
  signIn,
  type TestPerson,
} from '#testing/people.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';

let world: World;
let admin: TestPerson;
beforeAll(async () => {
  world = await createWorld();
  admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
});
afterAll(() => world.stop());

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

test('what was done to people is in the audit log, and none of their tokens', async () => {
  const { told, text } = await readAudit(world, admin);
  for (const each of ['user update', 'user delete', 'api_token create']) expect(told).toContain(each);
  expect(text).not.toContain(bootstrapToken);
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
  expect(await permissionsOf(world, person)).toContain('subscriber:create');
  expect(await codeOf(choose(tenantId(999)))).toEqual([404, 'TENANT_NOT_FOUND']);
  const bearer = { headers: { authorization: `Bearer ${bootstrapToken}` }, body: { tenantId: 1 } };
  expect(await codeOf(world.ask('POST', '/api/v1/session/tenant', bearer))).toEqual([403, 'SESSION_REQUIRED']);
});

describe('what other services are told of whoever asks them', () => {
  const ask = (headers: Record<string, string>) => createSessionClient(() => world.url)(headers);

  test('who they are and what they may, everywhere in the tenant', async () => {
    const scope = { siteIds: [newId()] };
    const role = await makeRole(
      world,
      'A medias',
      [
        { permission: 'device:read', effect: 'allow' },
        { permission: 'interface:read', effect: 'allow', scope },
        { permission: 'zone:read', effect: 'allow' },
        { permission: 'zone:read', effect: 'deny', scope },
      ],
      admin,
    );
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
