/**
 * Work that is done at a start and from time to time after it. One round at a time: what takes longer than its period
 * leaves out a round. A round that fails is logged, and the next one tries again.
 */
import type { Log } from '../log/log.ts';
import type { Component } from './component.ts';

export interface PeriodicOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<void>;
  /** What the log says of a round that failed. */
  readonly failure: string;
}

export function createPeriodic({ name, everyMs, work, failure }: PeriodicOptions, log: Log): Component {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | null = null;
  const run = (): void => {
    round ??= work()
      .catch((err: unknown) => log.warn({ err }, failure))
      .finally(() => {
        round = null;
      });
  };
  return {
    name,
    async start() {
      run();
      timer = setInterval(run, everyMs);
    },
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}
