import { tenantId, type TenantId } from '@fastisp/core/ids';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { sql } from 'kysely';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nocApiMigrations } from '#service.ts';
import { tenantChain } from './chains.ts';
import { chainEntries, type Head } from './decide.ts';
import { type Change, genesisHash, systemActor } from './entry.ts';
import { exportEntries } from './export.ts';
import { listEntries } from './list.ts';
import { recordChanges } from './record.ts';
import { createHeadNotes } from './note-heads.ts';
import { compareNotedHeads, type NotedHead, parseNotedHead } from './noted-heads.ts';
import { removeOldEntries } from './retention.ts';
import { verifyChain } from './verify.ts';

let database: TestDatabase;
/** The login that bypasses everything: what an intruder on the database would have. */
let intruder: Client;
const dayMs = 86_400_000;
let tenants = 100;
const newTenant = (): TenantId => tenantId((tenants += 1));

const change = (id: number | string, part: Partial<Change> = {}): Change => ({
  action: 'create',
  objectType: 'device',
  objectId: `device-${id}`,
  objectName: `rtr-${id}`,
  before: null,
  after: { name: `rtr-${id}`, snmp: { community: 'hunter2' } },
  ...part,
});
const record = (tenant: TenantId, changes: readonly Change[], name = 'Marta') =>
  database.withTenant(tenant, (tx) => recordChanges(tx, systemActor(name, tenant), changes));
const several = (count: number) => Array.from({ length: count }, (_, i) => change(i));
const verify = (tenant: TenantId) => verifyChain(tenantChain(database, tenant));
const list = (tenant: TenantId, query = {}) => listEntries(tenantChain(database, tenant), query);

/** A copy of the third entry at a place of its own. */
const slipIn = (seq: string, later: string): string =>
  `insert into audit_entries (tenant_id, seq, at, via, user_name, action, object_type, object_id, object_name, outcome, hash)
   select tenant_id, ${seq}, at + ${later}, via, user_name, action, object_type, object_id, object_name, outcome, hash
   from audit_entries where seq = 3`;

beforeAll(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  intruder = new Client(database.superuser.client);
  await intruder.connect();
});

afterAll(async () => {
  await intruder.end();
  await database.stop();
});

