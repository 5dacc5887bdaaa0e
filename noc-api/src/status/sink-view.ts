/** Whether telemetry is being stored, as stream says on `state.sink`: in memory, read whole by each process. */
import type { Bus, Subscription } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { sinkHoldValidMs, sinkStateTopic, sinkStateV1, type SinkStateV1 } from '@fastisp/core/contracts/sink-state.v1';
import { newId } from '@fastisp/core/ids';
import type { Component } from '@fastisp/core/lifecycle/component';

const codec = messageCodec(sinkStateV1);

export type SinkHold = NonNullable<SinkStateV1['held']>;

export interface SinkView {
  /** The hold that has lasted longest, or null when telemetry is stored. */
  hold(): SinkHold | null;
}

export function createSinkView(deps: { bus: Bus; clock: Clock }): SinkView & Component {
  const states = new Map<string, SinkStateV1>();
  let subscription: Subscription | null = null;
  return {
    name: 'sink-view',
    hold: () => {
      const heardAfterMs = deps.clock.nowMs() - sinkHoldValidMs;
      const holds = [...states.values()]
        .filter((state) => Date.parse(state.occurredAt) > heardAfterMs)
        .flatMap((state) => state.held ?? []);
      return holds.toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since))[0] ?? null;
    },
    async start() {
      subscription = deps.bus.subscribe({
        topics: [sinkStateTopic],
        groupId: `noc-api.sink-view.${newId()}`,
        from: 'earliest',
        handler: async (batch) => {
          for (const record of batch.records) {
            const state = codec.decode(record);
            states.set(state.table, state);
          }
        },
      });
      await subscription.ready;
      await subscription.caughtUp();
    },
    async stop() {
      await subscription?.close();
    },
  };
}
