/** Objects into their table: many rows in one statement, what they point to locked, what the caller may checked. */
import type { SecretBox } from '@fastisp/core/secret/secret-box';
import type { Tx } from '@fastisp/core/pg/port';
import { type RawBuilder, sql } from 'kysely';
import { recordChanges } from '#audit/record.ts';
import { objectSiteNotAllowed } from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { ObjectExtension, WriteItem } from './extension.ts';
import type { Field, FieldValue, ObjectRecord, ObjectType, ObjectTypeName } from './object-type.ts';
import { publishObjects } from './publish.ts';
import { nameOf, settableFields, type StoredRow, toRecord } from './records.ts';
import { lockReferences } from './references.ts';
import { siteCondition } from './scope.ts';
import { moveInventoryVersion } from './version.ts';

export interface WriteContext {
  readonly tx: Tx;
  readonly type: ObjectType;
  readonly principal: Principal;
  readonly nowMs: number;
  readonly secretBox: SecretBox;
  readonly extensions: Readonly<Partial<Record<ObjectTypeName, ObjectExtension>>>;
}

/** Runs the work in one transaction of the caller's tenant. */
export type Change = <T>(
  principal: Principal,
  type: ObjectType,
  work: (context: WriteContext) => Promise<T>,
) => Promise<T>;

export interface Written {
  readonly before: StoredRow | null;
  /** The whole row. */
  readonly row: StoredRow;
}

/**
 * Inserts and updates. Refuses with the error of the database, or an AppError; in a batch the caller finds out
 * which row it was.
 */
export async function writeItems(context: WriteContext, items: readonly WriteItem[]): Promise<Written[]> {
  const { tx, type, extensions } = context;
  await lockReferences(
    tx,
    type,
    items.map((item) => item.values),
  );
  await extensions[type.name]?.beforeWrite?.(tx, items);
  const fresh = items.filter((item) => item.before === null);
  const known = items.filter((item) => item.before !== null);
  const rows = [
    ...(fresh.length === 0 ? [] : await insert(context, fresh)),
    ...(known.length === 0 ? [] : await update(context, known)),
  ];
  await refuseForeignSites(context, fresh, 'create');
  await refuseForeignSites(context, known, 'update');
  const byId = new Map(rows.map((row) => [row.id, row]));
  return items.map(({ id, before }) => {
    const row = byId.get(id);
    if (row === undefined) throw new Error(`${type.table} did not return ${id}`);
    return { before, row };
  });
}

/** What a change is called in the log, and why it was made. */
export interface Told {
  readonly action?: string;
  readonly reason?: string;
}

/** Tells the bus, whoever derives from the inventory, and the audit log, in that order: the last holds everybody up. */
export async function tell(context: WriteContext, written: readonly Written[], told: Told = {}): Promise<void> {
  if (written.length === 0) return;
  await publishWritten(context, written);
  await moveInventoryVersion(context.tx, context.principal.tenant.id);
  await recordWritten(context, written, told);
}

export async function publishWritten(context: WriteContext, written: readonly Written[]): Promise<void> {
  const { tx, type, principal, nowMs } = context;
  const rows = written.map(({ row }) => row);
  await context.extensions[type.name]?.afterWrite?.(tx, rows, nowMs);
  await publishObjects(tx, type, rows, { tenant: principal.tenant.id, nowMs });
}

export async function recordWritten(
  { tx, type, principal }: WriteContext,
  written: readonly Written[],
  told: Told = {},
): Promise<void> {
  await recordChanges(
    tx,
    principal,
    written.map(({ before, row }) => {
      const [was, is] = [before === null ? null : audited(type, before), audited(type, row)];
      return {
        action: told.action ?? (before === null ? 'create' : 'update'),
        objectType: type.name,
        objectId: row.id,
        objectName: nameOf(type, toRecord(type, row)),
        before: told.action === 'restore' ? null : was,
        after: told.action === 'delete' ? null : is,
        ...(told.reason !== undefined && { reason: told.reason }),
      };
    }),
  );
}

