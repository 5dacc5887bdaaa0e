/** Invitations to a tenant: a link that is shown once and works once. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@fastisp/core/clock';
import { newId, type TenantId, tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { type GuessLimits, guessLimits } from '#accounts/guess-limits.ts';
import type { AuditActor } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { GrantingRole } from '#identity/authority.ts';
import { toRole } from '#identity/membership.ts';
import { hashPassword } from '#identity/password-hash.ts';
import { passwordProblem } from '#identity/password-rules.ts';
import type { SignInRequest } from '#identity/ports.ts';
import type { Principal } from '#identity/principal.ts';
import { passwordLengthMin } from '#identity/schemas.ts';
import type { MailQueue } from '#mail/ports.ts';
import { refuseBeyondLimit } from '#tenants/limits.ts';
import { createAccount } from './accounts.ts';
import { invitationLink } from './link.ts';
import type { Invitations } from './ports.ts';
import { lockPeople, refuseBeyondOwn, roleColumns, rolesById, toRoleName } from './role-rows.ts';
import type { AcceptBody, Invitation, InvitationBody } from './schemas.ts';

const validDays = 7;
const validMs = validDays * 86_400_000;
/** Only what certainly is none: the link finds out. What separates and names addresses in a mail's header is in none. */
const emailForm = /^[^\s@,;:<>()"\\\p{Cc}]+@(?:[^\s@,;:<>()"\\\p{Cc}]+\.[^\s@,;:<>()"\\\p{Cc}]+|localhost)$/u;

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface Invitee {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly GrantingRole[];
}

interface Found {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly tenantName: string;
  readonly email: string;
  readonly name: string;
  readonly userId: string | null;
  /** Whoever accepts runs the platform. */
  readonly platform: boolean;
}

export interface InvitationsDeps {
  readonly relational: RelationalStore;
  /** Rejects unless the password is that person's. */
  provePassword(request: SignInRequest, credentials: { email: string; password: string }): Promise<unknown>;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  /** Where it is set up, the invited get the link by mail too. */
  readonly mail: MailQueue;
}

export function createInvitations(deps: InvitationsDeps): Invitations {
  const { relational, clock } = deps;

  return {
    list: (principal) => relational.withTenant(principal.tenant.id, (tx) => readInvitations(tx)),

    create: (principal, body) => mailing(deps, principal, () => createOne(deps, principal, body)),

    revoke: (principal, id) =>
      relational.withTenant(principal.tenant.id, async (tx) => {
        const [was] = await readInvitations(tx, { id });
        if (was === undefined) throw errors.invitationNotFound(id);
        await tx.deleteFrom('invitations').where('id', '=', id).execute();
        await recordInvitation(tx, principal, { action: 'delete', id, invitee: was });
      }),

    show: (token) =>
      relational.withSystem(async (tx) => {
        const found = await findByToken(tx, token, clock.nowMs());
        const { tenantName, email, name, userId, platform } = found;
        return { tenant: { name: tenantName }, email, name, known: userId !== null, platform };
      }),

    accept: async (request, body) => {
      const found = await relational.withSystem((tx) => findByToken(tx, body.token, clock.nowMs()));
      const { email } = found;
      if (found.userId === null) {
        const password = await checkedHash(body, found);
        await relational.withSystem((tx) => join(tx, { found, request, body, password, nowMs: clock.nowMs() }));
      } else {
        await deps.provePassword(request, { email, password: body.password });
        await relational.withSystem((tx) => join(tx, { found, request, body, password: null, nowMs: clock.nowMs() }));
      }
      return { email };
    },
  };
}

const createOne = (
  deps: InvitationsDeps,
  principal: Principal,
  body: InvitationBody,
): ReturnType<Invitations['create']> =>
  deps.relational.withTenant(principal.tenant.id, async (tx) => {
    const tenant = principal.tenant.id;
    await lockPeople(tx, tenant);
    const roles = await rolesById(tx, body.roles);
    await refuseBeyondOwn(tx, principal, roles);
    const invitee = { email: toEmail(body.email), name: body.name?.trim() ?? '', roles };
    const { id, token } = await invite(tx, { tenant, invitee, invitedBy: principal.userId, nowMs: deps.clock.nowMs() });
    if (deps.mail.configured) await mailInvitation(tx, deps, { principal, email: invitee.email, token });
    await recordInvitation(tx, principal, { action: 'create', id, invitee });
    const [invitation] = await readInvitations(tx, { id });
    if (invitation === undefined) throw new Error('an invitation that was just written cannot be read');
    return { invitation, token };
  });

/** Before the transaction: the count is kept on another connection. @throws AppError `INVITATIONS_LIMITED` */
export function mailing<T>(
  { limits, mail }: { limits: GuessLimits; mail: MailQueue },
  { userId, tenant }: { userId: string; tenant: { id: TenantId } },
  work: () => Promise<T>,
): Promise<T> {
  if (!mail.configured) return work();
  return limits.spend([{ limit: guessLimits.invitationMails, key: `${tenant.id}:${userId}` }], work);
}

export function toEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (!emailForm.test(email)) throw errors.emailInvalid(text);
  return email;
}

