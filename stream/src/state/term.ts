/**
 * One term as leader of the device states: from loading what the predecessor saved to letting go. Reads inventory,
 * discovery and polls from the bus, publishes states and events, and saves them.
 *
 * What changed is published at once and saved a little later in batches, so that a slow or absent PostgreSQL
 * never delays what people see. A crash can lose the last `tickMs` of saved state; the next poll finds it
 * again. Whoever leads no more publishes nothing (`mayAct`) and saves nothing (the store's epoch); a message that it
 * had already given to the bus may still arrive, so the leader reads `state.devices` too and repeats its own state
 * after such a one.
 */
import type { Bus } from '@fastisp/core/bus/port';
import type { Clock } from '@fastisp/core/clock';
import type { Log } from '@fastisp/core/log/log';
import { StateBook } from './book.ts';
import { createFeed } from './feed.ts';
import type { StateMetrics } from './metrics.ts';
import type { DeviceStateStore } from './ports.ts';
import { createPublications } from './publications.ts';
import { createSaves } from './saves.ts';

export interface TermOptions {
  /** How often lateness is looked for and what changed is saved. */
  readonly tickMs: number;
  /** Whether this process leads at this moment. */
  readonly mayAct: () => boolean;
  /** The store says that another process has taken over. */
  readonly onFenced: () => void;
}

export interface TermDeps {
  readonly bus: Bus;
  readonly store: DeviceStateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: StateMetrics;
}

export interface Term {
  /** Resolves when all states are loaded and published. */
  start(): Promise<void>;
  /** Saves what is unsaved, unless another process has taken over. */
  stop(): Promise<void>;
}

export function createTerm(options: TermOptions, deps: TermDeps): Term {
  const { store, clock, log, metrics } = deps;
  const book = new StateBook();
  let epoch = 0;
  let timer: NodeJS.Timeout | undefined;

  const parts = { ...deps, book, epoch: () => epoch };
  const saves = createSaves({ ...parts, onFenced: options.onFenced });
  const mayAct = (): boolean => !saves.fenced && options.mayAct();
  const publications = createPublications({ ...parts, mayAct });
  const feed = createFeed({ ...parts, publications });

  function tick(): void {
    if (!mayAct()) return; // nobody is late because we were not listening
    book.timePassed(clock.nowMs());
    const counts = { up: 0, down: 0, unknown: 0 };
    for (const { status } of book.states()) counts[status] += 1;
    for (const [status, count] of Object.entries(counts)) metrics.devices.set({ status }, count);
    publications.publish().catch((err: unknown) => log.warn({ err }, 'device states not published, will be repeated'));
    void saves.save();
  }

  return {
    start: async () => {
      const saved = await store.takeOver();
      epoch = saved.epoch;
      book.load(saved.states);
      await feed.start();
      timer = setInterval(tick, options.tickMs);
    },
    stop: async () => {
      clearInterval(timer);
      await feed.stop();
      await saves.finish();
    },
  };
}
