import { describe, expect, it } from 'vitest';
import { Lane, LaneFullError } from './lane.ts';

/** Work that ends when told. */
function job(): { run: () => Promise<void>; end: () => void; started: () => boolean } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let started = false;
  return {
    run: () => {
      started = true;
      return promise;
    },
    end: resolve,
    started: () => started,
  };
}

const never = new AbortController().signal;
/** Lets everything that is ready run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Lane', () => {
  it('runs so many at a time, the others in order', async () => {
    const lane = new Lane({ runningMax: 2, longMax: 2, waitingMax: 10 });
    const jobs = [job(), job(), job(), job()];
    const all = Promise.all(jobs.map((one) => lane.run({ long: false, signal: never }, one.run)));
    await settle();
    expect(jobs.map((one) => one.started())).toEqual([true, true, false, false]);
    jobs[1]?.end();
    await settle();
    expect(jobs.map((one) => one.started())).toEqual([true, true, true, false]);
    for (const one of jobs) one.end();
    await all;
    expect(lane.idle).toBe(true);
  });

  it('keeps places free of long ones, and lets a quick one pass them', async () => {
    const lane = new Lane({ runningMax: 2, longMax: 1, waitingMax: 10 });
    const [first, second, quick] = [job(), job(), job()];
    const all = [
      lane.run({ long: true, signal: never }, first.run),
      lane.run({ long: true, signal: never }, second.run),
      lane.run({ long: false, signal: never }, quick.run),
    ];
    await settle();
    expect([first.started(), second.started(), quick.started()]).toEqual([true, false, true]);
    first.end();
    await settle();
    expect(second.started()).toBe(true);
    second.end();
    quick.end();
    await Promise.all(all);
  });

  it('refuses when too many wait', async () => {
    const lane = new Lane({ runningMax: 1, longMax: 1, waitingMax: 1 });
    const [running, waiting] = [job(), job()];
    const all = [running, waiting].map((one) => lane.run({ long: false, signal: never }, one.run));
    await settle();
    await expect(lane.run({ long: false, signal: never }, job().run)).rejects.toBeInstanceOf(LaneFullError);
    running.end();
    waiting.end();
    await Promise.all(all);
  });

  it('forgets one that does not want to wait any more', async () => {
    const lane = new Lane({ runningMax: 1, longMax: 1, waitingMax: 5 });
    const [running, left, next] = [job(), job(), job()];
    const leave = new AbortController();
    const first = lane.run({ long: false, signal: never }, running.run);
    const second = lane.run({ long: false, signal: leave.signal }, left.run);
    const third = lane.run({ long: false, signal: never }, next.run);
    leave.abort(new Error('left'));
    await expect(second).rejects.toThrow('left');
    running.end();
    await first;
    await settle();
    expect([left.started(), next.started()]).toEqual([false, true]);
    next.end();
    await third;
  });

  it('gives the place on when work fails', async () => {
    const lane = new Lane({ runningMax: 1, longMax: 1, waitingMax: 5 });
    const failing = lane.run({ long: true, signal: never }, () => Promise.reject(new Error('failed')));
    const next = lane.run({ long: true, signal: never }, () => Promise.resolve('ran'));
    await expect(failing).rejects.toThrow('failed');
    await expect(next).resolves.toBe('ran');
  });
});
