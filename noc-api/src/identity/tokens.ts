/** API tokens: random, shown once, kept as SHA-256. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { authorityIn, membershipsOf } from './membership.ts';
import { isPermission, type Permission } from './permissions.ts';
import type { ApiTokenBody, ApiTokens } from './ports.ts';
import type { Principal, RequestOrigin } from './principal.ts';
import { tokenDaysMax } from './schemas.ts';
import { noSecondFactor } from './second-factor-duty.ts';
import { toLocale } from './working-as.ts';

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
          .select(['id', 'name', 'prefix', 'permissions', 'created_at', 'expires_at', 'last_used_at'])
          .where('user_id', '=', principal.userId)
          .orderBy('created_at')
          .orderBy('id')
          .execute();
        return rows.map(toApiToken);
      }),

    create: (principal, body) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        if (principal.impersonator !== null) throw errors.notWhileImpersonating();
        const { count } = await tx
          .selectFrom('api_tokens')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('user_id', '=', principal.userId)
          .executeTakeFirstOrThrow();
        if (count >= tokensPerUserMax) throw errors.tokenLimitReached(tokensPerUserMax);
        const token = `fisp_${randomBytes(32).toString('base64url')}`;
        const nowMs = clock.nowMs();
        const limits = await limitsOf(tx, principal, body, nowMs);
        const row = {
          id: newId(),
          tenant_id: principal.tenant.id,
          user_id: principal.userId,
          name: body.name,
          prefix: tokenPrefix(token),
          token_sha256: tokenDigest(token),
          created_at: new Date(nowMs),
          ...limits,
        };
        await tx.insertInto('api_tokens').values(row).execute();
        await recordChanges(tx, principal, [tokenChange('create', row)]);
        return { ...toApiToken({ ...row, last_used_at: null }), token };
      }),

    revoke: (principal, id) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const deleted = await tx
          .deleteFrom('api_tokens')
          .where('id', '=', id)
          .where('user_id', '=', principal.userId)
          .returning(['id', 'name', 'prefix', 'permissions', 'expires_at'])
          .executeTakeFirst();
        if (deleted === undefined) throw errors.tokenNotFound(id);
        await recordChanges(tx, principal, [tokenChange('delete', deleted)]);
      }),

    find: async (token, from) => {
      if (token.length > tokenLengthMax) return null;
      const now = new Date(clock.nowMs());
      return relational.withSystem(async (tx) => {
        const row = await tx
          .selectFrom('api_tokens')
          .innerJoin('auth_user', 'auth_user.id', 'api_tokens.user_id')
          .select(['api_tokens.id as tokenId', 'api_tokens.last_used_at as lastUsedAt'])
          .select(['api_tokens.tenant_id as tenantId', 'api_tokens.permissions'])
          .select(['auth_user.id', 'auth_user.name', 'auth_user.email', 'auth_user.locale'])
          .where('token_sha256', '=', tokenDigest(token))
          .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
          .executeTakeFirst();
        if (row === undefined) return null;
        const { all, isPlatformAdmin } = await membershipsOf(tx, row.id);
        const membership = all.find(({ tenant }) => tenant.id === row.tenantId);
        if (membership === undefined) return null;
        if (membership.suspended) throw errors.tenantSuspended(membership.tenant.name);
        const within = row.permissions === null ? null : new Set(row.permissions.filter(isPermission));
        // To the minute: a busy script does not write a row for each of its requests.
        if ((row.lastUsedAt?.getTime() ?? 0) < now.getTime() - lastUsedPrecisionMs) {
          await tx.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', row.tokenId).execute();
        }
        return {
          via: 'token' as const,
          userId: row.id,
          name: row.name,
          email: row.email,
          locale: toLocale(row.locale),
          mustChangePassword: false,
          secondFactor: noSecondFactor,
          from,
          impersonator: null,
          tokenId: row.tokenId,
          sessionId: null,
          tenant: membership.tenant,
          authority: await authorityIn(tx, membership, { platform: isPlatformAdmin, within }),
        };
      });
    },
  };
}

interface TokenLimits {
  readonly permissions: Permission[] | null;
  readonly expires_at: Date;
}

/** A token reaches no further than who makes it, and one that a token makes lives no longer either. */
async function limitsOf(tx: Tx, principal: Principal, body: ApiTokenBody, nowMs: number): Promise<TokenLimits> {
  const maker =
    principal.tokenId === null
      ? null
      : await tx
          .selectFrom('api_tokens')
          .select(['permissions', 'expires_at'])
          .where('id', '=', principal.tokenId)
          .executeTakeFirstOrThrow();
  const beyond = body.permissions?.find(
    (permission) => !isPermission(permission) || !principal.authority.can(permission),
  );
  if (beyond !== undefined) throw errors.tokenTooPowerful(beyond);
  const expiresAtMs = expiryOf(body, nowMs);
  const makerExpiresAtMs = maker?.expires_at?.getTime() ?? Infinity;
  return {
    permissions: (body.permissions ?? maker?.permissions ?? null)?.filter(isPermission) ?? null,
    expires_at: new Date(Math.min(expiresAtMs, makerExpiresAtMs)),
  };
}

function expiryOf({ expiresAt, expiresInDays }: ApiTokenBody, nowMs: number): number {
  if (expiresAt === undefined) return nowMs + (expiresInDays ?? defaultDays) * dayMs;
  const atMs = Date.parse(expiresAt);
  if (atMs <= nowMs || atMs > nowMs + tokenDaysMax * dayMs) throw errors.tokenExpiryInvalid(tokenDaysMax);
  return atMs;
}

function tokenChange(
  action: 'create' | 'delete',
  row: { id: string; name: string; prefix: string; permissions: string[] | null; expires_at: Date | null },
) {
  const shown = { name: row.name, permissions: row.permissions, expiresAt: row.expires_at?.toISOString() ?? null };
  return {
    ...{ action, objectType: 'api_token', objectId: row.id, objectName: `${row.name} (${row.prefix}…)` },
    before: action === 'delete' ? shown : null,
    after: action === 'create' ? shown : null,
  };
}

const toApiToken = (row: {
  id: string;
  name: string;
  prefix: string;
  permissions: string[] | null;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  permissions: row.permissions,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
