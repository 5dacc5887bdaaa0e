/**
 * Sends what waits, at least once: a mail is leased for as long as a server may take, sent, and then removed. Who
 * dies in between leaves it to the next, who sends it with the same Message-ID, by which receivers know a copy.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@fastisp/core/clock';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { decideAfterFailure } from './decide.ts';
import { mailChannel, mailSecret, type MailSettings } from './queue.ts';
import type { MailContent } from './templates.ts';

/** A notification is lost with its connection, and retries need a look anyway. */
const pollEveryMs = 5_000;
/** A server that says nothing for this long is away. */
const smtpTimeoutMs = 20_000;
/** Longer than one sending can take with all its timeouts. */
const leaseMs = 120_000;
/** Of what a server answered, in the row. */
const errorLengthMax = 500;

interface Leased {
  readonly id: string;
  readonly template: string;
  readonly recipient: string;
  readonly contentSealed: string;
  readonly attempts: number;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

export interface MailSenderDeps {
  readonly relational: RelationalStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function createMailSender(settings: MailSettings, deps: MailSenderDeps): Component {
  const { relational, clock } = deps;
  const log = deps.log.child({ component: 'mail' });
  const sent = deps.metrics.counter('noc_api_mail_sent_total', 'Mails that a server took.', ['template']);
  const failures = deps.metrics.counter('noc_api_mail_failures_total', 'Attempts to send that failed.');
  const givenUp = deps.metrics.counter('noc_api_mail_given_up_total', 'Mails that were never sent.', ['why']);
  const timeouts = { connectionTimeout: smtpTimeoutMs, greetingTimeout: smtpTimeoutMs, socketTimeout: smtpTimeoutMs };
  const transport = createTransport({ url: settings.smtpUrl, ...timeouts });
  const domain = /@([^\s>]+)>?\s*$/.exec(settings.from)?.[1] ?? 'fastisp.local';
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let running: Promise<void> = Promise.resolve();
  let unlisten: () => Promise<void> = async () => {};

  async function send(mail: Leased): Promise<void> {
    if (mail.expiresAt.getTime() <= clock.nowMs()) throw new Error('nobody was there to send it in time');
    const content = JSON.parse(deps.secretBox.open(mail.contentSealed, mailSecret(mail.id))) as MailContent; // we wrote it
    await transport.sendMail({
      from: settings.from,
      to: { name: '', address: mail.recipient }, // not a list to be parsed: `a,b@c` is one address
      ...content,
      messageId: `<${mail.id}@${domain}>`,
      date: mail.createdAt,
      headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: no out-of-office replies, please
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await relational.db.deleteFrom('mails').where('id', '=', mail.id).execute();
    sent.inc({ template: mail.template });
  }

  async function afterFailure(mail: Leased, err: unknown): Promise<void> {
    failures.inc();
    const failure = err as { code?: string; responseCode?: number; message?: string }; // nodemailer's, or an Error
    const about = { attempts: mail.attempts, expiresAtMs: mail.expiresAt.getTime() };
    const next = decideAfterFailure(failure, about, clock.nowMs());
    const lastError = (failure.message ?? String(err)).slice(0, errorLengthMax);
    if (next.kind === 'give-up') {
      givenUp.inc({ why: next.why });
      log.error({ mailId: mail.id, template: mail.template, why: next.why, lastError }, 'mail given up');
    } else {
      log.warn({ mailId: mail.id, attempts: mail.attempts, lastError }, 'mail not sent, trying again');
    }
    await relational.db
      .updateTable('mails')
      .set(
        next.kind === 'give-up'
          ? { failed_at: new Date(clock.nowMs()), content_sealed: null, last_error: lastError }
          : { next_attempt_at: new Date(next.atMs), last_error: lastError },
      )
      .where('id', '=', mail.id)
      .execute();
  }

  /** @returns whether there was one. */
  async function sendOne(): Promise<boolean> {
    const mail = await lease(relational, clock.nowMs());
    if (mail === null) return false;
    await send(mail).catch((err: unknown) => afterFailure(mail, err));
    return true;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve)); // before the look, so that nothing falls between
      const more = await sendOne().catch((err: unknown) => {
        log.warn({ err }, 'mails cannot be read');
        return false;
      });
      if (more) continue;
      const timer = new AbortController();
      const signal = AbortSignal.any([timer.signal, stopping.signal]);
      await Promise.race([woken, delay(pollEveryMs, undefined, { signal }).catch(() => {})]); // either ends the wait
      timer.abort();
    }
  }

  return {
    name: 'mail',
    async start() {
      unlisten = await relational.listen(mailChannel, () => wake());
      running = run();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
      transport.close();
      await unlisten();
    },
  };
}

/** The one that waits longest, for us alone while the lease lasts. */
async function lease(relational: RelationalStore, nowMs: number): Promise<Leased | null> {
  const now = new Date(nowMs);
  const { rows } = await sql<Leased>`
    update mails set attempts = attempts + 1, next_attempt_at = ${new Date(nowMs + leaseMs)}
    where id = (
      select id from mails
      where failed_at is null and next_attempt_at <= ${now}
      order by next_attempt_at limit 1 for update skip locked
    )
    returning id, template, recipient, content_sealed as "contentSealed", attempts,
      expires_at as "expiresAt", created_at as "createdAt"`.execute(relational.db);
  return rows[0] ?? null;
}
