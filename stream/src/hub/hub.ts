/**
 * The WebSocket hub: `/stream` by core/src/contracts/stream-protocol.v1.ts.
 *
 * Once a tick, what changed becomes one delta for each topic and set of sites, one frame for all who see the same, and
 * one write for each client, however many topics it has: the cost of a hub is its writes (see bench/src/hub.bench.ts).
 */
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type AccessChange, readAccessChange } from '@fastisp/core/access/access-changes';
import type { SiteFilter } from '@fastisp/core/access/site-filter';
import type { Clock } from '@fastisp/core/clock';
import {
  streamClientMessageV1,
  streamHeartbeatMs,
  type StreamClientMessageV1,
  streamTopicPermission,
} from '@fastisp/core/contracts/stream-protocol.v1';
import { type Authenticate, sitesFor } from '@fastisp/core/http/session-client';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { Compile } from 'typebox/compile';
import { type RawData, WebSocketServer } from 'ws';
import { HubClient } from './client.ts';
import { admit, isStreamUpgrade, refuse } from './door.ts';
import { textFrame } from './frame.ts';
import { createHubMetrics } from './metrics.ts';
import { checkSessions } from './sessions.ts';
import type { SeenUpTo } from './topic-log.ts';
import { Topics } from './topics.ts';
import type { NetworkView } from './view.ts';

export interface HubConfig {
  /** How often what changed is sent. */
  readonly tickMs: number;
  /** Connections at once; one more is refused with 503. */
  readonly clientsMax: number;
  /** Bytes waiting in one client's socket; more, and it is skipped until they are gone. */
  readonly bufferBytesMax: number;
  /** Deltas kept for each topic; who comes back later gets a snapshot. */
  readonly deltasMax: number;
  readonly deltaBytesMax: number;
  /** A client that answers no ping for this long is cut off. */
  readonly pingMs: number;
  /** How often a connected session is asked for again; a revoked one is closed with 4401. */
  readonly sessionCheckMs: number;
}

export const hubDefaults: HubConfig = {
  tickMs: 250,
  clientsMax: 5_000,
  bufferBytesMax: 1024 * 1024,
  deltasMax: 1_200,
  deltaBytesMax: 8 * 1024 * 1024,
  pingMs: 15_000,
  sessionCheckMs: 60_000,
};

/** Subscriptions of one client; one more is answered with an error. */
const subscriptionsMax = 32;
/** Bytes of one message of a client; a longer one closes the connection (1009). */
const messageBytesMax = 4_096;
/** Messages that are none, of one client; then the connection is closed. */
const badMessagesMax = 5;
/** Messages of one client in a heartbeat's time; then the connection is closed. */
const messagesMax = 200;
/** Sign-ins being checked at once; one more is refused with 503. */
const admissionsMax = 256;

/** How long clients may take to say goodbye when the hub stops. */
const stopGraceMs = 1_000;

const closeCodes = { goingAway: 1001, badMessage: 4400, sessionEnded: 4401, tooManyMessages: 4429 } as const;

