/** People with accounts, roles and open sessions, for integration tests. */
import { newId, type TenantId, tenantId } from '@fastisp/core/ids';
import type { Grant } from '#identity/authority.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { createAccount } from '#people/accounts.ts';
import { roleColumns } from '#people/role-rows.ts';
import type { World } from './world.ts';

export const testPassword = 'cuatro antenas en el cerro';
const testPasswordHash = hashPassword(testPassword);

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  /** Of an open session. */
  readonly headers: { readonly cookie: string };
}

/** In place of the bearer token of the world. */
export const as = ({ headers }: TestPerson) => ({ headers });

/** What somebody may do, as the API tells them. */
export const permissionsOf = async (world: World, person: TestPerson): Promise<string[]> =>
  (await world.ask<{ permissions: string[] }>('GET', '/api/v1/session', as(person))).body.permissions;

/** What a request was refused with. */
export async function codeOf(
  answer: Promise<{ status: number; body: unknown }>,
): Promise<[number, string | undefined]> {
  const { status, body } = await answer;
  return [status, (body as { code?: string }).code]; // a problem document, or the test fails
}

/** Somebody with these roles in that tenant, signed in. */
export async function makePerson(
  world: World,
  options: { tenant: TenantId; roles: readonly string[] },
): Promise<TestPerson> {
  const id = newId();
  const email = `${id}@example.net`;
  const passwordHash = await testPasswordHash;
  await world.database.withSystem(async (tx) => {
    await createAccount(tx, { id, name: `Person ${id.slice(-4)}`, email, locale: 'es', passwordHash });
    await addToTenant(tx, id, options);
  });
  return { id, email, headers: await signIn(world, email) };
}

export async function addToTenant(
  tx: Parameters<typeof createAccount>[0],
  userId: string,
  { tenant, roles }: { tenant: TenantId; roles: readonly string[] },
): Promise<void> {
  const member = { tenant_id: tenant, user_id: userId };
  await tx.insertInto('memberships').values(member).execute();
  if (roles.length === 0) return;
  await tx
    .insertInto('membership_roles')
    .values(roles.map((role) => ({ ...member, ...roleColumns(role) })))
    .execute();
}

export async function signIn(world: World, email: string): Promise<{ cookie: string }> {
  const answer = await world.ask('POST', '/api/auth/sign-in/email', {
    body: { email, password: testPassword },
    headers: {},
  });
  if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${JSON.stringify(answer.body)}`);
  const cookie = answer.headers.getSetCookie().find((each) => each.includes('session'));
  return { cookie: cookie?.split(';')[0] ?? '' };
}

/** One more tenant, made as the platform makes it. */
export async function makeTenant(world: World, name: string): Promise<TenantId> {
  const made = await world.ask<{ tenant: { id: number } }>('POST', '/api/v1/platform/tenants', {
    body: { name, administrator: { email: `${newId()}@example.net` } },
  });
  if (made.status !== 201) throw new Error(`no tenant: ${JSON.stringify(made.body)}`);
  return tenantId(made.body.tenant.id);
}

export interface TestRole {
  readonly id: string;
  readonly holders: number;
  /** When it was refused. */
  readonly code?: string;
}

/** A role of the tenant's own, as the API answers whoever makes it. */
export const makeRole = (world: World, name: string, grants: readonly unknown[], by: TestPerson) =>
  world.ask<TestRole>('POST', '/api/v1/roles', { ...as(by), body: { name, grants } });

/** Somebody with one role of the tenant's own, of these grants. */
export async function makeGranted(world: World, grants: readonly Grant[]): Promise<TestPerson> {
  const role = await world.ask<{ id: string }>('POST', '/api/v1/roles', { body: { name: newId(), grants } });
  if (role.status !== 201) throw new Error(`no role: ${JSON.stringify(role.body)}`);
  return makePerson(world, { tenant: world.tenant, roles: [role.body.id] });
}

/** The audit log as this person reads it: kinds of objects with what was done to them, and all of its text. */
export async function readAudit(world: World, by: TestPerson): Promise<{ told: Set<string>; text: string }> {
  const { body } = await world.ask<{ items: { action: string; object: { type: string } }[] }>(
    'GET',
    '/api/v1/audit?limit=500',
    as(by),
  );
  const told = new Set(body.items.map(({ object, action }) => `${object.type} ${action}`));
  return { told, text: JSON.stringify(body) };
}
