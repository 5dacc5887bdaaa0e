import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createInProcessBus } from '../bus/in-process-bus.ts';
import type { Bus, BusRecord } from '../bus/port.ts';
import { systemClock } from '../clock.ts';
import { newId, tenantId } from '../ids.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { waitFor } from '../testing/wait-for.ts';
import { appendToOutbox } from './append.ts';
import { applyOnce, forgetProcessedMessages } from './apply-once.ts';
import { createOutboxRelay, type RelayStep } from './relay.ts';

const [ada, bob] = [tenantId(1), tenantId(2)];
const topic = 'test.events';
const log = createLog({ service: 'test', level: 'silent' });
/** Events that wait while the relay is dead: more would only make the test longer. */
const backlogMax = 1_200;
const roundsOfKills = Number(process.env['OUTBOX_KILL_ROUNDS'] ?? 6);

let store: TestDatabase;
let bus: Bus;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fastisp-outbox-'));
  writeFileSync(
    join(folder, '0001_balance.sql'),
    `create table balance (tenant_id bigint, key text, amount integer not null, primary key (tenant_id, key));
     alter table balance enable row level security;
     alter table balance force row level security;
     create policy tenant_isolation on balance
       using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));`,
  );
  store = await createTestDatabase({ modules: [{ name: 'outbox-test', folder }] });
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  bus = createInProcessBus({ log, metrics: new Metrics(), clock: systemClock });
  await bus.ensureTopics([{ name: topic, partitions: 4, compacted: false, retentionMs: 0, backlogBytesMax: 1 << 20 }]);
  await store.withSystem((tx) => sql`delete from outbox`.execute(tx));
});

interface Event {
  readonly id: string;
  readonly key: string;
  readonly number: number;
}

/** One business transaction: an event of a key, numbered in the order of commits. */
const emit = (key: string, number: number, tenant = ada): Promise<void> =>
  store.withTenant(tenant, (tx) =>
    appendToOutbox(tx, { topic, key, tenantId: tenant, message: { ...{ id: newId(), key, number } } }),
  );

const waiting = async (): Promise<number> => {
  const { rows } = await store.withSystem((tx) => sql<{ n: number }>`select count(*) as n from outbox`.execute(tx));
  return rows[0]?.n ?? -1;
};

const startRelay = async (onStep?: (step: RelayStep) => void) => {
  const metrics = new Metrics();
  const relay = createOutboxRelay({
    relational: store,
    bus,
    clock: systemClock,
    log,
    metrics,
    ...(onStep && { onStep }),
  });
  await relay.start();
  return { relay, metrics };
};

const collect = (): Event[] => {
  const events: Event[] = [];
  const handler = async ({ records }: { records: readonly BusRecord[] }) => {
    for (const { value } of records) events.push(JSON.parse(Buffer.from(value ?? []).toString()) as Event); // ours
  };
  bus.subscribe({ topics: [topic], groupId: newId(), from: 'earliest', handler });
  return events;
};

/** The first time of each event, by key. */
const firstTimes = (events: readonly Event[]): Map<string, number[]> => {
  const seen = new Set<string>();
  const byKey = new Map<string, number[]>();
  for (const { id, key, number } of events) {
    if (seen.has(id)) continue;
    seen.add(id);
    byKey.set(key, [...(byKey.get(key) ?? []), number]);
  }
  return byKey;
};

const countingUp = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A consumer that adds one to its key's balance for each event, once. */
const apply = (event: Event): Promise<boolean> =>
  store.withTenant(ada, (tx) =>
    applyOnce(tx, { groupId: 'test', tenantId: ada, messageId: event.id }, async () => {
      await sql`insert into balance values (${ada}, ${event.key}, 1)
        on conflict (tenant_id, key) do update set amount = balance.amount + 1`.execute(tx);
    }),
  );

const applyAll = async (events: readonly Event[]): Promise<void> => {
  for (const event of events) await apply(event);
};

const balances = async (): Promise<Record<string, number>> => {
  const { rows } = await store.withTenant(ada, (tx) =>
    sql<{ key: string; amount: number }>`select key, amount from balance`.execute(tx),
  );
  return Object.fromEntries(rows.map(({ key, amount }) => [key, amount]));
};

