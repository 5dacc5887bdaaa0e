import type { Subscription } from '@fastisp/core/bus/port';
import { inventoryDeviceTopic } from '@fastisp/core/contracts/inventory-device.v1';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { as, codeOf, makePerson, makeTenant, testPassword, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let collector: Subscription;
/** The last that collectors were told of each device: true to poll it, false for a tombstone. */
const polled = new Map<string, boolean>();

beforeAll(async () => {
  world = await createWorld();
  collector = world.bus.subscribe({
    topics: [inventoryDeviceTopic],
    groupId: 'test-collector',
    from: 'earliest',
    handler: async ({ records }) => records.forEach(({ key, value }) => polled.set(key ?? '', value !== null)),
  });
});
afterAll(async () => {
  await collector.close();
  await world.stop();
});

const addDevice = (by: TestPerson, name: string, address: string) =>
  world.ask<{ id: string; code?: string }>('POST', '/api/v1/devices', {
    ...as(by),
    body: { name, address, snmp: { community: 'public' } },
  });

describe('tenants of the platform', () => {
  test('are made with an invitation for who runs them', async () => {
    const made = await world.ask<{ tenant: { id: number }; link: string }>('POST', '/api/v1/platform/tenants', {
      body: {
        name: 'Cerro Azul',
        slug: 'cerro-azul',
        limits: { devices: 2 },
        administrator: { email: 'Jefa@Cerro.cl', name: 'Jefa' },
      },
    });
    expect(made.status).toBe(201);
    expect(made.body.tenant).toMatchObject({
      slug: 'cerro-azul',
      status: 'active',
      limits: { devices: 2, subscribers: null, users: null },
      usage: { devices: 0, subscribers: 0, users: 1 },
    });
    const token = made.body.link.split('#')[1];
    const accepted = await world.ask('POST', '/api/v1/invitations/accept', {
      headers: {},
      body: { token, password: testPassword },
    });
    expect(accepted.body).toEqual({ email: 'jefa@cerro.cl' });
    const chiefs = await world.database.withSystem((tx) =>
      tx.selectFrom('membership_roles').select('built_in').where('tenant_id', '=', made.body.tenant.id).execute(),
    );
    expect(chiefs).toEqual([{ built_in: 'admin' }]);
  });

  test.each<[string, Record<string, unknown>, [number, string]]>([
    ['the short name of another', { slug: 'tenant-1' }, [409, 'TENANT_SLUG_TAKEN']],
    ['a short name that is none', { slug: 'Cerro Azul' }, [400, 'REQUEST_INVALID']],
    ['an address that is none', { administrator: { email: 'nobody' } }, [400, 'EMAIL_INVALID']],
  ])('refuse %s', async (_name, extra, expected) => {
    const body = { name: 'x', administrator: { email: 'x@example.net' }, ...extra };
    expect(await codeOf(world.ask('POST', '/api/v1/platform/tenants', { body }))).toEqual(expected);
  });

  test('have people, whom the platform can see', async () => {
    const tenant = await makeTenant(world, 'With people');
    const person = await makePerson(world, { tenant, roles: ['noc'] });
    const path = `/api/v1/platform/tenants/${tenant}/users`;
    const { body } = await world.ask<{ items: { id: string; roles: { id: string }[] }[] }>('GET', path);
    expect(body.items.map(({ id, roles }) => [id, roles.map((role) => role.id)])).toEqual([[person.id, ['noc']]]);
    expect(await codeOf(world.ask('GET', path, as(person)))).toEqual([403, 'PERMISSION_DENIED']);
    expect(await codeOf(world.ask('GET', '/api/v1/platform/tenants/4000000/users'))).toEqual([404, 'TENANT_NOT_FOUND']);
  });

  test('are changed, and hold to their limits', async () => {
    const tenant = await makeTenant(world, 'Small');
    const chief = await makePerson(world, { tenant, roles: ['admin'] });
    const path = `/api/v1/platform/tenants/${tenant}`;
    const limited = await world.ask('PATCH', path, { body: { name: 'Pequeño', limits: { devices: 1, users: 2 } } });
    expect(limited.body).toMatchObject({ name: 'Pequeño', limits: { devices: 1, users: 2 }, usage: { users: 2 } });
    const invited = world.ask('POST', '/api/v1/invitations', {
      ...as(chief),
      body: { email: 'a@b.cl', roles: ['noc'] },
    });
    expect(await codeOf(invited)).toEqual([409, 'TENANT_LIMIT_REACHED']);
    expect((await addDevice(chief, 'one', '192.0.2.1')).status).toBe(201);
    expect((await addDevice(chief, 'two', '192.0.2.2')).body.code).toBe('TENANT_LIMIT_REACHED');
    expect((await world.ask('PATCH', path, { body: { limits: { devices: null } } })).status).toBe(200);
    expect((await addDevice(chief, 'two', '192.0.2.2')).status).toBe(201);
  });

  test('are nobody elses business', async () => {
    const admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
    const answer = world.ask('GET', '/api/v1/platform/tenants', as(admin));
    expect(await codeOf(answer)).toEqual([403, 'PERMISSION_DENIED']);
  });

  test('that are none are not found', async () => {
    for (const [method, rest] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/resume'],
    ] as const) {
      const body = method === 'GET' ? {} : { body: {} };
      expect(await codeOf(world.ask(method, `/api/v1/platform/tenants/4000000000${rest}`, body))).toEqual([
        404,
        'TENANT_NOT_FOUND',
      ]);
    }
  });
});

