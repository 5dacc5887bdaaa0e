/** A browser as the hub sees one: keeps each topic's rows as it is told, and notices when a delta is missing. */
import { once } from 'node:events';
import {
  type StreamClientMessageV1,
  type StreamRow,
  type StreamServerMessageV1,
  streamTopicKinds,
} from '@fastisp/core/contracts/stream-protocol.v1';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { WebSocket } from 'ws';

/** What somebody has who sees everything. */
export const everyPermission: ReadonlySet<string> = new Set(streamTopicKinds.map(({ permission }) => permission));

interface Topic {
  epoch: string;
  seq: number;
  readonly rows: Map<string, StreamRow>;
  snapshots: number;
  deltas: number;
}

export const keyOf = (row: StreamRow): string =>
  'deviceId' in row ? row.deviceId : 'ifIndex' in row ? String(row.ifIndex) : row.at;

export class StreamClient {
  readonly ws: WebSocket;
  readonly topics = new Map<string, Topic>();
  readonly errors: Extract<StreamServerMessageV1, { type: 'error' }>[] = [];
  heartbeats = 0;
  closed: { code: number; reason: string } | null = null;

  private constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => this.receive(JSON.parse((data as Buffer).toString('utf8')) as StreamServerMessageV1)); // the hub's own
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    ws.on('error', () => {}); // `close` follows
  }

  /** @param known topics as an earlier connection left them, to be resumed. */
  static async connect(url: string, headers: Record<string, string>, known?: StreamClient): Promise<StreamClient> {
    const client = new StreamClient(new WebSocket(url, { headers, perMessageDeflate: false }));
    for (const [name, topic] of known?.topics ?? []) {
      client.topics.set(name, { ...topic, rows: new Map(topic.rows), snapshots: 0, deltas: 0 });
    }
    await once(client.ws, 'open');
    return client;
  }

  subscribe(topic: string): void {
    const known = this.topics.get(topic);
    this.send({
      type: 'subscribe',
      topic,
      ...(known === undefined ? {} : { resume: { epoch: known.epoch, seq: known.seq } }),
    });
  }

  send(message: StreamClientMessageV1 | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  rows<Row extends StreamRow>(topic: string): Row[] {
    return [...(this.topics.get(topic)?.rows.values() ?? [])] as Row[]; // a topic has rows of one kind
  }

  /** Waits for a row of a topic for which `condition` holds. */
  row<Row extends StreamRow>(topic: string, what: string, condition: (row: Row) => boolean): Promise<Row> {
    return waitFor(what, () => this.rows<Row>(topic).find(condition), { everyMs: 5 });
  }

  private receive(message: StreamServerMessageV1): void {
    if (message.type === 'heartbeat') this.heartbeats += 1;
    else if (message.type === 'error') this.errors.push(message);
    else if (message.type === 'snapshot') {
      const { epoch, seq, rows } = message;
      const before = this.topics.get(message.topic);
      this.topics.set(message.topic, {
        epoch,
        seq,
        rows: new Map(rows.map((row) => [keyOf(row), row])),
        snapshots: (before?.snapshots ?? 0) + 1,
        deltas: before?.deltas ?? 0,
      });
    } else {
      const topic = this.topics.get(message.topic);
      if (topic === undefined) throw new Error('a delta before a snapshot');
      if (message.seq !== topic.seq + 1 || message.epoch !== topic.epoch) throw new Error('a delta is missing');
      topic.seq = message.seq;
      topic.deltas += 1;
      for (const key of message.removed) topic.rows.delete(key);
      for (const row of message.upserts) topic.rows.set(keyOf(row), row);
    }
  }
}
