/** Objects out of their table: lists by filters, words and order, and single ones. */
import type { Tx } from '@fastisp/core/pg/port';
import { type RawBuilder, sql } from 'kysely';
import * as errors from '#errors.ts';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Principal } from '#identity/principal.ts';
import type { ColumnType, Field, ObjectRecord, ObjectType } from './object-type.ts';
import type { ObjectPage, ObjectQuery } from './ports.ts';
import { shownColumns, type StoredRow, toRecord } from './records.ts';
import { allOf, type ObjectAction, siteCondition } from './scope.ts';
import { patternOf, searchWords } from './search.ts';

export const defaultPageSize = 100;

export async function listObjects(
  tx: Tx,
  principal: Principal,
  type: ObjectType,
  query: ObjectQuery,
  { counted }: { readonly counted: boolean } = { counted: true },
): Promise<ObjectPage> {
  const { limit = defaultPageSize, cursor, ...asked } = query;
  const conditions = conditionsOf(principal, type, query);
  const order = orderOf(type, query.sort ?? type.nameField);
  const after = cursor === undefined ? null : decodeCursor(asked, cursor, ['string', 'string']);
  const page = after === null ? conditions : [...conditions, order.after(String(after[0]), String(after[1]))];
  // A search looks at every row anyway, so it counts on the way; a list in order stops at the end of its page.
  const countsAlong = after === null && searchWords(query.q).length > 0;
  const count = counted ? countOf(type, conditions) : sql`0`;
  // The ids first: by name and words, an index alone answers that.
  const { rows } = await sql<StoredRow & { readonly sort_key: string; readonly list_total: number }>`
    select page.sort_key, ${countsAlong ? sql`page.matches` : count} as list_total, ${shownColumns(type)}
    from (select t.id, (${order.key})::text as sort_key${countsAlong ? sql`, count(*) over () as matches` : sql``}
      from ${sql.table(type.table)} as t
      where ${allOf(page)} order by ${order.by} limit ${limit + 1}) as page
    join ${sql.table(type.table)} as t on t.id = page.id
    order by ${order.by}`.execute(tx);
  const total = rows[0]?.list_total ?? (after === null ? 0 : await countAlone(tx, count));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => toRecord(type, row)),
    total,
    nextCursor: last === undefined ? null : encodeCursor(asked, [last.sort_key, last.id]),
  };
}

