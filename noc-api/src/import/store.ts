/** Imports and their problems in PostgreSQL. */
import type { Tx } from '@fastisp/core/pg/port';
import type { Imports as ImportsTable } from '@fastisp/core/pg/schema.generated';
import { type Selectable, sql } from 'kysely';
import type { ObjectTypeName } from '#objects/object-type.ts';
import type { Principal } from '#identity/principal.ts';
import * as errors from './errors.ts';
import type { ColumnMapping } from './mapping.ts';
import type { FileFormat, FileLook, FilePreview, FileSettings } from './read/read-rows.ts';
import type { ProblemParams } from './problem-words.ts';
import type { ImportProblem, ImportState, ImportView } from './schemas.ts';

/** Somebody at work says so every few seconds; whoever was silent for this long has died. */
const silentMsMax = 60_000;
/** A person's imports that are listed. */
const listedMax = 100;
const problemsPerInsertMax = 1_000;

/** With what its sentence names, in whatever language. */
export type StoredProblem = ImportProblem & { readonly params: ProblemParams };

export type Failure = NonNullable<ImportView['failure']>;

export interface StoredImport {
  readonly id: string;
  readonly type: ObjectTypeName;
  readonly fileName: string;
  readonly format: FileFormat;
  readonly state: ImportState;
  readonly settings: FileSettings;
  readonly preview: FilePreview;
  readonly mapping: readonly ColumnMapping[];
  readonly view: ImportView;
}

type Row = Selectable<ImportsTable>;

export async function insertImport(
  tx: Tx,
  principal: Principal,
  made: { id: string; type: ObjectTypeName; fileName: string; format: FileFormat; bytes: number; look: FileLook },
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs);
  await tx
    .insertInto('imports')
    .values({
      ...{ tenant_id: principal.tenant.id, user_id: principal.userId, id: made.id, object_type: made.type },
      ...{ file_name: made.fileName, format: made.format, bytes: made.bytes, state: 'ready' },
      ...looked(made.look),
      ...{ beat_at: now, created_at: now },
    })
    .execute();
}

const looked = ({ settings, preview, mapping }: FileLook) => ({
  settings: JSON.stringify(settings),
  preview: JSON.stringify(preview),
  mapping: JSON.stringify(mapping),
});

const own = (tx: Tx, principal: Principal) =>
  tx
    .selectFrom('imports')
    .selectAll()
    .where('tenant_id', '=', principal.tenant.id)
    .where('user_id', '=', principal.userId);

export async function listImports(tx: Tx, principal: Principal, nowMs: number): Promise<StoredImport[]> {
  const rows = await own(tx, principal).orderBy('created_at', 'desc').limit(listedMax).execute();
  return rows.map((row) => toImport(row, nowMs));
}

/** @throws AppError `IMPORT_NOT_FOUND`. */
export async function loadImport(tx: Tx, principal: Principal, id: string, nowMs: number): Promise<StoredImport> {
  const row = await own(tx, principal).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw errors.importNotFound(id);
  return toImport(row, nowMs);
}

