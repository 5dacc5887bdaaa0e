/**
 * Rotation of the key-encryption key, beside running services: every sealed value that is not under the current key
 * gets its data key wrapped anew, a batch in a transaction. What is done stays done, so a rotation that was killed is
 * simply started again; values of either key can be opened all the while.
 */
import { isAppError } from '@fastisp/core/errors/app-error';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { SecretBox, SecretContext } from '@fastisp/core/secret/secret-box';
import { sql } from 'kysely';
import { platformChain } from '#audit/chains.ts';
import { systemActor } from '#audit/entry.ts';
import { recordChanges } from '#audit/record.ts';
import { cookieSecretContext } from '#bootstrap/bootstrap.ts';
import { communityContext } from '#inventory/device-rows.ts';
import { republishInventory } from '#inventory/publish.ts';
import { findSealedColumns, type SealedColumn } from './sealed-columns.ts';

/** Rows that stay locked at once: some milliseconds. */
const rowsPerBatch = 200;
/** A service that seals with the old key meanwhile is met again; one that never stops must be given the new key. */
const passesMax = 5;

export interface Rotation {
  readonly rewrapped: number;
  /** Sealed with keys that are not here, or damaged; as `table.column key`. */
  readonly unreadable: readonly string[];
  /** Values under another key than the current one, after all passes. */
  readonly left: number;
}

export interface RotationDeps {
  readonly relational: RelationalStore;
  readonly secretBox: SecretBox;
  readonly nowMs: () => number;
  /** After each batch that changed something; what it tells is stored. */
  readonly onProgress?: (rewrapped: number) => void;
}

export async function rotateSecrets(deps: RotationDeps): Promise<Rotation> {
  const columns = await deps.relational.withSystem(findSealedColumns);
  const unreadable = new Set<string>();
  let rewrapped = 0;
  let devices = 0;
  for (let pass = 0; pass < passesMax; pass += 1) {
    let changed = 0;
    for (const column of columns) {
      const count = await rotateColumn(deps, column, unreadable, rewrapped + changed);
      changed += count;
      if (column.table === 'devices') devices += count;
    }
    rewrapped += changed;
    if (changed === 0) break;
  }
  // What collectors read from the bus after a restart must open without the old key.
  if (devices > 0) await republishInventory(deps.relational, deps.nowMs());
  const left = (await countByKey(deps.relational))
    .filter(({ prefix }) => `${prefix}.` !== deps.secretBox.currentPrefix())
    .reduce((sum, { values }) => sum + values, 0);
  if (rewrapped > 0) await tellRotation(deps, { rewrapped, left });
  return { rewrapped, unreadable: [...unreadable], left };
}

export interface KeyUse {
  /** `v2.<keyId>`. */
  readonly prefix: string;
  readonly values: number;
}

/** How many sealed values are under each key. */
export async function countByKey(relational: RelationalStore): Promise<KeyUse[]> {
  const uses = new Map<string, number>();
  await relational.withSystem(async (tx) => {
    for (const { table, column } of await findSealedColumns(tx)) {
      const { rows } = await sql<KeyUse>`
        select split_part(${sql.ref(column)}, '.', 1) || '.' || split_part(${sql.ref(column)}, '.', 2) as prefix,
          count(*) as values
        from ${sql.table(table)} where ${sql.ref(column)} is not null group by 1`.execute(tx);
      for (const { prefix, values } of rows) uses.set(prefix, (uses.get(prefix) ?? 0) + values);
    }
  });
  return [...uses].map(([prefix, values]) => ({ prefix, values })).toSorted((a, b) => b.values - a.values);
}

