import type { Metrics } from '@fastisp/core/metrics/registry';

export type InfluxMetrics = ReturnType<typeof createInfluxMetrics>;

export function createInfluxMetrics(metrics: Metrics) {
  return {
    up: metrics.gauge('stream_influx_up', '1 when InfluxDB took the last write.'),
    points: metrics.counter('stream_influx_points_total', 'Points that InfluxDB confirmed.'),
    bytes: metrics.counter('stream_influx_bytes_total', 'Line protocol that InfluxDB confirmed, before compression.'),
    failures: metrics.counter('stream_influx_failures_total', 'Writes that failed; they are repeated.', ['kind']),
    rejected: metrics.counter('stream_influx_rejected_points_total', 'Points that InfluxDB will never take.', [
      'reason',
    ]),
    shed: metrics.counter(
      'stream_influx_shed_points_total',
      'Points given up while InfluxDB was away, because the bus could hold no more.',
    ),
    lagSeconds: metrics.gauge('stream_influx_lag_seconds', 'Age of the oldest record in hand.', ['topic']),
  };
}
