/**
 * The inventory as people work with it: 100 tenants, 100,000 subscribers, 10,000 devices; lists and searches over
 * HTTP at 50 requests/s on a whole single node that polls every device once a minute and stores what it hears. Node,
 * PostgreSQL, callers and agents are processes of their own.
 */
import { freeTcpPort } from '@fastisp/core/testing/free-port';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@fastisp/core/ids';
import type { DatabaseLogin } from '@fastisp/core/pg/database-access';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { RunningProgram } from '@fastisp/core/testing/running-program';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { createAuthority, type GrantingRole } from '@fastisp/noc-api/identity/authority';
import { tenantPermissions } from '@fastisp/noc-api/identity/permissions';
import { nocApiMigrations } from '@fastisp/noc-api/service';
import { createWorld } from '@fastisp/noc-api/testing/world';
import { streamMigrations } from '@fastisp/stream/service';
import { Client } from 'pg';
import type { LoadDone, LoadTask } from './inventory/load.ts';
import { measureRls } from './inventory/rls.ts';
import { firstNames, largeTenant, lastNames, seedInventory, type Sizes } from './inventory/seed.ts';
import type { Bench, BenchResult } from './result.ts';

const name = 'inventory';
const folder = import.meta.dirname;
const nodeFile = join(folder, '../../deploy/single-node/src/main.ts');
const perSecond = 50;
const listMsWanted = 100;
const decisionUsWanted = 20;
const rlsPercentWanted = 15;
/** Ports of a device: enough for a list of interfaces, few enough that what is measured is not their discovery. */
const ports = 4;

const sizesOf = (quick: boolean): Sizes =>
  quick
    ? { tenants: 100, subscribers: 20_000, devices: 2_000 }
    : { tenants: 100, subscribers: 100_000, devices: 10_000 };

