/** Two processes on one database, each with a disk of its own: whichever is asked goes on with an import. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { nocApiMigrations } from '#service.ts';
import { make } from '#testing/plant.ts';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import type { ImportView } from './schemas.ts';

let database: TestDatabase;
let homes: string[];
let first: World;
let second: World;
beforeAll(async () => {
  database = await createTestDatabase({ modules: [nocApiMigrations] });
  homes = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'fastisp-import-'))));
  const [one = '', other = ''] = homes;
  first = await createWorld({ database, env: { FASTISP_HOME: one } });
  second = await createWorld({ database, secretKey: first.secretKey, env: { FASTISP_HOME: other } });
});
afterAll(async () => {
  await first.stop();
  await second.stop();
  await database.stop();
  await Promise.all(homes.map((home) => rm(home, { recursive: true })));
});

async function upload(world: World, content: string): Promise<string> {
  const response = await fetch(`${world.url}/api/v1/imports?type=subscriber`, {
    ...{ method: 'POST', body: content },
    headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'text/csv' },
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as ImportView).id;
}

const through = (world: World, id: string): Promise<ImportView> =>
  waitFor(
    'the work is through',
    async () => {
      const { body } = await world.ask<ImportView>('GET', `/api/v1/imports/${id}`);
      return body.state !== 'checking' && body.state !== 'running' && body;
    },
    { timeLimitMs: 60_000 },
  );

const chunks = async (id: string): Promise<number> => {
  const { rows } = await database.withTenant(first.tenant, (tx) =>
    tx
      .selectFrom('import_chunks')
      .select('place')
      .where('import_id', '=', id)
      .execute()
      .then((rows) => ({ rows })),
  );
  return rows.length;
};

test('a file that one took is looked at, checked and imported by the other', async () => {
  // Three pieces, the last one short: they come back in their order.
  const lines = Array.from({ length: 25_000 }, (_, n) => `P${n};Cliente ${n};${'ñ'.repeat(40)}`);
  const id = await upload(first, `codigo;nombre;observaciones\n${lines.join('\n')}\n`);
  expect(await chunks(id)).toBe(3);
  const patched = await second.ask<ImportView>('PATCH', `/api/v1/imports/${id}`, {
    body: { settings: { dateOrder: 'mdy' } },
  });
  expect(patched).toMatchObject({ status: 200, body: { state: 'ready', settings: { dateOrder: 'mdy' } } });
  await second.ask('POST', `/api/v1/imports/${id}/check`);
  expect(await through(first, id)).toMatchObject({ state: 'checked', created: 25_000, problems: 0 });
  await second.ask('POST', `/api/v1/imports/${id}/run`);
  expect(await through(first, id)).toMatchObject({ state: 'done', created: 25_000 });
  expect(await chunks(id), 'what is imported needs no file').toBe(0);
  const again = await first.ask('POST', `/api/v1/imports/${id}/run`);
  expect([again.status, again.body['code']]).toEqual([409, 'IMPORT_DONE']);
}, 150_000);

test('only one of them works on it', async () => {
  const id = await upload(first, 'codigo;nombre\nB1;Uno\n');
  const answers = await Promise.all(
    [first, second, first, second].map((world) => world.ask('POST', `/api/v1/imports/${id}/run`)),
  );
  const begun = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ status }) => status !== 202).map(({ body }) => body['code']);
  expect(begun).toHaveLength(1);
  // Who comes when it is through already finds no file, or that it was imported.
  for (const code of refused)
    expect(['IMPORT_BUSY', 'IMPORT_DONE', 'IMPORT_FILE_GONE', 'IMPORT_TOO_MANY']).toContain(code);
  expect(await through(second, id)).toMatchObject({ state: 'done', created: 1 });
});

test('one that was taken for dead and was not: what the first imported stays told', async () => {
  const siteId = await make(first, 'sites', { name: 'Lento', externalId: 'SLOW' });
  const id = await upload(first, 'codigo;nombre;sitio\nL1;Uno;SLOW\nL2;Dos;SLOW\n');
  await database.withTenant(first.tenant, async (tx) => {
    // Both wait for the site until this transaction ends.
    await tx.selectFrom('sites').select('id').where('id', '=', siteId).forUpdate().execute();
    await first.ask('POST', `/api/v1/imports/${id}/run`);
    await waitFor('another took it over', async () => {
      await database.withTenant(first.tenant, (other) =>
        other
          .updateTable('imports')
          .set({ beat_at: new Date(0) })
          .where('id', '=', id)
          .execute(),
      );
      return (await second.ask('POST', `/api/v1/imports/${id}/run`)).status === 202;
    });
  });
  expect(await through(first, id)).toMatchObject({ state: 'done', created: 2, unchanged: 0 });
  await waitFor('the other gave up', () => /could not be ended/.test(first.logged() + second.logged()));
  expect(await through(first, id)).toMatchObject({ state: 'done', created: 2, problems: 0, failure: null });
  expect((await through(first, id)).undoUntil).not.toBeNull();
});

test('a file that was discarded is gone for both, from the disks too', async () => {
  const id = await upload(first, 'codigo;nombre\nD1;Uno\n');
  expect((await second.ask('DELETE', `/api/v1/imports/${id}`)).status).toBe(204);
  expect((await first.ask('POST', `/api/v1/imports/${id}/check`)).status).toBe(404);
  expect(await chunks(id)).toBe(0);
  const left = await Promise.all(homes.map((home) => readdir(join(home, 'imports'))));
  expect(left.flat().filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('files that wait have a limit, and say so', async () => {
  const id = await upload(first, 'codigo;nombre\nW1;Uno\n');
  await database.withTenant(first.tenant, (tx) =>
    tx
      .updateTable('imports')
      .set({ bytes: 3 * 1024 ** 3 })
      .where('id', '=', id)
      .execute(),
  );
  const refused = await fetch(`${second.url}/api/v1/imports?type=subscriber`, {
    ...{ method: 'POST', body: 'codigo;nombre\nW2;Dos\n' },
    headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'text/csv' },
  });
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'IMPORT_NO_ROOM']);
  await first.ask('DELETE', `/api/v1/imports/${id}`);
  await upload(second, 'codigo;nombre\nW3;Tres\n');
});
