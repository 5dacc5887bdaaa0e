import { siteFilterKey } from '@fastisp/core/access/site-filter';
import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import type { TenantLook, TenantSettings } from '#settings/ports.ts';
import type { Authority } from './authority.ts';
import type { ApiTokens, Workplaces } from './ports.ts';
import type { Principal } from './principal.ts';
import { dutyOf } from './second-factor-duty.ts';
import {
  apiTokenBody,
  apiTokenCreated,
  apiTokenList,
  impersonationBody,
  impersonationStarted,
  session,
  sessionTenantBody,
} from './schemas.ts';

const tags = ['identity'];

export interface IdentityDeps {
  readonly tokens: ApiTokens;
  readonly workplaces: Workplaces;
  readonly tenantSettings: Pick<TenantSettings, 'look'>;
}

/** `/api/v1`: who am I, where do I work, my tokens. */
export function identityRoutes(api: Api, deps: IdentityDeps): void {
  workplaceRoutes(api, deps.workplaces);
  tokenRoutes(api, deps.tokens);

  api.get(
    '/session',
    {
      config: { access: 'self' },
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in, for which tenant, and what they may do',
        tags,
        response: { 200: session, ...problemResponses },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const look = await deps.tenantSettings.look(principal.tenant.id);
      return sessionAnswer(principal, look, await deps.workplaces.list(principal));
    },
  );
}

function tokenRoutes(api: Api, tokens: ApiTokens): void {
  api.get(
    '/tokens',
    {
      config: { access: 'token:read' },
      schema: {
        operationId: 'listTokens',
        summary: 'API tokens of the caller',
        tags,
        response: { 200: apiTokenList, ...problemResponses },
      },
    },
    async (request) => ({ items: await tokens.list(principalOf(request)) }),
  );

  api.post(
    '/tokens',
    {
      config: { access: 'token:create' },
      schema: {
        operationId: 'createToken',
        summary: 'Make an API token; it is shown this once',
        tags,
        body: apiTokenBody,
        response: { 201: apiTokenCreated, ...problemResponses },
      },
    },
    async (request, reply) => reply.status(201).send(await tokens.create(principalOf(request), request.body)),
  );

  api.delete(
    '/tokens/:id',
    {
      config: { access: 'token:delete' },
      schema: {
        operationId: 'deleteToken',
        summary: 'Revoke an API token',
        tags,
        params: idParams,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await tokens.revoke(principalOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

/** Another tenant, or another person's place. */
function workplaceRoutes(api: Api, workplaces: Workplaces): void {
  api.post(
    '/session/tenant',
    {
      config: { access: 'self' },
      schema: {
        operationId: 'chooseTenant',
        summary: 'Work for another tenant of mine, with this session',
        tags,
        body: sessionTenantBody,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await workplaces.choose(principalOf(request), request.body.tenantId);
      return reply.status(204).send(null);
    },
  );

  api.post(
    '/session/impersonation',
    {
      config: { access: 'user:impersonate' },
      schema: {
        operationId: 'startImpersonation',
        summary: 'Work as another person for an hour at most; audited with both names',
        tags,
        body: impersonationBody,
        response: { 200: impersonationStarted, ...problemResponses },
      },
    },
    (request) => workplaces.startActing(principalOf(request), request.body),
  );

  api.delete(
    '/session/impersonation',
    {
      config: { access: 'self', whileImpersonating: true },
      schema: {
        operationId: 'stopImpersonation',
        summary: 'Be oneself again',
        tags,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      await workplaces.stopActing(principalOf(request));
      return reply.status(204).send(null);
    },
  );
}

const sessionAnswer = (principal: Principal, look: TenantLook, tenants: Awaited<ReturnType<Workplaces['list']>>) => ({
  user: {
    id: principal.userId,
    name: principal.name,
    email: principal.email,
    mustChangePassword: principal.mustChangePassword,
    secondFactorDuty: dutyOf(principal.secondFactor),
    secondFactorAskedBy: principal.secondFactor.askedBy,
    locale: principal.locale,
  },
  tenant: { ...principal.tenant, ...look },
  tenants,
  permissions: [...principal.authority.allowed()],
  ...scopesOf(principal.authority),
  impersonator:
    principal.impersonator === null ? null : { id: principal.impersonator.userId, name: principal.impersonator.name },
});

/** Many permissions hold at the same few sites, which are told once. */
function scopesOf(authority: Authority) {
  const scoped = authority.allowed().filter((permission) => !authority.canEverywhere(permission));
  const bySites = Map.groupBy(scoped, (permission) => siteFilterKey(authority.sitesFor(permission)));
  const scopes = [...bySites.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const filter = authority.sitesFor(first);
    return {
      permissions: [first, ...others],
      kind: filter.all ? ('except' as const) : ('only' as const),
      siteIds: [...(filter.all ? filter.except : filter.only)],
    };
  });
  return { scopedPermissions: scoped, scopes };
}
