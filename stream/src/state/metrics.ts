import type { Metrics } from '@fastisp/core/metrics/registry';

export type StateMetrics = ReturnType<typeof createStateMetrics>;

export function createStateMetrics(metrics: Metrics) {
  return {
    devices: metrics.gauge('stream_state_devices', 'Devices by status.', ['status']),
    changes: metrics.counter('stream_state_changes_total', 'Status changes of devices and interfaces.', ['of', 'to']),
    strangers: metrics.counter('stream_state_strangers_total', 'Rows of devices that are not in the inventory.'),
    published: metrics.counter('stream_state_published_total', 'States published.'),
    saveErrors: metrics.counter('stream_state_save_errors_total', 'Saves that the store refused; they are repeated.'),
    fenced: metrics.counter('stream_state_fenced_total', 'Saves refused because another process had taken over.'),
    repaired: metrics.counter('stream_state_repaired_total', 'States published again after a deposed leader’s.'),
    leader: metrics.gauge('stream_state_leader', '1 in the process that decides the states.'),
    unsaved: metrics.gauge('stream_state_unsaved', 'Changes that wait to be saved.'),
  };
}
