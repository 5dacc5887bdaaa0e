/** Administrators of the platform: who they are, how one becomes one, and that there is always one who can come in. */
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import type { GuessLimits } from '#accounts/guess-limits.ts';
import type { Change } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import { hasSecondFactor, lastSignIn } from '#identity/membership.ts';
import type { Principal } from '#identity/principal.ts';
import type { MailQueue } from '#mail/ports.ts';
import { invite, mailing, mailInvitation, readInvitations, recordInvitation, toEmail } from '#people/invitations.ts';
import { lockPeople } from '#people/role-rows.ts';
import type { Invitation } from '#people/schemas.ts';
import { platformTenant } from '#tenants/platform-tenant.ts';
import type { Administrators } from './ports.ts';
import type { Administrator, AdministratorInvitation } from './schemas.ts';

export interface AdministratorsDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  readonly mail: MailQueue;
}

export function createAdministrators(deps: AdministratorsDeps): Administrators {
  const { relational, clock } = deps;

  /** One after the other, so that two cannot each remove "the other" one. */
  const change = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    relational.withSystem(async (tx) => {
      await lockPeople(tx, platformTenant);
      return work(tx);
    });

  return {
    list: () =>
      relational.withSystem(async (tx) => ({
        items: await readAdministrators(tx),
        invitations: (await readInvitations(tx, { platform: true })).map(toInvitation),
        secondFactorRequired: await readPolicy(tx),
      })),

    add: (principal, body) =>
      mailing(deps, ofPlatform(principal), () =>
        change(async (tx) => {
          const email = toEmail(body.email);
          const known = await tx
            .selectFrom('auth_user')
            .select(['id', 'name'])
            .where('email', '=', email)
            .executeTakeFirst();
          if (known === undefined) {
            const invitee = { email, name: body.name?.trim() ?? '', roles: [] };
            const { id, token } = await invite(tx, {
              ...{ tenant: platformTenant, invitee, invitedBy: principal.userId, nowMs: clock.nowMs() },
              platform: true,
            });
            if (deps.mail.configured) await mailInvitation(tx, deps, { principal, email, token });
            await recordInvitation(tx, ofPlatform(principal), { action: 'create', id, invitee, platform: true });
            const [invitation] = await readInvitations(tx, { id, platform: true });
            if (invitation === undefined) throw new Error('an invitation that was just written cannot be read');
            return { kind: 'invited', invitation: toInvitation(invitation), token };
          }
          const { numInsertedOrUpdatedRows } = await tx
            .insertInto('platform_admins')
            .values({ user_id: known.id, created_at: new Date(clock.nowMs()) })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          if (numInsertedOrUpdatedRows === 0n) throw errors.alreadyAdministrator(email);
          await ensureWorkplace(tx, known.id);
          await record(tx, principal, { person: known, is: true });
          const [administrator] = await readAdministrators(tx, known.id);
          if (administrator === undefined) throw new Error('an administrator who was just made cannot be read');
          return { kind: 'promoted', administrator };
        }),
      ),

    remove: (principal, userId) =>
      change(async (tx) => {
        const [person] = await readAdministrators(tx, userId);
        if (person === undefined) throw errors.userNotFound(userId);
        await tx.deleteFrom('platform_admins').where('user_id', '=', userId).execute();
        if (!(await someoneCanComeIn(tx))) throw errors.lastPlatformAdministrator();
        for (const invitee of await readInvitations(tx, { platform: true, invitedBy: userId })) {
          await withdrawInvitation(tx, principal, invitee);
        }
        await record(tx, principal, { person, is: false });
      }),

    withdraw: (principal, id) =>
      change(async (tx) => {
        const [was] = await readInvitations(tx, { id, platform: true });
        if (was === undefined) throw errors.invitationNotFound(id);
        await withdrawInvitation(tx, principal, was);
      }),

    setSecondFactor: (principal, required) =>
      change(async (tx) => {
        const was = await readPolicy(tx);
        if (was === required) return required;
        await tx.updateTable('platform_policy').set({ administrators_need_second_factor: required }).execute();
        await recordPlatform(tx, principal, {
          ...{ action: 'update', objectType: 'platform', objectId: 'administrators', objectName: 'administrators' },
          ...{ before: { secondFactorRequired: was }, after: { secondFactorRequired: required } },
        });
        return required;
      }),
  };
}

async function readAdministrators(tx: Tx, userId?: string): Promise<Administrator[]> {
  let query = tx
    .selectFrom('platform_admins as p')
    .innerJoin('auth_user as u', 'u.id', 'p.user_id')
    .select(['u.id', 'u.name', 'u.email', 'p.created_at'])
    .select(hasSecondFactor('u.id').as('hasSecondFactor'))
    .select(lastSignIn('u.id').as('lastSignInAt'))
    .orderBy(sql`search_fold(u.name)`)
    .orderBy('u.id');
  if (userId !== undefined) query = query.where('p.user_id', '=', userId);
  return (await query.execute()).map(({ created_at: since, lastSignInAt, ...person }) => ({
    ...person,
    since: since.toISOString(),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  }));
}

async function withdrawInvitation(tx: Tx, principal: Principal, was: Invitation): Promise<void> {
  const { id } = was;
  await tx.deleteFrom('invitations').where('tenant_id', '=', platformTenant).where('id', '=', id).execute();
  await recordInvitation(tx, ofPlatform(principal), { action: 'delete', id, invitee: was, platform: true });
}

async function readPolicy(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('platform_policy')
    .select('administrators_need_second_factor as required')
    .executeTakeFirstOrThrow();
  return row.required;
}

/** Who belongs to no tenant cannot come in at all. */
async function ensureWorkplace(tx: Tx, userId: string): Promise<void> {
  const member = await tx.selectFrom('memberships').select('user_id').where('user_id', '=', userId).executeTakeFirst();
  if (member !== undefined) return;
  await tx.insertInto('memberships').values({ tenant_id: platformTenant, user_id: userId }).execute();
}

async function someoneCanComeIn(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('platform_admins as p')
    .innerJoin('memberships as m', 'm.user_id', 'p.user_id')
    .innerJoin('tenants as t', 't.id', 'm.tenant_id')
    .select('p.user_id')
    .where('t.status', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const ofPlatform = (principal: Principal) => ({ ...principal, tenant: { id: platformTenant } });
const recordPlatform = (tx: Tx, principal: Principal, change: Change): Promise<number> =>
  recordChanges(tx, ofPlatform(principal), [change]);

function record(
  tx: Tx,
  principal: Principal,
  { person, is }: { person: { id: string; name: string }; is: boolean },
): Promise<number> {
  return recordPlatform(tx, principal, {
    ...{ action: is ? 'grant' : 'revoke', objectType: 'user', objectId: person.id, objectName: person.name },
    ...{ before: { platform: !is }, after: { platform: is } },
  });
}

const toInvitation = ({ id, email, name, createdAt, expiresAt }: AdministratorInvitation): AdministratorInvitation => ({
  ...{ id, email, name, createdAt, expiresAt },
});
