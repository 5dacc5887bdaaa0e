/**
 * What a bulk upsert is about to do, before the database is asked to do it. Pure: rows, what is stored, and what
 * external ids stand for go in; items to write in parents-first order, and the problems of each row come out.
 */
import { complete, differs } from './check.ts';
import type { WriteItem } from './extension.ts';
import type { FieldValue, ObjectType } from './object-type.ts';
import type { BulkRow } from './ports.ts';
import { fieldsOf, settable, type StoredRow, toRecord } from './records.ts';
import { referenceAmbiguous, referenceUnknown } from './references.ts';
import type { Referred } from './referred.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { RowError } from './violations.ts';

export interface PlannedItem extends WriteItem {
  /** Place of its row among those given. */
  readonly index: number;
}

export interface BulkPlan {
  readonly items: readonly PlannedItem[];
  readonly unchanged: number;
  readonly problems: readonly RowError[];
}

export interface BulkFacts {
  readonly rows: readonly BulkRow[];
  /** The id that each row has or gets, by its place. */
  readonly ids: readonly string[];
  /** What each row is about, by its place, locked; null: something new. */
  readonly stored: readonly (StoredRow | null)[];
  /** For each field that refers. */
  readonly referred: ReadonlyMap<string, Referred>;
}

export const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const pathOf = (index: number, field: string): string => `/items/${index}/${field}`;

export function planBulk(type: ObjectType, facts: BulkFacts): BulkPlan {
  const problems: RowError[] = repeated(facts);
  const again = new Set(problems.map((problem) => problem.path));
  const items: PlannedItem[] = [];
  let unchanged = 0;
  facts.rows.forEach((row, index) => {
    const externalId = externalIdOf(row);
    const id = facts.ids[index];
    const before = facts.stored[index] ?? null;
    if (id === undefined || (externalId === null && before === null)) {
      const message = 'give the external id: it says whether this row is new or known';
      problems.push({ path: pathOf(index, 'externalId'), code: 'VALUE_MISSING', message });
      return;
    }
    if (again.has(pathOf(index, 'externalId'))) return;
    const resolved = resolve(type, row, facts.referred);
    const record = before === null ? null : toRecord(type, before);
    const checked = complete(type, withExternalId(resolved.row, externalId), record);
    const wrong = [...resolved.problems, ...(checked.ok ? [] : checked.problems)];
    if (wrong.length > 0 || !checked.ok) {
      problems.push(...wrong.map(({ field, code, message }) => ({ path: pathOf(index, field), code, message })));
    } else if (record !== null && !differs(settable(type, record), checked.values)) unchanged += 1;
    else items.push({ id, before, values: checked.values, index });
  });
  const ordered = parentsFirst(type, items);
  return { items: ordered.items, unchanged, problems: [...problems, ...ordered.problems] };
}

export const externalIdOf = (row: BulkRow): string | null => {
  const given = row['externalId'];
  const text = typeof given === 'number' ? String(given) : given;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
};

/** A number of a spreadsheet is as good as text. */
const withExternalId = (row: BulkRow, externalId: string | null): BulkRow =>
  externalId === null ? row : { ...row, externalId };

/** The id that an exported row comes back with. */
export const ownIdOf = (row: BulkRow): string | null => {
  const given = row['id'];
  return typeof given === 'string' && uuidPattern.test(given.trim()) ? given.trim().toLowerCase() : null;
};

function repeated({ rows, ids }: BulkFacts): RowError[] {
  const firstAt = new Map<string, number>();
  return rows.flatMap((row, index) => {
    const externalId = externalIdOf(row);
    const keys = [externalId === null ? null : `external id "${externalId}"`, `id ${ids[index]}`].filter(
      (key) => key !== null,
    );
    const key = keys.find((each) => firstAt.has(each));
    const first = key === undefined ? undefined : firstAt.get(key);
    for (const each of keys) if (!firstAt.has(each)) firstAt.set(each, index);
    if (key === undefined || first === undefined) return [];
    const message = `the ${key} is also that of row ${first + 1}: each row needs its own`;
    return [{ path: pathOf(index, 'externalId'), code: 'ROW_REPEATED', message }];
  });
}

/** References become ids; what is no reference stays. */
function resolve(type: ObjectType, row: BulkRow, referred: BulkFacts['referred']) {
  const resolved: Record<string, FieldValue> = { ...row };
  const problems: { field: string; code: ProblemCode; message: string }[] = [];
  for (const [name, field] of fieldsOf(type)) {
    if (field.readOnly === true) {
      delete resolved[name];
      continue;
    }
    const given = row[name];
    if (field.reference === undefined || typeof given !== 'string' || given.trim() === '') continue;
    const text = given.trim();
    const id = uuidPattern.test(text) ? text.toLowerCase() : referred.get(name)?.ids.get(text);
    if (id !== undefined) resolved[name] = id;
    else {
      const problem = referred.get(name)?.ambiguous.has(text) === true ? referenceAmbiguous : referenceUnknown;
      problems.push({ ...problem(name, field.reference, text), field: name });
      resolved[name] = field.required === true ? '00000000-0000-0000-0000-000000000000' : null; // judged already
    }
  }
  return { row: resolved, problems };
}

/**
 * Rows that others of the same call point to come before them: what follows from the parent (the OLT of a
 * splitter) is there when the child is written. A circle is a problem of each row on it.
 */
function parentsFirst(type: ObjectType, items: readonly PlannedItem[]) {
  const toItself = fieldsOf(type).find(([, field]) => field.reference === type.name)?.[0];
  if (toItself === undefined) return { items, problems: [] };
  const byId = new Map(items.map((item) => [item.id, item]));
  const ordered: PlannedItem[] = [];
  const problems: RowError[] = [];
  const placed = new Map<string, 'open' | 'done' | 'circle'>();
  for (const item of items) {
    const chain: PlannedItem[] = [];
    let next: PlannedItem | undefined = item;
    while (next !== undefined && !placed.has(next.id)) {
      placed.set(next.id, 'open');
      chain.push(next);
      next = byId.get(String(next.values[toItself]));
    }
    // The chain ran into itself: what stands before the meeting point only hangs on the circle.
    const circleFrom = next !== undefined && placed.get(next.id) === 'open' ? chain.indexOf(next) : -1;
    chain.forEach((each, place) => placed.set(each.id, circleFrom >= 0 && place >= circleFrom ? 'circle' : 'done'));
    for (const each of chain.toReversed()) {
      if (placed.get(each.id) === 'done') ordered.push(each);
      else {
        const message = `this ${type.label.one.en.toLowerCase()} would be its own parent, by way of others: correct ${toItself}`;
        problems.push({ path: pathOf(each.index, toItself), code: 'TREE_CYCLE', message });
      }
    }
  }
  return { items: ordered, problems };
}
