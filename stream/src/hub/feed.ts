/** Brings the bus into the view. Every hub sees everything, so each process is a consumer group of its own. */
import { decodeBlocks } from '@fastisp/core/block/native';
import { type Bus, type BusBatch, type BusRecord, PoisonRecordError, type Subscription } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { deviceStateTopic, deviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceTopic, inventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { newId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { NetworkView } from './view.ts';

const inventoryCodec = messageCodec(inventoryDeviceV1);
const stateCodec = messageCodec(deviceStateV1);
const discoveryCodec = messageCodec(discoveryDeviceV1);

export function createHubFeed(view: NetworkView, deps: { bus: Bus; clock: Clock }): Component {
  const { bus, clock } = deps;
  const subscriptions: Subscription[] = [];

  function apply(topic: string, record: BusRecord): void {
    const { key, value } = record;
    switch (topic) {
      case inventoryDeviceTopic:
        if (value !== null) view.list(inventoryCodec.decode(record));
        else if (key !== null) view.remove(key);
        return;
      case deviceStateTopic:
        if (value !== null) view.setState(stateCodec.decode(record), clock.nowMs()); // a tombstone follows the inventory's
        return;
      case discoveryDeviceTopic:
        if (value !== null) view.setDiscovery(discoveryCodec.decode(record), clock.nowMs());
        return;
      case telemetryInterfaceV1.topic:
        for (const block of decode(telemetryInterfaceV1, record)) view.addInterfaceRates(block, clock.nowMs());
        return;
      case telemetryExporterV1.topic:
        for (const block of decode(telemetryExporterV1, record)) view.addExporterRows(block);
        return;
      default:
        throw new Error(`a topic that was not asked for: ${topic}`);
    }
  }

  const handler = (batch: BusBatch): Promise<void> => {
    for (const record of batch.records) apply(batch.topic, record);
    return Promise.resolve();
  };

  return {
    name: 'stream.hub.feed',
    start: async () => {
      const groupId = `stream.hub.${newId()}`;
      const facts = bus.subscribe({
        topics: [inventoryDeviceTopic, deviceStateTopic, discoveryDeviceTopic],
        groupId: `${groupId}.facts`,
        from: 'earliest',
        handler,
      });
      const rates = bus.subscribe({
        topics: [telemetryInterfaceV1.topic, telemetryExporterV1.topic],
        groupId: `${groupId}.rates`,
        handler,
      });
      subscriptions.push(facts, rates);
      await Promise.all([facts.ready, rates.ready]);
      await facts.caughtUp(); // so that the first snapshot is complete
    },
    stop: async () => {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}

function decode<S extends typeof telemetryInterfaceV1 | typeof telemetryExporterV1>(schema: S, record: BusRecord) {
  try {
    return decodeBlocks(schema, record.value ?? new Uint8Array());
  } catch (cause) {
    throw new PoisonRecordError(record.offset, 'not a block of this topic', { cause });
  }
}
