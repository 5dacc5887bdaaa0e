/** Sign-in with a password, sign-out, and who a session cookie belongs to. */
import type { Clock } from '@fastisp/core/clock';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { isAPIError } from 'better-auth/api';
import { isAppError } from '@fastisp/core/errors/app-error';
import * as errors from '#errors.ts';
import { createAttempts } from './attempts.ts';
import { type Auth, createAuth, sessionCookieName } from './auth.ts';
import { passwordProblem } from './password-rules.ts';
import type { Sessions, SignInRequest } from './ports.ts';
import type { Principal } from './principal.ts';
import { findWorkingAs, refuseWithoutTenant, toLocale } from './working-as.ts';

/** A person who forgot a password tries some; a machine that guesses is stopped, whichever door it knocks at. */
const perAccount = { failuresMax: 10, windowMs: 10 * 60_000 };
/** Many people may sit behind one address. */
const perAddress = { failuresMax: 50, windowMs: 10 * 60_000 };

export interface SessionsDeps {
  readonly relational: RelationalStore;
  readonly log: Log;
  readonly clock: Clock;
  readonly sessionDays: number;
}

export interface SessionPrincipal {
  readonly principal: Principal;
  /** `Set-Cookie` values when the session was prolonged. */
  readonly cookies: readonly string[];
}

export interface SessionService extends Sessions {
  /** Call once before the first request. @param secret signs the cookies. */
  open(secret: string): void;
  find(request: SignInRequest): Promise<SessionPrincipal | null>;
}

export function createSessions(deps: SessionsDeps): SessionService {
  const byAccount = createAttempts(perAccount, deps.clock);
  const byAddress = createAttempts(perAddress, deps.clock);
  let auths: { plain: Auth; secure: Auth } | null = null;
  const authFor = (secure: boolean): Auth => {
    if (auths === null) throw errors.notReady();
    return secure ? auths.secure : auths.plain;
  };
  /** By the cookie that came: a service asks over http for a browser that uses https. */
  const authOf = (request: SignInRequest): Auth =>
    authFor((request.headers.get('cookie') ?? '').includes(`__Host-${sessionCookieName}=`));

  /** Runs a check of a password; a wrong one counts against the account and the address. */
  const limited = async <T>(keys: { email: string; address: string }, check: () => Promise<T>): Promise<T> => {
    const account = keys.email.toLowerCase();
    const waitS = Math.max(byAccount.take(account), byAddress.take(keys.address));
    if (waitS > 0) throw errors.signInLimited(waitS);
    const refund = () => {
      byAccount.giveBack(account);
      byAddress.giveBack(keys.address);
    };
    try {
      const result = await check();
      refund();
      return result;
    } catch (error) {
      if (!isAppError(error)) refund(); // a database that is away is nobody's wrong password
      throw error;
    }
  };

  return {
    open(secret) {
      const options = { pool: deps.relational.pool, secret, sessionDays: deps.sessionDays, log: deps.log };
      auths = { plain: createAuth({ ...options, secure: false }), secure: createAuth({ ...options, secure: true }) };
    },

    async signIn(request, credentials) {
      const keys = { email: credentials.email, address: request.address };
      const { headers, response } = await limited(keys, () =>
        authFor(request.secure)
          .api.signInEmail({ body: credentials, headers: forBetterAuth(request), returnHeaders: true })
          .catch((error: unknown) => {
            throw isAPIError(error) ? errors.signInRefused() : error;
          }),
      );
      const user = response.user as { id: string; mustChangePassword?: boolean }; // one additional field of ours
      await refuseWithoutTenant(deps.relational, user.id).catch(async (error: unknown) => {
        await deps.relational.db.deleteFrom('auth_session').where('token', '=', response.token).execute();
        throw error;
      });
      return { cookies: headers.getSetCookie(), mustChangePassword: user.mustChangePassword === true };
    },

    async signOut(request) {
      const { headers } = await authOf(request).api.signOut({ headers: forBetterAuth(request), returnHeaders: true });
      return headers.getSetCookie();
    },

    async changePassword(request, principal, passwords) {
      if (principal.via !== 'session') throw errors.passwordNotForTokens();
      const problem = passwordProblem(passwords.newPassword, { ...principal, ...passwords });
      if (problem !== null) throw errors.passwordWeak(problem);
      const keys = { email: principal.email, address: request.address };
      const { headers } = await limited(keys, () =>
        authOf(request)
          .api.changePassword({
            body: { ...passwords, revokeOtherSessions: true },
            headers: forBetterAuth(request),
            returnHeaders: true,
          })
          .catch((error: unknown) => {
            throw isAPIError(error) ? errors.passwordWrong() : error;
          }),
      );
      // After the password: should this fail, the person changes it once more, with the new one.
      await deps.relational.db
        .updateTable('auth_user')
        .set({ must_change_password: false, updated_at: new Date(deps.clock.nowMs()) })
        .where('id', '=', principal.userId)
        .execute();
      return headers.getSetCookie();
    },

    async find(request) {
      const { headers, response } = await authOf(request).api.getSession({
        headers: forBetterAuth(request),
        returnHeaders: true,
      });
      if (response === null) return null;
      const { user } = response;
      const person = { userId: user.id, name: user.name, email: user.email, locale: toLocale(user.locale) };
      const principal: Principal = {
        via: 'session',
        ...(await findWorkingAs(deps.relational, { id: response.session.id, person, nowMs: deps.clock.nowMs() })),
        mustChangePassword: user.mustChangePassword,
        from: { address: request.address, userAgent: request.headers.get('user-agent') },
        tokenId: null,
        sessionId: response.session.id,
      };
      return { principal, cookies: headers.getSetCookie() };
    },
  };
}

/** better-auth reads the client's address from a header; ours is the connection's, whatever the client sent. */
function forBetterAuth(request: SignInRequest): Headers {
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', request.address);
  return headers;
}
