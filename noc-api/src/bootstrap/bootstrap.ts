/**
 * The first start: one tenant, one administrator of it and of the platform with a one-time password, the key of the
 * session cookies. Every later start finds them and changes nothing, except that it keeps the bootstrap token in step.
 */
import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import { hashPassword } from '#identity/password-hash.ts';
import type { BuiltInRoleId } from '#identity/roles.ts';
import { tokenDigest, tokenPrefix } from '#identity/tokens.ts';
import { createAccount } from '#people/accounts.ts';

export interface BootstrapOptions {
  readonly tenantName: string;
  readonly adminEmail: string;
  /** The API token that scripts set this machine up with. */
  readonly token: string | undefined;
}

/** To be shown once to the person at the console; never logged. */
export interface FirstAdministrator {
  readonly email: string;
  readonly oneTimePassword: string;
}

export interface Bootstrapped {
  /** Null on every start but the first. */
  readonly firstAdministrator: FirstAdministrator | null;
  /** Signs the session cookies. */
  readonly cookieSecret: string;
}

const firstTenantId = 1;
const firstTenantSlug = 'tenant-1';
const adminRole: BuiltInRoleId = 'admin';
const bootstrapTokenName = 'FASTISP_BOOTSTRAP_TOKEN';
export const cookieSecretContext = { tenantId: 0, rowId: 'auth_secret', field: 'cookie' };
/** Any constant will do, as long as it stays: two processes that start at once take turns by it. */
const advisoryLockKey = 7_204_320;

export async function bootstrap(
  options: BootstrapOptions,
  deps: { relational: RelationalStore; secretBox: SecretBox; clock: Clock },
): Promise<Bootstrapped> {
  const oneTimePassword = makeOneTimePassword();
  const passwordHash = await hashPassword(oneTimePassword); // outside the transaction: it takes tens of milliseconds
  return deps.relational.withSystem(async (tx) => {
    await sql`select pg_advisory_xact_lock(${advisoryLockKey})`.execute(tx);
    await tx
      .insertInto('tenants')
      .values({ id: firstTenantId, name: options.tenantName, slug: firstTenantSlug })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const now = new Date(deps.clock.nowMs());
    let userId = await findAdministrator(tx);
    const isFirst = userId === null;
    userId ??= await createAdministrator(tx, { email: options.adminEmail.toLowerCase(), passwordHash });
    await keepBootstrapToken(tx, { userId, token: options.token, now });
    return {
      firstAdministrator: isFirst ? { email: options.adminEmail.toLowerCase(), oneTimePassword } : null,
      cookieSecret: await ensureCookieSecret(tx, deps.secretBox),
    };
  });
}

async function findAdministrator(tx: Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('platform_admins')
    .leftJoin('memberships', (join) =>
      join.onRef('memberships.user_id', '=', 'platform_admins.user_id').on('memberships.tenant_id', '=', firstTenantId),
    )
    .select('platform_admins.user_id')
    .orderBy('memberships.tenant_id', (order) => order.nullsLast())
    .orderBy('platform_admins.created_at')
    .orderBy('platform_admins.user_id')
    .limit(1)
    .executeTakeFirst();
  return row?.user_id ?? null;
}

async function createAdministrator(tx: Tx, admin: { email: string; passwordHash: string }): Promise<string> {
  const userId = newId();
  await createAccount(tx, {
    ...{ id: userId, name: admin.email.split('@')[0] ?? admin.email, email: admin.email, locale: 'es' },
    ...{ passwordHash: admin.passwordHash, emailVerified: true, mustChangePassword: true },
  });
  const member = { tenant_id: firstTenantId, user_id: userId };
  await tx.insertInto('memberships').values(member).execute();
  await tx
    .insertInto('membership_roles')
    .values({ ...member, built_in: adminRole })
    .execute();
  await tx.insertInto('platform_admins').values({ user_id: userId }).execute();
  return userId;
}

/** Exactly the configured token works; one that was configured before, or none any more, is revoked. */
async function keepBootstrapToken(
  tx: Tx,
  options: { userId: string; token: string | undefined; now: Date },
): Promise<void> {
  const digest = options.token === undefined ? Buffer.alloc(0) : tokenDigest(options.token);
  await tx
    .deleteFrom('api_tokens')
    .where('tenant_id', '=', firstTenantId)
    .where('name', '=', bootstrapTokenName)
    .where('expires_at', 'is', null) // a token that a person made always expires
    .where('token_sha256', '!=', digest)
    .execute();
  if (options.token === undefined) return;
  await tx
    .insertInto('api_tokens')
    .values({
      id: newId(),
      tenant_id: firstTenantId,
      user_id: options.userId,
      name: bootstrapTokenName,
      prefix: tokenPrefix(options.token),
      token_sha256: digest,
      created_at: options.now,
      expires_at: null,
    })
    .onConflict((conflict) => conflict.column('token_sha256').doNothing())
    .execute();
}

async function ensureCookieSecret(tx: Tx, secretBox: SecretBox): Promise<string> {
  const fresh = secretBox.seal(randomBytes(32).toString('base64url'), cookieSecretContext);
  await tx
    .insertInto('auth_secret')
    .values({ secret_sealed: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { secret_sealed: sealed } = await tx
    .selectFrom('auth_secret')
    .select('secret_sealed')
    .executeTakeFirstOrThrow();
  return secretBox.open(sealed, cookieSecretContext);
}

/** 20 letters and digits that are not mistaken for each other, in groups: about 98 bits. */
export function makeOneTimePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
