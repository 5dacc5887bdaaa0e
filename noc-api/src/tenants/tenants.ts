/** Tenants as the platform sees them: made with an invitation for who runs them, limited, suspended, resumed. */
import type { Clock } from '@fastisp/core/clock';
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import type { GuessLimits } from '#accounts/guess-limits.ts';
import type { AuditActor, Change } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { builtInRole } from '#identity/roles.ts';
import { republishInventory } from '#inventory/publish.ts';
import type { MailQueue } from '#mail/ports.ts';
import { invite, mailing, mailInvitation, recordInvitation, toEmail } from '#people/invitations.ts';
import { membersOf } from '#people/members.ts';
import { usageColumns } from './limits.ts';
import { platformTenant } from './platform-tenant.ts';
import type { Tenants } from './ports.ts';
import type { Tenant, TenantBody, TenantLimits, TenantPatch } from './schemas.ts';

const slugIndex = 'tenants_slug';
/** Any constant will do, as long as it stays: two that make tenants at once take turns by it. */
const advisoryLockKey = 7_204_321;

interface TenantsDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
  readonly limits: GuessLimits;
  /** Where it is set up, the first administrator of a tenant gets the link by mail too. */
  readonly mail: MailQueue;
}

export function createTenants(deps: TenantsDeps): Tenants {
  const { relational, clock } = deps;

  const setStatus = async (
    principal: Principal,
    id: number,
    told: { action: 'suspend' | 'resume'; reason: string | null },
  ): Promise<Tenant> => {
    const { action, reason } = told;
    const suspended = action === 'suspend';
    if (suspended && id === platformTenant) throw errors.tenantIsPlatform();
    const is = await relational.withSystem(async (tx) => {
      const was = await findTenant(tx, id, 'for update');
      if ((was.status === 'suspended') === suspended) return was;
      const change = {
        status: suspended ? 'suspended' : 'active',
        suspended_at: suspended ? new Date(clock.nowMs()) : null,
        suspended_reason: reason,
      };
      await tx.updateTable('tenants').set(change).where('id', '=', id).execute();
      const after = await findTenant(tx, id);
      await record(tx, principal, { action, was, is: after, ...(reason !== null && { reason }) });
      return after;
    });
    // After it, with locks of its own: should this process die in between, its next start tells them.
    await republishInventory(relational, clock.nowMs(), tenantId(id));
    return is;
  };

  return {
    list: () => relational.withSystem((tx) => readTenants(tx)),
    get: (id) => relational.withSystem((tx) => findTenant(tx, id)),
    users: async (id) => {
      await relational.withSystem((tx) => findTenant(tx, id));
      return membersOf(relational, tenantId(id));
    },

    create: (principal, body) =>
      mailing(deps, principal, () =>
        makeTenant(deps, principal, body, async (tx, { tenant, email, token }) => {
          if (deps.mail.configured)
            await mailInvitation(tx, deps, { principal, tenantName: tenant.name, email, token });
        }),
      ),

    update: (principal, id, patch) =>
      namedOnce(patch.slug, () =>
        relational.withSystem(async (tx) => {
          const was = await findTenant(tx, id, 'for update');
          const change = toColumns(patch);
          if (Object.keys(change).length > 0) {
            await tx.updateTable('tenants').set(change).where('id', '=', id).execute();
          }
          const is = await findTenant(tx, id);
          await record(tx, principal, { action: 'update', was, is });
          return is;
        }),
      ),

    suspend: (principal, id, reason) => setStatus(principal, id, { action: 'suspend', reason }),
    resume: (principal, id) => setStatus(principal, id, { action: 'resume', reason: null }),
  };
}

interface MadeTenant {
  readonly tenant: Tenant;
  /** Of the invitation of its first administrator. */
  readonly token: string;
}

