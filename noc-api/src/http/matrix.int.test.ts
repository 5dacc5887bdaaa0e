/**
 * Every route that is registered, asked by everybody who must not have what it gives: by nobody, by somebody whose
 * session is over, by the wrong role, by another tenant, by the right role for another site; and by the right role, also
 * for the site of the things alone, so that the others are refused for what they are. A new route is in here without
 * being mentioned; one that addresses a kind of thing that `one-of-each.ts` does not know fails until it does.
 */
import { newId } from '@fastisp/core/ids';
import { schemaCompilers } from '@fastisp/core/http/schema-compilers';
import { fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '#identity/authority.ts';
import { isPermission, isPlatformPermission, type Permission } from '#identity/permissions.ts';
import { objectTypes } from '#objects/registry.ts';
import { makeOneOfEach, marker, type Things } from '#testing/one-of-each.ts';
import { makePerson, makeTenant, type TestPerson } from '#testing/people.ts';
import { createWorld, type World } from '#testing/world.ts';
import { type ApiDeps, registerApi } from './api.ts';

interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: string;
  readonly bySite: boolean;
}

async function everyRoute(): Promise<Route[]> {
  const routes: Route[] = [];
  const app = fastify(schemaCompilers());
  app.addHook('onRoute', ({ method, url, config }) => {
    const declared = { access: String(config?.access), bySite: config?.bySite === true };
    for (const each of [method].flat()) routes.push({ method: each, url, ...declared });
  });
  const deps = { authenticate: async () => null, requestsPerMinuteMax: 1, attempts: { note: () => {} } };
  await registerApi(app, deps as unknown as ApiDeps); // only its routes are looked at
  await app.ready();
  return routes.filter(({ method, url }) => method !== 'HEAD' && !/^\/api\/(docs|openapi)/.test(url));
}

const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString();
/** What a change must say to be looked at; without one, `{}`. */
const bodies = (): Readonly<Record<string, unknown>> => ({
  'PATCH /api/v1/users/:id': { roles: ['noc'] },
  'PUT /api/v1/roles/:id/second-factor': { required: true },
  'PATCH /api/v1/roles/:id': { name: 'taken over' },
  'PATCH /api/v1/devices/:id': { name: 'taken over' },
  'PATCH /api/v1/account/passkeys/:id': { name: 'taken over' },
  'PATCH /api/v1/imports/:id': { settings: {} },
  'PATCH /api/v1/maintenance-windows/:id': { title: 'taken over' },
  'POST /api/v1/topology/affected': { failed: [things.get('devices')] },
});
/** What must be asked for to be answered. */
const queries: Readonly<Record<string, string>> = {
  '/api/v1/flows/top': '?by=exporter',
  '/api/v1/maintenance-windows/occurrences': `?from=${new Date().toISOString()}&to=${inTwoDays}`,
};
const bodyOf = ({ method, url }: Route): { body?: unknown } => {
  if (method === 'GET' || method === 'DELETE') return {};
  return { body: bodies()[`${method} ${url}`] ?? (method === 'PATCH' ? { notes: 'taken over' } : {}) };
};

const routes = await everyRoute();
const guarded = routes.filter(({ access }) => access !== 'public');
const permitted = guarded.flatMap((route) => (isPermission(route.access) ? [{ ...route, access: route.access }] : []));
const addressed = guarded.filter(({ url, access }) => url.includes(':id') && !isPlatform(access));
const read = guarded.filter(
  ({ method, url, access }) => method === 'GET' && !url.includes(':id') && !isPlatform(access),
);

function isPlatform(access: string): boolean {
  return isPermission(access) && isPlatformPermission(access);
}

let world: World;
let things: Things;
/** An administrator of the tenant that has the things. */
let owner: TestPerson;
/** An administrator of another tenant. */
let stranger: TestPerson;
/** Above tenants, and with no role that does anything in one. */
let root: TestPerson;
/** Their one role is what the test in hand wants. */
let actor: TestPerson;
let expired: TestPerson;
let actorRole: string;

