/** noc-api as a component: identity, inventory and every question that the portal and scripts ask over HTTP. */
import { resolve } from 'node:path';
import type { Bus } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { topics } from '@fastisp/core/contracts/topics';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { createOutboxRelay } from '@fastisp/core/outbox/relay';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import type { FastifyInstance } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import { createAccounts } from '#accounts/accounts.ts';
import { readGoogleSettings } from '#accounts/google.ts';
import { createGuessLimits } from '#accounts/guess-limits.ts';
import { createAdministrators } from '#administrators/administrators.ts';
import { createAttemptLog } from '#audit/attempts/run.ts';
import { createAuditLog } from '#audit/audit-log.ts';
import { createHeadNotes } from '#audit/note-heads.ts';
import { createAuditRetention } from '#audit/retention.ts';
import { bootstrap, type FirstAdministrator } from '#bootstrap/bootstrap.ts';
import type { NocApiConfig } from '#config.ts';
import { createDiscovery } from '#discovery/run.ts';
import { notReady } from '#errors.ts';
import { createExports } from '#export/export.ts';
import { createEventRecorder } from '#events/run.ts';
import { createHousekeeping } from '#housekeeping/housekeeping.ts';
import { registerApi } from '#http/api.ts';
import { observeRequests } from '#http/request-metrics.ts';
import { setSecurityHeaders } from '#http/security-headers.ts';
import { createAuthenticate } from '#identity/authenticate.ts';
import { createSessions } from '#identity/sessions.ts';
import { createTokens } from '#identity/tokens.ts';
import { createWorkplaces } from '#identity/workplaces.ts';
import { createImportFiles } from '#import/files.ts';
import { createImports } from '#import/imports.ts';
import { createSpool } from '#import/spool.ts';
import { deviceExtension } from '#inventory/device-extension.ts';
import { createInventory } from '#inventory/inventory.ts';
import { republishInventory } from '#inventory/publish.ts';
import { createStateView } from '#inventory/state-view.ts';
import { createInvitations } from '#people/invitations.ts';
import { createMembers } from '#people/members.ts';
import { createRoles } from '#people/roles.ts';
import { createMailQueue, readMailSettings } from '#mail/queue.ts';
import { createMailSender } from '#mail/run.ts';
import { createMaintenance } from '#maintenance/maintenance.ts';
import { republishMaintenance } from '#maintenance/publish.ts';
import { createObjects } from '#objects/objects.ts';
import { createRepublisher } from '#objects/republish.ts';
import { createProbe } from '#probe/probe.ts';
import { createTenantSettings } from '#settings/settings.ts';
import { createDeadLetterView } from '#status/dead-letter-view.ts';
import { createSinkView } from '#status/sink-view.ts';
import { createStatusReader } from '#status/status.ts';
import { createLastPolls } from '#telemetry/last-polls.ts';
import { createLastRates } from '#telemetry/last-rates.ts';
import { createTelemetry } from '#telemetry/telemetry.ts';
import { createTenantQuery } from '#telemetry/tenant-query.ts';
import { createNetworkTopology } from '#topology/topology.ts';
import { subscriberExtension } from '#tenants/subscriber-limit.ts';
import { createTenants } from '#tenants/tenants.ts';
import { createVaultReadiness } from '#vault/readiness.ts';

export { nocApiMigrations } from '#migrations.ts';

