import type { Metrics } from '../metrics/registry.ts';

export type StoreMetrics = ReturnType<typeof createStoreMetrics>;

/** What the store's client sees, whatever store answers. */
export function createStoreMetrics(metrics: Metrics) {
  const secondsBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
  return {
    querySeconds: metrics.histogram('column_store_query_seconds', 'Queries, from call to last row.', {
      labelNames: ['outcome'],
      buckets: secondsBuckets,
    }),
    insertSeconds: metrics.histogram('column_store_insert_seconds', 'Inserts, retries included.', {
      labelNames: ['outcome'],
      buckets: secondsBuckets,
    }),
    insertedRows: metrics.counter('column_store_inserted_rows_total', 'Rows inserted, as the store reports them.', [
      'table',
    ]),
    insertedBytes: metrics.counter('column_store_inserted_bytes_total', 'Bytes of inserted blocks.', ['table']),
    retries: metrics.counter('column_store_retries_total', 'Requests sent again after the connection was lost.', [
      'kind',
    ]),
  };
}

export type EngineMetrics = ReturnType<typeof createEngineMetrics>;

/** The embedded engine's process. */
export function createEngineMetrics(metrics: Metrics) {
  return {
    up: metrics.gauge('column_store_engine_up', '1 while the embedded engine answers.'),
    restarts: metrics.counter(
      'column_store_engine_restarts_total',
      'Unwanted ends of the embedded engine, by reason.',
      ['reason'],
    ),
    replayed: metrics.counter(
      'column_store_engine_replayed_inserts_total',
      'Inserts taken from the spool at a start.',
      ['outcome'],
    ),
    rssBytes: metrics.gauge('column_store_engine_rss_bytes', 'Resident memory of the embedded engine.'),
    spoolBytes: metrics.gauge('column_store_engine_spool_bytes', 'Bytes in the spool of inserts.'),
  };
}
