import type { LabCommand } from './commands.ts';

/** Something that really happened in the network, as against what a poller believes. */
export interface TruthEvent {
  readonly id: number;
  readonly atMs: number;
  readonly device: string;
  readonly interface: string | null;
  readonly what:
    | 'device_stopped'
    | 'device_started'
    | 'interface_down'
    | 'interface_up'
    | 'loss_changed'
    | 'latency_changed'
    | 'community_changed'
    | 'misbehaviour_changed'
    | 'counters_near_wrap';
  /** The command behind it. */
  readonly because: LabCommand['do'] | 'story';
  readonly detail: string;
}

/** Older events are forgotten; their number stays in the ids. */
const eventsMax = 20_000;

/** Everything that was done to the network, in order. */
export class TruthLog {
  #events: TruthEvent[] = [];
  #nextId = 1;

  record(event: Omit<TruthEvent, 'id'>): TruthEvent {
    const recorded = { id: this.#nextId++, ...event };
    this.#events.push(recorded);
    if (this.#events.length > eventsMax) this.#events = this.#events.slice(-eventsMax / 2);
    return recorded;
  }

  /** Events with an id above `afterId`. */
  since(afterId = 0): readonly TruthEvent[] {
    return this.#events.filter((event) => event.id > afterId);
  }
}
