/** The writing end of the mail: rows in PostgreSQL that `run.ts` sends. */
import type { Clock } from '@fastisp/core/clock';
import { AppError } from '@fastisp/core/errors/app-error';
import { newId } from '@fastisp/core/ids';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import * as errors from '#errors.ts';
import type { MailQueue } from './ports.ts';
import { renderMail } from './templates.ts';

/** Wakes whoever sends. */
export const mailChannel = 'mails';

export interface MailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  readonly publicUrl: string;
}

/** All or nothing: mails without a sender or with links to nowhere help nobody. @throws AppError `CONFIG_INVALID` */
export function readMailSettings(config: {
  readonly SMTP_URL: string | undefined;
  readonly MAIL_FROM: string | undefined;
  readonly PUBLIC_URL: string | undefined;
}): MailSettings | null {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from, PUBLIC_URL: publicUrl } = config;
  if (smtpUrl === undefined) return null;
  if (from === undefined || publicUrl === undefined) {
    throw new AppError(
      'CONFIG_INVALID',
      'SMTP_URL needs MAIL_FROM, the sender, and PUBLIC_URL, for the links in mails',
    );
  }
  return { smtpUrl, from, publicUrl: new URL(publicUrl).origin };
}

export const mailSecret = (mailId: string) => ({ tenantId: 0, rowId: mailId, field: 'mail' });

export function createMailQueue(
  settings: MailSettings | null,
  deps: { secretBox: SecretBox; clock: Clock },
): MailQueue {
  return {
    configured: settings !== null,
    publicUrl: settings?.publicUrl ?? '',
    async queue(tx, mail, order) {
      if (settings === null) throw errors.mailNotConfigured();
      const id = newId();
      const content = JSON.stringify(renderMail(mail, order.language));
      await tx
        .insertInto('mails')
        .values({
          id,
          template: mail.template,
          recipient: order.to,
          content_sealed: deps.secretBox.seal(content, mailSecret(id)),
          // By the clock of those who send, not the database's, which may be a moment ahead.
          next_attempt_at: new Date(deps.clock.nowMs()),
          expires_at: order.expiresAt,
        })
        .execute();
      await sql`select pg_notify(${mailChannel}, '')`.execute(tx);
    },
  };
}
