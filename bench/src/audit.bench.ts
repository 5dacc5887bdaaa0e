/**
 * The audit log of a large provider: a million entries of one tenant among those of others. Every search as a person
 * asks it over HTTP, by the page; the verifier over the whole chain; and how many changes a second can be told.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tenantId } from '@fastisp/core/ids';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { tenantChain } from '@fastisp/noc-api/audit/chains';
import { verifyChain } from '@fastisp/noc-api/audit/verify';
import { nocApiMigrations } from '@fastisp/noc-api/service';
import { createWorld, type World } from '@fastisp/noc-api/testing/world';
import { Client } from 'pg';
import { copyToOthers, device, needle, person, seedChain, yearMs } from './audit/seed.ts';
import { measureWriters } from './audit/writers.ts';
import type { Bench, BenchResult } from './result.ts';

const name = 'audit';
const searchMsWanted = 100;
const verifiedPerSecondWanted = 30_000;
const verifierMibWanted = 100;
/** A call centre of 50 people that all save at once. */
const changesPerSecondWanted = 50;

async function* run({ quick }: { quick: boolean }): AsyncIterable<BenchResult> {
  const entries = quick ? 200_000 : 1_000_000;
  const database = await createTestDatabase({ modules: [nocApiMigrations] });
  const tenant = tenantId(1);
  const client = new Client(database.superuser.client);
  await client.connect();
  try {
    await seedChain(client, tenant, entries);
    await copyToOthers(client, tenant, { tenants: 9, entries: entries / 20 });
    await client.query('vacuum analyze audit_entries');
    const world = await createWorld({ database, env: { API_REQUESTS_PER_MINUTE: '1000000' } });
    try {
      for (const search of searches(entries)) yield* searchTimes(world, search, quick ? 20 : 100);
      yield* wholeSearch(world);
    } finally {
      await world.stop();
    }
    yield* verifier(() => verifyChain(tenantChain(database, tenant)));
  } finally {
    await client.end();
    await database.stop();
  }
  yield* writes(quick ? 2 : 5);
}

export const bench: Bench = {
  name,
  about: 'searches in an audit log of a million entries, its verifier, and writers that share a chain',
  run,
};

interface Search {
  readonly about: string;
  /** The n-th question of its kind. */
  readonly query: (n: number) => Record<string, string>;
}

function searches(entries: number): Search[] {
  /** A day of the year that is over, at this share of it. */
  const day = (share: number): string => new Date(Date.now() - yearMs + share * yearMs).toISOString();
  const week = (n: number) => ({ from: day((n % 50) / 52), to: day(((n % 50) + 1) / 52) });
  return [
    { about: 'the newest', query: () => ({}) },
    { about: 'by person', query: (n) => ({ userId: person(n % 20) }) },
    { about: 'by a person that is not there', query: (n) => ({ userId: person(1_000 + n) }) },
    { about: 'by object', query: (n) => ({ objectType: 'device', objectId: device((n * 331) % 20_000) }) },
    { about: 'by time', query: week },
    { about: 'by time and person', query: (n) => ({ ...week(n), userId: person(n % 20) }) },
    { about: 'by a frequent action', query: () => ({ action: 'update' }) },
    { about: 'by a rare action', query: () => ({ action: 'rotate' }) },
    { about: 'by a rare kind', query: () => ({ objectType: 'token' }) },
    { about: 'by outcome', query: () => ({ outcome: 'failed' }) },
    { about: 'by a person and a rare action', query: (n) => ({ userId: person(n % 20), action: 'rotate' }) },
    { about: 'by a frequent text', query: (n) => ({ q: `rtr-${n % 10}` }) },
    { about: 'by a rare text', query: (n) => ({ q: `Cambio ${Math.floor((entries * n) / 100)}:` }) },
    { about: 'by a text that is not there', query: (n) => ({ q: `nothing ${n}` }) },
    { about: 'by time and text', query: (n) => ({ ...week(n), q: 'fuente' }) },
  ];
}

