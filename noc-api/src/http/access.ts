/**
 * Who may call what. Every route of the API names its permission in its config; one that does not
 * cannot be registered, so that a route without a check does not exist.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyContextConfig,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawServerDefault,
  RouteOptions,
} from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as errors from '#errors.ts';
import type { Permission } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import { refuseWithoutSecondFactor } from '#identity/refuse-without-second-factor.ts';

/** `public`: anybody. `self`: whoever signed in, even with a password or without a second factor that they must see to first. */
export type RouteAccess = Permission | 'public' | 'self';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
    /**
     * The handler gives, counts and changes only what is at sites where the caller may. Without it a permission that
     * holds at some sites only is not enough: who forgets it shows too little, never too much.
     */
    bySite?: true;
    /** A change of one's own (`self`) that also who acts as another may make; otherwise it is refused. */
    whileImpersonating?: true;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** An application whose handlers get their types from the schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Resolves to null when the credentials are absent, wrong or expired. May prolong the session by a cookie. */
export type AuthenticateRequest = (request: FastifyRequest, reply: FastifyReply) => Promise<Principal | null>;

export function guardRoutes(api: FastifyInstance, authenticate: AuthenticateRequest): void {
  api.decorateRequest('principal', null);
  api.addHook('onRoute', requireAccess);
  api.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access;
    if (access === 'public' || request.is404) return;
    const principal = await authenticate(request, reply);
    if (principal === null) throw errors.authRequired();
    request.principal = principal; // before it is refused: the audit log says who
    refuseUnless(principal, request.routeOptions.config);
    if (access === 'self' && isForeign(principal, request)) throw errors.notWhileImpersonating();
  });
}

function requireAccess(route: RouteOptions): void {
  if (route.config?.access === undefined) {
    throw new Error(`route ${String(route.method)} ${route.url} declares no access`);
  }
}

function refuseUnless(principal: Principal, { access, bySite }: FastifyContextConfig): void {
  if (access === 'self') return;
  if (principal.mustChangePassword) throw errors.passwordChangeRequired();
  refuseWithoutSecondFactor(principal.secondFactor);
  if (access === undefined || access === 'public') throw errors.permissionDenied('none');
  const { authority } = principal;
  if (!authority.can(access)) throw errors.permissionDenied(access);
  if (bySite !== true && !authority.canEverywhere(access)) throw errors.scopeDenied(access);
}

/** Whoever acts as another sees what is theirs and changes none of it: password, sign-ins, tokens. */
const isForeign = (principal: Principal, { method, routeOptions }: FastifyRequest): boolean =>
  principal.impersonator !== null &&
  method !== 'GET' &&
  method !== 'HEAD' &&
  routeOptions.config.whileImpersonating !== true;

/** The caller, inside a handler of a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Error(`no principal on ${request.routeOptions.url ?? request.url}`);
  return request.principal;
}
