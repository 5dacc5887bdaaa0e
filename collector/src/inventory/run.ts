/**
 * The inventory on this collector: reads the compacted topic from its beginning, so that after a start it
 * knows every device, and tells the pool and the flow receiver what changes. Communities are opened here, in
 * the main thread, and go to the workers only.
 */
import { randomUUID } from 'node:crypto';
import { type Bus, type BusBatch, type BusRecord, PoisonRecordError, type Subscription } from '@fastisp/core/bus/port';
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
  /** Polls it, in place of what was known of it. */
  readonly onDevice: (spec: DeviceSpec) => void;
  readonly onRemoved: (deviceId: string) => void;
}

export interface Inventory extends Component {
  /** Rejects until the picture is complete. */
  check(): Promise<void>;
}

const codec = messageCodec(inventoryDeviceV1);

export function createInventory(deps: InventoryDeps): Inventory {
  const known = new Map<string, KnownDevice>();
  const devices = deps.metrics.gauge('collector_inventory_devices', 'Devices in the inventory');
  const messages = deps.metrics.counter('collector_inventory_messages_total', 'Inventory messages by effect', [
    'effect',
  ]);
  let subscription: Subscription | null = null;
  let complete = false;

  function apply(record: BusRecord): void {
    if (record.value === null) {
      if (record.key !== null && known.delete(record.key)) deps.onRemoved(record.key);
      messages.inc({ effect: 'remove' });
      return;
    }
    const message = codec.decode(record);
    if (record.key !== message.data.deviceId) throw new PoisonRecordError(record.offset, inventoryRefusals.keyDiffers);
    const { deviceId } = message.data;
    const decision = decideInventory(known.get(deviceId), message, openCommunity(message, record.offset));
    messages.inc({ effect: decision.kind });
    if (decision.kind === 'ignore') return;
    known.set(deviceId, decision.known);
    if (decision.kind === 'poll') deps.onDevice(decision.known.spec);
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

  return {
    name: 'collector/inventory',
    start: async () => {
      subscription = deps.bus.subscribe({
        topics: [inventoryDeviceTopic],
        // A group of its own each time: committed offsets would hide the devices of before the restart.
        groupId: `collector-inventory-${randomUUID()}`,
        from: 'earliest',
        handler: handle,
      });
      await subscription.ready;
      await subscription.caughtUp();
      complete = true;
    },
    stop: async () => {
      await subscription?.close();
    },
    check: async () => {
      if (!complete) throw new Error('the inventory has not been read yet');
    },
  };
}
