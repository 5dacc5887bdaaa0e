/** The rows of one topic of the stream as snapshots and deltas build them; pure. */
import type {
  StreamDeviceRow,
  StreamInterfaceRow,
  StreamRow,
  StreamServerMessageV1,
  StreamTrafficRow,
} from '@fastisp/core/contracts/stream-protocol.v1';

export type SnapshotMessage = Extract<StreamServerMessageV1, { type: 'snapshot' }>;
export type DeltaMessage = Extract<StreamServerMessageV1, { type: 'delta' }>;

/** Where a topic stands, so that a reconnect can ask for what it missed. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

export interface TopicState<Row extends StreamRow = StreamRow> {
  readonly cursor: Cursor | null;
  /** When the server made the newest message; null before the first. */
  readonly asOf: string | null;
  readonly rows: ReadonlyMap<string, Row>;
}

/** The type of the rows follows from the topic's name. */
export type RowOf<Topic extends string> = Topic extends 'devices'
  ? StreamDeviceRow
  : Topic extends 'traffic'
    ? StreamTrafficRow
    : StreamInterfaceRow;

export const emptyTopic: TopicState<never> = { cursor: null, asOf: null, rows: new Map<string, never>() };

/**
 * What five minutes of `traffic` and its page of history may hold: the oldest rows go first when there are
 * more. Devices and interfaces are bounded by the server, which names the rows that are gone.
 */
const trafficRowsMax = 3_600;

export function rowKey(row: StreamRow): string {
  if ('deviceId' in row) return row.deviceId;
  if ('ifIndex' in row) return String(row.ifIndex);
  return row.at;
}

/**
 * The state after a message. A delta of another epoch, or one without a snapshot before it, is not ours to
 * apply: the answer is null and the caller subscribes afresh. One that was seen already changes nothing.
 */
export function applyMessage(state: TopicState, message: SnapshotMessage | DeltaMessage): TopicState | null {
  const cursor = { epoch: message.epoch, seq: message.seq };
  if (message.type === 'snapshot') {
    return { cursor, asOf: message.asOf, rows: new Map(message.rows.map((row) => [rowKey(row), row])) };
  }
  if (state.cursor === null || state.cursor.epoch !== message.epoch) return null;
  if (message.seq <= state.cursor.seq) return state;
  const rows = new Map(state.rows);
  for (const key of message.removed) rows.delete(key);
  for (const row of message.upserts) rows.set(rowKey(row), row);
  if (message.topic === 'traffic') dropOldest(rows, trafficRowsMax);
  return { cursor, asOf: message.asOf, rows };
}

/** Rows of `traffic` come in the order of their time, and a Map keeps the order of insertion. */
function dropOldest(rows: Map<string, StreamRow>, max: number): void {
  for (const key of rows.keys()) {
    if (rows.size <= max) return;
    rows.delete(key);
  }
}
