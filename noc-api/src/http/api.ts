/** All routes of noc-api, registered on an application. Inert: nothing is asked before a request comes. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { observeAttempts } from '#audit/attempts/observe.ts';
import type { AttemptLog } from '#audit/attempts/run.ts';
import type { AuditLog } from '#audit/ports.ts';
import { auditRoutes } from '#audit/routes.ts';
import { notFound } from '#errors.ts';
import type { ApiTokens, Sessions, Workplaces } from '#identity/ports.ts';
import { accountRoutes, authRoutes } from '#identity/routes.ts';
import type { Inventory } from '#inventory/ports.ts';
import { deviceRoutes } from '#inventory/routes.ts';
import { collectOpenApi, serveOpenApi } from '#openapi/document.ts';
import type { Probe } from '#probe/ports.ts';
import { probeRoutes } from '#probe/routes.ts';
import type { StatusReader } from '#status/ports.ts';
import { statusRoutes } from '#status/routes.ts';
import type { Telemetry } from '#telemetry/ports.ts';
import { telemetryRoutes } from '#telemetry/routes.ts';
import { type Api, type AuthenticateRequest, guardRoutes } from './access.ts';
import { refuseForeignOrigin } from './origin.ts';
import { enableRateLimits, limitRoute } from './rate-limit.ts';
import { addNamedSchemas } from './schemas.ts';

export interface ApiDeps {
  readonly authenticate: AuthenticateRequest;
  /** What people type, when a proxy in front changes the Host header. */
  readonly publicUrl: string | undefined;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly workplaces: Workplaces;
  readonly inventory: Inventory;
  readonly probe: Probe;
  readonly telemetry: Telemetry;
  readonly statusReader: StatusReader;
  readonly audit: AuditLog;
  /** Where refused requests are noted. */
  readonly attempts: Pick<AttemptLog, 'note'>;
  /** Requests that one user may send in a minute. */
  readonly requestsPerMinuteMax: number;
}

export async function registerApi(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  addNamedSchemas(app);
  await collectOpenApi(app);
  await enableRateLimits(app);
  await serveOpenApi(app);
  await app.register(
    async (scope) => {
      scope.addHook('onRequest', refuseForeignOrigin(deps.publicUrl));
      guardRoutes(scope, deps.authenticate);
      observeAttempts(scope, deps.attempts);
      scope.setNotFoundHandler((request) => {
        throw notFound(request.url.split('?', 1)[0] ?? request.url);
      });
      scope.addHook('preHandler', limitRoute(scope, { max: deps.requestsPerMinuteMax, windowMs: 60_000 }));
      await scope.register(async (auth) => authRoutes(typed(auth), deps), { prefix: '/auth' });
      await scope.register(async (v1) => v1Routes(typed(v1), deps), { prefix: '/v1' });
    },
    { prefix: '/api' },
  );
}

function v1Routes(api: Api, deps: ApiDeps): void {
  accountRoutes(api, deps);
  probeRoutes(api, deps.probe);
  deviceRoutes(api, deps.inventory);
  telemetryRoutes(api, deps.telemetry);
  statusRoutes(api, deps.statusReader);
  auditRoutes(api, deps.audit);
}

const typed = (app: FastifyInstance): Api => app.withTypeProvider<TypeBoxTypeProvider>();
