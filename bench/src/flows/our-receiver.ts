/** Child process: the real flow ingest, worker and all, on a bus that nobody reads. */
import { ExporterRegistry } from '@fastisp/collector/flow/exporter-tenants';
import { createFlowIngest } from '@fastisp/collector/flow/ingest';
import { flowEnv } from '@fastisp/collector/flow/config';
import { readMetric } from '@fastisp/collector/flow/testing/ingest';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';

const log = createLog({ service: 'bench', level: 'error' });
const metrics = new Metrics();
const bus = createInProcessBus({ log, metrics, clock: systemClock });
await bus.start();
await bus.ensureTopics(Object.values(topics));
const ingest = createFlowIngest(readEnv(flowEnv, process.env), {
  bus,
  clock: systemClock,
  log,
  metrics,
  exporterTenants: new ExporterRegistry(),
});
await ingest.start();

async function count(): Promise<{ flows: number; packets: number; kernelDrops: number; shed: number }> {
  const total = (name: string) => readMetric(metrics, `collector_flow_${name}_total`);
  const [flows, packets] = [await total('records'), await total('packets')];
  return { flows, packets, kernelDrops: await total('kernel_drops'), shed: await total('shed') };
}

process.on('message', (message) => {
  if (message === 'count') void count().then((counts) => process.send?.(counts));
  else void ingest.stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
