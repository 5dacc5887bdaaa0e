/** What clients say: each message is checked and counted, and who says too much, or nothing that can be read, is closed. */
import { streamClientMessageV1, type StreamClientMessageV1 } from '@fastisp/core/contracts/stream-protocol.v1';
import { Compile } from 'typebox/compile';
import type { RawData } from 'ws';
import type { CloseClient, HubClient } from './client.ts';
import type { HubMetrics } from './metrics.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Messages that are none, of one client; then the connection is closed. */
const badMessagesMax = 5;
/** Messages of one client in a heartbeat's time; then the connection is closed. */
const messagesMax = 200;

const message = Compile(streamClientMessageV1);

export type OnMessage = (client: HubClient, data: RawData, isBinary: boolean) => void;

export function createMessageHandler(deps: {
  subscriptions: Subscriptions;
  close: CloseClient;
  metrics: HubMetrics;
}): OnMessage {
  const { subscriptions, close, metrics } = deps;
  return (client, data, isBinary) => {
    client.alive = true;
    client.messages += 1;
    if (client.messages > messagesMax) return close(client, 'too_many_messages');
    const parsed = isBinary ? null : parse(data);
    if (parsed === null) {
      metrics.badMessages.inc();
      client.badMessages += 1;
      client.send({ type: 'error', code: 'BAD_MESSAGE', detail: 'not a message of stream-protocol.v1' });
      if (client.badMessages >= badMessagesMax) close(client, 'bad_messages');
    } else if (parsed.type === 'unsubscribe') subscriptions.unsubscribe(client, parsed.topic);
    else subscriptions.subscribe(client, parsed);
  };
}

function parse(data: RawData): StreamClientMessageV1 | null {
  try {
    const value: unknown = JSON.parse((data as Buffer).toString('utf8')); // a Buffer: binaryType is nodebuffer
    return message.Check(value) ? value : null;
  } catch {
    return null;
  }
}