/**
 * Puts the link into the mail, where mail is set up.
 * @param invitation `tenantName`: of another tenant than the one that the principal works in.
 */
export function mailInvitation(
  tx: Tx,
  { mail, clock }: Pick<InvitationsDeps, 'mail' | 'clock'>,
  invitation: { principal: Principal; tenantName?: string; email: string; token: string },
): Promise<void> {
  const { principal, email, token, tenantName = principal.tenant.name } = invitation;
  const url = invitationLink(mail.publicUrl, token);
  return mail.queue(
    tx,
    { template: 'invitation', inviter: principal.name, tenantName, url, days: validDays },
    { to: email, language: principal.locale, expiresAt: new Date(clock.nowMs() + validMs) },
  );
}

/** Writes the invitation in place of an earlier one to the same address. Takes `lockPeople` for granted. */
export async function invite(
  tx: Tx,
  options: { tenant: TenantId; invitee: Invitee; invitedBy: string | null; nowMs: number; platform?: boolean },
): Promise<{ id: string; token: string }> {
  const { tenant, invitee, platform = false } = options;
  const member = await tx
    .selectFrom('memberships')
    .innerJoin('auth_user', 'auth_user.id', 'memberships.user_id')
    .select('memberships.user_id')
    .where('memberships.tenant_id', '=', tenant)
    .where('auth_user.email', '=', invitee.email)
    .executeTakeFirst();
  if (member !== undefined) throw errors.alreadyMember(invitee.email);
  await tx
    .deleteFrom('invitations')
    .where('tenant_id', '=', tenant)
    .where('platform', '=', platform)
    .where((eb) => eb.or([eb('email', '=', invitee.email), eb('expires_at', '<=', new Date(options.nowMs))]))
    .execute();
  await refuseBeyondLimit(tx, 'users', { more: 1, tenant });
  const id = newId();
  const token = randomBytes(32).toString('base64url');
  await tx
    .insertInto('invitations')
    .values({
      ...{ tenant_id: tenant, id, email: invitee.email, name: invitee.name, invited_by: options.invitedBy },
      ...{ token_sha256: digestOf(token), platform },
      created_at: new Date(options.nowMs),
      expires_at: new Date(options.nowMs + validMs),
    })
    .execute();
  if (invitee.roles.length === 0) return { id, token };
  await tx
    .insertInto('invitation_roles')
    .values(invitee.roles.map((role) => ({ tenant_id: tenant, invitation_id: id, ...roleColumns(role.id) })))
    .execute();
  return { id, token };
}

export function recordInvitation(
  tx: Tx,
  actor: AuditActor,
  told: {
    action: 'create' | 'delete';
    id: string;
    invitee: Pick<Invitee, 'email'> & { roles: readonly { name: string }[] };
    platform?: boolean;
  },
): Promise<number> {
  const { action, id, invitee, platform } = told;
  const roles = invitee.roles.map(({ name }) => name).toSorted();
  const shown = { email: invitee.email, ...(platform === true ? { platform } : { roles }) };
  const change = { action, objectType: 'invitation', objectId: id, objectName: invitee.email };
  const [before, after] = action === 'create' ? [null, shown] : [shown, null];
  return recordChanges(tx, actor, [{ ...change, before, after }]);
}