const countOf = (type: ObjectType, conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  sql`(select count(*) from ${sql.table(type.table)} as t where ${allOf(conditions)})`;

/** Where a page has no row to carry it: what it went on from was the last. */
async function countAlone(tx: Tx, count: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select ${count} as total`.execute(tx);
  return rows[0]?.total ?? 0;
}

/** One that the caller may see. @throws AppError `OBJECT_NOT_FOUND`. */
export async function getObject(tx: Tx, principal: Principal, type: ObjectType, id: string): Promise<StoredRow> {
  const conditions = [sql`t.id = ${id}::uuid`, sql`t.deleted_at is null`, ...visible(type, principal, 'read')];
  const { rows } = await sql<StoredRow>`
    select ${shownColumns(type)} from ${sql.table(type.table)} as t where ${allOf(conditions)}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw errors.objectNotFound(type.name, id);
  return row;
}

/** @throws AppError `OBJECT_NOT_FOUND` for one that the caller may not see; a deleted one may be seen. */
export async function refuseUnseen(tx: Tx, principal: Principal, type: ObjectType, id: string): Promise<void> {
  const conditions = [sql`t.id = ${id}::uuid`, ...visible(type, principal, 'read')];
  const { rows } = await sql`select t.id from ${sql.table(type.table)} as t where ${allOf(conditions)}`.execute(tx);
  if (rows.length === 0) throw errors.objectNotFound(type.name, id);
}

/**
 * The whole row, locked. @throws AppError `OBJECT_NOT_FOUND`, or `OBJECT_NOT_RESTORABLE` for deleted ones;
 * `PERMISSION_DENIED` for one that the caller sees, at a site where they may not do this.
 */
export async function lockObject(
  tx: Tx,
  principal: Principal,
  type: ObjectType,
  wanted: { readonly id: string; readonly action: ObjectAction; readonly deleted?: boolean },
): Promise<StoredRow> {
  const { id, action, deleted = false } = wanted;
  const mayDo = allOf(visible(type, principal, action));
  const conditions = [
    sql`t.id = ${id}::uuid`,
    deleted ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`,
    ...visible(type, principal, 'read'),
  ];
  const { rows } = await sql<StoredRow & { readonly may_do: boolean | null }>`
    select t.*, ${mayDo} as may_do from ${sql.table(type.table)} as t where ${allOf(conditions)} for update of t`.execute(
    tx,
  );
  const row = rows[0];
  if (row === undefined) {
    throw deleted ? errors.objectNotRestorable(type.name, id) : errors.objectNotFound(type.name, id);
  }
  if (row.may_do !== true) throw errors.permissionDenied(`${type.resource}:${action}`);
  return row;
}

const visible = (type: ObjectType, principal: Principal, action: ObjectAction): RawBuilder<unknown>[] => {
  const condition = siteCondition(type, principal, action);
  return condition === null ? [] : [condition];
};

function conditionsOf(principal: Principal, type: ObjectType, query: ObjectQuery): RawBuilder<unknown>[] {
  const { q, deleted = false, filters } = query;
  return [
    deleted ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`,
    ...visible(type, principal, 'read'),
    ...Object.entries(filters).map(([name, value]) => filterOf(type, name, value)),
    ...searchWords(q).map((word) => sql`t.search_text like ${patternOf(word)}`),
  ];
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What the text of a filter must look like, so that PostgreSQL can read it. */
const filterShapes: Readonly<Record<ColumnType, RegExp>> = {
  uuid: uuidPattern,
  text: /^/,
  'text[]': /^/,
  integer: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,15}$/,
  'double precision': /^-?\d{1,9}(\.\d{1,9})?$/,
  boolean: /^(true|false)$/,
  inet: /^[0-9a-f.:/]{2,43}$/i,
  cidr: /^[0-9a-f.:/]{2,43}$/i,
  timestamptz: /^\d{4}-\d\d-\d\dT/,
};

function filterOf(type: ObjectType, name: string, value: string): RawBuilder<unknown> {
  if (name === 'ids') return idsOf(value);
  const field = type.fields[name];
  if (field?.filter !== true) throw errors.filterInvalid(name, value);
  const column = sql`t.${sql.ref(field.column)}`;
  if (value === 'none') return field.columnType === 'text[]' ? sql`${column} = '{}'` : sql`${column} is null`;
  const given = normalized(field, value);
  if (given === null || !filterShapes[field.columnType].test(given)) throw errors.filterInvalid(name, value);
  if (field.columnType === 'text[]') return sql`${given} = any(${column})`;
  return sql`${column} = ${given}::${sql.raw(field.columnType)}`;
}

/** `?ids=`, whose schema checked them: what a page names its references by, in one request. */
const idsOf = (value: string): RawBuilder<unknown> => sql`t.id = any(${value.split(',')}::uuid[])`;

/** As it is stored; null when it cannot be stored so. */
function normalized(field: Field, value: string): string | null {
  if (field.normalize === undefined) return value;
  const written = field.normalize(value);
  return 'value' in written ? written.value : null;
}

interface Order {
  /** Never null. */
  readonly key: RawBuilder<unknown>;
  readonly by: RawBuilder<unknown>;
  after(key: string, id: string): RawBuilder<unknown>;
}

/** What stands for null, before everything else. */
const least: Readonly<Record<ColumnType, string>> = {
  text: `''`,
  uuid: `'00000000-0000-0000-0000-000000000000'::uuid`,
  integer: '-2147483648',
  bigint: '-9223372036854775807::bigint',
  'double precision': `'-infinity'::float8`,
  boolean: 'false',
  inet: `'0.0.0.0/0'::inet`,
  cidr: `'0.0.0.0/0'::inet`,
  'text[]': `'{}'::text[]`,
  timestamptz: `'-infinity'::timestamptz`,
};

export const sortsOf = (type: ObjectType): string[] => {
  const sortable = Object.entries(type.fields).filter(([, field]) => field.sort === true);
  return [...sortable.map(([name]) => name), 'createdAt', 'updatedAt'].flatMap((name) => [name, `-${name}`]);
};

function orderOf(type: ObjectType, sort: string): Order {
  const descending = sort.startsWith('-');
  const { key, columnType } = keyOf(type, descending ? sort.slice(1) : sort);
  const direction = descending ? sql`desc` : sql`asc`;
  return {
    key,
    by: sql`${key} ${direction}, t.id ${direction}`,
    after: (last, id) => {
      const beyond = descending ? sql`<` : sql`>`;
      return sql`(${key}, t.id) ${beyond} (${last}::${sql.raw(columnType)}, ${id}::uuid)`;
    },
  };
}

function keyOf(type: ObjectType, name: string): { key: RawBuilder<unknown>; columnType: ColumnType } {
  // An id is a UUIDv7, so ids are in the order in which objects were made, and the primary key has them so.
  if (name === 'createdAt') return { key: sql`t.id`, columnType: 'uuid' };
  if (name === 'updatedAt') return { key: sql`t.updated_at`, columnType: 'timestamptz' };
  const field = type.fields[name];
  if (field?.sort !== true) throw errors.filterInvalid('sort', name);
  if (field.columnType === 'text' && name === type.nameField) return { key: sql`t.sort_name`, columnType: 'text' };
  const column = sql`t.${sql.ref(field.column)}`;
  if (field.columnType === 'text') return { key: sql`lower(coalesce(${column}, ''))`, columnType: 'text' };
  const columnType = field.columnType === 'cidr' ? 'inet' : field.columnType;
  const cast = columnType === field.columnType ? column : sql`${column}::inet`;
  return { key: sql`coalesce(${cast}, ${sql.raw(least[field.columnType])})`, columnType };
}

export const toVersioned = (type: ObjectType, row: StoredRow): { record: ObjectRecord; revision: number } => ({
  record: toRecord(type, row),
  revision: row.revision,
});
