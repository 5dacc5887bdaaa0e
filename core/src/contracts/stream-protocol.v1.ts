/**
 * The WebSocket protocol of `/stream`, JSON texts, one object each.
 *
 * A client subscribes to topics. It gets a snapshot, then deltas with growing `seq`; after a reconnect it
 * names the last `epoch` and `seq` it has and gets what it missed, or a new snapshot when that is gone.
 * A delta holds the latest value of each row that changed since the one before: a slow client that is
 * skipped gets a snapshot later, never a wrong picture. Sign-in: session cookie, or `Authorization: Bearer`.
 */
import { type Static, Type } from 'typebox';
import { deviceKinds } from './inventory-device.v1.ts';
import { linkStatuses, stateReasons } from './device-state.v1.ts';

/**
 * Every kind of topic, and the permission that it needs. `devices`: all devices of the tenant. `device:<id>`:
 * interfaces of one. `traffic`: the tenant's totals. Whoever has the permission at some sites only sees, of each, what
 * is at these sites: their devices, no other device's interfaces, and totals of their devices and exporters alone.
 */
export const streamTopicKinds = [
  { pattern: 'devices', permission: 'device:read' },
  { pattern: 'traffic', permission: 'interface:read' },
  { pattern: 'device:[0-9a-f-]{36}', permission: 'interface:read' },
] as const;
export const streamTopicPattern = `^(${streamTopicKinds.map(({ pattern }) => pattern).join('|')})$`;

/** @returns null when there is no such topic. */
export function streamTopicPermission(topic: string): string | null {
  return streamTopicKinds.find(({ pattern }) => new RegExp(`^(${pattern})$`).test(topic))?.permission ?? null;
}

export const streamClientMessageV1 = Type.Union([
  Type.Object({
    type: Type.Literal('subscribe'),
    topic: Type.String({ pattern: streamTopicPattern }),
    resume: Type.Optional(Type.Object({ epoch: Type.String(), seq: Type.Integer({ minimum: 0 }) })),
  }),
  Type.Object({ type: Type.Literal('unsubscribe'), topic: Type.String({ pattern: streamTopicPattern }) }),
]);
export type StreamClientMessageV1 = Static<typeof streamClientMessageV1>;

const timestamp = Type.String({ format: 'date-time' });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** A row of `devices`, keyed by `deviceId`. */
export const streamDeviceRow = Type.Object({
  deviceId: Type.String(),
  name: Type.String(),
  address: Type.String(),
  kind: Type.Enum([...deviceKinds]),
  status: Type.Enum([...linkStatuses]),
  reason: Type.Enum([...stateReasons]),
  since: timestamp,
  lastSeenAt: orNull(timestamp),
  uptimeMs: orNull(Type.Number()),
  interfacesUp: Type.Integer(),
  /** Administratively up, but not working. */
  interfacesDown: Type.Integer(),
  /** Sum over the interfaces at the last poll, bits per second; null while there is no rate. */
  inBps: orNull(Type.Number()),
  outBps: orNull(Type.Number()),
  /** When the rates were measured. */
  ratesAt: orNull(timestamp),
  pollIntervalS: Type.Integer(),
});
export type StreamDeviceRow = Static<typeof streamDeviceRow>;

/** A row of `device:<id>`, keyed by `ifIndex`. */
export const streamInterfaceRow = Type.Object({
  ifIndex: Type.Integer(),
  name: Type.String(),
  alias: Type.String(),
  status: Type.Enum([...linkStatuses]),
  adminUp: Type.Boolean(),
  since: timestamp,
  speedBps: Type.Number(),
  inBps: orNull(Type.Number()),
  outBps: orNull(Type.Number()),
  ratesAt: orNull(timestamp),
});
export type StreamInterfaceRow = Static<typeof streamInterfaceRow>;

/** A row of `traffic`, keyed by `at` (whole seconds); a snapshot holds the last five minutes. */
export const streamTrafficRow = Type.Object({
  at: timestamp,
  inBps: Type.Number(),
  outBps: Type.Number(),
  flowsPerS: Type.Number(),
});
export type StreamTrafficRow = Static<typeof streamTrafficRow>;

export type StreamRow = StreamDeviceRow | StreamInterfaceRow | StreamTrafficRow;

export type StreamServerMessageV1 =
  | { type: 'snapshot'; topic: string; epoch: string; seq: number; asOf: string; rows: StreamRow[] }
  | {
      type: 'delta';
      topic: string;
      epoch: string;
      seq: number;
      asOf: string;
      upserts: StreamRow[];
      /** Keys of rows that are gone: device ids, ifIndexes as text, or times. */
      removed: string[];
    }
  /** Every 5 s; a client that misses two shows that it is cut off. */
  | { type: 'heartbeat'; at: string }
  | { type: 'error'; code: string; detail: string; topic?: string };

export const streamHeartbeatMs = 5_000;
