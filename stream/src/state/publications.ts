/** What a term tells: the states that changed and the events that it saw, on the bus. */
import type { Bus } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { deviceStateTopic } from '@fastisp/core/contracts/device-state.v1';
import { telemetryEventTopic } from '@fastisp/core/contracts/telemetry-event.v1';
import { stateNotLeading } from '#errors.ts';
import type { StateBook } from './book.ts';
import { newsMessage, stateMessage, stateTombstone } from './messages.ts';
import type { StateMetrics } from './metrics.ts';

export interface PublicationsDeps {
  readonly book: StateBook;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly metrics: StateMetrics;
  readonly epoch: () => number;
  readonly mayAct: () => boolean;
}

export interface Publications {
  /** One publication after the other, so that the last state of a device is the last on the bus. */
  publish(): Promise<void>;
  /** For facts, which each leader reads from the beginning: what is not published now is by the next tick, or not by us. */
  publishIfLeading(): Promise<void>;
}

export function createPublications(deps: PublicationsDeps): Publications {
  const { book, bus, clock, metrics, mayAct } = deps;
  let publishing: Promise<void> = Promise.resolve();

  async function publishOutbox(): Promise<void> {
    if (!mayAct()) throw stateNotLeading();
    const nowMs = clock.nowMs();
    const epoch = deps.epoch();
    const outbox = book.takeOutbox(nowMs);
    const states = [
      ...outbox.states.map((state) => stateMessage(state, { nowMs, epoch })),
      ...outbox.removed.map((deviceId) => stateTombstone(deviceId, epoch)),
    ];
    try {
      if (states.length > 0) await bus.publish(deviceStateTopic, states);
      if (outbox.news.length > 0) await bus.publish(telemetryEventTopic, outbox.news.map(newsMessage));
    } catch (error) {
      book.unpublish(outbox);
      throw error;
    }
    metrics.published.inc(states.length);
    for (const { effect } of outbox.news) {
      if (effect.type === 'device_restarted') metrics.changes.inc({ of: 'device', to: 'restarted' });
      else metrics.changes.inc({ of: effect.type === 'device_status_changed' ? 'device' : 'interface', to: effect.to });
    }
  }

  function publish(): Promise<void> {
    const done = publishing.then(publishOutbox);
    publishing = done.catch(() => {}); // the caller sees the error; the next publication is a new attempt
    return done;
  }

  return {
    publish,
    publishIfLeading: async () => {
      if (mayAct()) await publish();
    },
  };
}