async function rotateColumn(
  deps: RotationDeps,
  column: SealedColumn,
  unreadable: Set<string>,
  before: number,
): Promise<number> {
  let rewrapped = 0;
  let after: readonly string[] | null = null;
  do {
    const from: readonly string[] | null = after;
    const batch = await deps.relational.withSystem(async (tx) => {
      const rows = await lockBatch(tx, column, { after: from, currentPrefix: deps.secretBox.currentPrefix() });
      const fresh = rows.flatMap((row) => {
        const sealed = rewrapOf(deps.secretBox, column, row, unreadable);
        return sealed === null ? [] : [{ key: row.key, sealed }];
      });
      await store(tx, column, fresh);
      return { last: rows.at(-1)?.key ?? null, rows: rows.length, rewrapped: fresh.length };
    });
    rewrapped += batch.rewrapped;
    if (batch.rewrapped > 0) deps.onProgress?.(before + rewrapped);
    after = batch.rows === rowsPerBatch ? batch.last : null;
  } while (after !== null);
  return rewrapped;
}

interface SealedRow {
  /** Values of the primary key as text. */
  readonly key: readonly string[];
  readonly sealed: string;
}

async function lockBatch(
  tx: Tx,
  { table, column, key }: SealedColumn,
  range: { after: readonly string[] | null; currentPrefix: string },
): Promise<SealedRow[]> {
  const keyColumns = sql.join(key.map(({ name }) => sql.ref(name)));
  const { after } = range;
  const beyond =
    after === null
      ? sql`true`
      : sql`(${keyColumns}) > (${sql.join(key.map(({ type }, i) => sql`${after[i]}::${sql.raw(type)}`))})`;
  const { rows } = await sql<SealedRow>`
    select array[${sql.join(key.map(({ name }) => sql`${sql.ref(name)}::text`))}] as key, ${sql.ref(column)} as sealed
    from ${sql.table(table)}
    where ${sql.ref(column)} is not null and not starts_with(${sql.ref(column)}, ${range.currentPrefix}) and ${beyond}
    order by ${keyColumns}
    limit ${rowsPerBatch}
    for update`.execute(tx);
  return rows;
}

function rewrapOf(secretBox: SecretBox, column: SealedColumn, row: SealedRow, unreadable: Set<string>): string | null {
  try {
    return secretBox.rewrap(row.sealed, contextOfV1(column, row.key));
  } catch (error) {
    if (!isAppError(error, 'SECRET_UNREADABLE')) throw error;
    unreadable.add(`${column.table}.${column.column} ${row.key.join('/')}`);
    return null;
  }
}

/** The first form was only ever used for these two; what was sealed later needs no context here. */
function contextOfV1({ table }: SealedColumn, key: readonly string[]): SecretContext | undefined {
  if (table === 'devices') return communityContext(Number(key[0]), key[1] ?? '');
  return table === 'auth_secret' ? cookieSecretContext : undefined;
}

async function store(tx: Tx, { table, column, key }: SealedColumn, rows: readonly SealedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const keyArrays = key.map((_, i) => sql`${rows.map((row) => row.key[i])}::text[]`);
  const matches = key.map(({ name, type }, i) => {
    const own = sql.ref(`t.${name}`);
    return sql`${own} = fresh.${sql.raw(`k${i}`)}::${sql.raw(type)}`;
  });
  const names = [...key.map((_, i) => sql.raw(`k${i}`)), sql.raw('sealed')];
  await sql`
    update ${sql.table(table)} as t set ${sql.ref(column)} = fresh.sealed
    from unnest(${sql.join([...keyArrays, sql`${rows.map((row) => row.sealed)}::text[]`])}) as fresh (${sql.join(names)})
    where ${sql.join(matches, sql` and `)}`.execute(tx);
}

async function tellRotation(deps: RotationDeps, after: { rewrapped: number; left: number }): Promise<void> {
  const keyId = deps.secretBox.currentPrefix().split('.')[1] ?? '';
  await deps.relational.withSystem((tx) =>
    recordChanges(tx, systemActor('fastisp keys rotate', platformChain), [
      { action: 'rotate', objectType: 'secret_key', objectId: keyId, objectName: keyId, before: null, after },
    ]),
  );
}
