import { type Static, Type } from 'typebox';
import { linkStatuses, stateReasons } from './device-state.v1.ts';
import { envelope } from './envelope.ts';
import { topics } from './topics.ts';

/** `telemetry.event`: one thing that happened. */
export const telemetryEventV1 = envelope(
  1,
  Type.Union([
    Type.Object({
      type: Type.Literal('device_status_changed'),
      deviceId: Type.String({ format: 'uuid' }),
      from: Type.Enum([...linkStatuses]),
      to: Type.Enum([...linkStatuses]),
      reason: Type.Enum([...stateReasons]),
    }),
    Type.Object({
      type: Type.Literal('interface_status_changed'),
      deviceId: Type.String({ format: 'uuid' }),
      ifIndex: Type.Integer({ minimum: 0 }),
      from: Type.Enum([...linkStatuses]),
      to: Type.Enum([...linkStatuses]),
    }),
    Type.Object({ type: Type.Literal('device_restarted'), deviceId: Type.String({ format: 'uuid' }) }),
  ]),
);
export type TelemetryEventV1 = Static<typeof telemetryEventV1>;

export const telemetryEventTopic = topics.telemetryEvent.name;
export const telemetryEventKey = (message: TelemetryEventV1): string => message.data.deviceId;
