/** The network: what it is made of, how it stands, what it carries, and how this system keeps up with it. */
import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { NocApiConfig } from '#config.ts';
import { createDiscovery } from '#discovery/run.ts';
import { createEventRecorder } from '#events/run.ts';
import { createExports } from '#export/export.ts';
import type { ApiDeps } from '#http/api.ts';
import { createImportFiles } from '#import/files.ts';
import { createImports } from '#import/imports.ts';
import { createSpool } from '#import/spool.ts';
import { deviceExtension } from '#inventory/device-extension.ts';
import { createInventory } from '#inventory/inventory.ts';
import { createStateView } from '#inventory/state-view.ts';
import { createMaintenance } from '#maintenance/maintenance.ts';
import { createObjects } from '#objects/objects.ts';
import { createRepublisher } from '#objects/republish.ts';
import type { NocApiDeps } from '#ports.ts';
import { createProbe } from '#probe/probe.ts';
import { createDeadLetterView } from '#status/dead-letter-view.ts';
import { createSinkView } from '#status/sink-view.ts';
import { createStatusReader } from '#status/status.ts';
import { createLastPolls } from '#telemetry/last-polls.ts';
import { createLastRates } from '#telemetry/last-rates.ts';
import { createTelemetry } from '#telemetry/telemetry.ts';
import { createTenantQuery } from '#telemetry/tenant-query.ts';
import { subscriberExtension } from '#tenants/subscriber-limit.ts';
import { createNetworkTopology } from '#topology/topology.ts';

export function wireNetwork(config: NocApiConfig, deps: NocApiDeps) {
  const { columnStore, clock, metrics } = deps;
  const tenantQuery = createTenantQuery({
    columnStore,
    duration: metrics.histogram('noc_api_telemetry_query_duration_seconds', 'Time of a question to the column store.', {
      labelNames: ['question'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    }),
  });
  const lastRates = createLastRates({ tenantQuery, nowMs: () => clock.nowMs() });
  const lastPolls = createLastPolls(tenantQuery);
  const stateView = createStateView(deps);
  const sinkView = createSinkView(deps);
  const deadLetterView = createDeadLetterView(deps);
  const objects = createObjects({ ...deps, extensions: { device: deviceExtension, subscriber: subscriberExtension } });
  const spool = createSpool(resolve(config.FASTISP_HOME, 'imports'));
  const imports = createImports({ ...deps, objects, spool, files: createImportFiles({ ...deps, spool }) });

  return {
    components: [
      imports.component,
      stateView,
      sinkView,
      deadLetterView,
      createDiscovery(deps),
      createEventRecorder(deps),
      createRepublisher(deps),
    ],
    api: {
      inventory: createInventory({ ...deps, stateView, lastRates, lastPolls }),
      objects,
      imports: imports.imports,
      exports: createExports({ ...deps, objects }),
      topology: createNetworkTopology(deps),
      probe: createProbe(deps),
      telemetry: createTelemetry({ ...deps, tenantQuery, retention: config }),
      maintenance: createMaintenance(deps),
      statusReader: createStatusReader({
        ...{ ...deps, tenantQuery, stateView, sinkView, deadLetterView },
        version: packageJson.version,
      }),
    } satisfies Partial<ApiDeps>,
  };
}