describe('a suspended tenant', () => {
  test('keeps its people out and is not polled, until it is resumed', async () => {
    const tenant = await makeTenant(world, 'Late payer');
    const person = await makePerson(world, { tenant, roles: ['admin'] });
    const token = await world.ask<{ token: string }>('POST', '/api/v1/tokens', { ...as(person), body: { name: 't' } });
    const bearer = { headers: { authorization: `Bearer ${token.body.token}` } };
    const { id } = (await addDevice(person, 'tower', '192.0.2.9')).body;
    await waitFor('the device is told', () => polled.get(id) === true);

    const path = `/api/v1/platform/tenants/${tenant}`;
    const suspended = await world.ask('POST', `${path}/suspend`, { body: { reason: 'three unpaid months' } });
    expect(suspended.body).toMatchObject({ status: 'suspended', suspendedReason: 'three unpaid months' });
    await waitFor('the device is no longer polled', () => polled.get(id) === false);
    const out = [403, 'TENANT_SUSPENDED'];
    expect(await codeOf(world.ask('GET', '/api/v1/devices', as(person)))).toEqual(out);
    expect(await codeOf(world.ask('GET', '/api/v1/session', as(person)))).toEqual(out);
    expect(await codeOf(world.ask('GET', '/api/v1/devices', bearer))).toEqual(out);
    const signIn = world.ask('POST', '/api/auth/sign-in/email', {
      headers: {},
      body: { email: person.email, password: testPassword },
    });
    expect(await codeOf(signIn)).toEqual(out);

    expect((await world.ask('POST', `${path}/resume`)).body).toMatchObject({ status: 'active', suspendedReason: null });
    await waitFor('the device is polled again', () => polled.get(id) === true);
    expect((await world.ask('GET', '/api/v1/devices', as(person))).status).toBe(200);
  });

  test('is never the one that runs the platform', async () => {
    const answer = world.ask('POST', '/api/v1/platform/tenants/1/suspend', { body: { reason: 'by mistake' } });
    expect(await codeOf(answer)).toEqual([409, 'TENANT_IS_PLATFORM']);
  });
});

describe('acting as another person', () => {
  const makePlatformAdmin = async (): Promise<TestPerson> => {
    const person = await makePerson(world, { tenant: world.tenant, roles: ['client'] });
    await world.database.withSystem((tx) => tx.insertInto('platform_admins').values({ user_id: person.id }).execute());
    return person;
  };
  const start = (by: TestPerson, tenantId: number, userId: string) =>
    world.ask('POST', '/api/v1/session/impersonation', {
      ...as(by),
      body: { tenantId, userId, reason: 'they cannot find their router' },
    });

  test('shows who is behind it, leaves that person’s own things alone, and is in the log with both names', async () => {
    const tenant = await makeTenant(world, 'Helped');
    const person = await makePerson(world, { tenant, roles: ['admin'] });
    const root = await makePlatformAdmin();
    expect((await start(root, tenant, person.id)).status).toBe(200);
    const session = await world.ask('GET', '/api/v1/session', as(root));
    expect(session.body).toMatchObject({
      user: { id: person.id },
      tenant: { id: tenant },
      impersonator: { id: root.id },
    });
    // With their rights, and no longer one's own.
    expect((await addDevice(root, 'found', '192.0.2.20')).status).toBe(201);
    expect(await codeOf(world.ask('GET', '/api/v1/platform/tenants', as(root)))).toEqual([403, 'PERMISSION_DENIED']);
    const foreign = [403, 'NOT_WHILE_IMPERSONATING'];
    const password = { currentPassword: testPassword, newPassword: 'otra antena en otro cerro' };
    expect(await codeOf(world.ask('POST', '/api/v1/password', { ...as(root), body: password }))).toEqual(foreign);
    expect(await codeOf(world.ask('POST', '/api/v1/tokens', { ...as(root), body: { name: 't' } }))).toEqual(foreign);
    expect(
      await codeOf(world.ask('POST', '/api/v1/session/tenant', { ...as(root), body: { tenantId: tenant } })),
    ).toEqual(foreign);

    expect((await world.ask('DELETE', '/api/v1/session/impersonation', as(root))).status).toBe(204);
    const back = await world.ask('GET', '/api/v1/session', as(root));
    expect(back.body).toMatchObject({ user: { id: root.id }, tenant: { id: 1 }, impersonator: null });

    const audit = await world.ask<{ items: { action: string; object: { type: string } }[] }>(
      'GET',
      '/api/v1/audit',
      as(person),
    );
    const entry = (action: string, type: string) =>
      audit.body.items.find((item) => item.action === action && item.object.type === type);
    expect(entry('impersonate', 'user')).toMatchObject({ reason: 'they cannot find their router' });
    expect(entry('create', 'device')).toMatchObject({ person: { id: person.id }, impersonator: { id: root.id } });
  });

  test('needs a person of that tenant, a tenant that is open, and an administrator of the platform', async () => {
    const tenant = await makeTenant(world, 'Closed');
    const person = await makePerson(world, { tenant, roles: ['admin'] });
    const root = await makePlatformAdmin();
    expect(await codeOf(start(person, tenant, root.id))).toEqual([403, 'PERMISSION_DENIED']);
    expect(await codeOf(start(root, 1, person.id))).toEqual([404, 'USER_NOT_FOUND']);
    expect(await codeOf(start(root, 1, root.id))).toEqual([404, 'USER_NOT_FOUND']);
    await start(root, tenant, person.id);
    await world.ask('POST', `/api/v1/platform/tenants/${tenant}/suspend`, { body: { reason: 'unpaid' } });
    const session = await world.ask('GET', '/api/v1/session', as(root));
    expect(session.body).toMatchObject({ user: { id: root.id }, impersonator: null });
    expect(await codeOf(start(root, tenant, person.id))).toEqual([403, 'TENANT_SUSPENDED']);
  });
});
