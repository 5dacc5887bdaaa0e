/**
 * better-auth, cut down to what is used here: opaque, revocable sessions in PostgreSQL and their signed cookies.
 * It is called as a library, never mounted. Who somebody is, by password, code, passkey or Google, is decided in
 * `accounts/`, one way for all of them (docs/adr/0005-sign-in-above-better-auth.md).
 */
import { newId } from '@fastisp/core/ids';
import type { Log } from '@fastisp/core/log/log';
import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

export interface AuthOptions {
  readonly pool: Pool;
  /** Signs the session cookies. */
  readonly secret: string;
  /** Served over https: the cookie is Secure and bound to this host by its `__Host-` name. */
  readonly secure: boolean;
  readonly sessionDays: number;
  readonly log: Log;
}

export type Auth = ReturnType<typeof createAuth>;

export const sessionCookieName = 'fastisp_session';
const dayS = 86_400;
const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** A session for a person who proved who they are; only we call it. */
const startSession = createAuthEndpoint.serverOnly(
  { method: 'POST', metadata: { $Infer: { body: {} as { userId: string; rememberMe: boolean } } } }, // a type, no value
  async (ctx) => {
    const { userId, rememberMe } = ctx.body;
    const user = await ctx.context.internalAdapter.findUserById(userId);
    if (user === null) throw new Error(`a session for nobody: ${userId}`);
    const session = await ctx.context.internalAdapter.createSession(userId, !rememberMe);
    await setSessionCookie(ctx, { session, user }, !rememberMe);
    return { sessionId: session.id };
  },
);

export function createAuth(options: AuthOptions) {
  return betterAuth({
    appName: 'FastISP',
    baseURL: 'http://localhost', // only for links in mails and redirects, of which there are none
    secret: options.secret,
    telemetry: { enabled: false },
    database: { dialect: new PostgresDialect({ pool: options.pool }), type: 'postgres', transaction: true },
    plugins: [{ id: 'fastisp', endpoints: { startSession } }],
    user: {
      modelName: 'auth_user',
      fields: { ...times, emailVerified: 'email_verified' },
      additionalFields: {
        mustChangePassword: { type: 'boolean', required: true, input: false, fieldName: 'must_change_password' },
        locale: { type: 'string', required: true, input: false, fieldName: 'locale' },
      },
    },
    session: {
      modelName: 'auth_session',
      fields: {
        ...times,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      expiresIn: options.sessionDays * dayS,
      updateAge: dayS,
    },
    account: {
      modelName: 'auth_account',
      fields: {
        ...times,
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { modelName: 'auth_verification', fields: { ...times, expiresAt: 'expires_at' } },
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => newId(), validateSchema: true },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] }, // set by us from the connection, never by the client
      cookies: {
        session_token: {
          name: options.secure ? `__Host-${sessionCookieName}` : sessionCookieName,
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: options.secure },
        },
        dont_remember: { name: options.secure ? '__Host-fastisp_short' : 'fastisp_short' },
      },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: options.secure },
      useSecureCookies: false, // it would put its own prefix before ours
    },
    logger: {
      log: (level, message) =>
        options.log[level === 'error' ? 'error' : 'debug']({ component: 'better-auth' }, message),
    },
  });
}
