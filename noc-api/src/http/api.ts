/** All routes of noc-api, registered on an application. Inert: nothing is asked before a request comes. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { accountRoutes } from '#accounts/account-routes.ts';
import { type AccountRoutesDeps, signInRoutes } from '#accounts/sign-in-routes.ts';
import type { Administrators } from '#administrators/ports.ts';
import { administratorRoutes } from '#administrators/routes.ts';
import { observeAttempts } from '#audit/attempts/observe.ts';
import type { AttemptLog } from '#audit/attempts/run.ts';
import type { AuditLog } from '#audit/ports.ts';
import { auditRoutes } from '#audit/routes.ts';
import { notFound } from '#errors.ts';
import type { Exports } from '#export/export.ts';
import { exportRoutes } from '#export/routes.ts';
import type { ApiTokens, Workplaces } from '#identity/ports.ts';
import { identityRoutes } from '#identity/routes.ts';
import type { Imports } from '#import/ports.ts';
import { importRoutes } from '#import/routes.ts';
import type { Inventory } from '#inventory/ports.ts';
import { deviceRoutes } from '#inventory/routes.ts';
import type { Maintenance } from '#maintenance/ports.ts';
import { maintenanceRoutes } from '#maintenance/routes.ts';
import type { Objects } from '#objects/ports.ts';
import { objectRoutes } from '#objects/routes.ts';
import { collectOpenApi, serveOpenApi } from '#openapi/document.ts';
import { type PeopleDeps, peopleRoutes } from '#people/routes.ts';
import type { Probe } from '#probe/ports.ts';
import { probeRoutes } from '#probe/routes.ts';
import type { TenantSettings } from '#settings/ports.ts';
import { settingsRoutes } from '#settings/routes.ts';
import type { StatusReader } from '#status/ports.ts';
import { statusRoutes } from '#status/routes.ts';
import type { Telemetry } from '#telemetry/ports.ts';
import { telemetryRoutes } from '#telemetry/routes.ts';
import type { NetworkTopology } from '#topology/ports.ts';
import { topologyRoutes } from '#topology/routes.ts';
import type { Tenants } from '#tenants/ports.ts';
import { tenantRoutes } from '#tenants/routes.ts';
import { type Api, type AuthenticateRequest, guardRoutes } from './access.ts';
import { refuseForeignOrigin } from './origin.ts';
import { enableRateLimits, limitRoute } from './rate-limit.ts';
import { addNamedSchemas } from './schemas.ts';
import { refuseUnstorableText } from './storable-text.ts';

export interface ApiDeps extends PeopleDeps, AccountRoutesDeps {
  readonly authenticate: AuthenticateRequest;
  /** What people type, when a proxy in front changes the Host header. */
  readonly publicUrl: string | undefined;
  readonly tokens: ApiTokens;
  readonly workplaces: Workplaces;
  readonly tenants: Tenants;
  readonly administrators: Administrators;
  readonly inventory: Inventory;
  readonly objects: Objects;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly topology: NetworkTopology;
  readonly probe: Probe;
  readonly telemetry: Telemetry;
  readonly statusReader: StatusReader;
  readonly maintenance: Maintenance;
  readonly tenantSettings: TenantSettings;
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
      scope.addHook('preValidation', refuseUnstorableText);
      guardRoutes(scope, deps.authenticate);
      observeAttempts(scope, deps.attempts);
      scope.setNotFoundHandler((request) => {
        throw notFound(request.url.split('?', 1)[0] ?? request.url);
      });
      scope.addHook('preHandler', limitRoute(scope, { max: deps.requestsPerMinuteMax, windowMs: 60_000 }));
      await scope.register(async (auth) => signInRoutes(typed(auth), deps), { prefix: '/auth' });
      await scope.register(async (v1) => v1Routes(typed(v1), deps), { prefix: '/v1' });
    },
    { prefix: '/api' },
  );
}

function v1Routes(api: Api, deps: ApiDeps): void {
  identityRoutes(api, deps);
  accountRoutes(api, deps);
  peopleRoutes(api, deps);
  tenantRoutes(api, deps);
  administratorRoutes(api, deps);
  probeRoutes(api, deps.probe);
  deviceRoutes(api, deps.inventory);
  objectRoutes(api, deps);
  importRoutes(api, deps.imports);
  exportRoutes(api, deps.exports);
  topologyRoutes(api, deps.topology);
  telemetryRoutes(api, deps.telemetry);
  statusRoutes(api, deps.statusReader);
  auditRoutes(api, deps.audit);
  maintenanceRoutes(api, deps.maintenance);
  settingsRoutes(api, deps.tenantSettings);
}

const typed = (app: FastifyInstance): Api => app.withTypeProvider<TypeBoxTypeProvider>();
