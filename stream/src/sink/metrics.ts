import type { Metrics } from '@fastisp/core/metrics/registry';

export type SinkMetrics = ReturnType<typeof createSinkMetrics>;

export function createSinkMetrics(metrics: Metrics) {
  return {
    rows: metrics.counter('stream_sink_rows_total', 'Rows stored.', ['table']),
    blocks: metrics.counter('stream_sink_blocks_total', 'Blocks stored.', ['table']),
    inserts: metrics.counter('stream_sink_inserts_total', 'INSERTs done.', ['table']),
    refused: metrics.counter('stream_sink_refused_total', 'Records sent to the dead-letter topic.', ['topic']),
    failures: metrics.counter('stream_sink_failures_total', 'INSERTs that failed; the bus delivers them again.', [
      'table',
    ]),
    held: metrics.gauge('stream_sink_held', '1 while the column store refuses rows and they wait on the bus.', [
      'table',
    ]),
    lagSeconds: metrics.gauge('stream_sink_lag_seconds', 'Age of the oldest record of the last insert.', ['topic']),
    insertSeconds: metrics.histogram('stream_sink_insert_seconds', 'Time of an INSERT.', {
      labelNames: ['table'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
  };
}
