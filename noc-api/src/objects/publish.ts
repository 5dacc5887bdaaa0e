/** What the rest of the system is told of objects, always in the transaction that read or wrote the rows. */
import {
  inventoryObjectKey,
  type InventoryObjectV1,
  inventoryObjectTopic,
} from '@fastisp/core/contracts/inventory-object.v1';
import { newId, type TenantId } from '@fastisp/core/ids';
import { appendToOutbox, type OutboxEvent } from '@fastisp/core/outbox/append';
import type { Tx } from '@fastisp/core/pg/port';
import type { FieldValue, ObjectType } from './object-type.ts';
import { fieldsOf, type StoredRow } from './records.ts';

/** What was measured comes from where it is measured. */
export const isPublished = (type: ObjectType): boolean => type.writable === 'all';

/** One that is deleted is told as a tombstone. */
export async function publishObjects(
  tx: Tx,
  type: ObjectType,
  rows: readonly StoredRow[],
  context: { readonly tenant: TenantId; readonly nowMs: number },
): Promise<void> {
  if (isPublished(type)) await appendToOutbox(tx, objectEvents(type, rows, context));
}

/** For a transaction that tells of several tenants: the outbox wants all its events in one call. */
export const objectEvents = (
  type: ObjectType,
  rows: readonly StoredRow[],
  context: { readonly tenant: TenantId; readonly nowMs: number },
): OutboxEvent[] =>
  rows.map((row) => {
    const message = toMessage(type, row, context);
    return {
      topic: inventoryObjectTopic,
      key: inventoryObjectKey(message),
      tenantId: context.tenant,
      message: row['deleted_at'] === null ? message : null,
    };
  });

function toMessage(
  type: ObjectType,
  row: StoredRow,
  context: { readonly tenant: TenantId; readonly nowMs: number },
): InventoryObjectV1 {
  return {
    v: 1,
    id: newId(),
    tenantId: context.tenant,
    occurredAt: new Date(context.nowMs).toISOString(),
    source: 'noc-api',
    data: { type: type.name, objectId: row.id, revision: row.revision, fields: publishedFields(type, row) },
  };
}

/** Without secrets, without what is about a person, and without what is null: a message of a subscriber is some ids. */
function publishedFields(type: ObjectType, row: StoredRow): InventoryObjectV1['data']['fields'] {
  const fields: Record<string, Exclude<FieldValue, null | readonly string[]> | string[]> = {};
  for (const [name, { column, secret, personal }] of fieldsOf(type)) {
    const value = row[column];
    if (secret !== undefined || personal === true || name === 'notes' || value === null || value === undefined)
      continue;
    if (Array.isArray(value) && value.length === 0) continue;
    fields[name] = value instanceof Date ? value.toISOString() : (value as string); // a column holds what its field may
  }
  return fields;
}
