/**
 * What no reader of the bus could make use of: how many messages, of which topic, and why the last one. Counted over
 * what the dead-letter topics still hold, in memory, by each process for itself.
 */
import { type Bus, deadLetterTopic, type Subscription } from '@fastisp/core/bus/port';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';

export interface DeadLetters {
  readonly topic: string;
  readonly messages: number;
  readonly lastAtMs: number;
  readonly lastReason: string;
}

export interface DeadLetterView {
  /** Topics that have any, the most recent first. */
  deadLetters(): readonly DeadLetters[];
}

export function createDeadLetterView({ bus }: { bus: Bus }): DeadLetterView & Component {
  const byTopic = new Map<string, DeadLetters>();
  let subscription: Subscription | null = null;
  return {
    name: 'dead-letter-view',
    deadLetters: () => [...byTopic.values()].toSorted((a, b) => b.lastAtMs - a.lastAtMs),
    async start() {
      const specs = Object.values(topics);
      await bus.ensureTopics(specs); // with their dead-letter topics
      subscription = bus.subscribe({
        topics: specs.map(({ name }) => deadLetterTopic(name)),
        groupId: `noc-api.dead-letter-view.${newId()}`,
        from: 'earliest',
        handler: async ({ records }) => {
          for (const { headers, timestampMs } of records) {
            const topic = headers['topic'] ?? 'unknown';
            byTopic.set(topic, {
              topic,
              messages: (byTopic.get(topic)?.messages ?? 0) + 1,
              lastAtMs: timestampMs,
              lastReason: headers['reason'] ?? '',
            });
          }
        },
      });
      await subscription.ready;
    },
    async stop() {
      await subscription?.close();
    },
  };
}
