/**
 * Attempts to prove who one is, counted for each account and each address in fixed windows, in PostgreSQL so
 * that all processes count together. An attempt is taken before it is checked and given back when it was right,
 * so that many at once cannot slip past.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import { type AppError, isAppError } from '@fastisp/core/errors/app-error';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import * as errors from '#errors.ts';
import { networkOf } from './network-of.ts';

export interface GuessLimit {
  readonly name: string;
  readonly max: number;
  readonly windowMs: number;
  /** What is said when it is full; absent: `SIGN_IN_LIMITED`. */
  readonly refusal?: (retryAfterS: number) => AppError;
}

const minuteMs = 60_000;
/** When one is full, further attempts are answered 429 with the time to wait, and write nothing. */
export const guessLimits = {
  /** A person who forgot a password tries some; a machine that guesses is stopped, whichever door it knocks at. */
  account: { name: 'account', max: 10, windowMs: 10 * minuteMs },
  /** Many people may sit behind one address. */
  address: { name: 'address', max: 50, windowMs: 10 * minuteMs },
  /** Of a million codes three are right at a time: ten tries an hour find one in years. */
  code: { name: 'code', max: 10, windowMs: 60 * minuteMs },
  /** Challenges that anybody can ask for: each is a row for ten minutes. */
  challenges: { name: 'challenges', max: 120, windowMs: 10 * minuteMs },
  /** Mails that anybody can have sent to a person. */
  mailAccount: { name: 'mail-account', max: 3, windowMs: 60 * minuteMs },
  mailAddress: { name: 'mail-address', max: 20, windowMs: 60 * minuteMs },
  /** Mails that one person has sent to others in the name of a tenant: a whole team fits, a campaign does not. */
  invitationMails: { name: 'invitation-mails', max: 50, windowMs: 60 * minuteMs, refusal: errors.invitationsLimited },
} as const satisfies Record<string, GuessLimit>;

export interface GuessKey {
  readonly limit: GuessLimit;
  readonly key: string;
}

export interface GuessLimits {
  /** Takes an attempt from each limit. @throws AppError `SIGN_IN_LIMITED` */
  take(keys: readonly GuessKey[]): Promise<void>;
  /** Runs a check; one that is refused counts. @throws AppError `SIGN_IN_LIMITED`, and what `check` throws. */
  count<T>(keys: readonly GuessKey[], check: () => Promise<T>): Promise<T>;
  /** Runs what itself is limited; what fails does not count. @throws the limit's refusal, and what `work` throws. */
  spend<T>(keys: readonly GuessKey[], work: () => Promise<T>): Promise<T>;
}

export const ofAddress = (limit: GuessLimit, address: string): GuessKey => ({ limit, key: networkOf(address) });

export function createGuessLimits(deps: { relational: RelationalStore; clock: Clock }): GuessLimits {
  const { relational, clock } = deps;

  /** @returns seconds until the next attempt is admitted; 0 when this one is. */
  async function takeOne({ limit, key }: GuessKey): Promise<number> {
    const nowMs = clock.nowMs();
    const now = new Date(nowMs);
    const { rows } = await sql<{ endsAt: Date; admitted: boolean }>`
      with taken as (
        insert into attempt_counts as a (key, taken, ends_at)
        values (${rowKey(limit, key)}, 1, ${new Date(nowMs + limit.windowMs)})
        on conflict (key) do update set
          taken = case when a.ends_at <= ${now} then 1 else a.taken + 1 end,
          ends_at = case when a.ends_at <= ${now} then excluded.ends_at else a.ends_at end
        where a.ends_at <= ${now} or a.taken < ${limit.max}
        returning ends_at
      )
      select ends_at as "endsAt", true as admitted from taken
      union all
      select ends_at, false from attempt_counts where key = ${rowKey(limit, key)} and not exists (select from taken)
    `.execute(relational.db);
    const row = rows[0];
    // No row: somebody gave back, or swept, the very count that refused us. The next attempt will tell.
    if (row === undefined) return 1;
    return row.admitted ? 0 : Math.max(1, Math.ceil((row.endsAt.getTime() - nowMs) / 1_000));
  }

  const giveBack = async (keys: readonly GuessKey[]): Promise<void> => {
    if (keys.length === 0) return;
    const names = keys.map(({ limit, key }) => rowKey(limit, key));
    await sql`update attempt_counts set taken = greatest(taken - 1, 0) where key = any(${names}::text[])`.execute(
      relational.db,
    );
  };

  async function take(keys: readonly GuessKey[]): Promise<void> {
    const taken: GuessKey[] = [];
    for (const key of keys) {
      const waitS = await takeOne(key);
      if (waitS > 0) {
        await giveBack(taken); // who is refused at one door has not knocked at the others
        throw (key.limit.refusal ?? errors.signInLimited)(waitS);
      }
      taken.push(key);
    }
  }

  return {
    take,
    async count(keys, check) {
      await take(keys);
      try {
        const result = await check();
        await giveBack(keys);
        return result;
      } catch (error) {
        // A database that is away is nobody's wrong password.
        if (!isAppError(error) || error.status >= 500) await giveBack(keys);
        throw error;
      }
    },
    async spend(keys, work) {
      await take(keys);
      try {
        return await work();
      } catch (error) {
        await giveBack(keys);
        throw error;
      }
    },
  };
}

/** Hashed: people type passwords into the wrong field, and what was typed there must not be kept. */
const rowKey = (limit: GuessLimit, key: string): string =>
  `${limit.name}:${createHash('sha256').update(key.toLowerCase()).digest('base64url')}`;