/** Another look or mapping: what a check said before counts no more. @throws AppError `IMPORT_BUSY`. */
export async function storeLook(tx: Tx, principal: Principal, id: string, look: FileLook): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set({ ...looked(look), ...nothingYet, rows_total: null, state: 'ready' })
    .where('tenant_id', '=', principal.tenant.id)
    .where('id', '=', id)
    .where('state', 'in', ['ready', 'checked', 'failed'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw errors.importBusy();
  await removeProblems(tx, principal, id);
}

const nothingYet = {
  ...{ rows_done: 0, created: 0, updated: 0, unchanged: 0, problems: 0, problems_cut: false, failure: null },
};

/** Claims it, so that nobody else works on it. @throws AppError `IMPORT_BUSY`, `IMPORT_DONE`. */
export async function beginWork(
  tx: Tx,
  principal: Principal,
  id: string,
  { state, nowMs }: { state: 'checking' | 'running'; nowMs: number },
): Promise<void> {
  const row = await own(tx, principal).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw errors.importNotFound(id);
  if (row.state === 'done' || row.state === 'undone') throw errors.importDone();
  if (isAtWork(row) && !isSilent(row, nowMs)) throw errors.importBusy();
  await tx
    .updateTable('imports')
    .set({ ...nothingYet, state, beat_at: new Date(nowMs) })
    .where('tenant_id', '=', principal.tenant.id)
    .where('id', '=', id)
    .execute();
  await removeProblems(tx, principal, id);
}

/** The same for taking it back; what it did stays told. @throws AppError `IMPORT_BUSY`, `IMPORT_NOT_UNDOABLE`. */
export async function beginUndo(tx: Tx, principal: Principal, id: string, nowMs: number): Promise<void> {
  const row = await own(tx, principal).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw errors.importNotFound(id);
  if (isAtWork(row) && !isSilent(row, nowMs)) throw errors.importBusy();
  const done = row.state === 'done' || row.state === 'undoing';
  if (!done || row.undo_until === null || row.undo_until.getTime() <= nowMs) throw errors.notUndoable();
  await tx
    .updateTable('imports')
    .set({ state: 'undoing', rows_done: 0, problems: 0, problems_cut: false, failure: null, beat_at: new Date(nowMs) })
    .where('id', '=', id)
    .execute();
  await removeProblems(tx, principal, id);
}

/** Undone it has nothing to undo any more; refused or failed it is as it was. */
export async function endUndo(
  tx: Tx,
  tenantId: number,
  id: string,
  {
    state,
    problems,
    problemsCut,
    failure,
  }: Pick<Outcome, 'problems' | 'problemsCut' | 'failure'> & { state: 'done' | 'undone' },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set({
      ...{ state, problems: problems.length, problems_cut: problemsCut },
      ...(state === 'undone' && { undo_until: null }),
      failure: failure === null ? null : JSON.stringify(failure),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'undoing')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw errors.notUndoable();
  if (state === 'undone') await tx.deleteFrom('import_changes').where('import_id', '=', id).execute();
  await insertProblems(tx, { tenantId, id, problems });
}

/** Only while it is at work: a beat that comes late changes nothing. */
export async function beat(tx: Tx, tenantId: number, id: string, { rows, nowMs }: { rows: number; nowMs: number }) {
  await tx
    .updateTable('imports')
    .set({ rows_done: rows, beat_at: new Date(nowMs) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'running', 'undoing'])
    .execute();
}

export interface Outcome {
  readonly state: 'checked' | 'done' | 'failed';
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: readonly StoredProblem[];
  readonly problemsCut: boolean;
  readonly failure: Failure | null;
  /** Until when it can be undone; only of what is done. */
  readonly undoUntil?: Date | null;
}

/**
 * Whoever was silent for long and taken for dead, and another began anew, finds here that it is not theirs to end.
 * @throws AppError `IMPORT_DONE`.
 */
export async function endWork(tx: Tx, tenantId: number, id: string, outcome: Outcome): Promise<void> {
  const { state, rows, created, updated, unchanged, problems, problemsCut, failure, undoUntil = null } = outcome;
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set({
      ...{ state, rows_done: rows, created, updated, unchanged, problems: problems.length, problems_cut: problemsCut },
      undo_until: undoUntil,
      // Of a file that was not read to its end nobody knows.
      rows_total: problemsCut || failure !== null ? null : rows,
      failure: failure === null ? null : JSON.stringify(failure),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'running'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw errors.importDone();
  await insertProblems(tx, { tenantId, id, problems });
}

async function insertProblems(
  tx: Tx,
  { tenantId, id, problems }: { tenantId: number; id: string; problems: readonly StoredProblem[] },
): Promise<void> {
  for (let start = 0; start < problems.length; start += problemsPerInsertMax) {
    const some = problems.slice(start, start + problemsPerInsertMax).map((problem, index) => ({
      ...{ tenant_id: tenantId, import_id: id, place: start + index, row_number: problem.row },
      ...{ column_name: problem.column, field: problem.field, code: problem.code },
      ...{ message: problem.message, value: problem.value, params: JSON.stringify(problem.params) },
    }));
    await tx.insertInto('import_problems').values(some).execute();
  }
}

export async function readProblems(
  tx: Tx,
  principal: Principal,
  id: string,
  { from, limit }: { from: number; limit: number },
): Promise<StoredProblem[]> {
  const rows = await tx
    .selectFrom('import_problems')
    .selectAll()
    .where('tenant_id', '=', principal.tenant.id)
    .where('import_id', '=', id)
    .where('place', '>=', from)
    .orderBy('place')
    .limit(limit)
    .execute();
  return rows.map(({ row_number: row, column_name: column, field, code, message, value, params }) => ({
    ...{ row, column, field, code, message, value },
    params: params as unknown as ProblemParams, // only `endWork` writes them
  }));
}

/** A piece of an uploaded file. */
export async function readChunk(tx: Tx, importId: string, place: number): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('import_chunks')
    .select('content')
    .where('import_id', '=', importId)
    .where('place', '=', place)
    .executeTakeFirst();
  return row?.content;
}

/** The file has done its work. */
export async function removeChunks(tx: Tx, importId: string): Promise<void> {
  await tx.deleteFrom('import_chunks').where('import_id', '=', importId).execute();
}

async function removeProblems(tx: Tx, principal: Principal, id: string): Promise<void> {
  await tx
    .deleteFrom('import_problems')
    .where('tenant_id', '=', principal.tenant.id)
    .where('import_id', '=', id)
    .execute();
}

/** @throws AppError `IMPORT_NOT_FOUND`, `IMPORT_BUSY`. */
export async function removeImport(tx: Tx, principal: Principal, id: string, nowMs: number): Promise<void> {
  const row = await own(tx, principal).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw errors.importNotFound(id);
  if (isAtWork(row) && !isSilent(row, nowMs)) throw errors.importBusy();
  await tx.deleteFrom('imports').where('tenant_id', '=', principal.tenant.id).where('id', '=', id).execute();
}

/** Of all tenants; of the system's own transaction. */
export async function removeOldImports(tx: Tx, before: Date): Promise<void> {
  await sql`delete from imports where created_at < ${before}`.execute(tx);
}

const isAtWork = ({ state }: Pick<Row, 'state'>): boolean =>
  state === 'checking' || state === 'running' || state === 'undoing';
const isSilent = ({ beat_at }: Pick<Row, 'beat_at'>, nowMs: number): boolean => nowMs - beat_at.getTime() > silentMsMax;

export const failureOf = ({ code, message, params }: ReturnType<typeof errors.importInterrupted>): Failure => ({
  ...{ code, message, params },
});

function toImport(row: Row, nowMs: number): StoredImport {
  const interrupted = isAtWork(row) && isSilent(row, nowMs);
  // What was to be undone and was not is still imported.
  const ended = row.state === 'undoing' ? 'done' : 'failed';
  const state = (interrupted ? ended : row.state) as ImportState; // the table checks it
  const type = row.object_type as ObjectTypeName; // only known ones are stored, and the same for the next
  const format = row.format as FileFormat;
  const settings = row.settings as unknown as FileSettings;
  const preview = row.preview as unknown as FilePreview;
  const mapping = row.mapping as unknown as ColumnMapping[];
  return {
    ...{ id: row.id, type, fileName: row.file_name, format, state, settings, preview, mapping },
    view: {
      ...{ id: row.id, type, fileName: row.file_name, format, bytes: row.bytes, state, settings, mapping },
      sheets: [...preview.sheets],
      columns: preview.columns.map(({ header, samples }) => ({ header, samples: [...samples] })),
      ...{ rowsDone: row.rows_done, rowsTotal: row.rows_total },
      ...{ created: row.created, updated: row.updated, unchanged: row.unchanged },
      ...{ problems: row.problems, problemsCut: row.problems_cut },
      failure: interrupted ? failureOf(errors.importInterrupted()) : (row.failure as unknown as Failure | null),
      undoUntil: row.undo_until !== null && row.undo_until.getTime() > nowMs ? row.undo_until.toISOString() : null,
      createdAt: row.created_at.toISOString(),
    },
  };
}
