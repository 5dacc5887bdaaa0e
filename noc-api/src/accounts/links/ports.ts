/** What links need, whatever they are for. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { MailQueue } from '#mail/ports.ts';
import type { GuessLimits } from '../guess-limits.ts';
import type { OneTimeTokens } from '../one-time-tokens.ts';

export interface LinksDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly tokens: OneTimeTokens;
  readonly mail: MailQueue;
}
