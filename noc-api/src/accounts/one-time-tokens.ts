/**
 * Random tokens that work once and for a while: links in mails, challenges of passkeys, sign-ins that wait for
 * their second factor. Kept as SHA-256, so that who reads the table can use none.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { Kysely } from 'kysely';
import type { Database } from '@fastisp/core/pg/schema.generated';

const minuteMs = 60_000;
/** How long a token of each purpose works. */
export const tokenLifeMs = {
  'verify-email': 48 * 60 * minuteMs,
  'reset-password': 60 * minuteMs,
  /** An administrator reads it to the person, who may be on a tower. */
  'handed-reset': 24 * 60 * minuteMs,
  'second-factor': 10 * minuteMs,
  'passkey-registration': 10 * minuteMs,
  'passkey-sign-in': 10 * minuteMs,
  google: 10 * minuteMs,
} as const;
export type TokenPurpose = keyof typeof tokenLifeMs;

export type TokenData = Readonly<Record<string, string | boolean>>;
export interface TakenToken {
  readonly userId: string | null;
  readonly data: TokenData;
}

/** Longer can only be an attempt to make us hash much. */
const tokenLengthMax = 512;

export interface OneTimeTokens {
  issue(
    purpose: TokenPurpose,
    about: { userId: string | null; data?: TokenData },
    tx?: Tx,
  ): Promise<{ token: string; expiresAt: Date }>;
  /** Reads it and leaves it. Null when it is unknown, used or too old. */
  look(purpose: TokenPurpose, token: string): Promise<TakenToken | null>;
  /** Uses it up: of many at once, one gets it. */
  take(purpose: TokenPurpose, token: string, tx?: Tx): Promise<TakenToken | null>;
  /** All of a person's for one purpose: a newer link makes the older ones useless. */
  forget(purpose: TokenPurpose, userId: string, tx?: Tx): Promise<void>;
}

export function createOneTimeTokens(deps: { relational: RelationalStore; clock: Clock }): OneTimeTokens {
  const { relational, clock } = deps;
  const now = () => new Date(clock.nowMs());
  const on = (tx: Tx | undefined): Kysely<Database> => tx ?? relational.db;
  return {
    async issue(purpose, about, tx) {
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(clock.nowMs() + tokenLifeMs[purpose]);
      await on(tx)
        .insertInto('one_time_tokens')
        .values({
          token_sha256: digest(token),
          purpose,
          user_id: about.userId,
          data: JSON.stringify(about.data ?? {}),
          expires_at: expiresAt,
        })
        .execute();
      return { token, expiresAt };
    },

    async look(purpose, token) {
      if (token.length > tokenLengthMax) return null;
      const row = await relational.db
        .selectFrom('one_time_tokens')
        .select(['user_id', 'data'])
        .where('token_sha256', '=', digest(token))
        .where('purpose', '=', purpose)
        .where('expires_at', '>', now())
        .executeTakeFirst();
      return row === undefined ? null : toTaken(row);
    },

    async take(purpose, token, tx) {
      if (token.length > tokenLengthMax) return null;
      const row = await on(tx)
        .deleteFrom('one_time_tokens')
        .where('token_sha256', '=', digest(token))
        .where('purpose', '=', purpose)
        .where('expires_at', '>', now())
        .returning(['user_id', 'data'])
        .executeTakeFirst();
      return row === undefined ? null : toTaken(row);
    },

    async forget(purpose, userId, tx) {
      await on(tx).deleteFrom('one_time_tokens').where('user_id', '=', userId).where('purpose', '=', purpose).execute();
    },
  };
}

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

const toTaken = (row: { user_id: string | null; data: unknown }): TakenToken => ({
  userId: row.user_id,
  data: row.data as TokenData, // only `issue` writes it
});
