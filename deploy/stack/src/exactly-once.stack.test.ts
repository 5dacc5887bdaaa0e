/**
 * Exactly once, from the bus to the tables: two `stream` processes, the broker and the column store are killed (-9)
 * and put to sleep at random while numbered rows go through. In the end the tables have what the bus acknowledged,
 * each row once, and the rollups add up to the same.
 *
 * STACK_KILL_MINUTES sets how long (default 1.5), STACK_KILL_SEED makes the same choices again.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { newTestEngine } from '@fastisp/core/column-store/testing/embedded-engine';
import { readEnv } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import type { DatabaseLogin } from '@fastisp/core/pg/database-access';
import { testKafkaBrokers } from '@fastisp/core/testing/kafka';
import { createTestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { createRandom, type Random } from '@fastisp/lab/network/random';
import { streamMigrations } from '@fastisp/stream/service';
import { createKafkaBroker, kafkaLibFolder } from './kafka-broker.ts';
import { type Account, startNumberedLoad } from './testing/numbered-load.ts';
import { StreamProcess } from './testing/stream-process.ts';

const { missing } = testKafkaBrokers();
const minutes = Number(process.env['STACK_KILL_MINUTES'] ?? 1.5);
const seed = process.env['STACK_KILL_SEED'] ?? String(Date.now() % 1_000_000);

const brokerPort = 19_392;
const storePort = 19_396;
const storePassword = 'of-this-test';
/** Longer than the session of a member (8 s) and one check of the broker: another one has its partitions then. */
const sleepMs = 12_000;
const startTimeLimitMs = 60_000;
/** From any state of disorder until rows go in again, and until all of them are in. */
const backTimeLimitMs = 90_000;

const perProcess = 60_000 * minutes + 4 * startTimeLimitMs + 2 * backTimeLimitMs;

describe.skipIf(missing !== null)(`exactly once (seed ${seed})${missing ?? ''}`, { timeout: perProcess }, () => {
  it(`holds over ${minutes} minutes of kills`, async () => {
    const world = await startWorld();
    const load = startNumberedLoad(world.bus);
    await waitFor('rows go in', async () => (await countRows(world.store)) > 0, { timeLimitMs: startTimeLimitMs });

    const done = await disturb(world, createRandom(seed), Date.now() + minutes * 60_000);
    await load.stop();
    await waitFor(
      'everything is in',
      async () => (await countRows(world.store)) >= load.flows.rows + load.interfaces.rows,
      {
        timeLimitMs: backTimeLimitMs,
        everyMs: 250,
      },
    );
    // Whoever has something in hand yet puts it in before it ends.
    expect(await Promise.all(world.sinks.map((sink) => sink.stop()))).toEqual([0, 0]);

    process.stdout.write(`${load.flows.rows} flows, ${load.interfaces.rows} polls, ${JSON.stringify(done)}\n`);
    expect(await tableOf(world.store, 'flows', 'bytes')).toEqual(accountText(load.flows));
    expect(await tableOf(world.store, 'interface_samples', 'in_octets')).toEqual(accountText(load.interfaces));
    for (const step of ['1m', '5m', '1h', '1d']) {
      expect({ step, sums: await flowSums(world.store, step) }).toEqual({ step, sums: everyBreakdown(load.flows) });
      const polls = `SELECT sum(samples) AS rows, sum(in_octets) AS sum FROM interface_${step}`;
      expect({ step, sums: await world.store.query(polls) }).toEqual({ step, sums: [rowsAndSum(load.interfaces)] });
    }
    expect(Object.keys(done).toSorted()).toEqual(disturbances.map(({ name }) => name).toSorted());
  });
});

type World = Awaited<ReturnType<typeof startWorld>>;

async function startWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'fastisp-once-'));
  const log = createLog({ service: 'test', level: 'silent' });
  const broker = createKafkaBroker({ folder: join(folder, 'kafka'), libFolder: kafkaLibFolder, port: brokerPort });
  const database = await createTestDatabase({ modules: [streamMigrations] });
  const { store } = newTestEngine(join(folder, 'home'), { fixedLogin: { port: storePort, password: storePassword } });
  const stops: (() => Promise<unknown>)[] = [() => database.stop(), () => store.stop()];
  onTestFinished(async ({ task }) => {
    for (const stop of stops.toReversed()) await stop();
    if (task.result?.state === 'pass') await rm(folder, { recursive: true, force: true });
    else process.stdout.write(`logs are kept in ${folder}\n`);
  });
  stops.push(() => broker.stop());
  await Promise.all([broker.start(), store.start()]);
  const config = { ...readEnv(kafkaEnv, {}), KAFKA_BROKERS: broker.address };
  const bus = createKafkaBus({ config, clientId: 'producer' }, { log, metrics: new Metrics() });
  stops.push(() => bus.stop());
  await bus.start();
  await bus.ensureTopics(Object.values(topics));
  const env = {
    FASTISP_HOME: join(folder, 'home'),
    KAFKA_BROKERS: broker.address,
    CLICKHOUSE_URL: `http://fastisp:${storePassword}@127.0.0.1:${storePort}/fastisp`,
    DATABASE_URL: await urlOf(database.access.runtime),
    DATABASE_MIGRATION_URL: await urlOf(database.access.owner),
  };
  const sinks = ['sink-1', 'sink-2'].map((name) => new StreamProcess(name, { folder, env }));
  for (const sink of sinks) {
    stops.push(() => sink.kill());
    sink.start();
  }
  await waitFor('the tables', () => hasTables(store), { timeLimitMs: startTimeLimitMs, everyMs: 100 });
  return { broker, bus, store, sinks };
}

