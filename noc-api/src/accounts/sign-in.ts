/**
 * From "I am Ana" to a session, one way for all that can be shown: a password, and then a code where Ana asked for
 * one; a passkey, which is two factors in itself; Google.
 */
import type { RelationalStore } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import type { Sessions, SignInRequest } from '#identity/ports.ts';
import { refuseWithoutTenant } from '#identity/working-as.ts';
import { clearCookie, pendingCookie, readCookie, setCookie } from './cookies.ts';
import { type GuessLimits, guessLimits, ofAddress } from './guess-limits.ts';
import { type OneTimeTokens, tokenLifeMs } from './one-time-tokens.ts';
import type { Passwords } from './passwords.ts';
import type { Claim, SignedIn } from './ports.ts';
import type { SecondFactor } from './second-factor.ts';

export interface SignIn {
  /** @throws AppError `SIGN_IN_REFUSED`, `SIGN_IN_LIMITED`, `NO_TENANT`, `TENANT_SUSPENDED` */
  withPassword(
    request: SignInRequest,
    credentials: { email: string; password: string; rememberMe?: boolean },
  ): Promise<SignedIn>;
  /** After a password. @throws AppError `SIGN_IN_EXPIRED`, `TWO_FACTOR_WRONG`, `SIGN_IN_LIMITED` */
  withCode(request: SignInRequest, code: string, claim: Claim): Promise<SignedIn>;
  /** A person who proved who they are elsewhere. @param strong by two factors: no code is asked for. */
  admit(request: SignInRequest, userId: string, options: { rememberMe: boolean; strong: boolean }): Promise<SignedIn>;
  signOut(request: SignInRequest): Promise<readonly string[]>;
}

export interface SignInDeps {
  readonly relational: RelationalStore;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly secondFactor: SecondFactor;
  readonly tokens: OneTimeTokens;
  readonly limits: GuessLimits;
}

export function createSignIn(deps: SignInDeps): SignIn {
  const { relational, sessions, tokens } = deps;

  const admit: SignIn['admit'] = async (request, userId, { rememberMe, strong }) => {
    await refuseWithoutTenant(relational, userId);
    if (!strong && (await deps.secondFactor.status(userId)).enabled) {
      const { token } = await tokens.issue('second-factor', { userId, data: { rememberMe } });
      const cookies = [setCookie(request, pendingCookie, token, tokenLifeMs['second-factor'])];
      return { mustChangePassword: false, secondFactor: true, cookies };
    }
    return begin(request, userId, { rememberMe, proven: strong });
  };

  const begin = async (
    request: SignInRequest,
    userId: string,
    options: { rememberMe: boolean; proven: boolean },
  ): Promise<SignedIn> => {
    const { must_change_password: mustChangePassword } = await relational.db
      .selectFrom('auth_user')
      .select('must_change_password')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow();
    const { cookies } = await sessions.start(request, userId, options);
    return { mustChangePassword, secondFactor: false, cookies };
  };

  return {
    admit,

    async withPassword(request, { email, password, rememberMe = true }) {
      const person = await deps.passwords.check(request, { email, password });
      return admit(request, person.id, { rememberMe, strong: false });
    },

    async withCode(request, code, claim) {
      const token = readCookie(request, pendingCookie) ?? '';
      const userId = (await tokens.look('second-factor', token))?.userId ?? null;
      if (userId === null) throw errors.signInExpired();
      claim(await emailOf(relational, userId));
      await deps.limits.count([ofAddress(guessLimits.address, request.address)], () =>
        deps.secondFactor.check(userId, code),
      );
      const taken = await tokens.take('second-factor', token);
      if (taken === null) throw errors.signInExpired();
      const rememberMe = taken.data['rememberMe'] === true;
      const signedIn = await begin(request, userId, { rememberMe, proven: true });
      return { ...signedIn, cookies: [...signedIn.cookies, clearCookie(request, pendingCookie)] };
    },

    signOut: (request) => sessions.end(request),
  };
}

async function emailOf(relational: RelationalStore, userId: string): Promise<string> {
  const row = await relational.db.selectFrom('auth_user').select('email').where('id', '=', userId).executeTakeFirst();
  return row?.email ?? '';
}