export interface NocApiDeps {
  readonly relational: RelationalStore;
  readonly columnStore: ColumnStore;
  readonly bus: Bus;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface NocApi extends Component {
  readonly readiness: readonly ReadinessCheck[];
  /** Adds routes, security headers and metrics; before the application listens. */
  register(app: FastifyInstance): Promise<void>;
  /** After the very first start: what to show the person at the console, once. Null otherwise. Never log it. */
  firstAdministrator(): FirstAdministrator | null;
}

export function createNocApi(config: NocApiConfig, deps: NocApiDeps): NocApi {
  const log = deps.log.child({ component: 'noc-api' });
  const { relational, columnStore, bus, secretBox, clock, metrics } = deps;
  const tenantQuery = createTenantQuery({
    columnStore,
    duration: metrics.histogram('noc_api_telemetry_query_duration_seconds', 'Time of a question to the column store.', {
      labelNames: ['question'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    }),
  });
  const stateView = createStateView({ bus, metrics });
  const sinkView = createSinkView({ bus, clock });
  const deadLetterView = createDeadLetterView({ bus });
  const sessions = createSessions({ relational, log, clock, sessionDays: config.SESSION_DAYS });
  const mailSettings = readMailSettings(config);
  const mail = createMailQueue(mailSettings, { secretBox, clock });
  const google = readGoogleSettings(config);
  const accounts = createAccounts({ relational, secretBox, clock, log, sessions, mail, google });
  const limits = createGuessLimits({ relational, clock });
  const tokens = createTokens({ relational, clock });
  const lastRates = createLastRates({ tenantQuery, nowMs: () => clock.nowMs() });
  const attempts = createAttemptLog({ relational, clock, log, metrics });
  const objects = createObjects({
    relational,
    secretBox,
    clock,
    extensions: { device: deviceExtension, subscriber: subscriberExtension },
  });
  const importSpool = createSpool(resolve(config.FASTISP_HOME, 'imports'));
  const imports = createImports({
    ...{ relational, objects, clock, log },
    spool: importSpool,
    files: createImportFiles({ relational, spool: importSpool }),
  });
  const components: readonly Component[] = [
    attempts,
    imports.component,
    ...(mailSettings === null ? [] : [createMailSender(mailSettings, { relational, secretBox, clock, log, metrics })]),
    createAuditRetention({ relational, clock, log, days: config.AUDIT_DAYS }),
    createHeadNotes({ relational, log }),
    stateView,
    sinkView,
    deadLetterView,
    createDiscovery({ bus, relational, metrics }),
    createEventRecorder({ bus, relational }),
    createRepublisher({ relational, clock, log }),
    createOutboxRelay({ relational, bus, clock, log, metrics }),
    createHousekeeping({
      relational,
      clock,
      log,
      deletedDeviceDays: config.DELETED_DEVICE_DAYS,
      eventDays: config.EVENT_DAYS,
    }),
  ];
  let started = false;
  let firstAdministrator: FirstAdministrator | null = null;

  return {
    name: 'noc-api',
    readiness: [
      {
        name: 'noc-api',
        check: async () => {
          if (!started) throw notReady();
        },
      },
      createVaultReadiness({ relational, secretBox, clock }),
    ],
    firstAdministrator: () => firstAdministrator,

    async register(app) {
      await setSecurityHeaders(app);
      observeRequests(app, metrics);
      await registerApi(app, {
        authenticate: createAuthenticate({ sessions, tokens, publicUrl: config.PUBLIC_URL }),
        publicUrl: config.PUBLIC_URL,
        requestsPerMinuteMax: config.API_REQUESTS_PER_MINUTE,
        accounts,
        tokens,
        workplaces: createWorkplaces({ relational, clock }),
        roles: createRoles({ relational, clock }),
        members: createMembers({ relational, clock }),
        invitations: createInvitations({
          ...{ relational, clock, mail, limits },
          provePassword: (request, credentials) => accounts.passwords.check(request, credentials),
        }),
        tenants: createTenants({ relational, clock }),
        administrators: createAdministrators({ relational, clock, mail, limits }),
        inventory: createInventory({
          relational,
          secretBox,
          stateView,
          lastRates,
          lastPolls: createLastPolls(tenantQuery),
          clock,
        }),
        objects,
        imports: imports.imports,
        exports: createExports({ relational, objects }),
        topology: createNetworkTopology({ relational }),
        probe: createProbe({ relational, secretBox }),
        telemetry: createTelemetry({ relational, tenantQuery, clock, retention: config }),
        audit: createAuditLog({ relational }),
        maintenance: createMaintenance({ relational, clock }),
        tenantSettings: createTenantSettings({
          relational,
          clock,
          retentionMax: { eventDays: config.EVENT_DAYS, auditDays: config.AUDIT_DAYS },
        }),
        attempts,
        statusReader: createStatusReader({
          relational,
          columnStore,
          tenantQuery,
          stateView,
          sinkView,
          deadLetterView,
          clock,
          version: packageJson.version,
        }),
      });
    },

    async start() {
      const bootstrapped = await bootstrap(
        {
          tenantName: config.FASTISP_TENANT_NAME,
          adminEmail: config.FASTISP_ADMIN_EMAIL,
          token: config.FASTISP_BOOTSTRAP_TOKEN,
        },
        { relational, secretBox, clock },
      );
      firstAdministrator = bootstrapped.firstAdministrator;
      sessions.open(bootstrapped.cookieSecret);
      await bus.ensureTopics([
        topics.inventoryDevices,
        topics.inventoryObjects,
        topics.inventoryMaintenance,
        topics.discoveryDevices,
        topics.stateDevices,
        topics.stateSink,
        topics.telemetryEvent,
      ]);
      for (const component of components) await component.start();
      const devices = await republishInventory(relational, clock.nowMs());
      await republishMaintenance(relational, clock.nowMs());
      started = true;
      log.info({ devices, firstStart: firstAdministrator !== null }, 'noc-api started');
    },

    async stop() {
      started = false;
      for (const component of components.toReversed()) await component.stop();
    },
  };
}
