import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  as,
  codeOf,
  makePerson,
  makeRole,
  makeTenant,
  readAudit,
  signIn,
  testPassword,
  type TestPerson,
} from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';

let world: World;
let admin: TestPerson;
beforeAll(async () => {
  world = await createWorld();
  admin = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
});
afterAll(() => world.stop());

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
    const role = await makeRole(world, 'Prometido', [], admin);
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

test('what was done to them is in the audit log', async () => {
  const { told } = await readAudit(world, admin);
  for (const each of ['invitation create', 'invitation delete', 'user join']) expect(told).toContain(each);
});
