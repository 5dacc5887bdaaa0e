/** Sessions of browsers: how one starts and ends, and who a cookie belongs to. */
import type { Clock } from '@fastisp/core/clock';
import type { Log } from '@fastisp/core/log/log';
import type { RelationalStore } from '@fastisp/core/pg/port';
import type { Database } from '@fastisp/core/pg/schema.generated';
import type { Kysely } from 'kysely';
import * as errors from '#errors.ts';
import { type Auth, createAuth, sessionCookieName } from './auth.ts';
import type { Sessions, SignInRequest } from './ports.ts';
import type { Principal } from './principal.ts';
import { findWorkingAs, toLocale } from './working-as.ts';

/** How exact "last seen" is: a busy page does not write a row for each of its requests. */
const lastSeenPrecisionMs = 60_000;

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
  let auths: { plain: Auth; secure: Auth } | null = null;
  const authFor = (secure: boolean): Auth => {
    if (auths === null) throw errors.notReady();
    return secure ? auths.secure : auths.plain;
  };
  /**
   * Over https only the cookie that is bound to this host counts: a plain one may have been planted by a neighbour or
   * on the way. Otherwise by the cookie that came: a service asks over http for a browser that uses https.
   */
  const authOf = (request: SignInRequest): Auth =>
    authFor(request.secure || (request.headers.get('cookie') ?? '').includes(`__Host-${sessionCookieName}=`));

  const noteSeen = async (sessionId: string, request: SignInRequest): Promise<void> => {
    const nowMs = deps.clock.nowMs();
    await deps.relational.db
      .updateTable('auth_session')
      .set({ last_seen_at: new Date(nowMs), ip_address: request.address })
      .where('id', '=', sessionId)
      .where('last_seen_at', '<', new Date(nowMs - lastSeenPrecisionMs))
      .execute();
  };

  return {
    open(secret) {
      const options = { pool: deps.relational.pool, secret, sessionDays: deps.sessionDays, log: deps.log };
      auths = { plain: createAuth({ ...options, secure: false }), secure: createAuth({ ...options, secure: true }) };
    },

    async start(request, userId, { rememberMe, proven }) {
      const { headers, response } = await authFor(request.secure).api.startSession({
        body: { userId, rememberMe },
        headers: forBetterAuth(request),
        returnHeaders: true,
      });
      if (proven) await noteSecondFactor(deps.relational.db, response.sessionId, deps.clock.nowMs());
      return { sessionId: response.sessionId, cookies: headers.getSetCookie() };
    },

    async end(request) {
      const { headers } = await authOf(request).api.signOut({ headers: forBetterAuth(request), returnHeaders: true });
      return headers.getSetCookie();
    },

    async find(request) {
      const { headers, response } = await authOf(request).api.getSession({
        headers: forBetterAuth(request),
        returnHeaders: true,
      });
      if (response === null) return null;
      const { user } = response;
      await noteSeen(response.session.id, request);
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

/** From now on the session counts as one that began with a second factor. */
export async function noteSecondFactor(db: Kysely<Database>, sessionId: string, nowMs: number): Promise<void> {
  await db
    .updateTable('auth_session')
    .set({ second_factor_at: new Date(nowMs) })
    .where('id', '=', sessionId)
    .execute();
}

/** better-auth reads the client's address from a header; ours is the connection's, whatever the client sent. */
function forBetterAuth(request: SignInRequest): Headers {
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', request.address);
  return headers;
}
