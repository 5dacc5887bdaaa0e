import { schemaCompilers } from '@fastisp/core/http/schema-compilers';
import { fastify } from 'fastify';
import { describe, expect, test } from 'vitest';
import { createAuthority } from '#identity/authority.ts';
import type { Principal } from '#identity/principal.ts';
import { noSecondFactor } from '#identity/second-factor-duty.ts';
import { tenantId } from '@fastisp/core/ids';
import { guardRoutes } from './access.ts';
import { type ApiDeps, registerApi } from './api.ts';

interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: unknown;
}

/** Every route of the API, and the application itself with `principal` as the caller of each request. */
async function everyRoute(principal: Principal | null) {
  const routes: Route[] = [];
  const app = fastify(schemaCompilers());
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    routes.push(...methods.map((method) => ({ method, url: route.url, access: route.config?.access })));
  });
  const deps = { authenticate: async () => principal, requestsPerMinuteMax: 1_000, attempts: { note: () => {} } };
  await registerApi(app, deps as unknown as ApiDeps); // no request gets as far as a handler
  await app.ready();
  return { app, routes: routes.filter((route) => !/^\/api\/(docs|openapi)/.test(route.url)) };
}

const anyUrl = (url: string): string => url.replace(':id', '01920000-0000-7000-8000-000000000000');
const publicRoutes = [
  '/api/auth/methods',
  '/api/auth/sign-in/email',
  '/api/auth/sign-in/code',
  '/api/auth/sign-out',
  '/api/auth/passkey/options',
  '/api/auth/passkey',
  '/api/auth/google',
  '/api/auth/google/callback',
  '/api/auth/password-reset',
  '/api/auth/password-reset/confirm',
  '/api/auth/verify-email',
  '/api/v1/invitations/show',
  '/api/v1/invitations/accept',
];
const newcomer: Principal = {
  via: 'session',
  userId: '1',
  name: 'n',
  email: 'n@example.net',
  locale: 'es',
  tenant: { id: tenantId(1), name: 't' },
  authority: createAuthority([]),
  from: { address: '192.0.2.1', userAgent: null },
  impersonator: null,
  tokenId: null,
  sessionId: null,
  mustChangePassword: true,
  secondFactor: noSecondFactor,
};

const { app, routes } = await everyRoute(null);
const guarded = routes.filter((route) => !publicRoutes.includes(route.url));

describe('without credentials', () => {
  test.each(guarded)('$method $url is answered 401', async ({ method, url }) => {
    const answer = await app.inject({ method: method as 'GET', url: anyUrl(url) });
    expect(answer.statusCode).toBe(401);
  });

  test('only the ways in and out are open', () => {
    expect(guarded.length).toBeGreaterThan(20);
    expect([...new Set(routes.filter((route) => route.access === 'public').map((route) => route.url))]).toEqual(
      publicRoutes,
    );
  });
});

describe('with a password that must be changed', async () => {
  const world = await everyRoute(newcomer);
  const beyond = world.routes.filter((route) => route.access !== 'self' && route.access !== 'public');
  test.each(beyond)('$method $url is answered 403', async ({ method, url }) => {
    const answer = await world.app.inject({ method: method as 'GET', url: anyUrl(url) });
    expect(answer.statusCode).toBe(403);
    if (method !== 'HEAD') expect(answer.body).toContain('must be changed');
  });
});

describe('without the permission', async () => {
  const world = await everyRoute({ ...newcomer, mustChangePassword: false });
  const beyond = world.routes.filter((route) => route.access !== 'self' && route.access !== 'public');
  test.each(beyond)('$method $url is answered 403', async ({ method, url, access }) => {
    const answer = await world.app.inject({ method: method as 'GET', url: anyUrl(url) });
    expect(answer.statusCode).toBe(403);
    if (method !== 'HEAD') expect(answer.body).toContain(String(access));
  });
});

test('a route that names no access cannot be registered', async () => {
  const bare = fastify();
  guardRoutes(bare, async () => null);
  expect(() => bare.get('/forgotten', () => 'secret')).toThrow('declares no access');
});
