/**
 * A sender that is killed between sending and writing that down, on a real SMTP server: the mail goes out again, with
 * the Message-ID that it had, and once more only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { systemClock } from '@fastisp/core/clock';
import type { DatabaseLogin } from '@fastisp/core/pg/database-access';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { createTestDatabase, type TestDatabase } from '@fastisp/core/testing/test-database';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nocApiMigrations } from '#migrations.ts';
import { createMailQueue } from './queue.ts';
import { TestMailServer } from './testing/smtp.ts';

const to = 'ana@example.net';
/** A process starts within this time on a busy machine too. */
const startTimeLimitMs = 45_000;
const secretKey = randomBytes(32).toString('base64');
let database: TestDatabase;
let mails: TestMailServer;
const senders: ChildProcess[] = [];
beforeAll(async () => {
  [database, mails] = await Promise.all([createTestDatabase({ modules: [nocApiMigrations] }), TestMailServer.start()]);
});
afterAll(async () => {
  for (const sender of senders) await kill(sender);
  await mails.close();
  await database.stop();
});

async function startSender(): Promise<ChildProcess> {
  const { owner, runtime } = database.access;
  const access = { owner: await withPassword(owner), runtime: await withPassword(runtime) };
  const sender = spawn(process.execPath, [resolve(import.meta.dirname, 'testing/sender.ts')], {
    env: { ...process.env, ACCESS: JSON.stringify(access), SMTP_URL: mails.url, SECRET_KEY: secretKey },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  senders.push(sender);
  return sender;
}

async function withPassword({ about, client }: DatabaseLogin): Promise<DatabaseLogin> {
  const password = typeof client.password === 'function' ? await client.password() : client.password;
  return { about, client: { ...client, ...(password !== undefined && { password }) } };
}

async function kill(sender: ChildProcess): Promise<void> {
  if (sender.exitCode !== null || sender.signalCode !== null) return;
  const ended = once(sender, 'exit');
  sender.kill('SIGKILL');
  await ended;
}

async function queueOne(): Promise<void> {
  const settings = { smtpUrl: mails.url, from: 'noc@example.net', publicUrl: 'https://noc.example.net' };
  const queue = createMailQueue(settings, { secretBox: createSecretBox(secretKey), clock: systemClock });
  await database.withSystem((tx) =>
    queue.queue(
      tx,
      { template: 'password-changed', name: 'Ana', address: '192.0.2.1' },
      { to, language: 'es', expiresAt: new Date(Date.now() + 3_600_000) },
    ),
  );
}

const waiting = async () =>
  (
    await database.db
      .selectFrom('mails')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;
const messageId = (text = ''): string => /^Message-ID:\s*(\S+)/im.exec(text)?.[1] ?? text;

test(
  'a mail that was sent and not written down is sent again with the same Message-ID, and is done then',
  async () => {
    const { promise: written, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: taken, resolve: onTaken } = Promise.withResolvers<void>();
    // While the server takes the mail, its row is held: the sender hears the 250 and cannot write it down.
    mails.onMail = () =>
      new Promise((accept) => {
        void database.db.transaction().execute(async (tx) => {
          await sql`select from mails for update`.execute(tx);
          accept();
          onTaken();
          await written;
        });
      });
    const first = await startSender();
    await queueOne();
    await taken;
    const writer = await waitFor('the sender waits to write it down', async () => {
      const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query ilike 'delete from "mails"%'`.execute(
        database.db,
      );
      return rows[0]?.pid;
    });
    await kill(first);
    // A statement that reached the database is done even when its sender is dead: this one did not get there.
    await sql`select pg_terminate_backend(${writer}, 10000)`.execute(database.db);
    mails.onMail = () => Promise.resolve();
    letGo();
    expect([mails.to(to).length, await waiting()]).toEqual([1, 1]);

    // Its lease, which a sender that lives may still use, is over.
    await sql`update mails set next_attempt_at = 'epoch'`.execute(database.db);
    await startSender();
    await waitFor('the mail is done', async () => (await waiting()) === 0, { timeLimitMs: startTimeLimitMs });
    const [original, again] = mails.to(to);
    expect(mails.to(to)).toHaveLength(2);
    expect(messageId(original?.text)).toMatch(/^<[0-9a-f-]{36}@example\.net>$/);
    expect(messageId(again?.text)).toBe(messageId(original?.text));
  },
  2 * startTimeLimitMs,
);
