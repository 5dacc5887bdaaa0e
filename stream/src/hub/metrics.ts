import type { Metrics } from '@fastisp/core/metrics/registry';

export type HubMetrics = ReturnType<typeof createHubMetrics>;

export function createHubMetrics(metrics: Metrics) {
  return {
    clients: metrics.gauge('stream_hub_clients', 'Connected WebSocket clients.'),
    topics: metrics.gauge('stream_hub_topics', 'Topics that are kept.'),
    refused: metrics.counter('stream_hub_refused_total', 'Connections refused, by reason.', ['reason']),
    closed: metrics.counter('stream_hub_closed_total', 'Connections closed by the hub, by reason.', ['reason']),
    subscriptions: metrics.counter('stream_hub_subscriptions_total', 'Subscriptions, by how they started.', ['start']),
    deltas: metrics.counter('stream_hub_deltas_total', 'Deltas made.'),
    frames: metrics.counter('stream_hub_frames_total', 'Frames written to clients.'),
    skipped: metrics.counter('stream_hub_skipped_total', 'Times a slow client was skipped in a tick.'),
    badMessages: metrics.counter('stream_hub_bad_messages_total', 'Messages of clients that were refused.'),
    tickSeconds: metrics.histogram('stream_hub_tick_seconds', 'Time of one tick.', {
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    }),
  };
}