interface Disturbance {
  readonly name: string;
  readonly happen: (world: World, random: Random) => Promise<void>;
}

const killSinks = async (sinks: readonly StreamProcess[]): Promise<void> => {
  await Promise.all(sinks.map((sink) => sink.kill()));
  for (const sink of sinks) sink.start();
};

const disturbances: readonly Disturbance[] = [
  { name: 'a sink killed', happen: ({ sinks }, random) => killSinks([random.pick(sinks)]) },
  { name: 'both sinks killed', happen: ({ sinks }) => killSinks(sinks) },
  { name: 'a sink asleep', happen: ({ sinks }, random) => random.pick(sinks).sleep(sleepMs) },
  {
    name: 'the broker killed',
    happen: async ({ broker }, random) => {
      await broker.kill();
      await delay(random.integer(0, 5_000));
      await broker.start();
    },
  },
  {
    name: 'the column store killed',
    happen: ({ store }) => {
      const pid = store.enginePid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL'); // its supervisor starts it again
      return Promise.resolve();
    },
  },
];

/** One after the other in random order, or two at once; each at a random moment while rows go in. @returns how often each. */
async function disturb(world: World, random: Random, untilMs: number): Promise<Record<string, number>> {
  const done: Record<string, number> = {};
  let hat: Disturbance[] = [];
  const draw = (): Disturbance => {
    if (hat.length === 0) hat = [...disturbances];
    const [drawn] = hat.splice(random.integer(0, hat.length - 1), 1);
    return drawn ?? random.pick(disturbances);
  };
  while (Date.now() < untilMs || Object.keys(done).length < disturbances.length) {
    const before = await countRows(world.store);
    const goesOn = async (): Promise<boolean> => {
      expect(world.sinks.filter((sink) => !sink.running).map(({ name }) => `${name} ended by itself`)).toEqual([]);
      return (await countRows(world.store)) > before;
    };
    await waitFor('rows go in again', goesOn, { timeLimitMs: backTimeLimitMs, everyMs: 50 });
    await delay(random.integer(0, 3_000)); // tidy: the moment is what is tested
    const drawn = random.chance(0.3) ? [draw(), draw()] : [draw()];
    await Promise.all(
      drawn.map(async ({ name, happen }) => {
        await happen(world, random);
        done[name] = (done[name] ?? 0) + 1;
      }),
    );
  }
  return done;
}

async function urlOf({ client }: DatabaseLogin): Promise<string> {
  const password = typeof client.password === 'function' ? await client.password() : client.password;
  const url = new URL(`postgresql://localhost/${client.database}`);
  url.username = client.user ?? '';
  url.password = password ?? '';
  url.port = String(client.port ?? 5_432);
  url.searchParams.set('host', client.host ?? ''); // a folder: the server listens on a socket in it
  return url.href;
}

async function hasTables(store: ColumnStore): Promise<boolean> {
  const tables = await store.query(`SELECT name FROM system.tables WHERE name IN ('flows_1d', 'interface_1d')`);
  return tables.length === 2;
}

async function countRows(store: ColumnStore): Promise<number> {
  const [row] = await store.query<{ n: string }>(
    'SELECT (SELECT count() FROM flows) + (SELECT count() FROM interface_samples) AS n',
  );
  return Number(row?.n);
}

const rowsAndSum = ({ rows, sum }: Account) => ({ rows: String(rows), sum: String(sum) });
const accountText = (account: Account) => ({ ...rowsAndSum(account), different: String(account.rows) });

async function tableOf(store: ColumnStore, table: string, number: string): Promise<unknown> {
  const [row] = await store.query(
    `SELECT count() AS rows, sum(${number}) AS sum, uniqExact(${number}) AS different FROM ${table}`,
  );
  return row;
}

const everyBreakdown = (flows: Account): unknown[] =>
  ['destination', 'interface', 'port', 'source'].map((breakdown) => ({ breakdown, ...rowsAndSum(flows) }));

const flowSums = (store: ColumnStore, step: string): Promise<unknown[]> =>
  store.query(
    `SELECT toString(breakdown) AS breakdown, sum(flows) AS rows, sum(bytes) AS sum
     FROM flows_${step} GROUP BY breakdown ORDER BY breakdown`,
  );
