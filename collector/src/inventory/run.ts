/**
 * The inventory on this collector. It reads the whole compacted topic, so that it knows every device and can
 * tell whose flows come in; and it polls those devices whose partitions it owns in the group that all collectors
 * share, so that each device is polled by one of them, and by another when that one goes. Communities are opened
 * here, in the main thread, and go to the workers only.
 */
import { randomUUID } from 'node:crypto';
import {
  type Bus,
  type BusBatch,
  type BusRecord,
  PoisonRecordError,
  type Subscription,
  type TopicPartition,
} from '@fastisp/core/bus/port';
import {
  inventoryDeviceTopic,
  type InventoryDeviceV1,
  inventoryDeviceV1,
} from '@fastisp/core/contracts/inventory-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { inventoryRefusals } from '../errors.ts';
import type { DeviceSpec } from '#poll/device.ts';
import { communityBytesMax } from '#snmp/encode.ts';
import { decideInventory, type KnownDevice } from './decide.ts';

export interface InventoryDeps {
  readonly bus: Bus;
  readonly secretBox: SecretBox;
  readonly log: Log;
  readonly metrics: Metrics;
  /** A device, in place of what was known of it, whoever polls it. */
  readonly onDevice: (spec: DeviceSpec) => void;
  readonly onRemoved: (deviceId: string) => void;
  /** Poll it from now on, in place of what was known of it. */
  readonly onOwned: (spec: DeviceSpec) => void;
  /** Poll it no more. */
  readonly onDisowned: (deviceId: string) => void;
}

export interface Inventory extends Component {
  /** Rejects until the picture is complete. */
  check(): Promise<void>;
}

/** Which partition a device is in comes with its record. */
interface PlacedDevice extends KnownDevice {
  readonly partition: number;
}

const pollersGroup = 'collector-pollers';

const codec = messageCodec(inventoryDeviceV1);

export function createInventory(deps: InventoryDeps): Inventory {
  const known = new Map<string, PlacedDevice>();
  const owned = new Set<number>();
  const devices = deps.metrics.gauge('collector_inventory_devices', 'Devices in the inventory');
  const partitions = deps.metrics.gauge('collector_inventory_partitions_owned', 'Partitions whose devices we poll');
  const messages = deps.metrics.counter('collector_inventory_messages_total', 'Inventory messages by effect', [
    'effect',
  ]);
  const subscriptions: Subscription[] = [];
  let complete = false;

  function apply(record: BusRecord): void {
    if (record.value === null) {
      if (record.key !== null && known.delete(record.key)) {
        deps.onDisowned(record.key);
        deps.onRemoved(record.key);
      }
      messages.inc({ effect: 'remove' });
      return;
    }
    const message = codec.decode(record);
    if (record.key !== message.data.deviceId) throw new PoisonRecordError(record.offset, inventoryRefusals.keyDiffers);
    const { deviceId } = message.data;
    const decision = decideInventory(known.get(deviceId), message, openCommunity(message, record.offset));
    messages.inc({ effect: decision.kind });
    if (decision.kind === 'ignore') return;
    known.set(deviceId, { ...decision.known, partition: record.partition });
    if (decision.kind !== 'poll') return;
    deps.onDevice(decision.known.spec);
    if (owned.has(record.partition)) deps.onOwned(decision.known.spec);
  }

  function openCommunity({ tenantId, data }: InventoryDeviceV1, offset: bigint): string {
    let community: string;
    try {
      const context = { tenantId, rowId: data.deviceId, field: 'snmp.community' };
      community = deps.secretBox.open(data.snmp.communitySealed, context);
    } catch (cause) {
      throw new PoisonRecordError(offset, inventoryRefusals.communityUnreadable, { cause });
    }
    if (Buffer.byteLength(community) > communityBytesMax) {
      throw new PoisonRecordError(offset, inventoryRefusals.communityTooLong);
    }
    return community;
  }

  async function handle({ records }: BusBatch): Promise<void> {
    try {
      for (const record of records) apply(record);
    } catch (error) {
      if (error instanceof PoisonRecordError) {
        messages.inc({ effect: 'refuse' });
        deps.log.warn({ offset: String(error.offset), reason: error.reason }, 'inventory message refused');
      }
      throw error;
    } finally {
      devices.set(known.size);
    }
  }

  function assign(gained: readonly TopicPartition[]): void {
    for (const { partition } of gained) {
      owned.add(partition);
      for (const device of known.values()) if (device.partition === partition) deps.onOwned(device.spec);
    }
    partitions.set(owned.size);
  }

  function revoke(lost: readonly TopicPartition[]): void {
    for (const { partition } of lost) {
      owned.delete(partition);
      for (const [deviceId, device] of known) if (device.partition === partition) deps.onDisowned(deviceId);
    }
    partitions.set(owned.size);
  }

  return {
    name: 'collector/inventory',
    start: async () => {
      const reader = deps.bus.subscribe({
        topics: [inventoryDeviceTopic],
        // A group of its own each time: committed offsets would hide the devices of before the restart.
        groupId: `collector-inventory-${randomUUID()}`,
        from: 'earliest',
        handler: handle,
      });
      subscriptions.push(reader);
      await reader.ready;
      await reader.caughtUp();
      // Only shares the partitions out; the records are read above.
      const owner = deps.bus.subscribe({
        topics: [inventoryDeviceTopic],
        groupId: pollersGroup,
        handler: () => Promise.resolve(),
        onAssigned: assign,
        onRevoked: revoke,
      });
      subscriptions.push(owner);
      await owner.ready;
      complete = true;
    },
    stop: async () => {
      complete = false;
      for (const subscription of subscriptions.toReversed()) await subscription.close();
    },
    check: async () => {
      if (!complete) throw new Error('the inventory has not been read yet');
    },
  };
}