async function* run({ quick }: { quick: boolean }): AsyncIterable<BenchResult> {
  yield decisionCost(quick);
  const sizes = sizesOf(quick);
  const rlsRounds = quick ? 100 : 400;
  yield* rlsCostsAlone(sizes, rlsRounds);
  const home = await mkdtemp(join(tmpdir(), 'fastisp-bench-inventory-'));
  const database = await createTestDatabase({ modules: [nocApiMigrations, streamMigrations] });
  const free = await connect(database.superuser.client);
  const secretKey = Buffer.alloc(32, 7).toString('base64');
  const agents = await startAgents(sizes.devices);
  try {
    await (await createWorld({ database, secretKey })).stop(); // makes the first tenant
    const tokens = await seedInventory(free, sizes, { secretBox: createSecretBox(secretKey), agentPort: agents.port });
    yield* rlsCosts({ database, free, about: `one of ${sizes.tenants} providers`, rounds: rlsRounds });
    const node = await startNode(database, { home, secretKey });
    try {
      const polled = (): Promise<number> => node.metric('collector_snmp_polls_total');
      await untilDiscovered(free, sizes.devices);
      yield* listTimes({ url: node.url, tokens, sizes, quick, polled });
    } finally {
      await node.stop();
    }
  } finally {
    await free.end();
    await agents.stop();
    await database.stop();
    await rm(home, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name,
  about: 'lists and searches over HTTP beside a collector, cost of row-level security, permission decisions',
  run,
};

/** A person with three roles of the tenant's own, each with every permission at some sites and some denied. */
function decisionCost(quick: boolean): BenchResult {
  const siteIds = Array.from({ length: 200 }, newId);
  const roles = [0, 1, 2].map((n): GrantingRole => {
    const scope = { siteIds: siteIds.slice(n * 50, n * 50 + 100) };
    const allows = tenantPermissions.map((permission) => ({ permission, effect: 'allow' as const, scope }));
    return { id: newId(), name: `role ${n}`, grants: [...allows, { permission: 'device:delete', effect: 'deny' }] };
  });
  const authority = createAuthority(roles);
  const decisions = quick ? 300_000 : 3_000_000;
  let allowed = 0;
  const decide = (n: number): boolean =>
    authority.can(
      tenantPermissions[n % tenantPermissions.length] ?? 'device:read',
      siteIds[n % siteIds.length] ?? null,
    );
  for (let n = 0; n < 100_000; n += 1) if (decide(n)) allowed += 1;
  const startMs = performance.now();
  for (let n = 0; n < decisions; n += 1) if (decide(n)) allowed += 1;
  const us = ((performance.now() - startMs) * 1_000) / decisions;
  if (allowed === 0) throw new Error('nothing was allowed');
  return result(
    'permission decision, 3 roles with scopes, mean',
    'µs',
    us,
    `<= ${decisionUsWanted} µs`,
    us <= decisionUsWanted,
  );
}

/** A provider who has the server to itself, where statements read whole tables rather than an index. */
async function* rlsCostsAlone(sizes: Sizes, rounds: number): AsyncIterable<BenchResult> {
  const database = await createTestDatabase({ modules: [nocApiMigrations, streamMigrations] });
  const free = await connect(database.superuser.client);
  try {
    await (await createWorld({ database })).stop();
    const secretBox = createSecretBox(Buffer.alloc(32, 7).toString('base64'));
    await seedInventory(free, { ...sizes, tenants: 1 }, { secretBox, agentPort: 161 });
    yield* rlsCosts({ database, free, about: 'the only provider', rounds });
  } finally {
    await free.end();
    await database.stop();
  }
}

interface RlsContext {
  readonly database: TestDatabase;
  /** As the superuser, whom no policy holds. */
  readonly free: Client;
  readonly about: string;
  readonly rounds: number;
}

async function* rlsCosts({ database, free, about, rounds }: RlsContext): AsyncIterable<BenchResult> {
  const held = await connect(database.access.owner.client);
  try {
    for (const { statement, withMs, withoutMs } of await measureRls(held, free, rounds)) {
      const percent = (withMs / withoutMs - 1) * 100;
      const target = `<= ${rlsPercentWanted} % more than without`;
      yield {
        ...result(
          `row-level security, ${about}, ${statement}, more time`,
          '%',
          percent,
          target,
          percent <= rlsPercentWanted,
        ),
        peers: { 'with policies, ms': withMs, 'without, ms': withoutMs },
      };
    }
  } finally {
    await held.end();
  }
}

interface ListContext {
  readonly url: string;
  readonly tokens: readonly string[];
  readonly sizes: Sizes;
  readonly quick: boolean;
  readonly polled: () => Promise<number>;
}

async function* listTimes({ url, tokens, sizes, quick, polled }: ListContext): AsyncIterable<BenchResult> {
  const requests = requestsOf(tokens);
  await load({ url, requests, perSecond, seconds: 5 }); // compiles statements and code
  const before = await polled();
  const seconds = quick ? 20 : 60;
  const { times, failure } = await load({ url, requests, perSecond, seconds });
  if (failure !== null) throw new Error(failure);
  const pollsPerSecond = ((await polled()) - before) / seconds;
  if (pollsPerSecond < sizes.devices / 120) throw new Error(`the collector made ${pollsPerSecond} polls/s only`);
  for (const kind of new Set(times.map((each) => each.kind))) {
    const ms = times
      .filter((each) => each.kind === kind)
      .map((each) => each.ms)
      .toSorted((a, b) => a - b);
    const p99 = ms[Math.floor(ms.length * 0.99)] ?? 0;
    const about = `${kind}, p99 of ${ms.length} beside ${Math.round(pollsPerSecond)} polls/s`;
    yield {
      ...result(about, 'ms', p99, `<= ${listMsWanted} ms`, p99 <= listMsWanted),
      peers: { 'median, ms': ms[ms.length >> 1] ?? 0, 'longest, ms': ms.at(-1) ?? 0 },
    };
  }
}

/** Half of the requests come from the large tenant, as half of the people do. */
function requestsOf(tokens: readonly string[]): LoadTask['requests'] {
  const requests: { kind: string; path: string; token: string }[] = [];
  const pick = (from: readonly string[], n: number): string => encodeURIComponent(from[n % from.length] ?? '');
  for (let n = 0; n < 400; n += 1) {
    const token = tokens[n % 2 === 0 ? largeTenant - 1 : n % tokens.length] ?? '';
    const [first, last] = [pick(firstNames, n >> 3), pick(lastNames, n >> 4)];
    const each = [
      { kind: 'list', path: '/subscribers?limit=100' },
      { kind: 'search', path: `/subscribers?q=${first}+${last}` },
      { kind: 'list', path: '/devices?limit=100' },
      { kind: 'search', path: `/devices?q=rtr-0${(n * 37) % 1_000}` },
      { kind: 'list', path: '/services?limit=100&status=active' },
      { kind: 'search', path: `/services?q=c${(n * 251) % 20_000}` },
      { kind: 'list', path: '/subscribers?limit=100&sort=-createdAt' },
      { kind: 'search', path: `/subscribers?q=${10_000_000 + n * 97}` },
    ][(n >> 1) % 8];
    if (each !== undefined) requests.push({ kind: each.kind, path: `/api/v1${each.path}`, token });
  }
  return requests;
}

async function load(task: LoadTask): Promise<LoadDone> {
  const child = fork(join(folder, 'inventory/load.ts'));
  child.send(task);
  const [done] = (await once(child, 'message')) as [LoadDone]; // the only message it sends
  return done;
}

async function startAgents(devices: number): Promise<{ port: number; stop(): Promise<void> }> {
  const child = fork(join(folder, 'snmp/agent.ts'));
  child.send({ devices, ports });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]; // the agent's only message
  return {
    port,
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** `npm start` on the seeded database, with a column store of its own. */
async function startNode(
  { access }: TestDatabase,
  { home, secretKey }: { home: string; secretKey: string },
): Promise<RunningProgram> {
  const env = {
    ...{ FASTISP_HOME: home, FASTISP_SECRET_KEY: secretKey, HOST: '127.0.0.1', LOG_LEVEL: 'error' },
    ...{ DATABASE_URL: await urlOf(access.runtime), DATABASE_MIGRATION_URL: await urlOf(access.owner) },
    ...{ FLOW_HOST: '127.0.0.1', FLOW_NETFLOW_PORT: '0', FLOW_IPFIX_PORT: '0', API_REQUESTS_PER_MINUTE: '1000000' },
  };
  const node = new RunningProgram({ name: 'single node', mainFile: nodeFile, port: await freeTcpPort(), env });
  await node.start();
  return node;
}

async function urlOf({ client }: DatabaseLogin): Promise<string> {
  const password = typeof client.password === 'function' ? await client.password() : (client.password ?? '');
  const where = new URLSearchParams({ host: client.host ?? '', port: String(client.port) });
  return `postgres://${client.user}:${encodeURIComponent(password)}@localhost/${client.database}?${where.toString()}`;
}

/** After its first polls a device tells of its ports, and they are stored: 10,000 devices take a minute and some. */
async function untilDiscovered(client: Client, devices: number): Promise<void> {
  const deadlineMs = performance.now() + 300_000;
  const found = async (): Promise<number> => {
    const { rows } = await client.query<{ count: string }>('select count(*) from interfaces');
    return Number(rows[0]?.count);
  };
  while ((await found()) < devices * ports) {
    if (performance.now() > deadlineMs) throw new Error(`only ${await found()} ports were found in five minutes`);
    await pause(1_000);
  }
}

async function connect(options: ConstructorParameters<typeof Client>[0]): Promise<Client> {
  const client = new Client(options);
  await client.connect();
  return client;
}

const result = (metric: string, unit: string, ours: number, target: string, met: boolean): BenchResult => ({
  ...{ bench: name, metric, unit, ours, peers: {}, target, met },
});
