/** What the other services are told of windows, always in the transaction that read or wrote the rows. */
import { inventoryMaintenanceTopic } from '@fastisp/core/contracts/inventory-maintenance.v1';
import { tenantId } from '@fastisp/core/ids';
import { appendToOutbox, type OutboxEvent } from '@fastisp/core/outbox/append';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
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
export async function republishMaintenance(relational: RelationalStore, nowMs: number): Promise<number> {
  let published = 0;
  let after: { tenantId: number; id: string } | null = { tenantId: 0, id: '00000000-0000-0000-0000-000000000000' };
  while (after !== null) {
    const rows: WindowRow[] = await republishAfter(relational, after, nowMs);
    published += rows.length;
    const last = rows.length === batchSize ? rows.at(-1) : undefined;
    after = last === undefined ? null : { tenantId: last.tenant_id, id: last.id };
  }
  return published;
}

const republishAfter = (relational: RelationalStore, after: { tenantId: number; id: string }, nowMs: number) =>
  relational.withSystem(async (tx) => {
    const rows = await tx
      .selectFrom('maintenance_windows')
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
      rows.map((row) => toEvent(row, nowMs)),
    );
    return rows;
  });