describe('the chain', () => {
  test('is whole after many writers at once, and a transaction that failed leaves nothing', async () => {
    const tenant = newTenant();
    const failing = database.withTenant(tenant, async (tx) => {
      await recordChanges(tx, systemActor('x', tenant), several(3));
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    await Promise.all(Array.from({ length: 12 }, () => record(tenant, several(20))));
    expect(await verify(tenant)).toMatchObject({ ok: true, entries: 240, lastSeq: 240, prunedSeq: 0, problem: null });
  });

  test('of a tenant that did nothing yet is whole', async () => {
    expect(await verify(newTenant())).toMatchObject({ ok: true, entries: 0, lastSeq: 0 });
  });

  test.each([
    ['a name is changed', `update audit_entries set object_name = 'other' where seq = 3`, 'changed', 3],
    ['a time is changed', `update audit_entries set at = at - interval '1 day' where seq = 3`, 'changed', 3],
    ['an entry is removed', 'delete from audit_entries where seq = 3', 'missing', 4],
    ['the last is removed', 'delete from audit_entries where seq = 5', 'head_differs', 5],
    ['all are removed', 'delete from audit_entries where seq > 0', 'head_differs', 1],
    [
      'two are swapped',
      `update audit_entries e set object_name = o.object_name, object_id = o.object_id, after = o.after, hash = o.hash
       from audit_entries o where o.tenant_id = e.tenant_id and e.seq in (2, 3) and o.seq = 5 - e.seq and e.seq > 0`,
      'changed',
      2,
    ],
    ['one is slipped in between', slipIn('3', `interval '1 s'`), 'inserted', 3],
    ['one is slipped in behind the last', slipIn('6', `interval '1 s'`), 'inserted', 6],
    ['one is slipped in before the first', slipIn('0', `interval '-1 s'`), 'inserted', 0],
  ] as const)('shows when %s by somebody with the rights', async (_name, statement, kind, seq) => {
    const tenant = newTenant();
    await record(tenant, several(5));
    await intruder.query(`${statement} and ${statement.includes(' e ') ? 'e.' : ''}tenant_id = ${tenant}`);
    expect(await verify(tenant)).toMatchObject({ ok: false, problem: { kind, seq } });
  });

  test('cannot be changed by the runtime login, nor its heads set back', async () => {
    const tenant = newTenant();
    await record(tenant, several(2));
    const denied = (statement: string) =>
      expect(database.withTenant(tenant, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow('permission denied');
    await denied('update audit_entries set action = action');
    await denied('delete from audit_entries');
    await denied('truncate audit_entries');
    await denied('delete from audit_heads');
    await denied('update audit_heads set pruned_seq = 1');
  });

  test('shows nothing of another tenant', async () => {
    const [mine, other] = [newTenant(), newTenant()];
    await record(other, several(3));
    expect((await list(mine)).items).toEqual([]);
    await expect(
      database.withTenant(mine, (tx) => recordChanges(tx, systemActor('x', other), several(1))),
    ).rejects.toThrow(/row-level security/);
  });

  test('keeps no secret', async () => {
    const tenant = newTenant();
    await record(tenant, several(1));
    const { rows } = await intruder.query('select * from audit_entries where tenant_id = $1', [tenant]);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
    expect(JSON.stringify(rows)).toContain('rtr-0');
  });
});

describe('heads that were noted elsewhere', () => {
  const noteOf = async (tenant: TenantId): Promise<NotedHead> => {
    const { lastSeq, headHash } = await verify(tenant);
    return { tenantId: tenant, seq: lastSeq, hash: headHash, atMs: Date.now() };
  };
  const compare = (tenant: TenantId, notes: readonly NotedHead[]) =>
    compareNotedHeads(tenantChain(database, tenant), notes, Date.now());
  /** Five entries, two notes of them, and a chain that is whole whatever was done to it. */
  async function noted(): Promise<{ tenant: TenantId; notes: NotedHead[] }> {
    const tenant = newTenant();
    const notes: NotedHead[] = [];
    for (const count of [2, 3]) {
      await record(tenant, several(count));
      notes.push(await noteOf(tenant));
    }
    return { tenant, notes };
  }

  test('fit while the log only grows, and those of others do not matter', async () => {
    const { tenant, notes } = await noted();
    await record(tenant, several(4));
    const others = { tenantId: tenant + 1_000, seq: 3, hash: 'f'.repeat(64), atMs: null };
    expect(await compare(tenant, [...notes, others])).toEqual({ compared: 2, problem: null });
  });

  test('show an end that was cut off together with its head, which no chain does', async () => {
    const { tenant, notes } = await noted();
    await intruder.query('delete from audit_entries where tenant_id = $1 and seq > 3', [tenant]);
    await intruder.query(
      `update audit_heads h set seq = 3, hash = (select hash from audit_entries e where e.tenant_id = $1 and e.seq = 3)
       where tenant_id = $1`,
      [tenant],
    );
    expect(await verify(tenant)).toMatchObject({ ok: true, lastSeq: 3 });
    expect(await compare(tenant, notes)).toMatchObject({ problem: { kind: 'cut_off', seq: 5 } });
  });

  test('show a log that was written anew', async () => {
    const { tenant, notes } = await noted();
    for (const table of ['audit_entries', 'audit_heads']) {
      await intruder.query(`delete from ${table} where tenant_id = $1`, [tenant]);
    }
    await record(tenant, several(5), 'Nobody');
    expect(await verify(tenant)).toMatchObject({ ok: true, entries: 5 });
    expect(await compare(tenant, notes)).toMatchObject({ problem: { kind: 'rewritten', seq: 2 } });
  });

  test('show a beginning that was removed as if by its age', async () => {
    const { tenant, notes } = await noted();
    await intruder.query(
      `update audit_heads h set pruned_seq = 4, pruned_hash = (
         select hash from audit_entries e where e.tenant_id = $1 and e.seq = 4) where tenant_id = $1`,
      [tenant],
    );
    await intruder.query('delete from audit_entries where tenant_id = $1 and seq <= 4', [tenant]);
    expect(await verify(tenant)).toMatchObject({ ok: true, prunedSeq: 4 });
    expect(await compare(tenant, notes)).toMatchObject({ problem: { kind: 'removed', seq: 2 } });
    const old = notes.map((note) => ({ ...note, atMs: Date.now() - 31 * dayMs }));
    expect(await compare(tenant, old)).toMatchObject({ problem: null });
  });

  test('are written to the log of the service, which can be read as it is', async () => {
    const { tenant, notes } = await noted();
    const lines: string[] = [];
    const notesOfService = createHeadNotes({
      relational: database,
      log: pino({ timestamp: pino.stdTimeFunctions.isoTime }, { write: (line: string) => void lines.push(line) }),
    });
    await notesOfService.start();
    await notesOfService.stop();
    const own = lines.flatMap((line) => parseNotedHead(line) ?? []).filter((note) => note.tenantId === tenant);
    expect(own).toEqual([{ ...notes[1], atMs: expect.any(Number) }]);
  });

  test.each(['', 'text', '{', '{}', '{"tenantId":1,"seq":1,"hash":"x"}', 'null'])('%j notes nothing', (line) => {
    expect(parseNotedHead(line)).toBeNull();
  });
});

describe('searching', () => {
  let tenant: TenantId;
  beforeAll(async () => {
    tenant = newTenant();
    await record(tenant, several(30));
    await record(tenant, [
      change(7, { action: 'update', before: { name: 'a' }, after: { name: 'Ñandú 100%' }, reason: 'cambio de torre' }),
      change('x', { objectType: 'token', action: 'delete', before: { name: 't' }, after: null }),
    ]);
  });

  test('pages through all of them once, the newest first', async () => {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(tenant, {
        limit: 7,
        ...(cursor !== null && { cursor }),
      });
      seen.push(...page.items.map((item) => item.seq));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 32 }, (_, i) => 32 - i));
  });

  test.each([
    ['object', { objectType: 'device', objectId: 'device-7' }, 2],
    ['type', { objectType: 'token' }, 1],
    ['action', { action: 'update' }, 1],
    ['text after', { q: 'ñandú' }, 1],
    ['text with signs of patterns', { q: '100%' }, 1],
    ['text without its accents', { q: 'nandu' }, 1],
    ['a pattern is text', { q: 'rtr_' }, 0],
    ['an expression is text', { q: '.*' }, 0],
    ['reason', { q: 'TORRE' }, 1],
    ['the past', { to: '2020-01-01T00:00:00Z' }, 0],
    ['outcome', { outcome: 'denied' }, 0],
  ])('by %s', async (_name, query, count) => {
    const { items } = await list(tenant, query);
    expect(items).toHaveLength(count);
  });

  test('an empty range is refused with its reason', async () => {
    const range = { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    await expect(list(tenant, range)).rejects.toMatchObject({ code: 'RANGE_INVALID' });
  });

  test('what a page cannot look through, the next one does', async () => {
    const large = newTenant();
    await record(large, [change('needle', { reason: 'the needle' })]);
    await record(large, several(45_000));
    let pages = 0;
    let found = 0;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(large, {
        q: 'needle',
        ...(cursor !== null && { cursor }),
      });
      pages += 1;
      found += page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect({ found, pages }).toEqual({ found: 1, pages: 10 });
  });
});

describe('export', () => {
  const whole = async (parts: AsyncIterable<string>) => {
    let text = '';
    for await (const part of parts) text += part;
    return text;
  };

  test('CSV neutralises what a spreadsheet would run', async () => {
    const tenant = newTenant();
    await record(
      tenant,
      [change(1, { objectName: '=HYPERLINK("http://evil.example","x")', reason: '@SUM(A1)' })],
      '+cmd|calc',
    );
    const text = await whole(
      exportEntries(tenantChain(database, tenant), { format: 'csv', locale: 'en', filters: {} }),
    );
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(text).toContain(`,'@SUM(A1),`);
    expect(text).toContain(`,'+cmd|calc,`);
    expect(text.split('\r\n')).toHaveLength(3);
  });

  test('CSV in Spanish is what Excel opens in columns there', async () => {
    const tenant = newTenant();
    await record(tenant, [change(1, { reason: 'Av. Lima; esquina Rímac' })]);
    const parts = exportEntries(tenantChain(database, tenant), { format: 'csv', locale: 'es', filters: {} });
    const [header, entry] = (await whole(parts)).split('\r\n');
    expect(header).toMatch(/^\uFEFFN\.º;Cuándo \(UTC\);Por;Persona;.*;Hash$/);
    expect(entry).toContain(';"Av. Lima; esquina Rímac";');
  });

  test('JSONL has every entry that the filter finds', async () => {
    const tenant = newTenant();
    await record(tenant, several(2_500));
    const all = await whole(
      exportEntries(tenantChain(database, tenant), { format: 'jsonl', locale: 'en', filters: {} }),
    );
    const entries = all
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number }); // as written above
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 2_500 }, (_, i) => 2_500 - i));
    const one = await whole(
      exportEntries(tenantChain(database, tenant), {
        format: 'jsonl',
        locale: 'en',
        filters: { objectId: 'device-9' },
      }),
    );
    expect(one.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('retention', () => {
  /** A chain whose first entries are old. */
  async function agedChain(days: readonly number[]): Promise<TenantId> {
    const tenant = newTenant();
    let head: Head = { seq: 0, hash: genesisHash };
    for (const age of days) {
      const at = new Date(Date.now() - age * dayMs);
      const context = { actor: systemActor('x', tenant), at: at.toISOString() };
      const [entry] = chainEntries(head, context, [{ ...change(age), outcome: 'done', occurrences: 1 }]);
      if (entry === undefined) throw new Error('one was made');
      await intruder.query(
        `insert into audit_entries (tenant_id, seq, at, via, user_name, action, object_type, object_id, object_name,
           outcome, after, hash) values ($1, $2, $3, 'system', 'x', 'create', 'device', $4, $5, 'done', $6, $7)`,
        [tenant, entry.seq, at, entry.objectId, entry.objectName, entry.after, entry.hash],
      );
      head = entry;
    }
    await intruder.query('insert into audit_heads (tenant_id, seq, hash, at) values ($1, $2, $3, now())', [
      tenant,
      head.seq,
      head.hash,
    ]);
    return tenant;
  }
  const prune = (days: number) => removeOldEntries({ relational: database, clock: { nowMs: () => Date.now() }, days });

  test('removes what is old, and the rest is still verified, as is what comes after', async () => {
    const tenant = await agedChain([400, 300, 200, 100, 10]);
    expect(await verify(tenant)).toMatchObject({ ok: true, entries: 5 });
    expect(await prune(150)).toBe(3);
    expect(await verify(tenant)).toMatchObject({ ok: true, entries: 2, prunedSeq: 3, lastSeq: 5 });
    await record(tenant, several(2));
    expect(await verify(tenant)).toMatchObject({ ok: true, entries: 4, prunedSeq: 3, lastSeq: 7 });
    expect(await prune(150)).toBe(0);
  });

  test('removes all of a chain, which goes on from there', async () => {
    const tenant = await agedChain([400, 300]);
    await prune(100);
    await record(tenant, several(1));
    expect(await verify(tenant)).toMatchObject({ ok: true, entries: 1, prunedSeq: 2, lastSeq: 3 });
  });

  test('never removes what is younger than 30 days, whoever asks', async () => {
    await expect(prune(7)).rejects.toThrow('at least');
  });

  test('is for the own chain only, whoever owns the function', async () => {
    const [mine, other] = [await agedChain([400]), await agedChain([400])];
    const pruned = (chain: TenantId) =>
      database.withTenant(mine, (tx) =>
        sql`select audit_prune(${chain}::bigint, now() - interval '100 days', 10)`.execute(tx),
      );
    await expect(pruned(other)).rejects.toThrow('another tenant');
    await pruned(mine);
    expect(await verify(other)).toMatchObject({ ok: true, entries: 1 });
    expect(await verify(mine)).toMatchObject({ ok: true, entries: 0, prunedSeq: 1 });
    await expect(intruder.query(`select audit_prune($1, now() - interval '100 days', 10)`, [other])).rejects.toThrow(
      'another tenant',
    );
  });

  test('what was removed by hand beyond it is found', async () => {
    const tenant = await agedChain([400, 300, 200, 10]);
    await prune(250);
    await intruder.query('delete from audit_entries where tenant_id = $1 and seq = 3', [tenant]);
    expect(await verify(tenant)).toMatchObject({ ok: false, problem: { kind: 'missing', seq: 4 } });
  });
});