/** @param which.platform those that make administrators of the platform, instead of a tenant's own. */
export async function readInvitations(
  tx: Tx,
  { id, platform = false, invitedBy }: { id?: string; platform?: boolean; invitedBy?: string } = {},
): Promise<Invitation[]> {
  let query = tx
    .selectFrom('invitations as i')
    .leftJoin('invitation_roles as ir', (on) =>
      on.onRef('ir.tenant_id', '=', 'i.tenant_id').onRef('ir.invitation_id', '=', 'i.id'),
    )
    .leftJoin('roles as r', (on) => on.onRef('r.tenant_id', '=', 'ir.tenant_id').onRef('r.id', '=', 'ir.role_id'))
    .select(['i.id', 'i.email', 'i.name', 'i.created_at', 'i.expires_at'])
    .select(['ir.built_in', 'r.id as roleId', 'r.name as roleName', 'r.grants'])
    .where('i.platform', '=', platform)
    .orderBy('i.created_at')
    .orderBy('i.id');
  if (id !== undefined) query = query.where('i.id', '=', id);
  if (invitedBy !== undefined) query = query.where('i.invited_by', '=', invitedBy);
  const invitations = new Map<string, Invitation>();
  for (const row of await query.execute()) {
    const { email, name } = row;
    const invitation = invitations.get(row.id) ?? {
      ...{ id: row.id, email, name, roles: [] },
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    };
    invitations.set(row.id, invitation);
    const role = toRole({ builtIn: row.built_in, id: row.roleId, name: row.roleName, grants: row.grants });
    if (role !== null) invitation.roles.push(toRoleName(role));
  }
  return [...invitations.values()];
}

async function findByToken(tx: Tx, token: string, nowMs: number): Promise<Found> {
  const row = await tx
    .selectFrom('invitations as i')
    .innerJoin('tenants as t', 't.id', 'i.tenant_id')
    .leftJoin('auth_user as u', 'u.email', 'i.email')
    .select([
      'i.id',
      'i.tenant_id',
      't.name as tenantName',
      't.status',
      'i.email',
      'i.name',
      'i.platform',
      'u.id as userId',
    ])
    .where('i.token_sha256', '=', digestOf(token))
    .where('i.expires_at', '>', new Date(nowMs))
    .executeTakeFirst();
  if (row === undefined) throw errors.invitationInvalid();
  if (row.status !== 'active') throw errors.tenantSuspended(row.tenantName);
  return { ...row, tenantId: tenantId(row.tenant_id) };
}

async function checkedHash(body: AcceptBody, found: Found): Promise<string> {
  const { password } = body;
  const name = body.name?.trim() || found.name;
  if (name === '') throw errors.nameMissing();
  const problem =
    password.length < passwordLengthMin
      ? `a password has ${passwordLengthMin} characters at least`
      : passwordProblem(password, { email: found.email, name, currentPassword: '' });
  if (problem !== null) throw errors.passwordWeak(problem, '/password');
  return hashPassword(password);
}

/** Takes the invitation and makes the member. @param password hash for a new account; null for a known one. */
async function join(
  tx: Tx,
  options: { found: Found; request: SignInRequest; body: AcceptBody; password: string | null; nowMs: number },
): Promise<void> {
  const { found, request, body } = options;
  const tenant = { id: found.tenantId };
  await lockPeople(tx, found.tenantId);
  const again = await findByToken(tx, body.token, options.nowMs); // somebody may have been faster
  if (again.userId !== found.userId) throw errors.invitationInvalid();
  const name = body.name?.trim() || found.name;
  const userId = found.userId ?? newId();
  if (options.password !== null) {
    const person = { id: userId, name, email: found.email, locale: body.locale ?? 'es' };
    await createAccount(tx, { ...person, passwordHash: options.password });
  }
  const member = { tenant_id: found.tenantId, user_id: userId };
  await tx
    .insertInto('memberships')
    .values(member)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('membership_roles')
    .columns(['tenant_id', 'user_id', 'built_in', 'role_id'])
    .expression((eb) =>
      eb
        .selectFrom('invitation_roles')
        .select((inner) => ['tenant_id', inner.val(userId).$castTo<string>().as('user_id'), 'built_in', 'role_id'])
        .where('tenant_id', '=', found.tenantId)
        .where('invitation_id', '=', found.id),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (found.platform) {
    await tx
      .insertInto('platform_admins')
      .values({ user_id: userId, created_at: new Date(options.nowMs) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tx
    .deleteFrom('removed_members')
    .where('tenant_id', '=', found.tenantId)
    .where('user_id', '=', userId)
    .execute();
  await tx.deleteFrom('invitations').where('tenant_id', '=', found.tenantId).where('id', '=', found.id).execute();
  const from = { address: request.address, userAgent: request.headers.get('user-agent') };
  const actor: AuditActor = { via: 'session', userId, name, from, impersonator: null, tokenId: null, tenant };
  await recordChanges(tx, actor, [
    {
      ...{ action: 'join', objectType: 'user', objectId: userId, objectName: name },
      ...{ before: null, after: { email: found.email, ...(found.platform && { platform: true }) } },
    },
  ]);
}
