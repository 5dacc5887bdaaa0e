/**
 * Callers in a process of their own: so many requests a second, whether or not the answers keep up. A time counts
 * from when its request was due, so that a server that stalls is not spared those that had to wait.
 *
 * Started with `fork`: told a `LoadTask`, says a `LoadDone`.
 */
import { setTimeout as pause } from 'node:timers/promises';

export interface LoadTask {
  readonly url: string;
  /** In this order, over and over. */
  readonly requests: readonly { readonly kind: string; readonly path: string; readonly token: string }[];
  readonly perSecond: number;
  readonly seconds: number;
}

export interface LoadDone {
  readonly times: readonly { readonly kind: string; readonly ms: number }[];
  /** The first answer that was not 200, if any. */
  readonly failure: string | null;
}

async function run({ url, requests, perSecond, seconds }: LoadTask): Promise<LoadDone> {
  const times: { kind: string; ms: number }[] = [];
  let failure: string | null = null;
  const startMs = performance.now();
  const ask = async (n: number, dueMs: number): Promise<void> => {
    const request = requests[n % requests.length];
    if (request === undefined) return;
    const answer = await fetch(`${url}${request.path}`, { headers: { authorization: `Bearer ${request.token}` } });
    const body = await answer.text();
    times.push({ kind: request.kind, ms: performance.now() - dueMs });
    if (answer.status !== 200) failure ??= `${request.path}: ${answer.status} ${body.slice(0, 200)}`;
  };
  const asked: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const dueMs = startMs + (n * 1_000) / perSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await pause(waitMs);
    asked.push(ask(n, dueMs));
  }
  await Promise.all(asked);
  return { times, failure };
}

process.once('message', (task: LoadTask) => {
  void run(task).then((done) => process.send?.(done, () => process.disconnect()));
});
