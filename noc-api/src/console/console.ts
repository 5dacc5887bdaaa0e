/**
 * What somebody who has the machine may do without signing in: the commands of `fastisp`. Everything is told in the
 * audit log, as done by the console.
 */
import { newId, tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { removeSecondFactor } from '#accounts/second-factor.ts';
import { systemChain } from '#audit/chains.ts';
import { type AuditActor, systemActor } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import { type Verification, verifyChain } from '#audit/verify.ts';
import { makeOneTimePassword } from '#bootstrap/bootstrap.ts';
import * as errors from '#errors.ts';
import { authorityIn, membershipsOf } from '#identity/membership.ts';
import { hashPassword } from '#identity/password-hash.ts';
import type { Permission } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import type { BuiltInRoleId } from '#identity/roles.ts';
import { noSecondFactor } from '#identity/second-factor-duty.ts';
import { createTokens } from '#identity/tokens.ts';
import { toLocale } from '#identity/working-as.ts';
import { createAccount } from '#people/accounts.ts';
import { toEmail } from '#people/invitations.ts';
import { lockPeople } from '#people/role-rows.ts';
import type { ApiTokenCreated } from '#identity/ports.ts';
import type { Tenant } from '#tenants/schemas.ts';
import { platformTenant } from '#tenants/platform-tenant.ts';
import { makeTenant as newTenant } from '#tenants/tenants.ts';

export interface ConsoleDeps {
  readonly relational: RelationalStore;
  readonly nowMs: () => number;
}

const adminRole: BuiltInRoleId = 'admin';
const actorFor = (tenant: number): AuditActor => systemActor('fastisp (console)', tenantId(tenant));

export interface AdministratorOrder {
  readonly email: string;
  readonly name: string | undefined;
  readonly tenantId: number;
  /** Also of the platform, above tenants. */
  readonly platform: boolean;
  /** Of an account that exists: a new one-time password, and out of every session. */
  readonly resetPassword: boolean;
  /** Of an account that exists: their app and passkeys stop counting, for who lost them and has nobody else to ask. */
  readonly resetSecondFactor: boolean;
}

export interface AdministratorMade {
  readonly email: string;
  /** To be shown once; null when the account had a password and keeps it. */
  readonly oneTimePassword: string | null;
  readonly isNewAccount: boolean;
}

/** Makes an administrator, or an administrator of a person there is. @throws AppError `TENANT_NOT_FOUND`, `EMAIL_INVALID`. */
export async function makeAdministrator(deps: ConsoleDeps, order: AdministratorOrder): Promise<AdministratorMade> {
  const email = toEmail(order.email);
  const oneTimePassword = makeOneTimePassword();
  const passwordHash = await hashPassword(oneTimePassword);
  return deps.relational.withSystem(async (tx) => {
    await refuseUnknownTenant(tx, order.tenantId);
    await lockPeople(tx, tenantId(order.tenantId));
    const known = await tx.selectFrom('auth_user').select(['id', 'name']).where('email', '=', email).executeTakeFirst();
    const userId = known?.id ?? newId();
    const name = order.name ?? known?.name ?? email.split('@')[0] ?? email;
    if (known === undefined) {
      const account = { id: userId, name, email, locale: 'es', passwordHash };
      await createAccount(tx, { ...account, emailVerified: true, mustChangePassword: true });
    } else if (order.resetPassword) {
      await resetPassword(tx, userId, { passwordHash, now: new Date(deps.nowMs()) });
    }
    if (known !== undefined && order.resetSecondFactor) await dropSecondFactors(tx, userId);
    await admit(tx, userId, order);
    const passwordSet = known === undefined || order.resetPassword;
    await recordChanges(tx, actorFor(order.tenantId), [
      {
        ...{ action: known === undefined ? 'create' : 'grant', objectType: 'user', objectId: userId, objectName: name },
        before: null,
        after: {
          email,
          roles: [adminRole],
          platform: order.platform,
          secondFactorReset: known !== undefined && order.resetSecondFactor,
          passwordReset: known !== undefined && passwordSet,
        },
      },
    ]);
    return { email, oneTimePassword: passwordSet ? oneTimePassword : null, isNewAccount: known === undefined };
  });
}

async function refuseUnknownTenant(tx: Tx, id: number): Promise<void> {
  const found = await tx.selectFrom('tenants').select('id').where('id', '=', id).executeTakeFirst();
  if (found === undefined) throw errors.tenantNotFound(id);
}

async function admit(tx: Tx, userId: string, order: AdministratorOrder): Promise<void> {
  const member = { tenant_id: order.tenantId, user_id: userId };
  await tx
    .insertInto('memberships')
    .values(member)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('membership_roles')
    .values({ ...member, built_in: adminRole })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .deleteFrom('removed_members')
    .where('tenant_id', '=', order.tenantId)
    .where('user_id', '=', userId)
    .execute();
  if (!order.platform) return;
  await tx
    .insertInto('platform_admins')
    .values({ user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function resetPassword(tx: Tx, userId: string, to: { passwordHash: string; now: Date }): Promise<void> {
  await tx
    .updateTable('auth_account')
    .set({ password: to.passwordHash, updated_at: to.now })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .execute();
  await tx
    .updateTable('auth_user')
    .set({ must_change_password: true, updated_at: to.now })
    .where('id', '=', userId)
    .execute();
  await tx.deleteFrom('auth_session').where('user_id', '=', userId).execute();
}

async function dropSecondFactors(tx: Tx, userId: string): Promise<void> {
  await removeSecondFactor(tx, userId);
  await tx.deleteFrom('passkeys').where('user_id', '=', userId).execute();
}

/** An API token of a person there is. @throws AppError `USER_NOT_FOUND`, `TOKEN_LIMIT_REACHED`, `TOKEN_TOO_POWERFUL`. */
export async function makeToken(
  deps: ConsoleDeps,
  order: {
    email: string;
    tenantId: number | undefined;
    name: string;
    expiresInDays: number | undefined;
    permissions: readonly string[] | undefined;
  },
): Promise<ApiTokenCreated> {
  const principal = await principalOf(deps.relational, order);
  const tokens = createTokens({ relational: deps.relational, clock: { nowMs: deps.nowMs } });
  return tokens.create(principal, {
    name: order.name,
    ...(order.expiresInDays !== undefined && { expiresInDays: order.expiresInDays }),
    ...(order.permissions !== undefined && { permissions: order.permissions as Permission[] }), // what is no permission is refused there
  });
}

/** The person of that address as they would be when they signed in. */
function principalOf(
  relational: RelationalStore,
  who: { email: string; tenantId: number | undefined },
): Promise<Principal> {
  return relational.withSystem(async (tx) => {
    const user = await tx
      .selectFrom('auth_user')
      .select(['id', 'name', 'email', 'locale'])
      .where('email', '=', toEmail(who.email))
      .executeTakeFirst();
    if (user === undefined) throw errors.userNotFound(who.email);
    const { all, isPlatformAdmin } = await membershipsOf(tx, user.id);
    const membership = all.find(({ tenant }) => who.tenantId === undefined || tenant.id === who.tenantId);
    if (membership === undefined) throw errors.noTenant();
    return {
      via: 'session',
      userId: user.id,
      name: user.name,
      email: user.email,
      locale: toLocale(user.locale),
      mustChangePassword: false,
      secondFactor: noSecondFactor,
      from: { address: 'console', userAgent: null },
      impersonator: null,
      tokenId: null,
      sessionId: null,
      tenant: membership.tenant,
      authority: await authorityIn(tx, membership, { platform: isPlatformAdmin }),
    };
  });
}

/** @returns the token of its administrator's invitation. @throws AppError `TENANT_SLUG_TAKEN`, `EMAIL_INVALID`. */
export function makeTenant(
  deps: ConsoleDeps,
  order: { name: string; slug: string | undefined; administratorEmail: string },
): Promise<{ tenant: Tenant; token: string }> {
  return newTenant({ relational: deps.relational, clock: { nowMs: deps.nowMs } }, actorFor(platformTenant), {
    name: order.name,
    ...(order.slug !== undefined && { slug: order.slug }),
    administrator: { email: order.administratorEmail },
  });
}

export interface VerifiedChain extends Verification {
  readonly tenantId: number;
  /** Null for the platform's own chain. */
  readonly tenantName: string | null;
}

/** Every tenant's chain, or one, and the platform's. */
export async function verifyAudit(relational: RelationalStore, only: number | undefined): Promise<VerifiedChain[]> {
  const chains = await relational.withSystem((tx) =>
    tx
      .selectFrom('audit_heads')
      .leftJoin('tenants', 'tenants.id', 'audit_heads.tenant_id')
      .select(['audit_heads.tenant_id as id', 'tenants.name'])
      .orderBy('audit_heads.tenant_id')
      .execute(),
  );
  const verified: VerifiedChain[] = [];
  for (const { id, name } of chains) {
    if (only !== undefined && id !== only) continue;
    const verification = await verifyChain(systemChain(relational, tenantId(id)));
    verified.push({ ...verification, tenantId: id, tenantName: name });
  }
  return verified;
}