export interface HubDeps {
  readonly view: NetworkView;
  readonly httpServer: Server;
  readonly authenticate: Authenticate;
  /** Tells at once whose rights changed or session ended (core/src/access); absent: known with the next check. */
  readonly onAccessChange?: (listener: (payload: string) => void) => Promise<() => Promise<void>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Null: nothing of it. */
function sitesSeen({ principal }: HubClient, topic: string): SiteFilter | null {
  const permission = streamTopicPermission(topic);
  return permission === null ? null : sitesFor(principal, permission);
}

const isAbout = (change: AccessChange, { principal }: HubClient): boolean =>
  change.kind === 'tenant'
    ? principal.tenantId === change.id
    : principal.userId === change.id || principal.actorId === change.id;

export function createHub(config: HubConfig, deps: HubDeps): Component {
  const { view, httpServer, clock, log } = deps;
  const metrics = createHubMetrics(deps.metrics);
  const topics = new Topics(view, { deltasMax: config.deltasMax, bytesMax: config.deltaBytesMax });
  const clients = new Set<HubClient>();
  const message = Compile(streamClientMessageV1);
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    perMessageDeflate: false, // frames are shared; a compressed one belongs to one connection's window
  });
  const timers: NodeJS.Timeout[] = [];
  let unlisten: () => Promise<void> = () => Promise.resolve();
  let admissions = 0;
  let stopping = false;
  let heartbeat: Buffer | null = null;
  let sampledSecond = 0;
  const asOf = (): string => new Date(clock.nowMs()).toISOString();

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!isStreamUpgrade(request)) return; // somebody else's
    const onError = (): void => {
      socket.destroy(); // the other end went away meanwhile
    };
    socket.on('error', onError);
    void (async () => {
      const busy = stopping || clients.size + admissions >= config.clientsMax || admissions >= admissionsMax;
      if (busy) return turnAway(socket, { status: 503, reason: 'too_many_clients' });
      admissions += 1;
      const admission = await admit(request, deps.authenticate).finally(() => {
        admissions -= 1;
      });
      if ('status' in admission) return turnAway(socket, admission);
      if (socket.destroyed || stopping) return socket.destroy();
      socket.off('error', onError);
      server.handleUpgrade(request, socket, head, (ws) => {
        welcome(new HubClient({ ws, socket, ...admission, limits: config, nowMs: clock.nowMs() }));
      });
    })();
  }

  function turnAway(socket: Duplex, refusal: Parameters<typeof refuse>[1]): void {
    metrics.refused.inc({ reason: refusal.reason });
    refuse(socket, refusal);
  }

  function welcome(client: HubClient): void {
    clients.add(client);
    metrics.clients.set(clients.size);
    client.ws.on('message', (data, isBinary) => onMessage(client, data, isBinary));
    client.ws.on('pong', () => {
      client.alive = true;
    });
    client.ws.on('error', (err) => log.debug({ err }, 'websocket failed')); // `close` follows
    client.ws.on('close', () => {
      clients.delete(client);
      metrics.clients.set(clients.size);
      for (const { log: left } of client.subscriptions.values()) topics.leave(left, clock.nowMs());
      client.subscriptions.clear();
    });
  }

  function close(client: HubClient, code: number, reason: string): void {
    metrics.closed.inc({ reason });
    client.ws.close(code, reason);
  }

  function onMessage(client: HubClient, data: RawData, isBinary: boolean): void {
    client.alive = true;
    client.messages += 1;
    if (client.messages > messagesMax) return close(client, closeCodes.tooManyMessages, 'too_many_messages');
    const parsed = isBinary ? null : parse(data);
    if (parsed === null) {
      metrics.badMessages.inc();
      client.badMessages += 1;
      client.send({ type: 'error', code: 'BAD_MESSAGE', detail: 'not a message of stream-protocol.v1' });
      if (client.badMessages >= badMessagesMax) close(client, closeCodes.badMessage, 'bad_messages');
      return;
    }
    if (parsed.type === 'unsubscribe') unsubscribe(client, parsed.topic);
    else subscribe(client, parsed);
  }

  function parse(data: RawData): StreamClientMessageV1 | null {
    try {
      const value: unknown = JSON.parse((data as Buffer).toString('utf8')); // a Buffer: binaryType is nodebuffer
      return message.Check(value) ? value : null;
    } catch {
      return null;
    }
  }

  function subscribe(client: HubClient, request: Extract<StreamClientMessageV1, { type: 'subscribe' }>): void {
    const { topic, resume } = request;
    unsubscribe(client, topic); // asking again starts again
    if (client.subscriptions.size >= subscriptionsMax) {
      const detail = `at most ${subscriptionsMax} subscriptions`;
      return client.send({ type: 'error', code: 'TOO_MANY_SUBSCRIPTIONS', detail, topic });
    }
    join(client, topic, resume ?? null);
  }

  function join(client: HubClient, topic: string, resume: SeenUpTo | null): void {
    const sites = sitesSeen(client, topic);
    if (sites === null) return sendDenied(client, topic);
    const joined = topics.join(client.principal.tenantId, topic, sites);
    if (joined === null) return sendNotFound(client, topic);
    metrics.subscriptions.inc({ start: client.subscribe(joined, resume, asOf()) });
  }

  const sendNotFound = (client: HubClient, topic: string): void =>
    client.send({ type: 'error', code: 'NOT_FOUND', detail: 'there is no such topic', topic });

  const sendDenied = (client: HubClient, topic: string): void => {
    const detail = `this needs the permission ${streamTopicPermission(topic) ?? 'none'}`;
    client.send({ type: 'error', code: 'PERMISSION_DENIED', detail, topic });
  };

  /** A role may have been taken away meanwhile, or its sites be others; then the topic begins anew, if at all. */
  function rejoin(client: HubClient): void {
    for (const [topic, { log: shown }] of [...client.subscriptions]) {
      const sites = sitesSeen(client, topic);
      if (sites !== null && topics.shows(shown, sites)) continue;
      unsubscribe(client, topic);
      join(client, topic, null);
    }
  }

  function unsubscribe(client: HubClient, topic: string): void {
    const subscription = client.subscriptions.get(topic);
    if (subscription === undefined) return;
    client.subscriptions.delete(topic);
    topics.leave(subscription.log, clock.nowMs());
  }

  function tick(): void {
    const endTimer = metrics.tickSeconds.startTimer();
    const nowMs = clock.nowMs();
    if (Math.floor(nowMs / 1_000) !== sampledSecond) {
      sampledSecond = Math.floor(nowMs / 1_000);
      view.expireRates(nowMs);
      topics.sampleTraffic(nowMs);
    }
    const gone = new Set(topics.update(nowMs));
    const now = new Date(nowMs).toISOString();
    metrics.deltas.inc(topics.cut(now));
    metrics.topics.set(topics.size);
    for (const client of clients) {
      if (gone.size > 0) dropGone(client, gone);
      if (heartbeat === null && !client.behind) continue;
      if (client.slow) metrics.skipped.inc();
      else metrics.frames.inc(client.flush(now, heartbeat));
    }
    heartbeat = null;
    endTimer();
  }

  function dropGone(client: HubClient, gone: ReadonlySet<unknown>): void {
    for (const [topic, { log: of }] of client.subscriptions) {
      if (!gone.has(of)) continue;
      client.subscriptions.delete(topic);
      sendNotFound(client, topic);
    }
  }

  function beat(): void {
    heartbeat = textFrame(JSON.stringify({ type: 'heartbeat', at: asOf() }));
    for (const client of clients) client.messages = 0;
  }

  function ping(): void {
    for (const client of clients) {
      if (client.alive) {
        client.alive = false;
        client.ws.ping();
      } else {
        metrics.closed.inc({ reason: 'no_pong' });
        client.ws.terminate();
      }
    }
  }

  const recheck = (): Promise<boolean> =>
    checkSessions(clients, {
      authenticate: deps.authenticate,
      nowMs: clock.nowMs(),
      everyMs: config.sessionCheckMs,
      onEnded: (client) => close(client, closeCodes.sessionEnded, 'session_ended'),
      onChecked: rejoin,
    });

  /** Of a tenant with many people connected, some at a time and none left out. */
  async function onAccessChange(payload: string): Promise<void> {
    const change = readAccessChange(payload);
    for (const client of clients) if (change !== null && isAbout(change, client)) client.sessionCheckedAtMs = -Infinity;
    while (!stopping && (await recheck()));
  }

  return {
    name: 'stream.hub',
    start: async () => {
      httpServer.on('upgrade', onUpgrade);
      unlisten = (await deps.onAccessChange?.((payload) => void onAccessChange(payload))) ?? unlisten;
      timers.push(
        setInterval(tick, config.tickMs),
        setInterval(beat, streamHeartbeatMs),
        setInterval(ping, config.pingMs),
        setInterval(() => void recheck(), Math.min(5_000, config.sessionCheckMs)),
      );
    },
    stop: async () => {
      stopping = true;
      await unlisten();
      httpServer.off('upgrade', onUpgrade);
      for (const timer of timers) clearInterval(timer);
      const closed = [...clients].map((client) => once(client.ws, 'close'));
      for (const client of clients) close(client, closeCodes.goingAway, 'stopping');
      const deadline = setTimeout(() => {
        for (const client of clients) client.ws.terminate();
      }, stopGraceMs);
      await Promise.all(closed);
      clearTimeout(deadline);
    },
  };
}
