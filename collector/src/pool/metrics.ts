/** The pool's Prometheus metrics: workers report totals, which are added up as differences. */
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { WorkerReport } from './messages.ts';

export interface PoolMetrics {
  readonly blocks: (topic: string, rows: number) => void;
  readonly blockDropped: (topic: string, rows: number) => void;
  readonly factsDropped: () => void;
  readonly workerRestarted: () => void;
  readonly receiveBuffer: (shard: number, bytes: number) => void;
  /** @param previous The report of the same life of this worker before, or null. */
  readonly report: (shard: number, previous: WorkerReport | null, report: WorkerReport) => void;
}

const gaugeNames = {
  devices: 'devices that are polled',
  pollsRunning: 'polls that run',
  pollsWaiting: 'polls that are due and wait for their turn',
  requestsInFlight: 'requests that wait for a reply',
  requestsQueued: 'requests that wait for room',
} as const;

export function createPoolMetrics(metrics: Metrics): PoolMetrics {
  const polls = metrics.counter('collector_snmp_polls_total', 'Polls by result', ['result']);
  const pollSeconds = metrics.counter('collector_snmp_poll_seconds_total', 'Time of answered polls, added up');
  const walksFailed = metrics.counter('collector_snmp_walks_failed_total', 'Interface walks without an end', [
    'reason',
  ]);
  const interfaces = metrics.counter('collector_snmp_interfaces_total', 'Interfaces read, by verdict', ['verdict']);
  const varbinds = metrics.counter('collector_snmp_varbinds_total', 'Varbinds received in polls');
  const restarts = metrics.counter('collector_snmp_device_restarts_total', 'Restarts of devices seen');
  const facts = metrics.counter('collector_snmp_facts_total', 'Facts of devices read, and changed', ['what']);
  const datagrams = metrics.counter('collector_snmp_datagrams_total', 'Datagrams by what became of them', ['what']);
  const dropped = metrics.counter('collector_snmp_replies_dropped_total', 'Datagrams refused, by reason', ['reason']);
  const blocks = metrics.counter('collector_pool_blocks_total', 'Blocks published', ['topic']);
  const rows = metrics.counter('collector_pool_rows_total', 'Rows published in blocks', ['topic']);
  const rowsDropped = metrics.counter('collector_pool_rows_dropped_total', 'Rows shed because the bus was full', [
    'topic',
  ]);
  const factsDropped = metrics.counter('collector_pool_facts_dropped_total', 'Facts not accepted by the bus');
  const workerRestarts = metrics.counter('collector_pool_worker_restarts_total', 'Workers that had to be replaced');
  const state = metrics.gauge('collector_snmp_state', 'State of each worker', ['shard', 'what']);
  const buffer = metrics.gauge('collector_snmp_receive_buffer_bytes', 'Receive buffer the kernel granted', ['shard']);

  /** Adds what each key grew by. */
  const addEach = <K extends string>(
    now: Readonly<Record<K, number>>,
    before: Readonly<Record<NoInfer<K>, number>> | undefined,
    add: (key: K, by: number) => void,
  ): void => {
    for (const key of Object.keys(now) as K[]) {
      // the record's own keys
      const by = now[key] - (before?.[key] ?? 0);
      if (by > 0) add(key, by);
    }
  };

  return {
    blocks: (topic, count) => {
      blocks.inc({ topic });
      rows.inc({ topic }, count);
    },
    blockDropped: (topic, count) => rowsDropped.inc({ topic }, count),
    factsDropped: () => factsDropped.inc(),
    workerRestarted: () => workerRestarts.inc(),
    receiveBuffer: (shard, bytes) => buffer.set({ shard: String(shard) }, bytes),
    report: (shard, previous, report) => {
      const before = previous?.polls;
      addEach(report.polls.polls, before?.polls, (result, by) => polls.inc({ result }, by));
      addEach(report.polls.walksFailed, before?.walksFailed, (reason, by) => walksFailed.inc({ reason }, by));
      addEach(report.polls.interfaces, before?.interfaces, (verdict, by) => interfaces.inc({ verdict }, by));
      varbinds.inc(report.polls.varbinds - (before?.varbinds ?? 0));
      restarts.inc(report.polls.restarts - (before?.restarts ?? 0));
      pollSeconds.inc((report.polls.durationMs - (before?.durationMs ?? 0)) / 1_000);
      facts.inc({ what: 'read' }, report.polls.factsRead - (before?.factsRead ?? 0));
      facts.inc({ what: 'changed' }, report.polls.factsChanged - (before?.factsChanged ?? 0));
      const { dropped: droppedNow, ...sums } = report.transport;
      addEach(sums, previous?.transport, (what, by) => datagrams.inc({ what }, by));
      addEach(droppedNow, previous?.transport.dropped, (reason, by) => dropped.inc({ reason }, by));
      for (const what of Object.keys(gaugeNames) as (keyof typeof gaugeNames)[]) {
        // the object's own keys
        state.set({ shard: String(shard), what }, report.gauges[what]);
      }
    },
  };
}
