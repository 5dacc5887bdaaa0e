import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createPeriodic } from './periodic.ts';

beforeAll(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterAll(() => void vi.useRealTimers());

const everyMs = 1_000;
const lines: string[] = [];
const log = pino({}, { write: (line: string) => void lines.push(line) });
const periodic = (work: () => Promise<void>) =>
  createPeriodic({ name: 'sweep', everyMs, work, failure: 'not swept' }, log);

test('works at the start and after each period until it is stopped; a failure is logged and no end', async () => {
  let rounds = 0;
  const sweep = periodic(async () => {
    rounds += 1;
    if (rounds === 1) throw new Error('no room');
  });
  await sweep.start();
  expect(rounds).toBe(1);
  await vi.advanceTimersByTimeAsync(2 * everyMs);
  expect(rounds).toBe(3);
  await sweep.stop();
  await vi.advanceTimersByTimeAsync(2 * everyMs);
  expect(rounds).toBe(3);
  expect(lines.filter((line) => line.includes('not swept') && line.includes('no room'))).toHaveLength(1);
});

test('leaves rounds out while one goes on, and is stopped when that one is over', async () => {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  let [rounds, stopped] = [0, false];
  const sweep = periodic(() => {
    rounds += 1;
    return over;
  });
  await sweep.start();
  await vi.advanceTimersByTimeAsync(5 * everyMs);
  expect(rounds).toBe(1);
  const stop = sweep.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(everyMs);
  expect(stopped).toBe(false);
  end();
  await stop;
  expect(rounds).toBe(1);
});
