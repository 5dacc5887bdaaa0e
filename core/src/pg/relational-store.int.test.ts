import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, tenantId } from '../ids.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { waitFor } from '../testing/wait-for.ts';
import { type DatabaseLogin, externalDatabase } from './database-access.ts';
import { createRelationalStore } from './relational-store.ts';

const log = createLog({ service: 'test', level: 'silent' });
let store: TestDatabase;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.stop());

const as = async <T>(login: DatabaseLogin, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client(login.client);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const valueOf = async (expression: string): Promise<unknown> => {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(store.db);
  return rows[0]?.value;
};

describe('values', () => {
  test.each([
    ['9007199254740991::bigint', 9_007_199_254_740_991],
    ['4294967295::bigint', 4_294_967_295],
    [`'2026-02-28'::date`, '2026-02-28'],
    [`'12.30'::numeric`, '12.30'],
    [`'2026-01-01T00:00:00Z'::timestamptz`, new Date('2026-01-01T00:00:00Z')],
    [`'{"a":1}'::jsonb`, { a: 1 }],
  ])('%s', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  test('a bigint that a number cannot hold is an error, never rounded', async () => {
    await expect(valueOf('9007199254740993::bigint')).rejects.toThrow(/beyond 2\^53/);
    expect(await valueOf('1')).toBe(1); // and the connection goes on
  });
});

describe('transactions', () => {
  test('tenants beside each other on one pool never see each other', async () => {
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const tenant = tenantId(1 + (index % 7));
        const { rows } = await store.withTenant(tenant, (tx) =>
          sql<{ t: number }>`select app_tenant() as t`.execute(tx),
        );
        return [tenant, rows[0]?.t];
      }),
    );
    for (const [wanted, got] of seen) expect(got).toBe(wanted);
    expect(await valueOf('app_tenant()')).toBeNull();
    expect(await valueOf('app_is_system()')).toBe(false);
    const scope = await store.withSystem((tx) => sql`select app_is_system() as s, app_tenant() as t`.execute(tx));
    expect(scope.rows).toEqual([{ s: true, t: null }]);
  });

  test('a failed statement that the work ignores loses all of it, and says so', async () => {
    const message = newId();
    const ignoring = store.withTenant(tenantId(3), async (tx) => {
      await sql`insert into processed_messages values (3, 'g', ${message})`.execute(tx);
      await sql`select 1 / 0`.execute(tx).catch(() => {});
    });
    await expect(ignoring).rejects.toThrow('nothing was committed');
    const { rows } = await store.withTenant(tenantId(3), (tx) =>
      sql`select 1 from processed_messages where message_id = ${message}`.execute(tx),
    );
    expect(rows).toEqual([]);
  });

  test('limits on statements, locks and idle transactions are set', async () => {
    expect(await valueOf(`current_setting('statement_timeout')`)).toBe('30s');
    expect(await valueOf(`current_setting('lock_timeout')`)).toBe('10s');
    expect(await valueOf(`current_setting('idle_in_transaction_session_timeout')`)).toBe('1min');
  });
});

describe('listen', () => {
  test('goes on by itself after its connection was cut', async () => {
    const heard: string[] = [];
    const unlisten = await store.listen('news', (payload) => heard.push(payload));
    const notify = (payload: string) => sql`select pg_notify('news', ${payload})`.execute(store.db);
    await notify('one');
    await waitFor('the first', () => heard.includes('one'));
    const cut =
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fastisp-listen'`.execute(
        store.db,
      );
    expect(cut.rows).toHaveLength(1);
    await waitFor('a later one', async () => {
      await notify('two');
      return heard.includes('two');
    });
    await unlisten();
    const before = heard.length;
    const stopHearing = await store.listen('other', (payload) => heard.push(payload));
    await notify('three');
    await sql`select pg_notify('other', 'four')`.execute(store.db);
    await waitFor('the other channel', () => heard.includes('four'));
    expect(heard.slice(before)).toEqual(['four']);
    await stopHearing();
  });
});

describe('start', () => {
  test('says where it could not connect, without the password', async () => {
    const access = externalDatabase({ runtimeUrl: 'postgres://app:hidden@127.0.0.1:1/isp', migrationUrl: undefined });
    const closed = createRelationalStore({ access, modules: [] }, { log, metrics: new Metrics() });
    const error: unknown = await closed.start().catch((reason: unknown) => reason);
    await closed.stop();
    expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    expect(String(error)).toContain('127.0.0.1:1');
    expect(String(error)).not.toContain('hidden');
  });

  test('with one login for everything, row-level security still holds', async () => {
    const access = { owner: store.access.owner, runtime: store.access.owner };
    const single = createRelationalStore({ access, modules: [] }, { log, metrics: new Metrics() });
    await single.start();
    await store.withTenant(tenantId(1), (tx) =>
      sql`insert into processed_messages values (1, 'g', gen_random_uuid())`.execute(tx),
    );
    const other = await single.withTenant(tenantId(2), (tx) => sql`select * from processed_messages`.execute(tx));
    expect(other.rows).toEqual([]);
    await single.stop();
  });

  test('says what to do when the login may not create the tables', async () => {
    const created = await as(store.superuser, (client) => client.query('create database weak'));
    expect(created.command).toBe('CREATE');
    const weak = { about: 'weak', client: { ...store.access.runtime.client, database: 'weak' } };
    const access = { owner: weak, runtime: weak };
    const refused = createRelationalStore({ access, modules: [] }, { log, metrics: new Metrics() });
    await expect(refused.start()).rejects.toMatchObject({ code: 'DATABASE_OWNER_TOO_WEAK' });
    await refused.stop();
    await as(store.superuser, (client) => client.query('drop database weak'));
  });

  test('is ready while the database answers', async () => {
    const ready = createRelationalStore({ access: store.access, modules: [] }, { log, metrics: new Metrics() });
    await ready.start();
    for (const { check } of ready.readiness) await check();
    await ready.stop();
  });
});
