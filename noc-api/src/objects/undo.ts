/**
 * Takes back what a large upsert wrote, all or nothing: what it made goes, what it changed is as it was. Whoever
 * changed one of its objects since would lose that, so each must be as the upsert left it; a revision tells.
 */
import type { Principal } from '#identity/principal.ts';
import { sql } from 'kysely';
import { inOne, problemsMax, type RecordedChange, writeAll } from './bulk.ts';
import type { WriteItem } from './extension.ts';
import type { FieldValue, ObjectType } from './object-type.ts';
import type { UndoOptions, UndoProblem, UndoResult } from './ports.ts';
import type { ProblemCode } from './problem-codes.ts';
import { nameOf, settable, settableFields, type StoredRow, toRecord } from './records.ts';
import { referencesTo } from './registry.ts';
import { type ObjectAction, siteCondition } from './scope.ts';
import { moveInventoryVersion } from './version.ts';
import { type Change, publishWritten, recordWritten, type WriteContext, type Written } from './write.ts';
import { openWrittenSpool, type WrittenSpool } from './written-spool.ts';

/** Ids that are looked up in one statement. */
const idsPerStatementMax = 20_000;

/** Carries the problems out of a transaction that is rolled back. */
class Refused extends Error {
  readonly result: UndoResult;
  constructor(result: UndoResult) {
    super('refused');
    this.result = result;
  }
}

interface Undoing {
  readonly context: WriteContext;
  readonly removed: WrittenSpool;
  readonly changedBack: WrittenSpool;
  /** What goes, by id: nothing living may point to it in the end. */
  readonly names: Map<string, string>;
  readonly problems: UndoProblem[];
}

/** @param batches the last that was written first, so that names are free again when they are given back. */
export async function undoAll(
  change: Change,
  principal: Principal,
  type: ObjectType,
  batches: AsyncIterable<readonly RecordedChange[]>,
  options: UndoOptions,
): Promise<UndoResult> {
  const removed = await openWrittenSpool(options.spoolFolder);
  const changedBack = await openWrittenSpool(options.spoolFolder);
  try {
    return await change(principal, type, (context) =>
      undo({ context, removed, changedBack, names: new Map(), problems: [] }, batches, options),
    );
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  } finally {
    await removed.close();
    await changedBack.close();
  }
}

async function undo(
  undoing: Undoing,
  batches: AsyncIterable<readonly RecordedChange[]>,
  { reason, onProgress, beforeCommit }: UndoOptions,
): Promise<UndoResult> {
  const { context, removed, changedBack, problems } = undoing;
  const counts = { removed: 0, changedBack: 0 };
  for await (const batch of inOne(context.type, batches)) {
    const done = await undoBatch(undoing, batch);
    counts.removed += done.removed;
    counts.changedBack += done.changedBack;
    onProgress?.(counts.removed + counts.changedBack);
    if (problems.length >= problemsMax) break;
  }
  if (problems.length < problemsMax) await refuseUsed(undoing);
  const listed = problems.slice(0, problemsMax);
  if (listed.length > 0)
    throw new Refused({ ...counts, problems: listed, problemsCut: problems.length >= problemsMax });
  for (const spool of [changedBack, removed])
    for await (const some of spool.read()) await publishWritten(context, some);
  await moveInventoryVersion(context.tx, context.principal.tenant.id);
  const told = reason === undefined ? {} : { reason };
  for await (const some of changedBack.read()) await recordWritten(context, some, told);
  for await (const some of removed.read()) await recordWritten(context, some, { ...told, action: 'delete' });
  const result = { ...counts, problems: [], problemsCut: false };
  await beforeCommit?.(context.tx, result);
  return result;
}

async function undoBatch(undoing: Undoing, batch: readonly RecordedChange[]) {
  const { context, problems } = undoing;
  const rows = await lockRows(
    context,
    batch.map(({ id }) => id),
  );
  const standing = batch.filter((each) => stands(undoing, each, rows.get(each.id)));
  const made = standing.filter(({ before }) => before === null).flatMap(({ id }) => rows.get(id) ?? []);
  const changed = standing.filter(({ before }) => before !== null);
  await refuseForeign(undoing, made, 'delete');
  await refuseForeign(
    undoing,
    changed.flatMap(({ id }) => rows.get(id) ?? []),
    'update',
  );
  const gone = await remove(undoing, made);
  const items = changed.flatMap((each) => itemOf(undoing, each, rows.get(each.id)) ?? []);
  const refusals: { path: string; code: string; message: string }[] = [];
  const back = await writeAll(
    context,
    items.map((item, index) => ({ ...item, index })),
    refusals,
  );
  for (const { path, code, message } of refusals) {
    const [, , index = '', field] = path.split('/');
    problems.push({ field: field ?? null, code, message, name: nameOfRow(context.type, items[Number(index)]?.before) });
  }
  if (problems.length === 0) {
    await undoing.removed.append(gone);
    await undoing.changedBack.append(back ?? []);
  }
  return { removed: gone.length, changedBack: items.length };
}

