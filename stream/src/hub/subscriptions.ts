/**
 * What each client looks at: a topic is joined where a permission of its lets it see what the topic is about, and joined
 * anew when its rights have changed meanwhile.
 */
import type { SiteFilter } from '@fastisp/core/access/site-filter';
import type { Clock } from '@fastisp/core/clock';
import { type StreamClientMessageV1, streamTopicPermission } from '@fastisp/core/contracts/stream-protocol.v1';
import { sitesFor } from '@fastisp/core/http/session-client';
import type { HubClient } from './client.ts';
import type { HubMetrics } from './metrics.ts';
import type { SeenUpTo, TopicLog } from './topic-log.ts';
import type { Topics } from './topics.ts';

/** Subscriptions of one client; one more is answered with an error. */
const subscriptionsMax = 32;

type SubscribeRequest = Extract<StreamClientMessageV1, { type: 'subscribe' }>;

export interface Subscriptions {
  subscribe(client: HubClient, request: SubscribeRequest): void;
  unsubscribe(client: HubClient, topic: string): void;
  /** A role may have been taken away meanwhile, or its sites be others; then the topic begins anew, if at all. */
  rejoin(client: HubClient): void;
  /** Tells the client which of its topics are no more. */
  dropGone(client: HubClient, gone: ReadonlySet<TopicLog>): void;
  leaveAll(client: HubClient): void;
}

export function createSubscriptions(deps: { topics: Topics; clock: Clock; metrics: HubMetrics }): Subscriptions {
  const { topics, clock, metrics } = deps;

  function join(client: HubClient, topic: string, resume: SeenUpTo | null): void {
    const sites = sitesSeen(client, topic);
    if (sites === null) return sendDenied(client, topic);
    const joined = topics.join(client.principal.tenantId, topic, sites);
    if (joined === null) return sendNotFound(client, topic);
    const asOf = new Date(clock.nowMs()).toISOString();
    metrics.subscriptions.inc({ start: client.subscribe(joined, resume, asOf) });
  }

  function unsubscribe(client: HubClient, topic: string): void {
    const subscription = client.subscriptions.get(topic);
    if (subscription === undefined) return;
    client.subscriptions.delete(topic);
    topics.leave(subscription.log, clock.nowMs());
  }

  return {
    subscribe(client, { topic, resume }) {
      unsubscribe(client, topic); // asking again starts again
      if (client.subscriptions.size < subscriptionsMax) return join(client, topic, resume ?? null);
      const detail = `at most ${subscriptionsMax} subscriptions`;
      client.send({ type: 'error', code: 'TOO_MANY_SUBSCRIPTIONS', detail, topic });
    },

    unsubscribe,

    rejoin(client) {
      for (const [topic, { log: shown }] of [...client.subscriptions]) {
        const sites = sitesSeen(client, topic);
        if (sites !== null && topics.shows(shown, sites)) continue;
        unsubscribe(client, topic);
        join(client, topic, null);
      }
    },

    dropGone(client, gone) {
      for (const [topic, { log }] of client.subscriptions) {
        if (!gone.has(log)) continue;
        client.subscriptions.delete(topic);
        sendNotFound(client, topic);
      }
    },

    leaveAll(client) {
      for (const topic of [...client.subscriptions.keys()]) unsubscribe(client, topic);
    },
  };
}

/** Null: nothing of it. */
function sitesSeen({ principal }: HubClient, topic: string): SiteFilter | null {
  const permission = streamTopicPermission(topic);
  return permission === null ? null : sitesFor(principal, permission);
}

function sendNotFound(client: HubClient, topic: string): void {
  client.send({ type: 'error', code: 'NOT_FOUND', detail: 'there is no such topic', topic });
}

function sendDenied(client: HubClient, topic: string): void {
  const detail = `this needs the permission ${streamTopicPermission(topic) ?? 'none'}`;
  client.send({ type: 'error', code: 'PERMISSION_DENIED', detail, topic });
}
