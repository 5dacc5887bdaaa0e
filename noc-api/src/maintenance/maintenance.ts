/** Announced work: each change, its message to the other services and its audit entry in one transaction. */
import type { Clock } from '@fastisp/core/clock';
import { newId } from '@fastisp/core/ids';
import { lastEndMs, nextOccurrences } from '@fastisp/core/maintenance/occurrences';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { Principal } from '#identity/principal.ts';
import { changedPlan, endedPlan } from './decide.ts';
import * as errors from './errors.ts';
import { calendarOf, listWindows } from './list.ts';
import { findPlaces } from './places.ts';
import type { Maintenance } from './ports.ts';
import { toColumns, toOccurrenceView, toPlan } from './rows.ts';
import { isSeen, refuseBeyond, refuseUnknown } from './seen.ts';
import { checkedPlan, lockWindow, refuseTooMany, saveWindow, tellChange, versioned, type Writer } from './write.ts';

const previewOccurrences = 10;

export interface MaintenanceDeps {
  readonly relational: RelationalStore;
  readonly clock: Clock;
}

export function createMaintenance({ relational, clock }: MaintenanceDeps): Maintenance {
  const inTenant = <T>(principal: Principal, work: (tx: Tx, by: Writer) => Promise<T>): Promise<T> =>
    relational.withTenant(principal.tenant.id, (tx) => work(tx, { principal, nowMs: () => clock.nowMs() }));

  return {
    list: (principal, query) => inTenant(principal, (tx) => listWindows(tx, principal, query, clock.nowMs())),

    calendar: (principal, query) => inTenant(principal, (tx) => calendarOf(tx, principal, query)),

    get: (principal, id) =>
      inTenant(principal, async (tx, by) => {
        const row = await tx
          .selectFrom('maintenance_windows')
          .selectAll()
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst();
        if (row === undefined) throw errors.windowNotFound(id);
        const plan = toPlan(row);
        if (!isSeen(principal, plan, await findPlaces(tx, plan.scopes))) throw errors.windowNotFound(id);
        return versioned(tx, by, row);
      }),

    preview: (principal, body) =>
      inTenant(principal, async (tx, by) => {
        const plan = await checkedPlan(tx, by, body);
        const overMs = lastEndMs(plan);
        return {
          occurrences: nextOccurrences(plan, plan.startMs, previewOccurrences).map(toOccurrenceView),
          overAt: overMs === null ? null : new Date(overMs).toISOString(),
          timeZone: plan.timeZone,
        };
      }),

    create: (principal, body) =>
      inTenant(principal, async (tx, by) => {
        const plan = await checkedPlan(tx, by, body);
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
        await tellChange(tx, by, { action: 'create', before: null, after: row, reason: row.reason });
        return versioned(tx, by, row);
      }),

    update: (principal, id, patch, ifRevision) =>
      inTenant(principal, async (tx, by) => {
        const { row, plan } = await lockWindow(tx, principal, { id, permission: 'maintenance:update' });
        if (ifRevision !== null && ifRevision !== row.revision) throw errors.windowChanged();
        const changed = changedPlan(plan, patch, { tenantId: principal.tenant.id, nowMs: clock.nowMs() });
        const places = await findPlaces(tx, changed.scopes);
        if (patch.scopes !== undefined) refuseUnknown(principal, changed, places);
        refuseBeyond(principal, { plan: changed, places, permission: 'maintenance:update' });
        const saved = await saveWindow(tx, by, { row, change: toColumns(changed), action: 'update' });
        return versioned(tx, by, saved);
      }),

    end: (principal, id, { occurrenceStartsAt, reason }) =>
      inTenant(principal, async (tx, by) => {
        const { row, plan } = await lockWindow(tx, principal, { id, permission: 'maintenance:update' });
        const startMs = occurrenceStartsAt === undefined ? null : Date.parse(occurrenceStartsAt);
        const change = toColumns(endedPlan(plan, startMs, clock.nowMs()));
        const saved = await saveWindow(tx, by, { row, change, action: 'end', reason });
        return versioned(tx, by, saved);
      }),

    remove: (principal, id) =>
      inTenant(principal, async (tx, by) => {
        const { row } = await lockWindow(tx, principal, { id, permission: 'maintenance:delete' });
        await saveWindow(tx, by, { row, change: { deleted_at: new Date(clock.nowMs()) }, action: 'delete' });
      }),

    restore: (principal, id) =>
      inTenant(principal, async (tx, by) => {
        const { row } = await lockWindow(tx, principal, { id, permission: 'maintenance:delete', deleted: true });
        await refuseTooMany(tx, clock.nowMs());
        const saved = await saveWindow(tx, by, { row, change: { deleted_at: null }, action: 'restore' });
        return versioned(tx, by, saved);
      }),
  };
}
