/** What does not fit into memory, and what is cut off in the middle. IMPORT_TEST_MB=200 for the largest. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { bootstrapToken, createWorld, type World } from '#testing/world.ts';
import type { ImportView } from './schemas.ts';

const megabytes = Number(process.env['IMPORT_TEST_MB'] ?? 20);
const timeLimitMs = 300_000;
let world: World;
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fastisp-import-large-'));
  world = await createWorld({ env: { FASTISP_HOME: home } });
});
afterAll(async () => {
  await world.stop();
  await rm(home, { recursive: true });
});

async function upload(rows: Iterable<string>): Promise<{ status: number; body: ImportView & { code: string } }> {
  const response = await fetch(`${world.url}/api/v1/imports?type=subscriber`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bootstrapToken}`, 'content-type': 'text/csv' },
    body: Readable.toWeb(Readable.from(rows, { objectMode: false })) as ReadableStream, // the same thing, by two names
    duplex: 'half',
  });
  return { status: response.status, body: (await response.json()) as ImportView & { code: string } };
}
const get = async (id: string): Promise<ImportView> =>
  (await world.ask<ImportView>('GET', `/api/v1/imports/${id}`)).body;
const subscribers = async (): Promise<number> =>
  (await world.ask<{ total: number }>('GET', '/api/v1/subscribers?limit=1')).body.total;

/** Rows of a kilobyte. */
function* largeFile(bytes: number): Generator<string> {
  yield 'codigo;nombre;observaciones\n';
  const notes = 'x'.repeat(980);
  for (let n = 0; n * 1_000 < bytes; n += 1) yield `L${n};Cliente ${n};${notes}\n`;
}

test(
  `${megabytes} MB are imported without being held in memory`,
  async () => {
    const bytes = megabytes * 1_000_000;
    const { status, body } = await upload(largeFile(bytes));
    expect(status, JSON.stringify(body)).toBe(201);
    globalThis.gc?.();
    const atRest = process.memoryUsage().rss;
    let most = 0;
    await world.ask('POST', `/api/v1/imports/${body.id}/run`);
    const done = await waitFor(
      'the import is through',
      async () => {
        most = Math.max(most, process.memoryUsage().rss - atRest);
        const view = await get(body.id);
        return view.state !== 'running' && view;
      },
      { timeLimitMs },
    );
    expect(done).toMatchObject({ state: 'done', problems: 0, created: bytes / 1_000 });
    // A few batches of 2,000 rows in their several forms; holding 200 MB of rows takes more than a gigabyte.
    expect(most / 2 ** 20).toBeLessThan(500);
  },
  timeLimitMs,
);

test('a file beyond the limit is refused while it comes in, and leaves nothing', async () => {
  const chunk = 'x'.repeat(1024 * 1024);
  const answer = await upload(Array.from({ length: 257 }, () => chunk)).catch(() => null);
  // The server closes while we still send: some clients never see the answer.
  if (answer !== null) expect([answer.status, answer.body.code]).toEqual([413, 'IMPORT_TOO_LARGE']);
  const { body } = await world.ask<{ items: ImportView[] }>('GET', '/api/v1/imports');
  expect(body.items.every(({ bytes }) => bytes < 256 * 1024 * 1024)).toBe(true);
}, 60_000);

test('stopped in the middle, nothing is imported, and it can be run again', async () => {
  const before = await subscribers();
  const rows = ['codigo,nombre\n', ...Array.from({ length: 30_000 }, (_, n) => `K${n},Cliente ${n}\n`)];
  const { body } = await upload(rows);
  await world.ask('POST', `/api/v1/imports/${body.id}/run`);
  await waitFor('some rows are in', async () => {
    const { rows: active } = await world.database.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and query ilike 'insert into "subscribers"%'`,
    );
    return (active[0]?.n ?? 0) > 0;
  });
  await world.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
  );
  const ended = await waitFor('it ended', async () => {
    const view = await get(body.id);
    return view.state !== 'running' && view;
  });
  expect(ended.state).toBe('failed');
  expect(await subscribers()).toBe(before);
  await world.ask('POST', `/api/v1/imports/${body.id}/run`);
  const done = await waitFor('it is through', async () => (await get(body.id)).state === 'done', {
    timeLimitMs: 60_000,
  });
  expect(done).toBe(true);
  expect(await subscribers()).toBe(before + 30_000);
}, 90_000);