describe('outbox', () => {
  test('an event goes out when its transaction commits, promptly, and not at all when it rolls back', async () => {
    const { relay, metrics } = await startRelay();
    const events = collect();
    const undone = store.withTenant(ada, async (tx) => {
      await appendToOutbox(tx, { topic, key: 'undone', tenantId: ada, message: { id: newId() } });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    const startedAtMs = performance.now();
    await emit('done', 0);
    await waitFor('the event', () => events.length > 0, { everyMs: 1 });
    expect(performance.now() - startedAtMs).toBeLessThan(900); // by the notification: a poll takes up to a second
    await waitFor('an empty outbox', async () => (await waiting()) === 0);
    expect(events.map((event) => event.key)).toEqual(['done']);
    const text = await metrics.registry.metrics();
    expect(text).toContain(`core_outbox_relayed_total{topic="${topic}"} 1`);
    await relay.stop();
  });

  test('several events in one call keep their order; a tombstone has no value', async () => {
    const seen: [string | null, boolean][] = [];
    bus.subscribe({
      ...{ topics: [topic], groupId: 'g', from: 'earliest' },
      handler: async ({ records }) =>
        void seen.push(...records.map((r) => [r.key, r.value === null] as [string | null, boolean])),
    });
    await store.withTenant(ada, (tx) =>
      appendToOutbox(tx, [
        { topic, key: 'k', tenantId: ada, message: { id: newId() } },
        { topic, key: 'k', tenantId: ada, message: null },
      ]),
    );
    const { relay } = await startRelay();
    await waitFor('both', () => seen.length === 2);
    expect(seen).toEqual([
      ['k', false],
      ['k', true],
    ]);
    await relay.stop();
  });

  test("a tenant can neither see another tenant's events nor write them", async () => {
    await emit('k', 0, bob);
    const { rows } = await store.withTenant(ada, (tx) => sql`select * from outbox`.execute(tx));
    expect(rows).toEqual([]);
    const forged = store.withTenant(ada, (tx) =>
      appendToOutbox(tx, { topic, key: 'k', tenantId: bob, message: { id: newId() } }),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  test('writers of one key at the same time: positions in commit order', async () => {
    const order: number[] = [];
    const slow = store.withTenant(ada, async (tx) => {
      await appendToOutbox(tx, {
        topic,
        key: 'k',
        tenantId: ada,
        message: { ...{ id: newId(), key: 'k', number: 0 } },
      });
      await waitFor('the other writer to wait', async () => {
        const { rows } =
          await sql`select 1 from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`.execute(
            tx,
          );
        return rows.length > 0;
      });
      order.push(0);
    });
    const quick = waitFor('the first append', async () => {
      const { rows } =
        await sql`select 1 from pg_locks where locktype = 'advisory' and granted and classid = 7204312`.execute(
          store.db,
        );
      return rows.length > 0;
    }).then(() => emit('k', 1).then(() => order.push(1)));
    await Promise.all([slow, quick]);
    expect(order).toEqual([0, 1]);
    const events = collect();
    const { relay } = await startRelay();
    await waitFor('both', () => events.length === 2);
    expect(events.map((event) => event.number)).toEqual([0, 1]);
    await relay.stop();
  });

  test('two relays at once: each event once, in order', async () => {
    const relays = [await startRelay(), await startRelay()];
    const events = collect();
    const keys = ['a', 'b', 'c'];
    for (let number = 0; number < 60; number += 1) await Promise.all(keys.map((key) => emit(key, number)));
    await waitFor('all', () => events.length >= 180);
    await Promise.all(relays.map(({ relay }) => relay.stop()));
    expect(events).toHaveLength(180);
    for (const key of keys) expect(firstTimes(events).get(key)).toEqual(countingUp(60));
  });

  describe('stop does not wait for a bus that is full', () => {
    beforeEach(async () => {
      const full = { name: 'test.full', partitions: 1, compacted: false, retentionMs: 0, backlogBytesMax: 1 };
      await bus.ensureTopics([full]);
      bus.subscribe({ topics: ['test.full'], groupId: 'g', handler: () => new Promise(() => {}) });
      await bus.publish('test.full', [{ key: 'k', value: new Uint8Array(10) }]);
      await store.withTenant(ada, (tx) =>
        appendToOutbox(tx, { topic: 'test.full', key: 'k', tenantId: ada, message: { id: newId() } }),
      );
    });
    const transactionsThatWait = async (): Promise<number> => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where state = 'idle in transaction' and query like 'select%from "outbox"%'`.execute(store.db);
      return rows.length;
    };

    test('while it publishes', async () => {
      const { relay } = await startRelay();
      await waitFor('the relay to wait for the bus', async () => (await transactionsThatWait()) > 0);
      await relay.stop();
      expect(await waiting()).toBe(1); // nothing lost
    });

    test('just before it publishes', async () => {
      let stopped: Promise<void> | null = null;
      const started = await startRelay((step) => {
        if (step === 'after read') stopped = started.relay.stop();
      });
      await waitFor('stop to begin', () => stopped !== null);
      await stopped;
      expect(await waiting()).toBe(1);
    });
  });
});

describe('a relay that dies', () => {
  const children = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const steps: readonly RelayStep[] = ['before read', 'after read', 'after publish', 'after delete'];

  test.each(steps)('%s: every event arrives at least once, in order, and is applied once', async (deadly) => {
    await store.withTenant(ada, (tx) => sql`delete from balance`.execute(tx));
    for (let number = 0; number < 20; number += 1) await emit(`key-${number % 2}`, Math.floor(number / 2));
    const events = collect();
    let deaths = 0;
    const { relay, metrics } = await startRelay((step) => {
      if (step !== deadly || deaths === 2) return;
      deaths += 1;
      throw new Error(`killed ${step}`);
    });
    await waitFor('an empty outbox', async () => deaths === 2 && (await waiting()) === 0);
    await relay.stop();
    const repeats = deadly === 'after publish' || deadly === 'after delete' ? 2 : 0;
    await waitFor('all deliveries', () => events.length === 20 * (1 + repeats));
    expect(await metrics.registry.metrics()).toContain('core_outbox_failures_total 2');
    expect(firstTimes(events)).toEqual(new Map(['key-0', 'key-1'].map((key) => [key, countingUp(10)])));
    await applyAll(events);
    expect(await balances()).toEqual({ 'key-0': 10, 'key-1': 10 });
  });

  test(`by kill -9 at random moments, ${roundsOfKills} times: the same`, async () => {
    await store.withTenant(ada, (tx) => sql`delete from balance`.execute(tx));
    const { client } = store.access.runtime;
    const password = typeof client.password === 'function' ? await client.password() : client.password;
    const arrived: Event[] = [];
    const spawnRelay = (): { child: ChildProcess; ended: Promise<void> } => {
      const program = join(import.meta.dirname, '../testing/outbox-relay-process.ts');
      const env = { ...process.env, DATABASE_LOGIN: JSON.stringify({ ...client, password }) };
      const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      children.add(child);
      createInterface({ input: child.stdout }).on('line', (line) => {
        try {
          const published = JSON.parse(line) as { value: string };
          arrived.push(JSON.parse(published.value) as Event);
        } catch {
          // the last line of a killed process may be cut: it was not published
        }
      });
      return { child, ended: new Promise((resolve) => child.once('close', () => resolve())) };
    };

    const keys = ['a', 'b', 'c', 'd'];
    let writing = true;
    let written = 0;
    const writer = (async () => {
      const hasRoom = (): boolean => !writing || written * keys.length - arrived.length < backlogMax;
      while (writing) {
        await Promise.all(keys.map((key) => emit(key, written)));
        written += 1;
        await waitFor('the relay to follow', hasRoom, { timeLimitMs: 30_000, everyMs: 5 });
      }
    })();
    for (let round = 0; round < roundsOfKills; round += 1) {
      const { child, ended } = spawnRelay();
      const before = arrived.length;
      await waitFor('the relay to work', () => arrived.length > before, { timeLimitMs: 20_000 });
      await delay(Math.random() * 100); // the random moment is the point
      child.kill('SIGKILL');
      await ended;
    }
    writing = false;
    await writer;
    const last = spawnRelay();
    await waitFor('an empty outbox', async () => (await waiting()) === 0, { timeLimitMs: 20_000 });
    const complete = (): boolean => keys.every((key) => firstTimes(arrived).get(key)?.length === written);
    await waitFor('the last lines', complete, { timeLimitMs: 20_000 });
    last.child.kill('SIGTERM');
    await last.ended;
    for (const key of keys) expect(firstTimes(arrived).get(key)).toEqual(countingUp(written));
    await Promise.all(keys.map((key) => applyAll(arrived.filter((event) => event.key === key))));
    expect(await balances()).toEqual(Object.fromEntries(keys.map((key) => [key, written])));
  });
});

describe('applyOnce', () => {
  test('two deliveries at the same time: one applies, the other waits and does nothing', async () => {
    const event = { id: newId(), key: 'twice', number: 0 };
    expect((await Promise.all([apply(event), apply(event)])).toSorted()).toEqual([false, true]);
    expect((await balances())['twice']).toBe(1);
  });

  test('work that fails leaves no mark', async () => {
    const message = { groupId: 'test', tenantId: ada, messageId: newId() };
    const failing = store.withTenant(ada, (tx) => applyOnce(tx, message, () => Promise.reject(new Error('no'))));
    await expect(failing).rejects.toThrow('no');
    expect(await store.withTenant(ada, (tx) => applyOnce(tx, message, async () => {}))).toBe(true);
  });

  test('marks are forgotten after a month', async () => {
    const marks = () => store.withSystem((tx) => tx.selectFrom('processed_messages').select('message_id').execute());
    const [old, recent] = [newId(), newId()];
    for (const messageId of [old, recent]) {
      await store.withTenant(ada, (tx) => applyOnce(tx, { groupId: 'age', tenantId: ada, messageId }, async () => {}));
    }
    await store.withSystem((tx) =>
      sql`update processed_messages set processed_at = now() - interval '31 days' where message_id = ${old}`.execute(
        tx,
      ),
    );
    await forgetProcessedMessages(store);
    const left = (await marks()).map((row) => row.message_id);
    expect(left).toContain(recent);
    expect(left).not.toContain(old);
  });
});
