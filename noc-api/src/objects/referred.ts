/**
 * What the references of bulk rows stand for: an external id before a name, which counts when one object alone has
 * it. Spreadsheets say "Torre Norte", and their writers never saw an id.
 */
import { sql } from 'kysely';
import { uuidPattern } from './bulk-plan.ts';
import type { ObjectType } from './object-type.ts';
import type { BulkRow } from './ports.ts';
import { fieldsOf } from './records.ts';
import { objectType } from './registry.ts';
import type { WriteContext } from './write.ts';

/** Texts that are looked up in one statement. */
const textsPerStatementMax = 20_000;

export interface Referred {
  /** External id or name → id. */
  readonly ids: ReadonlyMap<string, string>;
  /** Names of several. */
  readonly ambiguous: ReadonlySet<string>;
}

/** The rows themselves, which may point to each other. @see BulkFacts */
interface OwnRows {
  readonly ids: readonly string[];
  readonly externalIds: readonly (string | null)[];
}

/** For each field that refers. */
export async function findReferred(
  context: WriteContext,
  rows: readonly BulkRow[],
  own: OwnRows,
): Promise<Map<string, Referred>> {
  const referred = new Map<string, Referred>();
  for (const [name, field] of fieldsOf(context.type)) {
    if (field.reference === undefined || field.readOnly === true) continue;
    const target = objectType(field.reference);
    const ownKeys = target === context.type ? keysOfRows(target, rows, own) : { externalIds: new Map(), names: [] };
    const ids = new Map([...(await idsByExternalId(context, target, textsOf(rows, name))), ...ownKeys.externalIds]);
    const others = textsOf(rows, name).filter((text) => !ids.has(text));
    const byName = others.length === 0 ? [] : [...(await idsByName(context, target, others)), ...ownKeys.names];
    referred.set(name, withNames(ids, byName));
  }
  return referred;
}

/** What is written in a column, other than ids. */
function textsOf(rows: readonly BulkRow[], name: string): string[] {
  const texts = rows.map((row) => row[name]).filter((value) => typeof value === 'string');
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '' && !uuidPattern.test(text));
}

type NameAndId = readonly [name: string, id: string];

function keysOfRows(type: ObjectType, rows: readonly BulkRow[], { ids, externalIds }: OwnRows) {
  const names: NameAndId[] = [];
  const byExternalId = new Map<string, string>();
  rows.forEach((row, index) => {
    const name = row[type.nameField];
    const id = ids[index] ?? '';
    const externalId = externalIds[index] ?? null;
    if (typeof name === 'string') names.push([name.trim(), id]);
    if (externalId !== null) byExternalId.set(externalId, id);
  });
  return { externalIds: byExternalId, names };
}

function withNames(ids: Map<string, string>, byName: readonly NameAndId[]): Referred {
  const ambiguous = new Set<string>();
  const named = new Map<string, string>();
  for (const [name, id] of byName) {
    if ((named.get(name) ?? id) !== id) ambiguous.add(name);
    named.set(name, id);
  }
  for (const [name, id] of named) if (!ids.has(name) && !ambiguous.has(name)) ids.set(name, id);
  return { ids, ambiguous };
}

async function idsByExternalId(
  { tx }: WriteContext,
  target: ObjectType,
  texts: readonly string[],
): Promise<NameAndId[]> {
  const found: NameAndId[] = [];
  for (const some of portionsOf(texts)) {
    const { rows } = await sql<{ id: string; external_id: string }>`
      select id, external_id from ${sql.table(target.table)}
      where external_id = any(${some}::text[]) and deleted_at is null`.execute(tx);
    for (const row of rows) found.push([row.external_id, row.id]);
  }
  return found;
}

/** Two of each name at most: more would not say more. */
async function idsByName({ tx }: WriteContext, target: ObjectType, texts: readonly string[]): Promise<NameAndId[]> {
  const column = sql.ref(target.fields[target.nameField]?.column ?? 'name');
  const found: NameAndId[] = [];
  for (const some of portionsOf(texts)) {
    const { rows } = await sql<{ id: string; name: string }>`
      select unnest(array[min(id::text), max(id::text)]) as id, ${column}::text as name from ${sql.table(target.table)}
      where ${column}::text = any(${some}::text[]) and deleted_at is null group by ${column}`.execute(tx);
    for (const row of rows) found.push([row.name, row.id]);
  }
  return found;
}

function* portionsOf(texts: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < texts.length; start += textsPerStatementMax) {
    yield texts.slice(start, start + textsPerStatementMax);
  }
}