interface Page {
  readonly items: readonly { readonly seq: number }[];
  readonly nextCursor: string | null;
}

async function ask(world: World, query: Record<string, string>): Promise<{ page: Page; ms: number }> {
  const startMs = performance.now();
  const { status, body } = await world.ask<Page>('GET', `/api/v1/audit?${new URLSearchParams(query).toString()}`);
  if (status !== 200) throw new Error(`${JSON.stringify(query)}: ${JSON.stringify(body)}`);
  return { page: body, ms: performance.now() - startMs };
}

/** The first page and the two after it, of each question. */
async function* searchTimes(world: World, { about, query }: Search, questions: number): AsyncIterable<BenchResult> {
  const times: number[] = [];
  for (let n = 0; n < questions; n += 1) {
    const asked = query(n);
    let cursor: string | null = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const { page, ms }: Awaited<ReturnType<typeof ask>> = await ask(world, {
        ...asked,
        limit: '50',
        ...(cursor !== null && { cursor }),
      });
      times.push(ms);
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
  }
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  yield {
    ...result(`${about}, p99 of ${times.length} pages`, 'ms', p99, `<= ${searchMsWanted} ms`, p99 <= searchMsWanted),
    peers: { 'median, ms': p50 },
  };
}

/** To the end of the log, page by page, as the portal goes on by itself. */
async function* wholeSearch(world: World): AsyncIterable<BenchResult> {
  const startMs = performance.now();
  let [pages, found] = [0, 0];
  let cursor: string | null = null;
  do {
    const { page }: Awaited<ReturnType<typeof ask>> = await ask(world, {
      q: needle,
      ...(cursor !== null && { cursor }),
    });
    pages += 1;
    found += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  if (found !== 1) throw new Error(`the needle was found ${found} times`);
  const seconds = (performance.now() - startMs) / 1_000;
  yield result(`a text that occurs once, the whole log in ${pages} pages`, 's', seconds, '<= 30 s', seconds <= 30);
}

async function* verifier(verify: () => ReturnType<typeof verifyChain>): AsyncIterable<BenchResult> {
  const memory = watchMemory();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startMs = performance.now();
  const { ok, entries, problem } = await verify();
  const perSecond = entries / ((performance.now() - startMs) / 1_000);
  delay.disable();
  const mib = memory.stop();
  if (!ok) throw new Error(`the chain is broken: ${JSON.stringify(problem)}`);
  const [rate, room] = [verifiedPerSecondWanted, verifierMibWanted];
  yield {
    ...result(`verifier, ${entries} entries`, 'entries/s', perSecond, `>= ${rate} entries/s`, perSecond >= rate),
    peers: { 'longest pause of the process, ms': delay.max / 1e6 },
  };
  yield result('verifier, memory beyond what was there', 'MiB', mib, `<= ${room} MiB`, mib <= room);
}

async function* writes(seconds: number): AsyncIterable<BenchResult> {
  const wanted = changesPerSecondWanted;
  for await (const { writers, sharedPerSecond, apartPerSecond } of measureWriters([1, 4, 16], seconds)) {
    const target = `>= ${wanted} changes/s`;
    yield {
      ...result(`${writers} writers of one tenant`, 'changes/s', sharedPerSecond, target, sharedPerSecond >= wanted),
      peers: { 'each in a tenant of its own': apartPerSecond },
    };
  }
}

/** The largest heap and buffers that were seen beyond those of the beginning. */
function watchMemory(): { stop(): number } {
  const used = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = used();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, used())), 50);
  return {
    stop: () => {
      clearInterval(timer);
      return (Math.max(most, used()) - before) / 2 ** 20;
    },
  };
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;

const result = (metric: string, unit: string, ours: number, target: string, met: boolean): BenchResult => ({
  ...{ bench: name, metric, unit, ours, peers: {}, target, met },
});
