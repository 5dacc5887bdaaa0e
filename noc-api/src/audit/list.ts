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

const defaultPageSize = 100;
/**
 * Entries that one page looks through for text and actions, which no index finds. When they are used up the page
 * ends early, perhaps empty, with a cursor that goes on from there.
 */
const entriesPerScanMax = 8_000;

type Entries = SelectQueryBuilder<Database, 'audit_entries', object>;

export async function listEntries({ chain, transaction }: ReadableChain, query: AuditQuery): Promise<AuditList> {
  const { limit = defaultPageSize, cursor, ...filters } = query;
  const before = cursor === undefined ? null : Number(decodeCursor(filters, cursor, ['number'])[0]);
  const page = await transaction((tx) => readPage(tx, { chain, filters, before, limit }));
  return {
    items: page.rows.map(toView),
    nextCursor: page.next === null ? null : encodeCursor(filters, [page.next]),
  };
}

export interface Page {
  readonly rows: readonly StoredEntry[];
  /** Where the page after goes on, or null at the end. */
  readonly next: number | null;
}

/** Newest first, below `before`. */
export async function readPage(
  tx: Tx,
  page: { chain: TenantId; filters: AuditFilters; before: number | null; limit: number },
): Promise<Page> {
  const { filters, before, limit } = page;
  refuseEmptyRange(filters);
  let found: Entries = tx.selectFrom('audit_entries').where('tenant_id', '=', page.chain);
  if (before !== null) found = found.where('seq', '<', before);
  if (filters.userId !== undefined) found = found.where('user_id', '=', filters.userId);
  if (filters.objectType !== undefined) found = found.where('object_type', '=', filters.objectType);
  if (filters.objectId !== undefined) found = found.where('object_id', '=', filters.objectId);
  if (filters.from !== undefined) found = found.where('at', '>=', new Date(filters.from));
  if (filters.to !== undefined) found = found.where('at', '<', new Date(filters.to));
  const scanned = found.orderBy('seq', 'desc').limit(entriesPerScanMax);

  let matching = tx.selectFrom(scanned.selectAll().as('scanned')).selectAll();
  if (filters.action !== undefined) matching = matching.where('action', '=', filters.action);
  if (filters.outcome !== undefined) matching = matching.where('outcome', '=', filters.outcome);
  if (filters.q !== undefined) matching = matching.where(contains(filters.q));
  const rows = await matching
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  if (rows.length > limit) return { rows: rows.slice(0, limit), next: rows[limit - 1]?.seq ?? null };
  return { rows, next: await endOfScan(tx, scanned) };
}

/** Where a scan that was used up stopped; null when it saw everything. */
async function endOfScan(tx: Tx, scanned: Entries): Promise<number | null> {
  const { count, last } = await tx
    .selectFrom(scanned.select('seq').as('scanned'))
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min<number | null>('seq').as('last')])
    .executeTakeFirstOrThrow();
  return count < entriesPerScanMax ? null : last;
}

function contains(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`concat_ws(chr(10), user_name, impersonator_name, address, action, object_type, object_id,
    object_name, reason, before, after) ilike ${pattern}`;
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
