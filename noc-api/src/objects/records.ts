/** Rows of a kind's table as records that callers see, and the columns that it takes. */
import { sql } from 'kysely';
import type { Field, FieldValue, ObjectRecord, ObjectType } from './object-type.ts';

/** A row by column name, as `pg` reads it. */
export type StoredRow = Readonly<Record<string, unknown>> & { readonly id: string; readonly revision: number };

export const fieldsOf = (type: ObjectType): readonly (readonly [name: string, field: Field])[] =>
  Object.entries(type.fields);

/** What callers may set. */
export const settableFields = (type: ObjectType) => fieldsOf(type).filter(([, field]) => field.readOnly !== true);

/** Of table `t`. A secret leaves the database only as whether there is one. */
export const shownColumns = (type: ObjectType) =>
  sql.join([
    ...['id', 'revision', 'created_at', 'updated_at', 'deleted_at'].map((column) => sql.ref(`t.${column}`)),
    ...fieldsOf(type).map(([, { column, secret }]) =>
      secret === undefined ? sql.ref(`t.${column}`) : sql`t.${sql.ref(column)} is not null as ${sql.ref(column)}`,
    ),
  ]);

/** Also of a row that was read whole: a secret shows as `<field>Set`. */
export function toRecord(type: ObjectType, row: StoredRow): ObjectRecord {
  const record: Record<string, FieldValue> = { id: row.id };
  for (const [name, field] of fieldsOf(type)) {
    const stored = row[field.column];
    if (field.secret === undefined) record[name] = toValue(stored);
    else record[`${name}Set`] = stored !== null && stored !== false;
  }
  record['createdAt'] = toValue(row['created_at']);
  record['updatedAt'] = toValue(row['updated_at']);
  record['deletedAt'] = toValue(row['deleted_at']);
  return record;
}

/** Columns hold what a record can, and times. */
const toValue = (stored: unknown): FieldValue =>
  stored instanceof Date ? stored.toISOString() : ((stored as FieldValue | undefined) ?? null);

/** Only the fields that people set: what is compared, merged and written. */
export const settable = (type: ObjectType, record: ObjectRecord): Record<string, FieldValue> =>
  Object.fromEntries(
    settableFields(type)
      .filter(([, field]) => field.secret === undefined)
      .map(([name]) => [name, record[name] ?? null]),
  );

export const nameOf = (type: ObjectType, record: ObjectRecord): string =>
  String(record[type.nameField] ?? record['id']);