beforeAll(async () => {
  world = await createWorld({ env: { API_REQUESTS_PER_MINUTE: '100000' } });
  owner = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
  things = await makeOneOfEach(world, owner);
  stranger = await makePerson(world, { tenant: await makeTenant(world, 'Stranger'), roles: ['admin'] });
  root = await makePerson(world, { tenant: world.tenant, roles: ['client'] });
  const role = await world.ask<{ id: string }>('POST', '/api/v1/roles', {
    headers: owner.headers,
    body: { name: 'as the test says', grants: [] },
  });
  actorRole = role.body.id;
  actor = await makePerson(world, { tenant: world.tenant, roles: [actorRole] });
  expired = await makePerson(world, { tenant: world.tenant, roles: ['admin'] });
  await world.database.withSystem(async (tx) => {
    await tx.insertInto('platform_admins').values({ user_id: root.id }).execute();
    const over = { expires_at: new Date(Date.now() - 1_000) };
    await tx.updateTable('auth_session').set(over).where('user_id', '=', expired.id).execute();
  });
}, 60_000);
afterAll(() => world.stop());

/** @returns status, code and text of the answer. */
async function ask(route: Route, headers: Record<string, string>, path = pathOf(route)) {
  const { body: said } = bodyOf(route);
  const response = await fetch(`${world.url}${path}`, {
    method: route.method,
    headers: { ...headers, ...(said !== undefined && { 'content-type': 'application/json' }) },
    ...(said !== undefined && { body: JSON.stringify(said) }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') === true;
  const code = isProblem ? (JSON.parse(text) as { code: string }).code : null; // RFC 9457, ours
  return { status: response.status, code, text };
}

/** With the id of the thing that belongs to the tenant of `owner`. */
function pathOf({ url }: Route): string {
  if (!url.includes(':id')) return url + (queries[url] ?? '');
  const kind = url.slice('/api/v1/'.length, url.indexOf('/:id'));
  const id = kind === 'platform/tenants' ? String(world.tenant) : things.get(kind);
  if (id === undefined) throw new Error(`testing/one-of-each.ts makes no ${kind}`);
  return url.replace(':id', id);
}

/** Every number in an answer but zero: how many there are is told to nobody who may not see them. */
function countsIn(answer: unknown): number[] {
  if (typeof answer === 'number') return answer === 0 ? [] : [answer];
  return typeof answer === 'object' && answer !== null ? Object.values(answer).flatMap(countsIn) : [];
}

const allow = async (grants: readonly Grant[]): Promise<void> => {
  await world.database.withTenant(world.tenant, (tx) =>
    tx
      .updateTable('roles')
      .set({ grants: JSON.stringify(grants) })
      .where('id', '=', actorRole)
      .execute(),
  );
};

test('the walk is over all of the API', () => {
  expect(routes.length).toBeGreaterThan(200);
  expect(guarded.every(({ access }) => access === 'self' || isPermission(access))).toBe(true);
});

describe('nobody', () => {
  test.each(guarded)('$method $url', async (route) => {
    expect(await ask(route, {})).toMatchObject({ status: 401, code: 'AUTH_REQUIRED' });
  });
});

describe('a session that is over', () => {
  test.each(guarded)('$method $url', async (route) => {
    expect(await ask(route, expired.headers)).toMatchObject({ status: 401, code: 'AUTH_REQUIRED' });
  });
});

describe('everything but the permission', () => {
  test.each(permitted)('$method $url lacks $access', async (route) => {
    await allow([
      { permission: '*:*', effect: 'allow' },
      { permission: route.access, effect: 'deny' },
    ]);
    const answer = await ask(route, actor.headers);
    expect(answer).toMatchObject({ status: 403, code: 'PERMISSION_DENIED' });
    expect(answer.text).toContain(route.access);
  });
});

const ofTenant = permitted.filter(({ access }) => !isPlatform(access));

describe('the permission at the site of the things only', () => {
  const allowAt = (permission: Permission): Promise<void> =>
    allow([{ permission, effect: 'allow', scope: { siteIds: [things.get('sites') ?? ''] } }]);
  /** Kinds that belong to the whole tenant. */
  const nowhere = objectTypes.filter(({ siteOf }) => siteOf.by === 'nowhere').map(({ plural }) => plural);

  test.each(ofTenant.filter(({ bySite, method }) => bySite && method === 'GET'))(
    '$method $url shows what is there',
    async (route) => {
      await allowAt(route.access);
      const { status, code, text } = await ask(route, actor.headers);
      if (code === 'TELEMETRY_UNAVAILABLE') return; // the column store is away in this world, and says so
      const isThere = !nowhere.some((plural) => new RegExp(`/${plural}(/|$)`).test(route.url));
      const isOfOne = route.url.includes(':id');
      expect(status).toBe(isThere || !isOfOne ? 200 : 404);
      if (!isThere || !isOfOne) expect(text.includes(marker)).toBe(isThere);
    },
  );

  test.each(ofTenant.filter(({ bySite }) => !bySite))('$method $url is about all of them', async (route) => {
    await allowAt(route.access);
    const { status, code, text } = await ask(route, actor.headers);
    expect([status, code, text.includes(marker)]).toEqual([403, 'SCOPE_DENIED', false]);
  });
});

describe('the permission at another site', () => {
  test.each(ofTenant)('$method $url with $access elsewhere', async (route) => {
    await allow([{ permission: route.access, effect: 'allow', scope: { siteIds: [newId()] } }]);
    const { status, text } = await ask(route, actor.headers);
    const asked = pathOf(route); // a problem may repeat what was asked for
    const told = [...things].filter(([, id]) => text.includes(id) && !asked.includes(id)).map(([kind]) => kind);
    expect([told, text.includes(marker)]).toEqual([[], false]);
    if (route.url.includes(':id')) expect([403, 404]).toContain(status);
    else if (status === 200) expect(countsIn(JSON.parse(text))).toEqual([]);
  });
});

describe("another tenant's administrator", () => {
  test.each(addressed)('$method $url finds nothing', async (route) => {
    const answer = await ask(route, stranger.headers);
    expect([answer.status, answer.text.includes(marker)]).toEqual([404, false]);
  });

  test.each(read)('$method $url says nothing of it', async (route) => {
    const { text } = await ask(route, stranger.headers);
    const told = [...things.values()].filter((id) => text.includes(id));
    expect([told, text.includes(marker)]).toEqual([[], false]);
  });

  test('all of it is there as it was', async () => {
    const shown = addressed.filter(({ method, url }) => method === 'GET' && url.endsWith('/:id'));
    expect(shown.length).toBeGreaterThan(20);
    for (const route of shown) {
      const { status, text } = await ask(route, owner.headers);
      expect([route.url, status, text.includes('taken over')]).toEqual([route.url, 200, false]);
    }
  });
});

describe('nothing but the permission', () => {
  // Reading comes first: what the others change or remove is still there.
  const order = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];
  const sorted = permitted.toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method));
  test.each(sorted)('$method $url with $access', async (route) => {
    await allow([{ permission: route.access, effect: 'allow' }]);
    const { headers } = isPlatformPermission(route.access) ? root : actor;
    const { status, code, text } = await ask(route, headers);
    // An export also needs what it exports, and says so.
    expect(code === 'PERMISSION_DENIED' && text.includes(route.access)).toBe(false);
    expect(status).not.toBe(401);
    // The column store is away in this world, and says so.
    expect(status < 500 || code === 'TELEMETRY_UNAVAILABLE').toBe(true);
  });
});
