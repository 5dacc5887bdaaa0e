/** noc-api as a component: identity, inventory and every question that the portal and scripts ask over HTTP. */
import { topics } from '@fastisp/core/contracts/topics';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createOutboxRelay } from '@fastisp/core/outbox/relay';
import type { FastifyInstance } from 'fastify';
import { bootstrap, type FirstAdministrator } from '#bootstrap/bootstrap.ts';
import type { NocApiConfig } from '#config.ts';
import { notReady } from '#errors.ts';
import { createHousekeeping } from '#housekeeping/housekeeping.ts';
import { registerApi } from '#http/api.ts';
import { observeRequests } from '#http/request-metrics.ts';
import { setSecurityHeaders } from '#http/security-headers.ts';
import { republishInventory } from '#inventory/publish.ts';
import { republishMaintenance } from '#maintenance/publish.ts';
import type { NocApiDeps } from '#ports.ts';
import { createVaultReadiness } from '#vault/readiness.ts';
import { wireNetwork } from '#wiring/network.ts';
import { wirePeople } from '#wiring/people.ts';
import { wireRecords } from '#wiring/records.ts';

export { nocApiMigrations } from '#migrations.ts';

export interface NocApi extends Component {
  readonly readiness: readonly ReadinessCheck[];
  /** Adds routes, security headers and metrics; before the application listens. */
  register(app: FastifyInstance): Promise<void>;
  /** After the very first start: what to show the person at the console, once. Null otherwise. Never log it. */
  firstAdministrator(): FirstAdministrator | null;
}

export function createNocApi(config: NocApiConfig, given: NocApiDeps): NocApi {
  const log = given.log.child({ component: 'noc-api' });
  const deps = { ...given, log };
  const { relational, bus, clock } = deps;
  const records = wireRecords(config, deps);
  const people = wirePeople(config, deps);
  const network = wireNetwork(config, deps);
  const components: readonly Component[] = [
    ...records.components,
    ...people.components,
    ...network.components,
    createOutboxRelay(deps),
    createHousekeeping({
      ...deps,
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
      createVaultReadiness(deps),
    ],
    firstAdministrator: () => firstAdministrator,

    async register(app) {
      await setSecurityHeaders(app);
      observeRequests(app, deps.metrics);
      await registerApi(app, {
        ...records.api,
        ...people.api,
        ...network.api,
        requestsPerMinuteMax: config.API_REQUESTS_PER_MINUTE,
      });
    },

    async start() {
      const bootstrapped = await bootstrap(
        {
          tenantName: config.FASTISP_TENANT_NAME,
          adminEmail: config.FASTISP_ADMIN_EMAIL,
          token: config.FASTISP_BOOTSTRAP_TOKEN,
        },
        deps,
      );
      firstAdministrator = bootstrapped.firstAdministrator;
      people.sessions.open(bootstrapped.cookieSecret);
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
