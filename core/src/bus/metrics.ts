import type { Counter } from 'prom-client';
import type { Metrics } from '../metrics/registry.ts';

/** What each adapter of the bus counts. */
export interface BusMetrics {
  readonly published: Counter<'topic'>;
  /** Messages that the bus will never take, e.g. a block over the limit; who published them was told. */
  readonly refused: Counter<'topic' | 'code'>;
  readonly failed: Counter<'topic' | 'group'>;
  readonly deadLettered: Counter<'topic' | 'group'>;
}

export const busMetrics = (metrics: Metrics): BusMetrics => ({
  published: metrics.counter('core_bus_published_total', 'Messages handed to the bus.', ['topic']),
  refused: metrics.counter('core_bus_refused_total', 'Messages that the bus did not take, by the reason’s code.', [
    'topic',
    'code',
  ]),
  failed: metrics.counter('core_bus_delivery_failures_total', 'Batches that a handler did not take.', [
    'topic',
    'group',
  ]),
  deadLettered: metrics.counter('core_bus_dead_lettered_total', 'Records moved to a dead-letter topic.', [
    'topic',
    'group',
  ]),
});