async function lockRows({ tx, type }: WriteContext, ids: readonly string[]): Promise<Map<string, StoredRow>> {
  const rows = new Map<string, StoredRow>();
  for (let start = 0; start < ids.length; start += idsPerStatementMax) {
    const some = ids.slice(start, start + idsPerStatementMax);
    const found = await sql<StoredRow>`select * from ${sql.table(type.table)}
      where id = any(${some}::uuid[]) order by id for update`.execute(tx);
    for (const row of found.rows) rows.set(row.id, row);
  }
  return rows;
}

/** As the upsert left it. */
function stands({ context, problems }: Undoing, { revision, id }: RecordedChange, row: StoredRow | undefined): boolean {
  if (row?.revision === revision && row['deleted_at'] === null) return true;
  const name = row === undefined ? id : nameOfRow(context.type, row);
  problems.push(
    row === undefined || row['deleted_at'] !== null
      ? { name, field: null, code: 'UNDO_DELETED', message: 'this was deleted since: restore it first' }
      : { name, field: null, code: 'UNDO_CHANGED', message: 'this was changed since: that change would be lost' },
  );
  return false;
}

async function refuseForeign(undoing: Undoing, rows: readonly StoredRow[], action: ObjectAction): Promise<void> {
  const { tx, type, principal } = undoing.context;
  const allowed = siteCondition(type, principal, action);
  if (allowed === null || rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const found = await sql<StoredRow>`select t.* from ${sql.table(type.table)} as t
    where t.id = any(${ids}::uuid[]) and ${allowed} is not true`.execute(tx);
  const code: ProblemCode = 'OBJECT_SITE_NOT_ALLOWED';
  const message = 'this stands at a site where you may not do that';
  for (const row of found.rows) undoing.problems.push({ name: nameOfRow(type, row), field: null, code, message });
}

async function remove({ context, names }: Undoing, rows: readonly StoredRow[]): Promise<Written[]> {
  if (rows.length === 0) return [];
  const { tx, type, nowMs } = context;
  const now = new Date(nowMs);
  const { rows: gone } = await sql<StoredRow>`update ${sql.table(type.table)}
    set deleted_at = ${now}, revision = revision + 1, updated_at = ${now}
    where id = any(${rows.map(({ id }) => id)}::uuid[]) returning *`.execute(tx);
  const before = new Map(rows.map((row) => [row.id, row]));
  for (const row of rows) names.set(row.id, nameOfRow(type, row));
  return gone.map((row) => ({ before: before.get(row.id) ?? null, row }));
}

/** Null when it cannot be as it was. */
function itemOf(
  { context, problems }: Undoing,
  { id, revision, before }: RecordedChange,
  row: StoredRow | undefined,
): (WriteItem & { readonly before: StoredRow }) | null {
  if (before === null || row === undefined) return null;
  const { type, secretBox, principal } = context;
  const secrets: Record<string, FieldValue> = {};
  for (const [name, { column, secret }] of settableFields(type)) {
    const sealed = before[column];
    if (secret === undefined || typeof sealed !== 'string' || sealed === row[column]) continue;
    try {
      secrets[name] = secretBox.open(sealed, { tenantId: principal.tenant.id, rowId: id, field: secret.context });
    } catch {
      const message = 'the secret it had was sealed with a key that is gone: change it by hand';
      problems.push({ name: nameOfRow(type, row), field: name, code: 'UNDO_SECRET', message });
      return null;
    }
  }
  return { id, before: row, values: { ...settable(type, toRecord(type, { ...before, id, revision })), ...secrets } };
}

const nameOfRow = (type: ObjectType, row: StoredRow | null | undefined): string =>
  row === null || row === undefined ? '' : nameOf(type, toRecord(type, row));

/** In the end, when all that goes is gone: what is left must not point there. Their rows are locked, so none comes. */
async function refuseUsed({ context, names, problems }: Undoing): Promise<void> {
  const { tx, type } = context;
  const users = referencesTo(type.name).filter(({ from, field }) => from.writable === 'all' && field.readOnly !== true);
  const ids = [...names.keys()];
  for (let start = 0; start < ids.length; start += idsPerStatementMax) {
    const some = ids.slice(start, start + idsPerStatementMax);
    for (const { from, field } of users) {
      const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(field.column)} as id
        from ${sql.table(from.table)} where deleted_at is null
          and ${sql.ref(field.column)} = any(${some}::uuid[]) limit ${problemsMax}`.execute(tx);
      const message = `${from.label.many.en.toLowerCase()} hang on this by now: delete them or attach them elsewhere`;
      for (const { id } of rows)
        problems.push({ name: names.get(id) ?? id, field: null, code: 'UNDO_IN_USE', message });
    }
  }
}
