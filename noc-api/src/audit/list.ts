/** Searching the log: the newest first, in pages, each of which costs a bounded time whatever is asked. */
import type { TenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '@fastisp/core/pg/schema.generated';
import { rangeInvalid } from '#errors.ts';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { JsonObject } from './entry.ts';
import type { ReadableChain } from './chains.ts';
import { type StoredEntry, toChainedEntry } from './rows.ts';
import type { AuditEntryView, AuditFilters, AuditList, AuditQuery } from './schemas.ts';
import { textPattern } from './text-pattern.ts';

const defaultPageSize = 100;
/**
 * Entries that one page looks through for what no index finds: a text, or a second condition beside the one whose
 * index is walked. When they are used up the page ends early, perhaps empty, with a cursor that goes on from there.
 */
const entriesPerScanMax = 5_000;

type Entries = SelectQueryBuilder<Database, 'audit_entries', object>;

export async function listEntries({ chain, transaction }: ReadableChain, query: AuditQuery): Promise<AuditList> {
  const { limit = defaultPageSize, cursor, ...filters } = query;
  const before = cursor === undefined ? null : Number(decodeCursor(filters, cursor, ['number'])[0]);
  const page = await transaction((tx) => readPage(tx, { chain, filters, before, limit }));
  return {
    items: page.rows.map(toView),
    nextCursor: page.next === null ? null : encodeCursor(filters, [page.next.seq]),
    searchedTo: page.next?.at.toISOString() ?? null,
  };
}

type Place = Pick<StoredEntry, 'seq' | 'at'>;

export interface Page {
  readonly rows: readonly StoredEntry[];
  /** The last entry that was looked at, where the page after goes on; null at the end. */
  readonly next: Place | null;
}

/** Newest first, below `before`. */
export async function readPage(
  tx: Tx,
  page: { chain: TenantId; filters: AuditFilters; before: number | null; limit: number },
): Promise<Page> {
  const { chain, filters, before, limit } = page;
  refuseEmptyRange(filters);
  const scanned = await scanOf(tx, { chain, filters, before });
  let matching = tx.selectFrom(scanned.selectAll().as('scanned')).selectAll();
  for (const [filter, column] of Object.entries(columnOf)) {
    const value = filters[filter as keyof typeof columnOf]; // its own key
    if (value !== undefined) matching = matching.where(column, '=', value);
  }
  if (filters.q !== undefined) matching = matching.where(contains(filters.q));
  const rows = await matching
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  if (rows.length > limit) return { rows: rows.slice(0, limit), next: rows[limit - 1] ?? null };
  return { rows, next: await endOfScan(tx, scanned) };
}

/** Conditions by the number of entries that they leave, the fewest first: the index of the first one is walked. */
const columnOf = {
  objectId: 'object_id',
  userId: 'user_id',
  action: 'action',
  objectType: 'object_type',
  outcome: 'outcome',
} as const;

/**
 * The entries that a page looks through: in the order of one index, so that they cost their number and nothing else.
 * A range of time is one of `seq`, as entries are in the order of their times.
 */
async function scanOf(
  tx: Tx,
  { chain, filters, before }: { chain: TenantId; filters: AuditFilters; before: number | null },
): Promise<Entries> {
  let scanned: Entries = tx.selectFrom('audit_entries').where('tenant_id', '=', chain);
  const fromSeq = filters.from === undefined ? null : await firstSince(tx, chain, filters.from);
  const toSeq = filters.to === undefined ? null : await firstSince(tx, chain, filters.to);
  if (fromSeq !== null) scanned = scanned.where('seq', '>=', fromSeq);
  const end = Math.min(before ?? Infinity, toSeq ?? Infinity);
  if (end !== Infinity) scanned = scanned.where('seq', '<', end);
  const { objectId, objectType, userId, action, outcome } = filters;
  if (objectId !== undefined && objectType !== undefined) {
    scanned = scanned.where('object_type', '=', objectType).where('object_id', '=', objectId);
  } else if (userId !== undefined) scanned = scanned.where('user_id', '=', userId);
  else if (action !== undefined) scanned = scanned.where('action', '=', action);
  else if (objectType !== undefined) scanned = scanned.where('object_type', '=', objectType);
  else if (outcome !== undefined && outcome !== 'done') {
    // The second half is what makes its index usable.
    scanned = scanned.where('outcome', '=', outcome).where('outcome', '<>', 'done');
  }
  return scanned.orderBy('seq', 'desc').limit(entriesPerScanMax);
}

/** The first entry at or after a time; beyond all when there is none yet. */
async function firstSince(tx: Tx, chain: TenantId, iso: string): Promise<number> {
  const row = await tx
    .selectFrom('audit_entries')
    .select('seq')
    .where('tenant_id', '=', chain)
    .where('at', '>=', new Date(iso))
    .orderBy('at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? Number.MAX_SAFE_INTEGER;
}

/** Where a scan that was used up stopped; null when it saw everything. */
async function endOfScan(tx: Tx, scanned: Entries): Promise<Place | null> {
  const last = await tx
    .selectFrom(scanned.select(['seq', 'at']).as('scanned'))
    .select(['seq', 'at'])
    .orderBy('seq', 'desc')
    .offset(entriesPerScanMax - 1)
    .limit(1)
    .executeTakeFirst();
  return last ?? null;
}

function contains(text: string) {
  return sql<boolean>`concat_ws(chr(10), user_name, impersonator_name, address, action, object_type, object_id,
    object_name, reason, before, after) ~* ${textPattern(text)}`;
}

function refuseEmptyRange({ from, to }: AuditFilters): void {
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    throw rangeInvalid('`from` must be before `to`');
  }
}

export function toView(row: StoredEntry): AuditEntryView {
  const entry = toChainedEntry(row);
  return {
    seq: entry.seq,
    at: entry.at,
    via: entry.via as AuditEntryView['via'], // only `recordHappenings` writes, here and below
    person: { id: entry.userId, name: entry.userName },
    impersonator:
      entry.impersonatorId === null ? null : { id: entry.impersonatorId, name: entry.impersonatorName ?? '' },
    tokenId: entry.tokenId,
    address: entry.address,
    userAgent: entry.userAgent,
    action: entry.action,
    object: { type: entry.objectType, id: entry.objectId, name: entry.objectName },
    outcome: entry.outcome as AuditEntryView['outcome'],
    occurrences: entry.occurrences,
    reason: entry.reason,
    before: parsed(entry.before),
    after: parsed(entry.after),
    hash: entry.hash.toString('hex'),
  };
}

const parsed = (text: string | null): JsonObject | null => (text === null ? null : (JSON.parse(text) as JsonObject)); // written by decide.ts
