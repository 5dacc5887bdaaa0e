import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tenantId } from '../ids.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import type { DatabaseLogin } from './database-access.ts';
import { createRelationalStore } from './relational-store.ts';
import { findUnguardedTables } from './schema-guard.ts';

const [ada, bob] = [tenantId(1), tenantId(4_294_967_295)];
const policies = (table: string): string => `
  create policy tenant_isolation on ${table}
    using (tenant_id = (select app_tenant())) with check (tenant_id = (select app_tenant()));`;

let store: TestDatabase;
let folder: string;

async function as<T>(login: DatabaseLogin, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(login.client);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const namesIn = async (table: string, tenant = ada): Promise<string[]> => {
  const { rows } = await store.withTenant(tenant, (tx) =>
    sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(tx),
  );
  return rows.map((row) => row.name);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fastisp-rls-'));
  writeFileSync(
    join(folder, '0001_site.sql'),
    `create table site (tenant_id bigint not null, name text not null, primary key (tenant_id, name));
     alter table site enable row level security;
     alter table site force row level security;
     ${policies('site')}`,
  );
  store = await createTestDatabase({ modules: [{ name: 'rls-test', folder }] });
  for (const [tenant, name] of [
    [ada, 'north'],
    [bob, 'south'],
  ] as const) {
    await store.withTenant(tenant, (tx) => sql`insert into site values (${tenant}, ${name})`.execute(tx));
  }
});

afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true });
});

