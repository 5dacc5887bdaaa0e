/** States and news as messages of the bus. */
import type { BusMessage } from '@fastisp/core/bus/port';
import { deviceStateKey, deviceStateV1, type DeviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { telemetryEventKey, telemetryEventV1, type TelemetryEventV1 } from '@fastisp/core/contracts/telemetry-event.v1';
import { newId } from '@fastisp/core/ids';
import type { DeviceNews } from './book.ts';
import type { DeviceState } from './decide.ts';

/** Header of each message on `state.devices`: the epoch of the leader that wrote it. */
const epochHeader = 'epoch';
const source = 'stream';
const iso = (ms: number): string => new Date(ms).toISOString();

const stateCodec = messageCodec(deviceStateV1);
const eventCodec = messageCodec(telemetryEventV1);

export function stateMessage(state: DeviceState, at: { nowMs: number; epoch: number }): BusMessage {
  const message: DeviceStateV1 = {
    v: 1,
    id: newId(),
    tenantId: state.tenantId,
    occurredAt: iso(at.nowMs),
    source,
    data: {
      deviceId: state.deviceId,
      status: state.status,
      reason: state.reason,
      since: iso(state.sinceMs),
      lastSeenAt: state.lastSeenMs === null ? null : iso(state.lastSeenMs),
      uptimeMs: state.uptimeMs,
      interfaces: [...state.interfaces.values()]
        .toSorted((a, b) => a.ifIndex - b.ifIndex)
        .map(({ ifIndex, status, sinceMs, adminUp }) => ({ ifIndex, status, since: iso(sinceMs), adminUp })),
    },
  };
  return { key: deviceStateKey(message), value: stateCodec.encode(message), headers: epochHeaders(at.epoch) };
}

export const stateTombstone = (deviceId: string, epoch: number): BusMessage => ({
  key: deviceId,
  value: null,
  headers: epochHeaders(epoch),
});

const epochHeaders = (epoch: number): Record<string, string> => ({ [epochHeader]: String(epoch) });

/** Zero for a message of before there were epochs. */
export const epochOf = (message: Pick<BusMessage, 'headers'>): number => Number(message.headers?.[epochHeader] ?? 0);

export function newsMessage(news: DeviceNews): BusMessage {
  const { atMs, ...happened } = news.effect;
  const message: TelemetryEventV1 = {
    v: 1,
    id: newId(),
    tenantId: news.tenantId,
    occurredAt: iso(atMs),
    source,
    data: { ...happened, deviceId: news.deviceId },
  };
  return { key: telemetryEventKey(message), value: eventCodec.encode(message) };
}
