/** Windows as they are looked up, checked and written, always inside a transaction of their tenant. */
import type { Tx } from '@fastisp/core/pg/port';
import { recordChanges } from '#audit/record.ts';
import type { Permission } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import { readSettings } from '#settings/store.ts';
import { type Plan, planOf, standingOf } from './decide.ts';
import * as errors from './errors.ts';
import { findPlaces } from './places.ts';
import type { VersionedWindow } from './ports.ts';
import { tellServices } from './publish.ts';
import { toAudited, type toColumns, toPlan, type WindowRow } from './rows.ts';
import type { WindowBody } from './schemas.ts';
import { isSeen, type Known, refuseBeyond, refuseUnknown, viewOf } from './seen.ts';

/** Windows of a tenant that are not over; one more is refused. Their rules are worked out for each list. */
const openWindowsMax = 2_000;

/** Who writes, and the time as it is when something is written: a row may have been waited for. */
export interface Writer {
  readonly principal: Principal;
  readonly nowMs: () => number;
}

interface SavedChange {
  readonly row: WindowRow;
  readonly change: Partial<ReturnType<typeof toColumns>> & { readonly deleted_at?: Date | null };
  readonly action: string;
  readonly reason?: string | undefined;
}

/** Writes the row with the next revision, tells the services, and notes who did it. */
export async function saveWindow(
  tx: Tx,
  writer: Writer,
  { row, change, action, reason }: SavedChange,
): Promise<WindowRow> {
  const saved = await tx
    .updateTable('maintenance_windows')
    .set({ ...change, revision: row.revision + 1, updated_at: new Date(writer.nowMs()) })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tellChange(tx, writer, { action, before: row, after: saved, reason });
  return saved;
}

interface ToldChange {
  readonly action: string;
  readonly before: WindowRow | null;
  readonly after: WindowRow;
  readonly reason?: string | undefined;
}

export async function tellChange(tx: Tx, { principal, nowMs }: Writer, change: ToldChange): Promise<void> {
  const { before, after, reason } = change;
  await tellServices(tx, after, nowMs());
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
}

export async function versioned(tx: Tx, { principal, nowMs }: Writer, row: WindowRow): Promise<VersionedWindow> {
  const plan = toPlan(row);
  const places = await findPlaces(tx, plan.scopes);
  const standing = standingOf(plan, nowMs());
  return { window: viewOf(principal, { row, plan }, { standing, places }), revision: row.revision };
}

interface LockRequest {
  readonly id: string;
  readonly permission: Permission;
  readonly deleted?: boolean;
}

/** A window that the caller may see and change, locked. */
export async function lockWindow(
  tx: Tx,
  principal: Principal,
  { id, permission, deleted = false }: LockRequest,
): Promise<Known> {
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
}

/** A checked plan that the caller may make. */
export async function checkedPlan(tx: Tx, { principal, nowMs }: Writer, body: WindowBody): Promise<Plan> {
  const { timeZone } = await readSettings(tx, principal.tenant.id);
  const plan = planOf(body, { tenantId: principal.tenant.id, timeZone, nowMs: nowMs() });
  const places = await findPlaces(tx, plan.scopes);
  refuseUnknown(principal, plan, places);
  refuseBeyond(principal, { plan, places, permission: 'maintenance:create' });
  return plan;
}

export async function refuseTooMany(tx: Tx, nowMs: number): Promise<void> {
  const { count } = await tx
    .selectFrom('maintenance_windows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .where((eb) => eb.or([eb('over_at', 'is', null), eb('over_at', '>', new Date(nowMs))]))
    .executeTakeFirstOrThrow();
  if (count >= openWindowsMax) throw errors.windowLimitReached(openWindowsMax);
}
