import type { LinkStatus, StateReason } from '@fastisp/core/contracts/device-state.v1';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { stateFenced } from '#errors.ts';
import type { DeviceState, FormerStatus, InterfaceState } from './decide.ts';
import type { DeviceStateStore } from './ports.ts';

/** Rows in one statement: far below PostgreSQL's 65,535 parameters. */
const rowsPerStatementMax = 500;

/**
 * States and their history in PostgreSQL (stream/migrations/0001_device_states.sql), fenced by an epoch
 * (0003_state_epoch.sql).
 */
export function createPgDeviceStateStore(relational: RelationalStore): DeviceStateStore {
  return {
    takeOver: () =>
      relational.withSystem(async (tx) => {
        // Waits for a save that is under way; the next statement then sees its rows.
        const { epoch } = await tx
          .updateTable('device_state_epoch')
          .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
          .returning('epoch')
          .executeTakeFirstOrThrow();
        return { epoch, states: await loadAll(tx) };
      }),

    save: (epoch, { states, removed, changes }) =>
      relational.withSystem(async (tx) => {
        const current = await tx
          .selectFrom('device_state_epoch')
          .select('epoch')
          .forShare() // until this transaction ends, nobody takes over
          .executeTakeFirstOrThrow();
        if (current.epoch !== epoch) throw stateFenced(epoch, current.epoch);
        for (const part of chunks(states)) {
          await tx
            .insertInto('device_states')
            .values(part.map(rowOf))
            .onConflict((conflict) =>
              conflict.columns(['tenant_id', 'device_id']).doUpdateSet((eb) => ({
                status: eb.ref('excluded.status'),
                reason: eb.ref('excluded.reason'),
                since: eb.ref('excluded.since'),
                last_seen_at: eb.ref('excluded.last_seen_at'),
                uptime_ms: eb.ref('excluded.uptime_ms'),
                last_poll_at: eb.ref('excluded.last_poll_at'),
                before_unknown: eb.ref('excluded.before_unknown'),
                interfaces: eb.ref('excluded.interfaces'),
              })),
            )
            .execute();
        }
        for (const part of chunks(changes)) {
          await tx
            .insertInto('device_state_changes')
            .values(
              part.map((change) => ({
                tenant_id: change.tenantId,
                device_id: change.deviceId,
                at: new Date(change.atMs),
                if_index: change.ifIndex ?? -1,
                from_status: change.from,
                to_status: change.to,
                reason: change.reason ?? '',
              })),
            )
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        for (const { tenantId, deviceId } of removed) {
          await tx
            .deleteFrom('device_states')
            .where('tenant_id', '=', tenantId)
            .where('device_id', '=', deviceId)
            .execute();
        }
      }),
  };
}

async function loadAll(tx: Tx): Promise<DeviceState[]> {
  const rows = await tx.selectFrom('device_states').selectAll().execute();
  return rows.map((row): DeviceState => ({
    tenantId: row.tenant_id,
    deviceId: row.device_id,
    pollIntervalMs: 0, // the inventory tells it
    status: row.status as LinkStatus, // written by `save` below, here and in the next lines
    reason: row.reason as StateReason,
    sinceMs: row.since.getTime(),
    before: row.before_unknown as FormerStatus | null,
    lastSeenMs: row.last_seen_at?.getTime() ?? null,
    uptimeMs: row.uptime_ms,
    lastPollMs: row.last_poll_at?.getTime() ?? null,
    heardAtMs: 0, // the book sets it when the inventory lists the device
    interfaces: new Map((row.interfaces as unknown as InterfaceState[]).map((port) => [port.ifIndex, port] as const)),
  }));
}

function rowOf(state: DeviceState) {
  return {
    tenant_id: state.tenantId,
    device_id: state.deviceId,
    status: state.status,
    reason: state.reason,
    since: new Date(state.sinceMs),
    last_seen_at: state.lastSeenMs === null ? null : new Date(state.lastSeenMs),
    uptime_ms: state.uptimeMs === null ? null : Math.round(state.uptimeMs),
    last_poll_at: state.lastPollMs === null ? null : new Date(state.lastPollMs),
    before_unknown: state.before === null ? null : JSON.stringify(state.before),
    interfaces: JSON.stringify([...state.interfaces.values()]),
  };
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += rowsPerStatementMax) yield items.slice(at, at + rowsPerStatementMax);
}
