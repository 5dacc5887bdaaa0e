/** Objects whose removal can no longer be undone go, children before what they point to. */
import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { objectTypes } from './registry.ts';

/** Rows that one statement deletes, so that none holds locks for long; the rest waits for the next run. */
const rowsMax = 10_000;

/**
 * Whatever points to a deleted object was deleted before it, so that the whole subtree is due with its root; a part
 * that is left over for the next run keeps what it points to. Trees of one table go leaves first.
 */
export async function purgeDeleted(relational: RelationalStore, deletedBefore: Date): Promise<void> {
  for (const type of objectTypes.toReversed()) {
    const table = sql.table(type.table);
    const due = sql`t.deleted_at < ${deletedBefore}`;
    const users = referencing(type.name).map(
      ({ table: user, column }) =>
        sql`and not exists (select from ${sql.table(user)} as u where u.tenant_id = t.tenant_id and u.${sql.ref(column)} = t.id)`,
    );
    await relational.withSystem((tx) =>
      sql`delete from ${table} where ctid in (
        select t.ctid from ${table} as t where ${due} ${sql.join(users, sql` `)} limit ${rowsMax})`.execute(tx),
    );
  }
}

/** Columns that hold a row: what was discovered or measured goes with its device, or lets go of it. */
const referencing = (name: string) =>
  objectTypes
    .filter((type) => type.writable === 'all')
    .flatMap((type) =>
      Object.values(type.fields)
        .filter((field) => field.reference === name)
        .map((field) => ({ table: type.table, column: field.column })),
    );
