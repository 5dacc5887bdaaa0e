/** What a term hears: inventory, discovery and polls, and states of leaders before it that were still on their way. */
import { decodeBlocks } from '@fastisp/core/block/native';
import { type Bus, type BusBatch, PoisonRecordError, type Subscription } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { deviceStateTopic } from '@fastisp/core/contracts/device-state.v1';
import { discoveryDeviceTopic, discoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import { inventoryDeviceTopic, inventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { newId } from '@fastisp/core/ids';
import type { StateBook } from './book.ts';
import { epochOf } from './messages.ts';
import type { StateMetrics } from './metrics.ts';
import type { Publications } from './publications.ts';

export interface FeedDeps {
  readonly book: StateBook;
  readonly publications: Publications;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly metrics: StateMetrics;
  readonly epoch: () => number;
}

const inventoryCodec = messageCodec(inventoryDeviceV1);
const discoveryCodec = messageCodec(discoveryDeviceV1);
const linger = { batchLingerMs: 0, batchRecordsMax: 64 };

export function createFeed(deps: FeedDeps): { start(): Promise<void>; stop(): Promise<void> } {
  const { book, publications, bus, clock, metrics, epoch } = deps;
  const subscriptions: Subscription[] = [];

  async function onInventory(batch: BusBatch): Promise<void> {
    for (const record of batch.records) {
      if (record.value !== null) book.list(inventoryCodec.decode(record), clock.nowMs());
      else if (record.key !== null) book.remove(record.key);
    }
    await publications.publishIfLeading();
  }

  async function onDiscovery(batch: BusBatch): Promise<void> {
    for (const record of batch.records) {
      if (record.value !== null) book.discovered(discoveryCodec.decode(record), clock.nowMs());
    }
    await publications.publishIfLeading();
  }

  async function onPolls(batch: BusBatch): Promise<void> {
    const nowMs = clock.nowMs();
    for (const { value, offset } of batch.records) {
      if (value === null) continue;
      try {
        if (batch.topic === telemetryDeviceV1.topic) {
          for (const block of decodeBlocks(telemetryDeviceV1, value)) {
            metrics.strangers.inc(book.devicesPolled(block, nowMs));
          }
        } else {
          for (const block of decodeBlocks(telemetryInterfaceV1, value)) {
            metrics.strangers.inc(book.interfacesPolled(block, nowMs));
          }
        }
      } catch (cause) {
        throw new PoisonRecordError(offset, 'not a block of this topic', { cause });
      }
    }
    await publications.publish(); // refused while we don't lead: the batch is delivered again, here or to our successor
  }

  /** Messages of a leader before us that were still on their way. */
  async function onStates(batch: BusBatch): Promise<void> {
    for (const { key, headers } of batch.records) {
      if (key === null || epochOf({ headers }) >= epoch()) continue;
      metrics.repaired.inc();
      book.republish(key);
    }
    await publications.publishIfLeading();
  }

  return {
    start: async () => {
      const states = bus.subscribe({
        ...linger,
        topics: [deviceStateTopic],
        groupId: `stream.state.echo.${newId()}`,
        handler: onStates,
      });
      subscriptions.push(states);
      await states.ready;
      // Facts are read from their beginning by each process, polls from where the group stands.
      const facts = { from: 'earliest', ...linger } as const;
      const inventory = bus.subscribe({
        ...facts,
        topics: [inventoryDeviceTopic],
        groupId: `stream.state.inventory.${newId()}`,
        handler: onInventory,
      });
      subscriptions.push(inventory);
      await inventory.ready;
      await inventory.caughtUp();
      const discovery = bus.subscribe({
        ...facts,
        topics: [discoveryDeviceTopic],
        groupId: `stream.state.discovery.${newId()}`,
        handler: onDiscovery,
      });
      const polls = bus.subscribe({
        ...linger,
        topics: [telemetryDeviceV1.topic, telemetryInterfaceV1.topic],
        groupId: 'stream.state',
        handler: onPolls,
      });
      subscriptions.push(discovery, polls);
      await Promise.all([discovery.ready, polls.ready]);
    },
    stop: async () => {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}
