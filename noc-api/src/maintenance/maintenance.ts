/** Announced work: each change, its message to the other services and its audit entry in one transaction. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import { lastEndMs, nextOccurrences } from '@fastisp/core/maintenance/occurrences';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import type { Permission } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import { readSettings } from '#settings/store.ts';
import { changedPlan, endedPlan, type Plan, planOf, standingOf } from './decide.ts';
import * as errors from './errors.ts';
import { calendarOf, listWindows } from './list.ts';
import { findPlaces } from './places.ts';
import type { Maintenance, VersionedWindow } from './ports.ts';
import { tellServices } from './publish.ts';
import { toAudited, toColumns, toOccurrenceView, toPlan, type WindowRow } from './rows.ts';
import type { WindowBody } from './schemas.ts';
import { isSeen, type Known, refuseBeyond, refuseUnknown, viewOf } from './seen.ts';

/** Windows of a tenant that are not over; one more is refused. Their rules are worked out for each list. */
const openWindowsMax = 2_000;
const previewOccurrences = 10;

export interface MaintenanceDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
}

export function createMaintenance({ relational, clock }: MaintenanceDeps): Maintenance {
  /** Writes the row with the next revision, tells the services, and notes who did it. */
  const save = async (
    tx: Tx,
    principal: Principal,
    { row, change, action, reason }: SaveRequest,
  ): Promise<WindowRow> => {
    const now = new Date(clock.nowMs());
    const saved = await tx
      .updateTable('maintenance_windows')
      .set({ ...change, revision: row.revision + 1, updated_at: now })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await told(tx, principal, { action, before: row, after: saved, reason });
    return saved;
  };

  const told = async (tx: Tx, principal: Principal, change: ToldChange) => {
    const { before, after, reason } = change;
    await tellServices(tx, after, clock.nowMs());
    await recordChanges(tx, principal, [
      {
        action: change.action,
        objectType: 'maintenance',
        objectId: after.id,
        objectName: after.title,
        before: before === null || before.deleted_at !== null ? null : toAudited(before),
        after: after.deleted_at === null ? toAudited(after) : null,
        ...(reason !== undefined && { reason }),
      },
    ]);
  };

  const versioned = async (tx: Tx, principal: Principal, row: WindowRow): Promise<VersionedWindow> => {
    const plan = toPlan(row);
    const places = await findPlaces(tx, plan.scopes);
    const standing = standingOf(plan, clock.nowMs());
    return { window: viewOf(principal, { row, plan }, { standing, places }), revision: row.revision };
  };

  /** A window that the caller may see and change, locked. */
  const lock = async (
    tx: Tx,
    principal: Principal,
    { id, permission, deleted = false }: LockRequest,
  ): Promise<Known> => {
    const row = await tx
      .selectFrom('maintenance_windows')
      .selectAll()
      .where('id', '=', id)
      .where('deleted_at', deleted ? 'is not' : 'is', null)
      .forUpdate()
      .executeTakeFirst();
    const notFound = () => (deleted ? errors.windowNotRestorable(id) : errors.windowNotFound(id));
    if (row === undefined) throw notFound();
    const plan = toPlan(row);
    const places = await findPlaces(tx, plan.scopes);
    if (!isSeen(principal, plan, places)) throw notFound();
    refuseBeyond(principal, { plan, places, permission });
    return { row, plan };
  };

  const inTenant = <T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> =>
    relational.withTenant(principal.tenant.id, work);

  return {
    list: (principal, query) => inTenant(principal, (tx) => listWindows(tx, principal, query, clock.nowMs())),

    calendar: (principal, query) => inTenant(principal, (tx) => calendarOf(tx, principal, query)),

    get: (principal, id) =>
      inTenant(principal, async (tx) => {
        const row = await tx
          .selectFrom('maintenance_windows')
          .selectAll()
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst();
        if (row === undefined) throw errors.windowNotFound(id);
        const plan = toPlan(row);
        if (!isSeen(principal, plan, await findPlaces(tx, plan.scopes))) throw errors.windowNotFound(id);
        return versioned(tx, principal, row);
      }),

    preview: (principal, body) =>
      inTenant(principal, async (tx) => {
        const plan = await planned(tx, principal, body, clock.nowMs());
        const overMs = lastEndMs(plan);
        return {
          occurrences: nextOccurrences(plan, plan.startMs, previewOccurrences).map(toOccurrenceView),
          overAt: overMs === null ? null : new Date(overMs).toISOString(),
          timeZone: plan.timeZone,
        };
      }),

    create: (principal, body) =>
      inTenant(principal, async (tx) => {
        const plan = await planned(tx, principal, body, clock.nowMs());
        await refuseTooMany(tx, clock.nowMs());
        const now = new Date(clock.nowMs());
        const row = await tx
          .insertInto('maintenance_windows')
          .values({
            ...{ tenant_id: principal.tenant.id, id: newId(), ...toColumns(plan), created_at: now, updated_at: now },
            ...{ created_by: principal.userId, created_by_name: principal.name },
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await told(tx, principal, { action: 'create', before: null, after: row, reason: row.reason });
        return versioned(tx, principal, row);
      }),

    update: (principal, id, patch, ifRevision) =>
      inTenant(principal, async (tx) => {
        const { row, plan } = await lock(tx, principal, { id, permission: 'maintenance:update' });
        if (ifRevision !== null && ifRevision !== row.revision) throw errors.windowChanged();
        const changed = changedPlan(plan, patch, { tenantId: principal.tenant.id, nowMs: clock.nowMs() });
        const places = await findPlaces(tx, changed.scopes);
        if (patch.scopes !== undefined) refuseUnknown(principal, changed, places);
        refuseBeyond(principal, { plan: changed, places, permission: 'maintenance:update' });
        const saved = await save(tx, principal, { row, change: toColumns(changed), action: 'update' });
        return versioned(tx, principal, saved);
      }),

    end: (principal, id, { occurrenceStartsAt, reason }) =>
      inTenant(principal, async (tx) => {
        const { row, plan } = await lock(tx, principal, { id, permission: 'maintenance:update' });
        const startMs = occurrenceStartsAt === undefined ? null : Date.parse(occurrenceStartsAt);
        const change = toColumns(endedPlan(plan, startMs, clock.nowMs()));
        return versioned(tx, principal, await save(tx, principal, { row, change, action: 'end', reason }));
      }),

    remove: (principal, id) =>
      inTenant(principal, async (tx) => {
        const { row } = await lock(tx, principal, { id, permission: 'maintenance:delete' });
        await save(tx, principal, { row, change: { deleted_at: new Date(clock.nowMs()) }, action: 'delete' });
      }),

    restore: (principal, id) =>
      inTenant(principal, async (tx) => {
        const { row } = await lock(tx, principal, { id, permission: 'maintenance:delete', deleted: true });
        await refuseTooMany(tx, clock.nowMs());
        return versioned(
          tx,
          principal,
          await save(tx, principal, { row, change: { deleted_at: null }, action: 'restore' }),
        );
      }),
  };
}

interface SaveRequest {
  readonly row: WindowRow;
  readonly change: Partial<ReturnType<typeof toColumns>> & { readonly deleted_at?: Date | null };
  readonly action: string;
  readonly reason?: string | undefined;
}
interface ToldChange {
  readonly action: string;
  readonly before: WindowRow | null;
  readonly after: WindowRow;
  readonly reason?: string | undefined;
}
interface LockRequest {
  readonly id: string;
  readonly permission: Permission;
  readonly deleted?: boolean;
}

/** A checked plan that the caller may make. */
async function planned(tx: Tx, principal: Principal, body: WindowBody, nowMs: number): Promise<Plan> {
  const { timeZone } = await readSettings(tx, principal.tenant.id);
  const plan = planOf(body, { tenantId: principal.tenant.id, timeZone, nowMs });
  const places = await findPlaces(tx, plan.scopes);
  refuseUnknown(principal, plan, places);
  refuseBeyond(principal, { plan, places, permission: 'maintenance:create' });
  return plan;
}

async function refuseTooMany(tx: Tx, nowMs: number): Promise<void> {
  const { count } = await tx
    .selectFrom('maintenance_windows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .where((eb) => eb.or([eb('over_at', 'is', null), eb('over_at', '>', new Date(nowMs))]))
    .executeTakeFirstOrThrow();
  if (count >= openWindowsMax) throw errors.windowLimitReached(openWindowsMax);
}
