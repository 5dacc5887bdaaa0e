/** Mails that tell a person what happened to their account, where mail is set up. */
import type { Clock } from '@fastisp/core/clock';
import type { Tx } from '@fastisp/core/pg/port';
import { toLocale } from '#identity/working-as.ts';
import type { MailQueue } from '#mail/ports.ts';

/** News of this age is none. */
const newsLifeMs = 24 * 60 * 60_000;

export async function tellPasswordChanged(
  tx: Tx,
  deps: { mail: MailQueue; clock: Clock },
  person: { readonly name: string; readonly email: string; readonly locale: string },
  address: string,
): Promise<void> {
  if (!deps.mail.configured) return;
  const expiresAt = new Date(deps.clock.nowMs() + newsLifeMs);
  await deps.mail.queue(
    tx,
    { template: 'password-changed', name: person.name, address },
    { to: person.email, language: toLocale(person.locale), expiresAt },
  );
}
