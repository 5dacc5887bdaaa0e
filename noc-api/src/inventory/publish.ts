/** What collectors are told of devices, always in the transaction that read or wrote the rows. */
import { inventoryDeviceTopic } from '@fastisp/core/contracts/inventory-device.v1';
import { type TenantId, tenantId } from '@fastisp/core/ids';
import { appendToOutbox, type OutboxEvent } from '@fastisp/core/outbox/append';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { isAfter, walk } from '#objects/walk.ts';
import { type StoredDevice, toInventoryMessage } from './device-rows.ts';

/** Devices that one transaction of the start publishes again. */
const batchSize = 500;

/** Devices of one tenant. One that is deleted, or whose tenant is suspended, is told as a tombstone. */
export async function tellCollectors(tx: Tx, stored: readonly StoredDevice[], nowMs: number): Promise<void> {
  const tenantOf = stored[0]?.tenant_id;
  if (tenantOf === undefined) return;
  // The lock keeps a suspension waiting until these devices are there to be told of.
  const { status } = await tx
    .selectFrom('tenants')
    .select('status')
    .where('id', '=', tenantOf)
    .forShare()
    .executeTakeFirstOrThrow();
  await appendToOutbox(
    tx,
    stored.map((each) => toEvent(each, status === 'active', nowMs)),
  );
}

const toEvent = (stored: StoredDevice, isPolled: boolean, nowMs: number): OutboxEvent => ({
  topic: inventoryDeviceTopic,
  key: stored.id,
  tenantId: tenantId(stored.tenant_id),
  message: isPolled && stored.deleted_at === null ? toInventoryMessage(stored, nowMs) : null,
});

/**
 * Tells the collectors of every device again: a bus that lives in this process knows none after a start, and a
 * suspension is told this way. The rows stay locked until their messages have a place in the outbox, so that no
 * change overtakes them.
 * @param tenant only this one's; absent: all.
 * @returns how many.
 */
export const republishInventory = (relational: RelationalStore, nowMs: number, tenant?: TenantId): Promise<number> =>
  walk(batchSize, (after) =>
    relational.withSystem(async (tx) => {
      const polled = await activeTenants(tx);
      let query = tx.selectFrom('devices').selectAll().where('deleted_at', 'is', null);
      if (tenant !== undefined) query = query.where('tenant_id', '=', tenant);
      const rows = await query
        .where(isAfter(after))
        .orderBy('tenant_id')
        .orderBy('id')
        .limit(batchSize)
        .forShare()
        .execute();
      await appendToOutbox(
        tx,
        rows.map((stored) => toEvent(stored, polled.has(stored.tenant_id), nowMs)),
      );
      return rows;
    }),
  );

/** All are locked, so that none is suspended or resumed before what depends on it is written. */
async function activeTenants(tx: Tx): Promise<ReadonlySet<number>> {
  const rows = await tx.selectFrom('tenants').select(['id', 'status']).orderBy('id').forShare().execute();
  return new Set(rows.filter(({ status }) => status === 'active').map(({ id }) => id));
}
