/** What becomes of a mail that could not be handed over. Pure. */

/** As nodemailer reports it. */
export interface MailFailure {
  /** Of the SMTP server; absent when there was no answer. */
  readonly responseCode?: number | undefined;
  /** `EAUTH`, `ECONNECTION`, `EENVELOPE`… */
  readonly code?: string | undefined;
}

export type AfterFailure =
  | { readonly kind: 'again'; readonly atMs: number }
  | { readonly kind: 'give-up'; readonly why: 'refused' | 'too-late' };

const delayMsMin = 5_000;
const delayMsMax = 5 * 60_000;

/**
 * A server that says never (5xx, RFC 5321) about this mail is believed; one that is away, says later, or does not
 * take our password, which an operator may put right, is asked again until the mail is of no use any more.
 * @param attempts made so far, this one included.
 */
export function decideAfterFailure(
  failure: MailFailure,
  mail: { readonly attempts: number; readonly expiresAtMs: number },
  nowMs: number,
): AfterFailure {
  const permanent = (failure.responseCode ?? 0) >= 500 && failure.code !== 'EAUTH';
  if (permanent) return { kind: 'give-up', why: 'refused' };
  const delayMs = Math.min(delayMsMax, delayMsMin * 2 ** Math.min(20, mail.attempts - 1));
  const atMs = nowMs + delayMs;
  return atMs < mail.expiresAtMs ? { kind: 'again', atMs } : { kind: 'give-up', why: 'too-late' };
}
