import type { Tx } from '@fastisp/core/pg/port';
import type { Mail, MailLanguage } from './templates.ts';

export interface MailOrder {
  readonly to: string;
  readonly language: MailLanguage;
  /** What it says is of no use afterwards, and it is not sent any more. */
  readonly expiresAt: Date;
}

/** Mails that leave with a transaction: when it commits they will be sent, when it rolls back they never were. */
export interface MailQueue {
  /** Without it nothing can be sent, and people get links handed over. */
  readonly configured: boolean;
  /** What the links in mails begin with; never taken from a request, whose Host header anybody can write. */
  readonly publicUrl: string;
  /** @throws AppError `MAIL_NOT_CONFIGURED` */
  queue(tx: Tx, mail: Mail, order: MailOrder): Promise<void>;
}
