import { type Static, Type } from 'typebox';
import type { MaintenanceWindow } from '../maintenance/window.ts';
import { maintenanceEffects, maintenanceScopeTypes } from '../maintenance/window.ts';
import { envelope } from './envelope.ts';
import { topics } from './topics.ts';

const time = Type.String({ format: 'date-time' });

/** `inventory.maintenance`: announced work, for whoever decides about alarms, notifications and availability. */
export const inventoryMaintenanceV1 = envelope(
  1,
  Type.Object({
    windowId: Type.String({ format: 'uuid' }),
    title: Type.String(),
    reason: Type.String(),
    scopes: Type.Array(Type.Object({ type: Type.Enum([...maintenanceScopeTypes]), id: Type.String() })),
    effects: Type.Array(Type.Enum([...maintenanceEffects])),
    startsAt: time,
    durationMs: Type.Integer({ minimum: 1 }),
    /** An RRULE that `maintenance/rule.ts` takes; null: once. */
    rule: Type.Union([Type.String(), Type.Null()]),
    timeZone: Type.String(),
    endedAt: Type.Union([time, Type.Null()]),
    /** Occurrences by their planned start that ended earlier; at their start: skipped. */
    cuts: Type.Array(Type.Object({ startsAt: time, endedAt: time })),
    /** Grows with each change, so that an old message never overwrites a newer one. */
    revision: Type.Integer({ minimum: 1 }),
  }),
);
export type InventoryMaintenanceV1 = Static<typeof inventoryMaintenanceV1>;

export const inventoryMaintenanceTopic = topics.inventoryMaintenance.name;

/** As `maintenanceAt` takes it. */
export function toMaintenanceWindow({ tenantId, data }: InventoryMaintenanceV1): MaintenanceWindow {
  return {
    id: data.windowId,
    tenantId,
    scopes: data.scopes,
    effects: data.effects,
    startMs: Date.parse(data.startsAt),
    durationMs: data.durationMs,
    rule: data.rule,
    timeZone: data.timeZone,
    endedMs: data.endedAt === null ? null : Date.parse(data.endedAt),
    cuts: data.cuts.map(({ startsAt, endedAt }) => ({ startMs: Date.parse(startsAt), endMs: Date.parse(endedAt) })),
  };
}
