/** Windows as rows, as messages, as entries of the audit log, and as callers see them. */
import type { InventoryMaintenanceV1 } from '@fastisp/core/contracts/inventory-maintenance.v1';
import { newId } from '@fastisp/core/ids';
import { lastEndMs } from '@fastisp/core/maintenance/occurrences';
import type { MaintenanceEffect, MaintenanceScope, Occurrence } from '@fastisp/core/maintenance/window';
import type { Database } from '@fastisp/core/pg/schema.generated';
import type { Selectable } from 'kysely';
import type { JsonObject } from '#audit/entry.ts';
import type { Plan, Standing } from './decide.ts';
import { type Places, placeKey } from './places.ts';
import type { MaintenanceWindowView } from './schemas.ts';

export type WindowRow = Selectable<Database['maintenance_windows']>;

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

interface StoredCut {
  readonly startsAt: string;
  readonly endedAt: string;
}
// Only checked plans are stored, so what comes back is what `toColumns` wrote.
const scopesOf = (row: WindowRow) => row.scopes as unknown as MaintenanceScope[];
const cutsOf = (row: WindowRow) => row.cuts as unknown as StoredCut[];
const effectsOf = (row: WindowRow) => row.effects as MaintenanceEffect[];

export const toPlan = (row: WindowRow): Plan => ({
  title: row.title,
  reason: row.reason,
  scopes: scopesOf(row),
  effects: effectsOf(row),
  startMs: row.starts_at.getTime(),
  durationMs: row.duration_ms,
  rule: row.rule,
  timeZone: row.time_zone,
  endedMs: row.ended_at?.getTime() ?? null,
  cuts: cutsOf(row).map(({ startsAt, endedAt }) => ({ startMs: Date.parse(startsAt), endMs: Date.parse(endedAt) })),
});

export function toColumns(plan: Plan) {
  const overMs = lastEndMs(plan);
  return {
    title: plan.title,
    reason: plan.reason,
    scopes: JSON.stringify(plan.scopes),
    effects: [...plan.effects],
    starts_at: new Date(plan.startMs),
    duration_ms: plan.durationMs,
    rule: plan.rule,
    time_zone: plan.timeZone,
    cuts: JSON.stringify(plan.cuts.map(({ startMs, endMs }) => ({ startsAt: iso(startMs), endedAt: iso(endMs) }))),
    ended_at: plan.endedMs === null ? null : new Date(plan.endedMs),
    over_at: overMs === null ? null : new Date(overMs),
  };
}

/** What people said of it, in the words of the API. */
const said = (row: WindowRow) => ({
  title: row.title,
  reason: row.reason,
  effects: effectsOf(row),
  startsAt: row.starts_at.toISOString(),
  durationMinutes: row.duration_ms / 60_000,
  rule: row.rule,
  timeZone: row.time_zone,
  endedAt: isoOrNull(row.ended_at),
  cuts: cutsOf(row),
});

export const toAudited = (row: WindowRow): JsonObject => ({
  ...said(row),
  cuts: cutsOf(row).map((cut) => ({ ...cut })),
  scopes: scopesOf(row).map((scope) => ({ ...scope })),
});

export const toOccurrenceView = ({ startMs, endMs }: Occurrence) => ({ startsAt: iso(startMs), endsAt: iso(endMs) });
const occurrenceOrNull = (occurrence: Occurrence | null) => (occurrence === null ? null : toOccurrenceView(occurrence));

export function toView(
  row: WindowRow,
  known: { standing: Standing; places: Places; tenantName: string; mayChange: boolean },
): MaintenanceWindowView {
  const { state, current, next } = known.standing;
  const nameOf = (scope: MaintenanceScope): string | null => {
    if (scope.type === 'tenant') return known.tenantName;
    return scope.type === 'tag' ? scope.id : (known.places.get(placeKey(scope))?.name ?? null);
  };
  return {
    id: row.id,
    ...said(row),
    scopes: scopesOf(row).map((scope) => ({ ...scope, name: nameOf(scope) })),
    state,
    current: occurrenceOrNull(current),
    next: occurrenceOrNull(next),
    overAt: isoOrNull(row.over_at),
    createdBy: { id: row.created_by, name: row.created_by_name },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    mayChange: known.mayChange,
  };
}

export const toMessage = (row: WindowRow, nowMs: number): InventoryMaintenanceV1 => ({
  v: 1,
  id: newId(),
  tenantId: row.tenant_id,
  occurredAt: iso(nowMs),
  source: 'noc-api',
  data: {
    windowId: row.id,
    title: row.title,
    reason: row.reason,
    scopes: scopesOf(row),
    effects: effectsOf(row),
    startsAt: row.starts_at.toISOString(),
    durationMs: row.duration_ms,
    rule: row.rule,
    timeZone: row.time_zone,
    endedAt: isoOrNull(row.ended_at),
    cuts: cutsOf(row),
    revision: row.revision,
  },
});
