/** The collector: inventory in, telemetry and facts out. */
import type { Bus } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { topics } from '@fastisp/core/contracts/topics';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { createFlowIngest } from '#flow/index.ts';
import { createExporterDirectory } from '#inventory/exporters.ts';
import { createInventory } from '#inventory/run.ts';
import { createResolver } from '#poll/resolve.ts';
import { createPoolMetrics } from '#pool/metrics.ts';
import { createPollPool } from '#pool/run.ts';
import { type CollectorConfig, pollWorkers } from './config.ts';

export interface CollectorDeps {
  readonly bus: Bus;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface Collector extends Component {
  readonly readiness: readonly ReadinessCheck[];
  /** UDP ports that flows are received on, after `start`. */
  readonly flowPorts: readonly number[];
}

export function createCollector(config: CollectorConfig, deps: CollectorDeps): Collector {
  const { bus, secretBox, clock, metrics } = deps;
  const log = deps.log.child({ component: 'collector' });
  const pool = createPollPool(
    {
      workers: pollWorkers(config),
      settings: {
        timeoutMs: config.SNMP_TIMEOUT_MS,
        retries: config.SNMP_RETRIES,
        factsEveryPolls: config.SNMP_FACTS_EVERY_POLLS,
        answeringPollsMax: config.SNMP_POLLS_MAX,
        silentPollsMax: config.SNMP_SILENT_POLLS_MAX,
      },
    },
    { bus, log, metrics: createPoolMetrics(metrics) },
  );
  const exporters = createExporterDirectory(createResolver({ monotonicMs: () => performance.now() }));
  const flows = createFlowIngest(config, { bus, clock, log, metrics, exporterTenants: exporters });
  const inventory = createInventory({
    bus,
    secretBox,
    log,
    metrics,
    onDevice: (spec) => exporters.set(spec.deviceId, spec.address, spec.tenantId),
    onRemoved: (deviceId) => exporters.delete(deviceId),
    onOwned: (spec) => pool.upsert(spec),
    onDisowned: (deviceId) => pool.remove(deviceId),
  });

  return {
    name: 'collector',
    readiness: [
      { name: 'collector/inventory', check: () => inventory.check() },
      { name: 'collector/pool', check: () => pool.check() },
    ],
    get flowPorts() {
      return flows.ports;
    },
    start: async () => {
      const { inventoryDevices, discoveryDevices, telemetryInterface, telemetryDevice, telemetryFlow } = topics;
      await bus.ensureTopics([
        inventoryDevices,
        discoveryDevices,
        telemetryInterface,
        telemetryDevice,
        telemetryFlow,
        topics.telemetryExporter,
      ]);
      exporters.start();
      await pool.start();
      await inventory.start();
      // Last, so that the first flows find their exporters' tenants.
      await flows.start();
    },
    stop: async () => {
      await flows.stop();
      await inventory.stop();
      await pool.stop();
      exporters.stop();
    },
  };
}
