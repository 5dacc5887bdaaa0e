/** Passwords: is it this one, and what a new one changes. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { hashPassword, verifyPassword } from '#identity/password-hash.ts';
import { passwordProblem } from '#identity/password-rules.ts';
import type { Sessions, SignInRequest } from '#identity/ports.ts';
import type { Principal } from '#identity/principal.ts';
import type { MailQueue } from '#mail/ports.ts';
import { type GuessKey, type GuessLimits, guessLimits, ofAddress } from './guess-limits.ts';
import type { OneTimeTokens } from './one-time-tokens.ts';
import { requireOwnSession } from './own-session.ts';
import { tellPasswordChanged } from './tell.ts';

/** better-auth's name for a password among the ways in. */
export const passwordProvider = 'credential';

let nobodys: Promise<string> | undefined;
/** Checked when there is nobody of that name: who asks about nobody waits as long. */
const nobodysHash = (): Promise<string> => (nobodys ??= hashPassword('there is nobody of this name'));

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly mustChangePassword: boolean;
}

export interface Passwords {
  /** @throws AppError `SIGN_IN_REFUSED`, `SIGN_IN_LIMITED` */
  check(request: SignInRequest, credentials: { email: string; password: string }): Promise<Person>;
  /** For what must not happen to a browser that was left open. @throws AppError `PASSWORD_WRONG`, `SIGN_IN_LIMITED` */
  confirm(principal: Principal, password: string, field?: string): Promise<void>;
  /** Ends the person's other sessions. Resolves to the `Set-Cookie` values of the new one. */
  change(
    request: SignInRequest,
    principal: Principal,
    passwords: { currentPassword: string; newPassword: string },
  ): Promise<readonly string[]>;
}

export interface PasswordsDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly sessions: Sessions;
  readonly mail: MailQueue;
  readonly tokens: OneTimeTokens;
}

export function createPasswords(deps: PasswordsDeps): Passwords {
  const { relational, limits } = deps;
  const keys = (email: string, address: string): GuessKey[] => [
    { limit: guessLimits.account, key: email },
    ofAddress(guessLimits.address, address),
  ];

  const confirm = async (principal: Principal, password: string, field = 'password'): Promise<void> => {
    requireOwnSession(principal);
    await limits.count(keys(principal.email, principal.from.address), async () => {
      const hash = await passwordHashOf(relational, principal.userId);
      if (!(await verifyPassword({ hash: hash ?? (await nobodysHash()), password }))) throw errors.passwordWrong(field);
    });
  };

  return {
    check: (request, { email, password }) =>
      limits.count(keys(email, request.address), async () => {
        // Nobody's is made with the first attempt of a process, whoever that is about.
        const [found, nobodysOwn] = await Promise.all([findByEmail(relational, email), nobodysHash()]);
        const right = await verifyPassword({ hash: found?.hash ?? nobodysOwn, password });
        if (found === null || found.hash === null || !right) throw errors.signInRefused();
        return found.person;
      }),

    confirm,

    async change(request, principal, { currentPassword, newPassword }) {
      if (principal.via !== 'session') throw errors.passwordNotForTokens();
      await confirmForced(principal, currentPassword);
      const problem = passwordProblem(newPassword, { ...principal, currentPassword });
      if (problem !== null) throw errors.passwordWeak(problem);
      const hash = await hashPassword(newPassword);
      const { sessionId, cookies } = await deps.sessions.start(request, principal.userId, {
        rememberMe: true,
        proven: principal.secondFactor.proven,
      });
      await relational.withSystem(async (tx) => {
        await setPassword(tx, principal.userId, { hash, now: new Date(deps.clock.nowMs()) });
        // The tenant that the person works for is that of their session: the new one keeps it.
        await tx
          .updateTable('session_contexts')
          .set({ session_id: sessionId })
          .where('session_id', '=', principal.sessionId ?? '')
          .execute();
        await endSessions(tx, principal.userId, sessionId);
        // Whoever asked for a link, or is half signed in with the old password, is out too.
        for (const purpose of ['reset-password', 'handed-reset', 'second-factor'] as const) {
          await deps.tokens.forget(purpose, principal.userId, tx);
        }
        await tellPasswordChanged(tx, deps, principal, principal.from.address);
        await recordChanges(tx, principal, [passwordChange(principal.userId, principal.name)]);
      });
      return cookies;
    },
  };

  /** Like `confirm`, and also for whoever must change a one-time password before anything else. */
  function confirmForced(principal: Principal, currentPassword: string): Promise<void> {
    return confirm({ ...principal, mustChangePassword: false }, currentPassword, 'currentPassword');
  }
}

export const passwordChange = (userId: string, name: string) => ({
  action: 'change_password',
  objectType: 'user',
  objectId: userId,
  objectName: name,
  before: null,
  after: null,
});

/** Also ends what a one-time password demanded. */
export async function setPassword(tx: Tx, userId: string, { hash, now }: { hash: string; now: Date }): Promise<void> {
  await tx
    .insertInto('auth_account')
    .values({ id: newId(), user_id: userId, account_id: userId, provider_id: passwordProvider, password: hash })
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'account_id']).doUpdateSet({ password: hash, updated_at: now }),
    )
    .execute();
  await tx
    .updateTable('auth_user')
    .set({ must_change_password: false, updated_at: now })
    .where('id', '=', userId)
    .execute();
}

/** @param except the session that stays. */
export async function endSessions(tx: Tx, userId: string, except: string | null): Promise<number> {
  let query = tx.deleteFrom('auth_session').where('user_id', '=', userId);
  if (except !== null) query = query.where('id', '!=', except);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

async function passwordHashOf(relational: RelationalStore, userId: string): Promise<string | null> {
  const row = await relational.db
    .selectFrom('auth_account')
    .select('password')
    .where('user_id', '=', userId)
    .where('provider_id', '=', passwordProvider)
    .executeTakeFirst();
  return row?.password ?? null;
}

async function findByEmail(
  relational: RelationalStore,
  email: string,
): Promise<{ person: Person; hash: string | null } | null> {
  const row = await relational.db
    .selectFrom('auth_user')
    .leftJoin('auth_account', (join) =>
      join.onRef('auth_account.user_id', '=', 'auth_user.id').on('auth_account.provider_id', '=', passwordProvider),
    )
    .select(['auth_user.id', 'auth_user.name', 'auth_user.email', 'auth_user.locale'])
    .select(['auth_user.must_change_password as mustChangePassword', 'auth_account.password'])
    .where('auth_user.email', '=', email.toLowerCase())
    .executeTakeFirst();
  if (row === undefined) return null;
  const { password, ...person } = row;
  return { person, hash: password };
}
