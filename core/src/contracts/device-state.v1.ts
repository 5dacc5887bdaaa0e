import { type Static, Type } from 'typebox';
import { envelope } from './envelope.ts';
import { topics } from './topics.ts';

export const linkStatuses = ['up', 'down', 'unknown'] as const;
export type LinkStatus = (typeof linkStatuses)[number];

/**
 * Why a thing is in its state. `answering`: it replies. `not_polled_yet`: no poll has ended since it was
 * added. `no_reply`, `no_such_host`, `unreachable`: polls fail. `auth`: it answers, but refuses the
 * community. `collector_late`: nothing heard of its polls for too long, so the device may be fine.
 */
export const stateReasons = [
  'answering',
  'not_polled_yet',
  'no_reply',
  'no_such_host',
  'unreachable',
  'auth',
  'protocol_error',
  'collector_late',
] as const;

/** `state.devices`: the state of a device, published when it or one of its interfaces changes. */
export const deviceStateV1 = envelope(
  1,
  Type.Object({
    deviceId: Type.String({ format: 'uuid' }),
    status: Type.Enum([...linkStatuses]),
    reason: Type.Enum([...stateReasons]),
    /** When it entered this status. */
    since: Type.String({ format: 'date-time' }),
    /** Last poll that it answered; null when never. */
    lastSeenAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    /** sysUpTime at `lastSeenAt`. */
    uptimeMs: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
    interfaces: Type.Array(
      Type.Object({
        ifIndex: Type.Integer({ minimum: 0 }),
        status: Type.Enum([...linkStatuses]),
        since: Type.String({ format: 'date-time' }),
        adminUp: Type.Boolean(),
      }),
    ),
  }),
);
export type DeviceStateV1 = Static<typeof deviceStateV1>;
export type StateReason = (typeof stateReasons)[number];

export const deviceStateTopic = topics.stateDevices.name;
export const deviceStateKey = (message: DeviceStateV1): string => message.data.deviceId;
