/** What the other services are told of windows, always in the transaction that read or wrote the rows. */
import { inventoryMaintenanceTopic } from '@fastisp/core/contracts/inventory-maintenance.v1';
import { tenantId } from '@fastisp/core/ids';
import { appendToOutbox, type OutboxEvent } from '@fastisp/core/outbox/append';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { isAfter, walk } from '#objects/walk.ts';
import { toMessage, type WindowRow } from './rows.ts';

/** Windows that one transaction of the start publishes again. */
const batchSize = 500;

/** A window that is deleted is told as a tombstone. */
export const tellServices = (tx: Tx, row: WindowRow, nowMs: number): Promise<void> =>
  appendToOutbox(tx, toEvent(row, nowMs));

const toEvent = (row: WindowRow, nowMs: number): OutboxEvent => ({
  topic: inventoryMaintenanceTopic,
  key: row.id,
  tenantId: tenantId(row.tenant_id),
  message: row.deleted_at === null ? toMessage(row, nowMs) : null,
});

/**
 * Tells of every window again: a bus that lives in this process knows none after a start. Rows stay locked until
 * their messages have a place in the outbox, so that no change overtakes them.
 * @returns how many.
 */
export const republishMaintenance = (relational: RelationalStore, nowMs: number): Promise<number> =>
  walk(batchSize, (after) =>
    relational.withSystem(async (tx) => {
      const rows = await tx
        .selectFrom('maintenance_windows')
        .selectAll()
        .where('deleted_at', 'is', null)
        .where(isAfter(after))
        .orderBy('tenant_id')
        .orderBy('id')
        .limit(batchSize)
        .forShare()
        .execute();
      await appendToOutbox(
        tx,
        rows.map((row) => toEvent(row, nowMs)),
      );
      return rows;
    }),
  );
