import { Type } from 'typebox';
import { type Api, principalOf } from '#http/access.ts';
import { idParams, problemResponses } from '#http/schemas.ts';
import type { ApiTokens, Sessions, Workplaces } from './ports.ts';
import type { Permission } from './permissions.ts';
import type { Principal } from './principal.ts';
import { signInRequest } from './sign-in-request.ts';
import {
  apiTokenBody,
  apiTokenCreated,
  apiTokenList,
  impersonationBody,
  impersonationStarted,
  passwordBody,
  session,
  sessionTenantBody,
  signedIn,
  signInBody,
} from './schemas.ts';

const tags = ['identity'];

export interface AccountDeps {
  readonly sessions: Sessions;
  /** What people type, when a proxy in front changes the Host header. */
  readonly publicUrl: string | undefined;
}

/** `/api/auth/*`: the ways in and out that are open to people who have not signed in. */
export function authRoutes(api: Api, deps: AccountDeps): void {
  const { sessions, publicUrl } = deps;
  api.post(
    '/sign-in/email',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'signIn',
        summary: 'Sign in; the answer sets the session cookie',
        tags,
        security: [],
        body: signInBody,
        response: { 200: signedIn, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { cookies, mustChangePassword } = await sessions.signIn(signInRequest(request, publicUrl), request.body);
      return reply.header('set-cookie', cookies).send({ mustChangePassword });
    },
  );

  api.post(
    '/sign-out',
    {
      config: { access: 'public' },
      schema: {
        operationId: 'signOut',
        summary: 'End the session',
        tags,
        security: [],
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) =>
      reply
        .header('set-cookie', await sessions.signOut(signInRequest(request, publicUrl)))
        .status(204)
        .send(null),
  );
}

/** `/api/v1`: who am I, my password, my tokens. */
export function accountRoutes(
  api: Api,
  deps: AccountDeps & { readonly tokens: ApiTokens; readonly workplaces: Workplaces },
): void {
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
      return sessionAnswer(principal, await deps.workplaces.list(principal));
    },
  );

  api.post(
    '/password',
    {
      config: { access: 'self' },
      schema: {
        operationId: 'changePassword',
        summary: 'Change the password; ends the other sessions',
        tags,
        body: passwordBody,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const cookies = await deps.sessions.changePassword(
        signInRequest(request, deps.publicUrl),
        principalOf(request),
        request.body,
      );
      return reply.header('set-cookie', cookies).status(204).send(null);
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

const sessionAnswer = (principal: Principal, tenants: Awaited<ReturnType<Workplaces['list']>>) => ({
  user: {
    id: principal.userId,
    name: principal.name,
    email: principal.email,
    mustChangePassword: principal.mustChangePassword,
    locale: principal.locale,
  },
  tenant: principal.tenant,
  tenants,
  permissions: [...principal.authority.allowed()],
  scopedPermissions: principal.authority.allowed().filter((permission) => !isEverywhere(principal, permission)),
  impersonator:
    principal.impersonator === null ? null : { id: principal.impersonator.userId, name: principal.impersonator.name },
});

function isEverywhere({ authority }: Principal, permission: Permission): boolean {
  const filter = authority.sitesFor(permission);
  return filter.all && filter.except.size === 0;
}