/** @param onInvited in the same transaction. @throws AppError `TENANT_SLUG_TAKEN`, `EMAIL_INVALID`. */
export function makeTenant(
  { relational, clock }: Pick<TenantsDeps, 'relational' | 'clock'>,
  actor: AuditActor,
  body: TenantBody,
  onInvited?: (tx: Tx, made: MadeTenant & { readonly email: string }) => Promise<void>,
): Promise<MadeTenant> {
  const admin = builtInRole('admin');
  if (admin === null) throw new Error('every release has administrators');
  const { administrator } = body;
  return namedOnce(body.slug, () =>
    relational.withSystem(async (tx) => {
      const id = await insertTenant(tx, body);
      const is = await findTenant(tx, id);
      const email = toEmail(administrator.email);
      const invitee = { email, name: administrator.name?.trim() ?? '', roles: [admin] };
      const invited = await invite(tx, { tenant: id, invitee, invitedBy: null, nowMs: clock.nowMs() });
      await record(tx, actor, { action: 'create', is });
      await recordInvitation(tx, { ...actor, tenant: { id } }, { action: 'create', id: invited.id, invitee });
      const made = { tenant: await findTenant(tx, id), token: invited.token };
      await onInvited?.(tx, { ...made, email });
      return made;
    }),
  );
}

async function insertTenant(tx: Tx, body: TenantBody): Promise<TenantId> {
  await sql`select pg_advisory_xact_lock(${advisoryLockKey})`.execute(tx);
  const { next } = await tx
    .selectFrom('tenants')
    .select(sql<number>`coalesce(max(id), 0) + 1`.as('next'))
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('tenants')
    .values({ id: next, slug: `tenant-${next}`, ...toColumns(body), name: body.name.trim() })
    .execute();
  return tenantId(next);
}

const toColumns = ({ name, slug, limits }: TenantPatch) => ({
  ...(name !== undefined && { name: name.trim() }),
  ...(slug !== undefined && { slug }),
  ...(limits?.devices !== undefined && { devices_max: limits.devices }),
  ...(limits?.subscribers !== undefined && { subscribers_max: limits.subscribers }),
  ...(limits?.users !== undefined && { users_max: limits.users }),
});

async function namedOnce<T>(slug: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint === slugIndex) throw errors.tenantSlugTaken(slug ?? '');
    throw error;
  }
}

async function findTenant(tx: Tx, id: number, lock?: 'for update'): Promise<Tenant> {
  if (lock !== undefined) await tx.selectFrom('tenants').select('id').where('id', '=', id).forUpdate().execute();
  const [found] = await readTenants(tx, id);
  if (found === undefined) throw errors.tenantNotFound(id);
  return found;
}

async function readTenants(tx: Tx, id?: number): Promise<Tenant[]> {
  let query = tx.selectFrom('tenants').selectAll().select(usageColumns).orderBy('id');
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query.execute();
  return rows.map((row) => {
    const limits: TenantLimits = { devices: row.devices_max, subscribers: row.subscribers_max, users: row.users_max };
    return {
      ...{ id: row.id, name: row.name, slug: row.slug },
      status: row.status === 'active' ? 'active' : 'suspended',
      suspendedAt: row.suspended_at?.toISOString() ?? null,
      suspendedReason: row.suspended_reason,
      limits,
      usage: { devices: row.devices_used, subscribers: row.subscribers_used, users: row.users_used },
      createdAt: row.created_at.toISOString(),
    };
  });
}

/** In the platform's own log, and in that of the tenant; always in the order of their ids, as locks want it. */
async function record(
  tx: Tx,
  actor: AuditActor,
  told: { action: string; was?: Tenant; is: Tenant; reason?: string },
): Promise<void> {
  const { action, was, is, reason } = told;
  const shown = ({ name, slug, status, limits }: Tenant) => ({ name, slug, status, limits });
  const change: Change = {
    ...{ action, objectType: 'tenant', objectId: String(is.id), objectName: is.name },
    before: was === undefined ? null : shown(was),
    after: shown(is),
    ...(reason !== undefined && { reason }),
  };
  const chains = [...new Set<number>([actor.tenant.id, is.id])].toSorted((a, b) => a - b);
  for (const id of chains) await recordChanges(tx, { ...actor, tenant: { id: tenantId(id) } }, [change]);
}
