/** What points to what: an object may only point to the living, and may only go when nothing living points to it. */
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import * as errors from '#errors.ts';
import type { FieldValue, ObjectType, ObjectTypeName } from './object-type.ts';
import { fieldsOf } from './records.ts';
import { objectType, referencesTo } from './registry.ts';
import type { RowError } from './violations.ts';

/** Ids in one statement; each is a row that is locked. */
const idsPerStatementMax = 20_000;

/**
 * Locks everything that the records point to, so that it stays alive until this transaction ends.
 * @throws AppError `REFERENCE_UNKNOWN` for the first that points to nothing living.
 */
export async function lockReferences(
  tx: Tx,
  type: ObjectType,
  records: readonly Readonly<Record<string, FieldValue>>[],
): Promise<void> {
  for (const [name, field] of fieldsOf(type)) {
    if (field.reference === undefined || field.readOnly === true) continue;
    const ids = [...new Set(records.map((record) => record[name]).filter((id) => typeof id === 'string'))].toSorted();
    const { table } = objectType(field.reference);
    for (let start = 0; start < ids.length; start += idsPerStatementMax) {
      const wanted = ids.slice(start, start + idsPerStatementMax);
      const { rows } = await sql<{ id: string }>`
        select id from ${sql.table(table)} where id = any(${wanted}::uuid[]) and deleted_at is null
        order by id for share`.execute(tx);
      const living = new Set(rows.map((row) => row.id));
      const unknown = wanted.find((id) => !living.has(id));
      if (unknown !== undefined) throw errors.objectRefused([referenceUnknown(name, field.reference, unknown)]);
    }
  }
}

export function referenceUnknown(name: string, target: ObjectTypeName, given: string): RowError {
  const { label } = objectType(target);
  const message = `there is no ${label.one.en.toLowerCase()} "${given}": create it first, or correct ${name}`;
  return { path: `/${name}`, code: 'REFERENCE_UNKNOWN', message };
}

/** Only for rows of files and scripts, which may name what they mean. */
export function referenceAmbiguous(name: string, target: ObjectTypeName, given: string): RowError {
  const { label } = objectType(target);
  const message = `several ${label.many.en.toLowerCase()} are called "${given}": give the external id of the one that is meant`;
  return { path: `/${name}`, code: 'REFERENCE_AMBIGUOUS', message };
}

/**
 * Call after the row was locked: whoever would point to it waits for that lock.
 * @throws AppError `OBJECT_IN_USE`.
 */
export async function refuseInUse(tx: Tx, type: ObjectType, id: string): Promise<void> {
  // What was discovered or measured goes with it, and what is derived is no choice of anybody.
  const users = referencesTo(type.name).filter(({ from, field }) => from.writable === 'all' && field.readOnly !== true);
  if (users.length === 0) return;
  const counts = users.map(
    ({ from, field }) => sql`select ${from.name}::text as type, count(*) as count from ${sql.table(from.table)}
      where ${sql.ref(field.column)} = ${id}::uuid and deleted_at is null`,
  );
  const { rows } = await sql<{ type: string; count: number }>`${sql.join(counts, sql` union all `)}`.execute(tx);
  const used = rows.find(({ count }) => count > 0);
  if (used === undefined) return;
  const by = users.find(({ from }) => from.name === used.type)?.from ?? type;
  const many = used.count === 1 ? by.label.one : by.label.many;
  throw errors.objectInUse({
    type: type.label.one.en.toLowerCase(),
    by: many.en.toLowerCase(),
    byType: by.name,
    count: used.count,
  });
}
