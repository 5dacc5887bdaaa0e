/**
 * Upsert of many objects by external id, all or nothing. Rows go in statements of thousands; when the database
 * refuses one, it is halved down to the rows at fault, so that every one of them is named, and then all is undone.
 */
import { AppError, type FieldError } from '@fastisp/core/errors/app-error';
import { newId } from '@fastisp/core/ids';
import { sql } from 'kysely';
import * as errors from '#errors.ts';
import type { Principal } from '#identity/principal.ts';
import { type BulkFacts, externalIdOf, ownIdOf, pathOf, planBulk, type PlannedItem } from './bulk-plan.ts';
import type { ObjectType } from './object-type.ts';
import type { BulkResult, BulkRow } from './ports.ts';
import { settableFields, type StoredRow } from './records.ts';
import { findReferred } from './referred.ts';
import { permissionOf, siteCondition } from './scope.ts';
import { fieldProblem, type RowError } from './violations.ts';
import { type Change, tell, type WriteContext, writeItems, type Written } from './write.ts';

/** Rows of one statement: one JSON parameter of a few megabytes. */
const rowsPerStatementMax = 5_000;
/** External ids that are looked up in one statement. */
const idsPerStatementMax = 20_000;
/** A call with more is refused: split it. 200,000 rows are some 500 MB of memory while they are written. */
const rowsPerCallMax = 200_000;
/** Problems that are listed; a person mends some and tries again. */
export const problemsMax = 1_000;
/** Rows that the database may refuse before the search for more of them ends: each costs a dozen statements. */
const refusedRowsMax = 100;

interface BulkCall {
  readonly rows: readonly BulkRow[];
  readonly dryRun?: boolean;
  readonly reason?: string;
}

/** What an upsert did to an object, kept to take it back. */
export interface RecordedChange {
  readonly id: string;
  /** That the upsert left. */
  readonly revision: number;
  /** The columns that people set, secrets sealed, as they were; null: it was made. */
  readonly before: Readonly<Record<string, unknown>> | null;
}

/** @param written by the upsert of this kind. */
export const recordedChange = (type: ObjectType, { before, row }: Written): RecordedChange => ({
  ...{ id: row.id, revision: row.revision },
  before:
    before === null ? null : Object.fromEntries(settableFields(type).map(([, { column }]) => [column, before[column]])),
});

const pointsToItself = (type: ObjectType): boolean =>
  Object.values(type.fields).some((field) => field.reference === type.name);

/** Parents may come after their children, so all rows of a tree are looked at together; of other kinds batch by batch. */
export async function* inOne<Row>(
  type: ObjectType,
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  if (!pointsToItself(type)) return yield* batches;
  const rows: Row[] = [];
  for await (const batch of batches) {
    for (const row of batch) rows.push(row);
    if (rows.length > rowsPerCallMax) throw errors.bulkTooLarge(rowsPerCallMax);
  }
  yield rows;
}

/** Carries the result out of a transaction that is rolled back. */
export class Undone extends Error {
  readonly result: BulkResult;
  constructor(result: BulkResult) {
    super('undone');
    this.result = result;
  }
}

export async function bulkUpsert(
  change: Change,
  principal: Principal,
  type: ObjectType,
  call: BulkCall,
): Promise<BulkResult> {
  if (call.rows.length > rowsPerCallMax) throw errors.bulkTooLarge(rowsPerCallMax);
  try {
    return await change(principal, type, (context) => upsert(context, call));
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  }
}

async function upsert(context: WriteContext, { rows, dryRun, reason }: BulkCall): Promise<BulkResult> {
  const { result, written } = await writeRows(context, rows);
  if (dryRun === true || written === null) throw new Undone(result);
  await tell(context, written, reason === undefined ? {} : { reason });
  return result;
}

/** @returns `written` null when there are problems: then the transaction must be undone. */
export async function writeRows(
  context: WriteContext,
  rows: readonly BulkRow[],
): Promise<{ readonly result: BulkResult; readonly written: Written[] | null }> {
  const facts = await gatherFacts(context, rows);
  const plan = planBulk(context.type, facts);
  const notAllowed = await forbidden(context, plan.items);
  const problems: FieldError[] = [...plan.problems, ...notAllowed];
  const withheld = new Set(notAllowed.map(rowOf));
  const allowed = plan.items.filter((item) => !withheld.has(item.index));
  const written = await writeAll(context, allowed, problems);
  const created = plan.items.filter((item) => item.before === null).length;
  const result: BulkResult = {
    created,
    updated: plan.items.length - created,
    unchanged: plan.unchanged,
    problems: problems.toSorted(byRow).slice(0, problemsMax),
    problemsCut: problems.length > problemsMax || written === null,
  };
  return { result, written: problems.length > 0 ? null : written };
}

const rowOf = (problem: FieldError): number => Number(problem.path.split('/')[2]);
const byRow = (a: FieldError, b: FieldError): number => rowOf(a) - rowOf(b);

