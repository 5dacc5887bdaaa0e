import type { Metrics } from '@fastisp/core/metrics/registry';
import type { WorkerCounters, WorkerGauges } from './receive/protocol.ts';
import { type RejectCounts, rejectReasons } from './rejects.ts';

const counterHelp: Readonly<Record<keyof WorkerCounters, readonly [name: string, help: string]>> = {
  packets: ['packets', 'Flow packets received.'],
  packetBytes: ['packet_bytes', 'Bytes of flow packets received.'],
  flows: ['records', 'Flow records that became rows.'],
  reverseFlows: ['reverse_records', 'Further rows for the other direction of biflows.'],
  shedFlows: ['shed', 'Flow records dropped because the bus did not keep up.'],
  noTemplateSets: ['no_template_sets', 'Data sets dropped because their template did not come in time.'],
  otherRecords: ['other_records', 'Data records that are no flows.'],
  optionRecords: ['option_records', 'Option records read.'],
  skewedPackets: ['skewed_packets', 'Packets whose clock was so far off that their times were moved.'],
  implausibleTimes: ['implausible_times', 'Flow times that could not be true and became the export time.'],
  evictedExporters: ['evicted_exporters', 'Exporters forgotten because there were too many.'],
  evictedTemplates: ['evicted_templates', 'Templates forgotten for their age or because there were too many.'],
  failedPackets: ['failed_packets', 'Packets on which the decoder failed: a bug.'],
  sequenceRestarts: ['sequence_restarts', 'Times an exporter began to count anew.'],
  sequenceLate: ['sequence_late_packets', 'Packets that came after a later one.'],
};

const gaugeHelp: Readonly<Record<keyof WorkerGauges, readonly [name: string, help: string]>> = {
  exporters: ['exporters', 'Exporters with state.'],
  templates: ['templates', 'Templates known.'],
  heldBytes: ['held_bytes', 'Data sets waiting for their template.'],
  blocksInFlight: ['blocks_in_flight', 'Blocks that the bus has not accepted yet.'],
};

export interface FlowMetrics {
  counted(counters: WorkerCounters, rejects: RejectCounts): void;
  /** Sums over the workers. */
  measured(gauges: readonly WorkerGauges[]): void;
  kernelDropped(datagrams: number): void;
  sequenceMissed(numbers: number): void;
  publishFailed(flows: number): void;
  workerRestarted(): void;
  templateFileDamaged(): void;
}

export function createFlowMetrics(metrics: Metrics): FlowMetrics {
  const counter = (name: string, help: string) => metrics.counter(`collector_flow_${name}_total`, help);
  const counters = (Object.keys(counterHelp) as (keyof WorkerCounters)[]).map((key) => ({
    // the object's own keys
    key,
    metric: counter(...counterHelp[key]),
  }));
  const gauges = (Object.keys(gaugeHelp) as (keyof WorkerGauges)[]).map((key) => ({
    // the object's own keys
    key,
    metric: metrics.gauge(`collector_flow_${gaugeHelp[key][0]}`, gaugeHelp[key][1]),
  }));
  const refused = metrics.counter('collector_flow_refused_total', 'Packets, sets, templates and records refused.', [
    'reason',
  ]);
  for (const reason of rejectReasons) refused.inc({ reason }, 0);
  const kernelDrops = counter('kernel_drops', 'Datagrams the kernel dropped because a receive buffer was full.');
  const gaps = counter('sequence_gap', 'Sequence numbers that never came, of all exporters.');
  const unpublished = counter('unpublished', 'Flow records lost because the bus refused their block.');
  const restarts = counter('worker_restarts', 'Flow workers that died and were started again.');
  const damaged = counter('template_file_damaged', 'Template caches that could not be read at the start.');

  return {
    counted: (growth, rejects) => {
      for (const { key, metric } of counters) metric.inc(growth[key]);
      for (const reason of rejectReasons) if (rejects[reason] > 0) refused.inc({ reason }, rejects[reason]);
    },
    measured: (all) => {
      for (const { key, metric } of gauges) metric.set(all.reduce((sum, worker) => sum + worker[key], 0));
    },
    kernelDropped: (datagrams) => kernelDrops.inc(datagrams),
    sequenceMissed: (numbers) => gaps.inc(numbers),
    publishFailed: (flows) => unpublished.inc(flows),
    workerRestarted: () => restarts.inc(),
    templateFileDamaged: () => damaged.inc(),
  };
}
