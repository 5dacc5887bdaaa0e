/**
 * The newest state of every device, in memory, from the compacted topic `state.devices`. Each process reads
 * the whole topic by a group of its own; it is complete once `start` resolved.
 */
import type { Bus, BusBatch, Subscription } from '@fastisp/core/bus/port';
import {
  deviceStateTopic,
  deviceStateV1,
  type DeviceStateV1,
  type LinkStatus,
} from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { newId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { type DeviceState, notPolledYet } from './state.ts';

const codec = messageCodec(deviceStateV1);

export interface StateView {
  /** State of a device; one that nothing was said of has not been polled since `addedAtIso`. */
  stateOf(deviceId: string, addedAtIso: string): DeviceState;
}

export function createStateView(deps: { bus: Bus; metrics: Metrics }): StateView & Component {
  const states = new Map<string, DeviceState>();
  let subscription: Subscription | null = null;
  const devices = deps.metrics.gauge('noc_api_state_view_devices', 'Devices whose state is in memory.');

  const apply = async (batch: BusBatch): Promise<void> => {
    for (const record of batch.records) {
      if (record.value === null) states.delete(record.key ?? '');
      else {
        const message = codec.decode(record);
        states.set(message.data.deviceId, toState(message.data));
      }
    }
    devices.set(states.size);
  };

  return {
    name: 'state-view',
    stateOf: (deviceId, addedAtIso) => states.get(deviceId) ?? notPolledYet(addedAtIso),
    async start() {
      subscription = deps.bus.subscribe({
        topics: [deviceStateTopic],
        groupId: `noc-api.state-view.${newId()}`,
        from: 'earliest',
        handler: apply,
      });
      await subscription.ready;
      await subscription.caughtUp();
    },
    async stop() {
      await subscription?.close();
    },
  };
}

function toState(data: DeviceStateV1['data']): DeviceState {
  const interfaces = new Map(data.interfaces.map((each) => [each.ifIndex, each]));
  const count = (status: LinkStatus) => data.interfaces.filter((i) => i.adminUp && i.status === status).length;
  return {
    status: data.status,
    reason: data.reason,
    since: data.since,
    lastSeenAt: data.lastSeenAt,
    uptimeMs: data.uptimeMs,
    interfaces,
    interfacesUp: count('up'),
    interfacesDown: count('down'),
  };
}