describe('a table written as core/migrations/README.md says', () => {
  test('shows a tenant its own rows only', async () => {
    expect(await namesIn('site', ada)).toEqual(['north']);
    expect(await namesIn('site', bob)).toEqual(['south']);
  });

  test('shows nothing and takes nothing outside a tenant, also right after one in the same session', async () => {
    await as(store.access.runtime, async (client) => {
      await client.query('begin');
      await client.query(`select set_config('app.tenant', '1', true)`);
      expect((await client.query('select name from site')).rows).toHaveLength(1);
      await client.query('commit');
      const after = await client.query(
        `select current_setting('app.tenant', true) as raw, app_tenant() as tenant, (select count(*)::int from site) as rows`,
      );
      expect(after.rows).toEqual([{ raw: '', tenant: null, rows: 0 }]); // '' and not null: the trap that nullif closes
      await expect(client.query(`insert into site values (1, 'east')`)).rejects.toThrow(/row-level security/);
    });
  });

  test("refuses to write another tenant's row, and cannot touch one", async () => {
    const work = store.withTenant(ada, (tx) => sql`insert into site values (${bob}, 'east')`.execute(tx));
    await expect(work).rejects.toThrow(/row-level security/);
    const moved = store.withTenant(ada, (tx) => sql`update site set tenant_id = ${bob}`.execute(tx));
    await expect(moved).rejects.toThrow(/row-level security/);
    await store.withTenant(ada, (tx) => sql`delete from site where name = 'south'`.execute(tx));
    expect(await namesIn('site', bob)).toEqual(['south']);
  });

  test('is not opened by the scope of the system when it has no system_access', async () => {
    const { rows } = await store.withSystem((tx) => sql`select * from site`.execute(tx));
    expect(rows).toEqual([]);
  });

  test('binds its owner too', async () => {
    await as(store.access.owner, async (client) => {
      expect((await client.query('select * from site')).rows).toEqual([]);
    });
  });

  test('loses what the transaction wrote when its work rejects', async () => {
    const work = store.withTenant(ada, async (tx) => {
      await sql`insert into site values (${ada}, 'west')`.execute(tx);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await namesIn('site')).toEqual(['north']);
  });

  test('is refused for what is no tenant', () => {
    for (const wrong of [0, -1, 1.5, Number.NaN, 4_294_967_296]) {
      expect(() => store.withTenant(tenantId(wrong), async () => {})).toThrow(/is no tenant/);
    }
  });
});

describe('the traps', () => {
  test('a superuser bypasses every policy, so a store refuses to run as one', async () => {
    await as(store.superuser, async (client) => {
      expect((await client.query('select * from site')).rows).toHaveLength(2);
    });
    const access = { owner: store.access.owner, runtime: store.superuser };
    await expect(startWith(access.runtime)).rejects.toMatchObject({ code: 'DATABASE_ROLE_TOO_POWERFUL' });
  });

  test('a login that inherits the role of the system sees all tenants, so a store refuses it', async () => {
    await as(store.superuser, (client) =>
      client.query(`create role too_near login password 'x'; grant fastisp_system to too_near;
        create policy system_access on site to fastisp_system using (true); grant select on site to too_near;
        grant connect on database ${String(store.access.owner.client.database)} to too_near`),
    );
    const login = { about: 'too_near', client: { ...store.superuser.client, user: 'too_near', password: 'x' } };
    await as(login, async (client) => expect((await client.query('select * from site')).rows).toHaveLength(2));
    await expect(startWith(login)).rejects.toMatchObject({ code: 'DATABASE_ROLE_TOO_POWERFUL' });
    await as(store.superuser, (client) => client.query('drop policy system_access on site'));
  });

  test('a login that may not take the role of the system is told what to run', async () => {
    await as(store.superuser, (client) =>
      client.query(`create role too_far login password 'x';
        grant connect on database ${String(store.access.owner.client.database)} to too_far`),
    );
    const login = { about: 'too_far', client: { ...store.superuser.client, user: 'too_far', password: 'x' } };
    await expect(startWith(login)).rejects.toMatchObject({
      code: 'DATABASE_SYSTEM_ROLE_MISSING',
      message: expect.stringContaining('grant fastisp_system to too_far with inherit false, set true'),
    });
  });

  test('BYPASSRLS does what it says, so a store refuses it', async () => {
    await as(store.superuser, (client) =>
      client.query(`create role all_seeing login bypassrls password 'x'; grant select on site to all_seeing;
        grant connect on database ${String(store.access.owner.client.database)} to all_seeing`),
    );
    const login = { about: 'all_seeing', client: { ...store.superuser.client, user: 'all_seeing', password: 'x' } };
    await as(login, async (client) => expect((await client.query('select * from site')).rows).toHaveLength(2));
    await expect(startWith(login)).rejects.toMatchObject({ code: 'DATABASE_ROLE_TOO_POWERFUL' });
  });

  test('the owner sees all tenants until FORCE', async () => {
    await as(store.access.owner, async (client) => {
      await client.query(`create table unforced (tenant_id bigint not null, name text not null);
        alter table unforced enable row level security; ${policies('unforced')}`);
      await client.query(`insert into unforced values (1, 'north'), (2, 'south')`);
      expect((await client.query('select * from unforced')).rows).toHaveLength(2);
      expect(await findUnguardedTables(client)).toEqual(['unforced: alter table … force row level security']);
      await client.query('alter table unforced force row level security');
      expect((await client.query('select * from unforced')).rows).toEqual([]);
      expect(await findUnguardedTables(client)).toEqual([]);
    });
  });

  test('a view shows what its owner may see until security_invoker', async () => {
    await as(store.superuser, (client) =>
      client.query(`create view leaky as select * from site; grant select on leaky to public;
        create view sound with (security_invoker = true) as select * from site; grant select on sound to public`),
    );
    expect(await namesIn('leaky')).toEqual(['north', 'south']);
    expect(await namesIn('sound')).toEqual(['north']);
    await as(store.superuser, async (client) => {
      expect(await findUnguardedTables(client)).toEqual(['leaky: create the view with (security_invoker = true)']);
      await client.query('drop view leaky');
    });
  });

  test("a unique key without the tenant tells a tenant what another one has; with it, it doesn't", async () => {
    await as(store.access.owner, (client) =>
      client.query(`create table serial (tenant_id bigint not null, number text not null unique);
        alter table serial enable row level security; alter table serial force row level security;
        ${policies('serial')}`),
    );
    const insert = (tenant: typeof ada) =>
      store.withTenant(tenant, (tx) => sql`insert into serial values (${tenant}, 'HW-1')`.execute(tx));
    await insert(bob);
    await expect(insert(ada)).rejects.toThrow(/duplicate key/); // ada now knows of bob's HW-1
    await as(store.access.owner, (client) =>
      client.query('alter table serial drop constraint serial_number_key, add unique (tenant_id, number)'),
    );
    await expect(insert(ada)).resolves.toBeDefined();
    await expect(insert(ada)).rejects.toThrow(/duplicate key/);
  });

  test('the guard names every policy for everybody that would let rows of other tenants be seen', async () => {
    await as(store.access.owner, async (client) => {
      await client.query(`create table wide (tenant_id bigint not null); ${policies('wide')}
        alter table wide enable row level security; alter table wide force row level security;
        create policy system_access on wide using (app_is_system()); create policy shared on wide using (true);
        create policy narrow on wide as restrictive using (tenant_id > 0)`);
      expect(await findUnguardedTables(client)).toEqual([
        'wide: create policy shared … to fastisp_system, not to everybody',
        'wide: create policy system_access … to fastisp_system, not to everybody',
      ]);
      await client.query('drop table wide');
    });
  });

  test('the guard names a table without policies, one without row security and a materialized view', async () => {
    await as(store.access.owner, async (client) => {
      await client.query(`create table bare (tenant_id bigint); create table closed (tenant_id bigint);
        alter table closed enable row level security; alter table closed force row level security;
        create materialized view copied as select 1::bigint as tenant_id`);
      expect(await findUnguardedTables(client)).toEqual([
        'bare: alter table … enable row level security',
        'closed: the policy tenant_isolation is missing',
        'copied: a materialized view has no row security; make it a table with policies',
      ]);
      await client.query('drop table bare, closed; drop materialized view copied');
    });
  });

  const startWith = async (runtime: DatabaseLogin): Promise<void> => {
    const access = { owner: store.access.owner, runtime };
    const log = createLog({ service: 'test', level: 'silent' });
    const refused = createRelationalStore({ access, modules: [] }, { log, metrics: new Metrics() });
    try {
      await refused.start();
    } finally {
      await refused.stop();
    }
  };
});

test('every table of the modules so far separates tenants', async () => {
  await as(store.access.owner, async (client) => {
    const { rows } = await client.query(`select 1 from information_schema.columns where column_name = 'tenant_id'`);
    expect(rows.length).toBeGreaterThan(2); // the guard has something to look at
    expect(await findUnguardedTables(client)).toEqual([]);
  });
});