async function gatherFacts(context: WriteContext, rows: readonly BulkRow[]): Promise<BulkFacts> {
  const externalIds = rows.map(externalIdOf);
  const byOwnId = await lockKnown(context, 'id', rows.map(ownIdOf));
  const byExternalId = await lockKnown(context, 'external_id', externalIds);
  // An exported row comes back with its id, which stays when somebody gives it another external id.
  const stored = rows.map((row, index) => {
    const own = byOwnId.get(ownIdOf(row) ?? '');
    return own ?? byExternalId.get(externalIds[index] ?? '') ?? null;
  });
  const ids = stored.map((row) => row?.id ?? newId());
  const referred = await findReferred(context, rows, { ids, externalIds });
  return { rows, ids, stored, referred };
}

async function lockKnown(
  { tx, type }: WriteContext,
  column: 'id' | 'external_id',
  keys: readonly (string | null)[],
): Promise<Map<string, StoredRow>> {
  const wanted = [...new Set(keys.filter((each) => each !== null))];
  const known = new Map<string, StoredRow>();
  const array = sql.raw(column === 'id' ? 'uuid[]' : 'text[]');
  for (let start = 0; start < wanted.length; start += idsPerStatementMax) {
    const some = wanted.slice(start, start + idsPerStatementMax);
    const { rows } = await sql<StoredRow & { id: string; external_id: string }>`
      select * from ${sql.table(type.table)} where ${sql.ref(column)} = any(${some}::${array}) and deleted_at is null
      order by id for update`.execute(tx);
    for (const row of rows) known.set(row[column], row);
  }
  return known;
}

/** Rows that the caller may not make, or not change where they stand. */
async function forbidden(context: WriteContext, items: readonly PlannedItem[]): Promise<RowError[]> {
  const { tx, type, principal } = context;
  const [first] = items.filter((item) => item.before === null);
  if (first !== undefined) {
    if (type.writable !== 'all') {
      const message = `${type.label.many.en} are discovered, not made: there is none with this external id`;
      return [{ path: pathOf(first.index, 'externalId'), code: 'OBJECT_NOT_FOUND', message }];
    }
    if (!principal.authority.can(permissionOf(type, 'create')))
      throw errors.permissionDenied(permissionOf(type, 'create'));
  }
  const allowed = siteCondition(type, principal, 'update');
  const known = items.filter((item) => item.before !== null);
  if (allowed === null || known.length === 0) return [];
  const ids = known.map((item) => item.id);
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(type.table)} as t
    where t.id = any(${ids}::uuid[]) and ${allowed} is not true`.execute(tx);
  const refused = new Set(rows.map((row) => row.id));
  const message = 'this stands at a site where you may not change it';
  return known
    .filter((item) => refused.has(item.id))
    .map((item) => ({ path: pathOf(item.index, 'externalId'), code: 'OBJECT_SITE_NOT_ALLOWED', message }));
}

/** @returns what was written; null when so many rows were refused that the rest was not tried. */
export async function writeAll(
  context: WriteContext,
  items: readonly PlannedItem[],
  problems: FieldError[],
): Promise<Written[] | null> {
  const written: Written[] = [];
  const search = { refused: 0 };
  for (let start = 0; start < items.length; start += rowsPerStatementMax) {
    const some = await writeSome(context, items.slice(start, start + rowsPerStatementMax), { problems, search });
    if (some === null) return null;
    for (const each of some) written.push(each);
  }
  return written;
}

async function writeSome(
  context: WriteContext,
  items: readonly PlannedItem[],
  found: { readonly problems: FieldError[]; readonly search: { refused: number } },
): Promise<Written[] | null> {
  const { tx, type } = context;
  await sql`savepoint bulk`.execute(tx);
  try {
    const written = await writeItems(context, items);
    await sql`release savepoint bulk`.execute(tx);
    return written;
  } catch (error) {
    const fields = mendable(type, error);
    if (fields === null) throw error;
    await sql`rollback to savepoint bulk`.execute(tx);
    await sql`release savepoint bulk`.execute(tx);
    const [only] = items;
    if (items.length === 1 && only !== undefined) {
      found.problems.push(...fields.map((field) => ({ ...field, path: `/items/${only.index}${field.path}` })));
      found.search.refused += 1;
      return [];
    }
    if (found.search.refused >= refusedRowsMax) return null;
    const half = Math.ceil(items.length / 2);
    const first = await writeSome(context, items.slice(0, half), found);
    const second = first === null ? null : await writeSome(context, items.slice(half), found);
    return first === null || second === null ? null : [...first, ...second];
  }
}

/** Null for what no change of a row could mend. */
function mendable(type: ObjectType, error: unknown): readonly FieldError[] | null {
  if (error instanceof AppError && error.status < 500) {
    if (error.fields.length > 0) return error.fields;
    return [{ path: '', code: error.code, message: error.message }];
  }
  const problem = fieldProblem(type, error);
  return problem === null ? null : [problem];
}
