/** An import and a person who wait for each other: the one that the database gives up tries again, from its start. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import type { ImportView } from './schemas.ts';

let world: World;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fastisp-deadlock-'));
  world = await createWorld({ env: { FASTISP_HOME: home } });
});
afterAll(async () => {
  await world.stop();
  await rm(home, { recursive: true });
});

/** More than one batch of an import. */
const rows = 4_500;
const fileOf = (suffix: string): string =>
  `codigo;nombre\n${Array.from({ length: rows }, (_, n) => `D${n};Cliente ${n}${suffix}`).join('\n')}\n`;

async function start(content: string): Promise<string> {
  const response = await fetch(`${world.url}/api/v1/imports?type=subscriber`, {
    ...{ method: 'POST', body: content },
    headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'text/csv' },
  });
  const { id } = (await response.json()) as ImportView;
  await world.ask('POST', `/api/v1/imports/${id}/run`);
  return id;
}
const through = (id: string): Promise<ImportView> =>
  waitFor(
    'the import is through',
    async () => {
      const { body } = await world.ask<ImportView>('GET', `/api/v1/imports/${id}`);
      return body.state !== 'running' && body;
    },
    { timeLimitMs: 60_000 },
  );
const somebodyWaits = (): Promise<true> =>
  waitFor('somebody waits for a row', async () => {
    const { rows: waiting } = await world.database.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting.length > 0 && true;
  });

test('all rows are imported, and told once', async () => {
  await through(await start(fileOf('')));
  const touch = (code: string) =>
    sql`update subscribers set notes = 'en medio', revision = revision + 1 where external_id = ${code}`;
  const imported = await world.database.withTenant(world.tenant, async (tx) => {
    await touch('D4400').execute(tx);
    const id = await start(fileOf(' B'));
    await somebodyWaits();
    // The import has the first rows and waits for this one, which now waits for the first rows.
    await touch('D0').execute(tx);
    return id;
  });
  expect(await through(imported)).toMatchObject({ state: 'done', created: 0, updated: rows, problems: 0 });
  const { body } = await world.ask<{ total: number }>('GET', '/api/v1/subscribers?q=Cliente+B&limit=1');
  expect(body.total).toBe(rows);
  const { body: log } = await world.ask<{ items: { after: object }[] }>('GET', '/api/v1/audit?action=import&limit=1');
  expect(log.items[0]?.after).toMatchObject({ updated: rows });
  const { rows: told } = await world.database.withTenant(world.tenant, (tx) =>
    sql<{
      count: number;
    }>`select count(*) as count from audit_entries where object_type = 'subscriber' and action = 'update'`.execute(tx),
  );
  expect(told[0]?.count).toBe(rows);
}, 90_000);
