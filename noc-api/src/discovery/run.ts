/** Reads `discovery.devices` into the tables. */
import { type Bus, type BusBatch, PoisonRecordError, type Subscription } from '@fastisp/core/bus/port';
import {
  discoveryDeviceTopic,
  discoveryDeviceV1,
  type DiscoveryDeviceV1,
} from '@fastisp/core/contracts/discovery-device.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { isDataError } from '#objects/violations.ts';
import { storeDiscoveries } from './store.ts';

const codec = messageCodec(discoveryDeviceV1);
/** A batch that fails this often for another reason than its values is set aside, so that it holds up no other. */
const attemptsMax = 20;
/** Stored in one transaction: few enough that whoever edits one of these devices does not wait noticeably. */
const devicesMax = 100;
const interfacesMax = 5_000;

export function createDiscovery(deps: { bus: Bus; relational: RelationalStore; metrics: Metrics }): Component {
  const messages = deps.metrics.counter(
    'noc_api_discovery_messages_total',
    'Discovery messages by what became of them.',
    ['outcome'],
  );
  let subscription: Subscription | null = null;

  const handle = async (batch: BusBatch): Promise<void> => {
    for (const [tenant, said] of Map.groupBy(newestOfEach(batch), ({ message }) => message.tenantId)) {
      for (const part of partsOf(said)) await store(tenantId(tenant), part);
    }
  };
  const store = async (tenant: TenantId, part: readonly Said[]): Promise<void> => {
    try {
      const words = part.map(({ message }) => message);
      const stored = await deps.relational.withTenant(tenant, (tx) => storeDiscoveries(tx, words));
      messages.inc({ outcome: 'stored' }, stored);
      messages.inc({ outcome: 'skipped' }, part.length - stored);
    } catch (error) {
      const [first, ...others] = part;
      if (first === undefined || !isDataError(error)) throw error;
      if (others.length === 0) throw new PoisonRecordError(first.offset, String(error), { cause: error });
      for (const said of part) await store(tenant, [said]); // to find which one it is
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

/** What a device said, and where in its partition. */
interface Said {
  readonly offset: bigint;
  readonly message: DiscoveryDeviceV1;
}

/** The last word of each device; the words before it no longer matter. */
function newestOfEach(batch: BusBatch): Iterable<Said> {
  const newest = new Map<string, Said>();
  for (const record of batch.records) {
    if (record.value === null) continue; // the device is gone; its rows go with it
    const message = codec.decode(record);
    newest.set(message.data.deviceId, { offset: record.offset, message });
  }
  return newest.values();
}

/** A part has at least one device, whatever number of interfaces that has. */
function* partsOf(said: readonly Said[]): Iterable<readonly Said[]> {
  let part: Said[] = [];
  let interfaces = 0;
  for (const each of said) {
    const more = each.message.data.interfaces.length;
    if (part.length === devicesMax || (part.length > 0 && interfaces + more > interfacesMax)) {
      yield part;
      part = [];
      interfaces = 0;
    }
    part.push(each);
    interfaces += more;
  }
  if (part.length > 0) yield part;
}
