/** Reads `discovery.devices` into the tables. */
import type { Bus, BusBatch, Subscription } from '@fastisp/core/bus/port';
import {
  discoveryDeviceTopic,
  discoveryDeviceV1,
  type DiscoveryDeviceV1,
} from '@fastisp/core/contracts/discovery-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { storeDiscovery } from './store.ts';

const codec = messageCodec(discoveryDeviceV1);
/** A message that the database refuses this often is set aside, so that it does not hold up the others. */
const attemptsMax = 20;

export function createDiscovery(deps: { bus: Bus; relational: RelationalStore; metrics: Metrics }): Component {
  const messages = deps.metrics.counter(
    'noc_api_discovery_messages_total',
    'Discovery messages by what became of them.',
    ['outcome'],
  );
  let subscription: Subscription | null = null;

  const handle = async (batch: BusBatch): Promise<void> => {
    for (const message of newestOfEach(batch)) {
      const changed = await deps.relational.withTenant(tenantId(message.tenantId), (tx) => storeDiscovery(tx, message));
      messages.inc({ outcome: changed ? 'stored' : 'skipped' });
    }
  };

  return {
    name: 'discovery',
    async start() {
      subscription = deps.bus.subscribe({
        topics: [discoveryDeviceTopic],
        groupId: 'noc-api.discovery',
        from: 'earliest',
        handler: handle,
        attemptsMax,
      });
      await subscription.ready;
    },
    async stop() {
      await subscription?.close();
    },
  };
}

/** The last word of each device; the words before it no longer matter. */
function newestOfEach(batch: BusBatch): Iterable<DiscoveryDeviceV1> {
  const newest = new Map<string, DiscoveryDeviceV1>();
  for (const record of batch.records) {
    if (record.value === null) continue; // the device is gone; its rows go with it
    const message = codec.decode(record);
    newest.set(message.data.deviceId, message);
  }
  return newest.values();
}