/** A secret goes along sealed: the log masks it and only says whether it changed. Times are the log's own. */
function audited(type: ObjectType, row: StoredRow): ObjectRecord {
  const { createdAt: _created, updatedAt: _updated, deletedAt: _deleted, ...record } = toRecord(type, row);
  const secrets = settableFields(type).flatMap(([name, { secret, column }]) =>
    secret === undefined ? [] : [[name, row[column] as FieldValue] as const],
  );
  return { ...record, ...Object.fromEntries(secrets) };
}

const columnsOf = (type: ObjectType) => settableFields(type).map(([, field]) => field);

function insert(context: WriteContext, items: readonly WriteItem[]): Promise<StoredRow[]> {
  const { tx, type, principal, nowMs } = context;
  const fields = columnsOf(type);
  const now = new Date(nowMs);
  return execute(
    tx,
    sql`insert into ${sql.table(type.table)} (tenant_id, id, created_at, updated_at, ${names(fields)})
      select ${principal.tenant.id}::bigint, r.id, ${now}, ${now}, ${names(fields, 'r.')}
      from ${recordset(context, items)}
      returning *`,
  );
}

function update(context: WriteContext, items: readonly WriteItem[]): Promise<StoredRow[]> {
  const { tx, type, nowMs } = context;
  const assignments = columnsOf(type).map(({ column, secret }) =>
    secret === undefined
      ? sql`${sql.ref(column)} = r.${sql.ref(column)}`
      : sql`${sql.ref(column)} = coalesce(r.${sql.ref(column)}, t.${sql.ref(column)})`,
  );
  return execute(
    tx,
    sql`update ${sql.table(type.table)} as t
      set ${sql.join(assignments)}, revision = t.revision + 1, updated_at = ${new Date(nowMs)}
      from ${recordset(context, items)} where t.id = r.id
      returning t.*`,
  );
}

async function execute(tx: Tx, statement: RawBuilder<unknown>): Promise<StoredRow[]> {
  const { rows } = await statement.execute(tx);
  return rows as StoredRow[]; // the statements above return whole rows of an object's table
}

const names = (fields: readonly Field[], prefix: '' | 'r.' = '') =>
  sql.join(fields.map(({ column }) => sql.ref(`${prefix}${column}`)));

/** All rows in one parameter. */
function recordset({ type, principal, secretBox }: WriteContext, items: readonly WriteItem[]): RawBuilder<unknown> {
  const fields = settableFields(type);
  const rows = items.map(({ id, values }) => ({
    id,
    ...Object.fromEntries(
      fields.map(([name, { column, secret }]) => {
        const value = values[name] ?? null;
        if (secret === undefined || typeof value !== 'string') return [column, value];
        return [column, secretBox.seal(value, { tenantId: principal.tenant.id, rowId: id, field: secret.context })];
      }),
    ),
  }));
  const definition = fields.map(([, { column, columnType }]) => sql`${sql.ref(column)} ${sql.raw(columnType)}`);
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, ${sql.join(definition)})`;
}

/** After the write, because where an object stands may follow from what it points to. */
async function refuseForeignSites(
  { tx, type, principal }: WriteContext,
  items: readonly WriteItem[],
  action: 'create' | 'update',
): Promise<void> {
  // A new site is nobody's yet: whoever may make sites may make it.
  if (items.length === 0 || (type.siteOf.by === 'self' && action === 'create')) return;
  const allowed = siteCondition(type, principal, action);
  if (allowed === null) return;
  const ids = items.map((item) => item.id);
  const { rows } = await sql`select t.id from ${sql.table(type.table)} as t
    where t.id = any(${ids}::uuid[]) and ${allowed} is not true limit 1`.execute(tx);
  if (rows.length > 0) throw objectSiteNotAllowed();
}
