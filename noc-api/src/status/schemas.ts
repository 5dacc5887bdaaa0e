import { linkStatuses, stateReasons } from '@fastisp/core/contracts/device-state.v1';
import { Type } from 'typebox';
import { closed, named, nextCursor, orNull, pageQuery, timestamp, uuid } from '#http/schemas.ts';

const store = Type.Object({
  ok: Type.Boolean(),
  latencyMs: orNull(Type.Number()),
});

const columnStore = Type.Object({
  ok: Type.Boolean({ description: 'It answers questions, and telemetry is stored in it.' }),
  latencyMs: orNull(Type.Number()),
  problem: orNull(
    Type.Object(
      {
        code: Type.String(),
        message: Type.String({ description: 'What is wrong and what to do, in a sentence.' }),
        since: orNull(timestamp('Since when telemetry is held back on the bus; null when that is not known.')),
      },
      { description: 'Null when all is well. What was accepted is stored once it is over.' },
    ),
  ),
});

export const status = named(
  'Status',
  Type.Object({
    asOf: timestamp('When this was measured.'),
    version: Type.String(),
    uptimeS: Type.Number({ description: 'Seconds since this process started.' }),
    devices: Type.Object({
      total: Type.Integer(),
      up: Type.Integer(),
      down: Type.Integer(),
      unknown: Type.Integer(),
    }),
    interfaces: Type.Object({ up: Type.Integer(), down: Type.Integer() }),
    flowsPerS: orNull(Type.Number({ description: 'Over the last minute; null while the column store is away.' })),
    samplesPerS: orNull(Type.Number({ description: 'Values read from devices, over the last minute.' })),
    lagS: orNull(Type.Number({ description: 'Age of the newest stored telemetry; null when there is none.' })),
    stores: Type.Object({ relational: store, columnStore }),
    deadLetters: Type.Array(
      Type.Object({
        topic: Type.String(),
        messages: Type.Integer({ description: 'Still to be found in its dead-letter topic.' }),
        lastAt: timestamp('When the last one was set aside.'),
        lastReason: Type.String(),
      }),
      { description: 'Messages that no reader could make use of, by topic; none is the rule.' },
    ),
  }),
);

export const eventTypes = ['device_status_changed', 'interface_status_changed', 'device_restarted'] as const;

export const eventListQuery = Type.Object({ deviceId: Type.Optional(uuid), ...pageQuery }, closed);

export const event = named(
  'Event',
  Type.Object({
    id: Type.String({ format: 'uuid' }),
    at: timestamp('When it happened.'),
    type: Type.Enum([...eventTypes]),
    deviceId: Type.String({ format: 'uuid' }),
    deviceName: orNull(Type.String({ description: 'Null when the device is gone.' })),
    ifIndex: orNull(Type.Integer()),
    interfaceName: orNull(Type.String()),
    from: orNull(Type.Enum([...linkStatuses])),
    to: orNull(Type.Enum([...linkStatuses])),
    reason: orNull(Type.Enum([...stateReasons])),
  }),
);

export const eventList = named('EventList', Type.Object({ items: Type.Array(event), nextCursor }));
