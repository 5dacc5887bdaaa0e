/** The hub's beat: each tick cuts what changed into deltas and writes every client what it has not seen, once. */
import type { Clock } from '@fastisp/core/clock';
import type { HubClient } from './client.ts';
import { textFrame } from './frame.ts';
import type { HubMetrics } from './metrics.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Topics } from './topics.ts';
import type { NetworkView } from './view.ts';

export interface Ticker {
  tick(): void;
  /** A heartbeat goes out with the next tick, to everybody; what each client may say is counted anew. */
  beat(): void;
}

export function createTicker(deps: {
  clients: ReadonlySet<HubClient>;
  view: NetworkView;
  topics: Topics;
  subscriptions: Subscriptions;
  clock: Clock;
  metrics: HubMetrics;
}): Ticker {
  const { clients, view, topics, subscriptions, clock, metrics } = deps;
  let heartbeat: Buffer | null = null;
  let sampledSecond = 0;

  function sampleOnceASecond(nowMs: number): void {
    const second = Math.floor(nowMs / 1_000);
    if (second === sampledSecond) return;
    sampledSecond = second;
    view.expireRates(nowMs);
    topics.sampleTraffic(nowMs);
  }

  return {
    tick() {
      const endTimer = metrics.tickSeconds.startTimer();
      const nowMs = clock.nowMs();
      sampleOnceASecond(nowMs);
      const gone = new Set(topics.update(nowMs));
      const now = new Date(nowMs).toISOString();
      metrics.deltas.inc(topics.cut(now));
      metrics.topics.set(topics.size);
      for (const client of clients) {
        if (gone.size > 0) subscriptions.dropGone(client, gone);
        if (heartbeat === null && !client.behind) continue;
        if (client.slow) metrics.skipped.inc();
        else metrics.frames.inc(client.flush(now, heartbeat));
      }
      heartbeat = null;
      endTimer();
    },

    beat() {
      heartbeat = textFrame(JSON.stringify({ type: 'heartbeat', at: new Date(clock.nowMs()).toISOString() }));
      for (const client of clients) client.messages = 0;
    },
  };
}
