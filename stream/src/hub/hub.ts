/**
 * The WebSocket hub: `/stream` by core/src/contracts/stream-protocol.v1.ts.
 *
 * Once a tick, what changed becomes one delta for each topic and set of sites, one frame for all who see the same, and
 * one write for each client, however many topics it has: the cost of a hub is its writes (see bench/src/hub.bench.ts).
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Clock } from '@fastisp/core/clock';
import { streamHeartbeatMs } from '@fastisp/core/contracts/stream-protocol.v1';
import type { Authenticate } from '@fastisp/core/http/session-client';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { type CloseClient, closeCodes, HubClient } from './client.ts';
import { createDoor } from './door.ts';
import { createMessageHandler } from './messages.ts';
import { createHubMetrics } from './metrics.ts';
import { createSessionWatch } from './sessions.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createTicker } from './ticker.ts';
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

/** How long clients may take to say goodbye when the hub stops. */
const stopGraceMs = 1_000;

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

export function createHub(config: HubConfig, deps: HubDeps): Component {
  const { view, httpServer, authenticate, clock, log } = deps;
  const metrics = createHubMetrics(deps.metrics);
  const clients = new Set<HubClient>();
  let stopping = false;

  const close: CloseClient = (client, reason) => {
    metrics.closed.inc({ reason });
    client.ws.close(closeCodes[reason], reason);
  };
  const topics = new Topics(view, { deltasMax: config.deltasMax, bytesMax: config.deltaBytesMax });
  const subscriptions = createSubscriptions({ topics, clock, metrics });
  const onMessage = createMessageHandler({ subscriptions, close, metrics });
  const ticker = createTicker({ clients, view, topics, subscriptions, clock, metrics });
  const sessions = createSessionWatch({
    ...{ clients, authenticate, clock },
    everyMs: config.sessionCheckMs,
    onAccessChange: deps.onAccessChange,
    onEnded: (client) => close(client, 'session_ended'),
    onChecked: (client) => subscriptions.rejoin(client),
  });
  const onUpgrade = createDoor({
    authenticate,
    room: () => (stopping ? 0 : config.clientsMax - clients.size),
    onRefused: (reason) => metrics.refused.inc({ reason }),
    onAdmitted: (connection) => welcome(new HubClient({ ...connection, limits: config, nowMs: clock.nowMs() })),
  });
  const timers: NodeJS.Timeout[] = [];

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
      subscriptions.leaveAll(client);
    });
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

  return {
    name: 'stream.hub',
    start: async () => {
      httpServer.on('upgrade', onUpgrade);
      await sessions.start();
      timers.push(
        setInterval(() => ticker.tick(), config.tickMs),
        setInterval(() => ticker.beat(), streamHeartbeatMs),
        setInterval(ping, config.pingMs),
      );
    },
    stop: async () => {
      stopping = true;
      await sessions.stop();
      httpServer.off('upgrade', onUpgrade);
      for (const timer of timers) clearInterval(timer);
      const closed = [...clients].map((client) => once(client.ws, 'close'));
      for (const client of clients) close(client, 'stopping');
      const deadline = setTimeout(() => {
        for (const client of clients) client.ws.terminate();
      }, stopGraceMs);
      await Promise.all(closed);
      clearTimeout(deadline);
    },
  };
}
