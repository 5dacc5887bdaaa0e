/** API tokens: random, shown once, kept as SHA-256. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';
import * as errors from '#errors.ts';
import { membershipQuery, toMembership } from './membership.ts';
import type { ApiTokens } from './ports.ts';
import { locales, type Principal, type RequestOrigin } from './principal.ts';

const tokensPerUserMax = 50;
const defaultDays = 90;
const dayMs = 86_400_000;
const prefixLength = 12;
const lastUsedPrecisionMs = 60_000;
/** Longer can only be an attempt to make us hash much. */
const tokenLengthMax = 512;

export const tokenDigest = (token: string): Buffer => createHash('sha256').update(token).digest();
export const tokenPrefix = (token: string): string => token.slice(0, prefixLength);

export interface TokenService extends ApiTokens {
  /** Who a token belongs to; null when it is unknown, expired or revoked. */
  find(token: string, from: RequestOrigin): Promise<Principal | null>;
}

export function createTokens(deps: { relational: RelationalStore; clock: Clock }): TokenService {
  const { relational, clock } = deps;
  return {
    list: (principal) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const rows = await tx
          .selectFrom('api_tokens')
          .select(['id', 'name', 'prefix', 'created_at', 'expires_at', 'last_used_at'])
          .where('user_id', '=', principal.userId)
          .orderBy('created_at')
          .orderBy('id')
          .execute();
        return rows.map(toApiToken);
      }),

    create: (principal, body) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const { count } = await tx
          .selectFrom('api_tokens')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('user_id', '=', principal.userId)
          .executeTakeFirstOrThrow();
        if (count >= tokensPerUserMax) throw errors.tokenLimitReached(tokensPerUserMax);
        const token = `fisp_${randomBytes(32).toString('base64url')}`;
        const nowMs = clock.nowMs();
        const row = {
          id: newId(),
          tenant_id: principal.tenant.id,
          user_id: principal.userId,
          name: body.name,
          prefix: tokenPrefix(token),
          token_sha256: tokenDigest(token),
          created_at: new Date(nowMs),
          expires_at: new Date(nowMs + (body.expiresInDays ?? defaultDays) * dayMs),
        };
        await tx.insertInto('api_tokens').values(row).execute();
        return { ...toApiToken({ ...row, last_used_at: null }), token };
      }),

    revoke: (principal, id) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const deleted = await tx
          .deleteFrom('api_tokens')
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .executeTakeFirst();
        if (deleted.numDeletedRows === 0n) throw errors.tokenNotFound(id);
      }),

    find: async (token, from) => {
      if (token.length > tokenLengthMax) return null;
      const now = new Date(clock.nowMs());
      return relational.withSystem(async (tx) => {
        const row = await membershipQuery(tx)
          .innerJoin('api_tokens', (join) =>
            join
              .onRef('api_tokens.tenant_id', '=', 'memberships.tenant_id')
              .onRef('api_tokens.user_id', '=', 'memberships.user_id'),
          )
          .innerJoin('auth_user', 'auth_user.id', 'api_tokens.user_id')
          .select(['api_tokens.id as tokenId', 'api_tokens.last_used_at as lastUsedAt'])
          .select(['auth_user.id', 'auth_user.name', 'auth_user.email', 'auth_user.locale'])
          .where('token_sha256', '=', tokenDigest(token))
          .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
          .executeTakeFirst();
        if (row === undefined) return null;
        // To the minute: a busy script does not write a row for each of its requests.
        if ((row.lastUsedAt?.getTime() ?? 0) < now.getTime() - lastUsedPrecisionMs) {
          await tx.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', row.tokenId).execute();
        }
        return {
          via: 'token' as const,
          userId: row.id,
          name: row.name,
          email: row.email,
          locale: locales.find((locale) => locale === row.locale) ?? 'es',
          mustChangePassword: false,
          from,
          impersonator: null,
          tokenId: row.tokenId,
          ...toMembership(row),
        };
      });
    },
  };
}

const toApiToken = (row: {
  id: string;
  name: string;
  prefix: string;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
