/** A whole node on a ClickHouse that stops taking rows: what a person sees, and that no flow is lost by it. */
import { newTestEngine, newTestHome, type TestEngine } from '@fastisp/core/column-store/testing/embedded-engine';
import { type RefusingProxy, startRefusingProxy } from '@fastisp/core/column-store/testing/refusing-proxy';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { startFlowLoad } from '@fastisp/lab/load/flow-load';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningNode } from './testing/running-node.ts';

interface Seen {
  readonly stores: {
    readonly columnStore: { ok: boolean; problem: { code: string; message: string; since: string | null } | null };
  };
}

let engine: TestEngine;
let proxy: RefusingProxy;
let node: RunningNode;

beforeAll(async () => {
  engine = newTestEngine(await newTestHome());
  await engine.store.start();
  const address = engine.store.address();
  if (address === null) throw new Error('the engine has just started');
  proxy = await startRefusingProxy(address);
  node = await RunningNode.create({ CLICKHOUSE_URL: proxy.url });
  await node.start();
}, 120_000);
afterAll(async () => {
  await node?.remove();
  await proxy?.stop();
  await engine?.remove();
});

/** Flows wait for their block, and other programs of the machine may be busy. */
const patient = { timeLimitMs: 30_000 };

const stored = async (): Promise<number> =>
  Number((await engine.store.query<{ n: string }>('SELECT count() AS n FROM flows'))[0]?.n);
const seen = async () => (await node.api<Seen>('GET', '/status')).stores.columnStore;
async function sendFlows(): Promise<number> {
  const load = await startFlowLoad({ address: '127.0.0.1', port: node.netflowPort, flowsPerS: 2_000, durationS: 1 });
  return (await load.done).flows;
}

it('says why, keeps every flow, and stores them all when it may again', async () => {
  let sent = await sendFlows();
  await waitFor('the first flows', async () => (await stored()) === sent, patient);
  expect(await seen()).toMatchObject({ ok: true, problem: null });

  proxy.refuse('read-only');
  sent += await sendFlows();
  const told = /takes no writes: make the server and its disk writable/;
  const reason = await waitFor('readiness says why', () => node.notReadyBecause('sink'), patient);
  expect(reason).toMatch(told);
  const status = await waitFor(
    'the status says why',
    async () => {
      const answer = await seen();
      return !answer.ok && answer;
    },
    patient,
  );
  expect(status.problem?.code).toBe('COLUMN_STORE_READ_ONLY');
  expect(status.problem?.message).toMatch(told);
  expect(Date.parse(status.problem?.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect(await stored()).toBeLessThan(sent);

  proxy.refuse(null);
  await waitFor('all flows', async () => (await stored()) === sent, patient);
  await waitFor('the status is well', async () => (await seen()).ok, patient);
  await node.ready();
});
