/** What collectors are told of devices, always in the transaction that read or wrote the rows. */
import { inventoryDeviceTopic } from '@fastisp/core/contracts/inventory-device.v1';
import { tenantId } from '@fastisp/core/ids';
import { appendToOutbox, type OutboxEvent } from '@fastisp/core/outbox/append';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { type StoredDevice, toInventoryMessage } from './device-rows.ts';

/** Devices that one transaction of the start publishes again. */
const batchSize = 500;

/** A device that is deleted is told as a tombstone. */
export const tellCollectors = (tx: Tx, stored: StoredDevice, nowMs: number): Promise<void> =>
  appendToOutbox(tx, toEvent(stored, nowMs));

const toEvent = (stored: StoredDevice, nowMs: number): OutboxEvent => ({
  topic: inventoryDeviceTopic,
  key: stored.id,
  tenantId: tenantId(stored.tenant_id),
  message: stored.deleted_at === null ? toInventoryMessage(stored, nowMs) : null,
});

/**
 * Tells the collectors of every device again: a bus that lives in this process knows none after a start. The
 * rows stay locked until their messages have a place in the outbox, so that no change overtakes them.
 * @returns how many.
 */
export async function republishInventory(relational: RelationalStore, nowMs: number): Promise<number> {
  let published = 0;
  let last: { tenantId: number; id: string } | null = { tenantId: 0, id: '00000000-0000-0000-0000-000000000000' };
  while (last !== null) {
    const after: { tenantId: number; id: string } = last;
    const rows: StoredDevice[] = await relational.withSystem(async (tx) => {
      const batch = await tx
        .selectFrom('devices')
        .selectAll()
        .where('deleted_at', 'is', null)
        .where(sql<boolean>`(tenant_id, id) > (${after.tenantId}::bigint, ${after.id}::uuid)`)
        .orderBy('tenant_id')
        .orderBy('id')
        .limit(batchSize)
        .forShare()
        .execute();
      await appendToOutbox(
        tx,
        batch.map((stored) => toEvent(stored, nowMs)),
      );
      return batch;
    });
    published += rows.length;
    const end = rows.length === batchSize ? rows.at(-1) : undefined;
    last = end === undefined ? null : { tenantId: end.tenant_id, id: end.id };
  }
  return published;
}
