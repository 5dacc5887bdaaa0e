/** Reads `telemetry.event` into the table `events`, each message once. */
import type { Bus, BusBatch, Subscription } from '@fastisp/core/bus/port';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import {
  telemetryEventTopic,
  telemetryEventV1,
  type TelemetryEventV1,
} from '@fastisp/core/contracts/telemetry-event.v1';
import { tenantId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { RelationalStore } from '@fastisp/core/pg/port';

const codec = messageCodec(telemetryEventV1);
/** Events that the database refuses this often are set aside, so that they do not hold up the others. */
const attemptsMax = 20;

export function createEventRecorder(deps: { bus: Bus; relational: RelationalStore }): Component {
  let subscription: Subscription | null = null;

  const handle = async (batch: BusBatch): Promise<void> => {
    const byTenant = Map.groupBy(
      batch.records.map((record) => codec.decode(record)),
      (event) => event.tenantId,
    );
    for (const [tenant, events] of byTenant) {
      await deps.relational.withTenant(tenantId(tenant), (tx) =>
        tx
          .insertInto('events')
          .values(events.map(toRow))
          .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing()) // delivered again
          .execute(),
      );
    }
  };

  return {
    name: 'event-recorder',
    async start() {
      subscription = deps.bus.subscribe({
        topics: [telemetryEventTopic],
        groupId: 'noc-api.events',
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

function toRow({ tenantId: tenant, id, occurredAt, data }: TelemetryEventV1) {
  return {
    tenant_id: tenant,
    id,
    occurred_at: occurredAt,
    type: data.type,
    device_id: data.deviceId,
    if_index: data.type === 'interface_status_changed' ? data.ifIndex : null,
    status_from: data.type === 'device_restarted' ? null : data.from,
    status_to: data.type === 'device_restarted' ? null : data.to,
    reason: data.type === 'device_status_changed' ? data.reason : null,
  };
}
