/**
 * Writes audit entries in the transaction of what they tell, so that either both happen or neither.
 *
 *     await recordChanges(tx, principal, [{ action: 'update', objectType: 'device', objectId, objectName, before, after }]);
 *
 * Call it last in a transaction, after `appendToOutbox`: it takes the lock on the end of the tenant's chain,
 * which every other change of the tenant waits for until this transaction ends, and locks that all take in one
 * order cannot deadlock. Many changes go in one call.
 */
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { chainEntries, type Happening, isWorthTelling } from './decide.ts';
import type { AuditActor, Change, ChainedEntry } from './entry.ts';

/** Rows in one INSERT: each is a JSON object in one parameter, so that a statement stays within some megabytes. */
const rowsPerInsertMax = 2_000;

/** @returns how many entries were written: an update that changed nothing leaves none. */
export function recordChanges(tx: Tx, actor: AuditActor, changes: readonly Change[]): Promise<number> {
  const told = changes.filter(isWorthTelling);
  return recordHappenings(
    tx,
    actor,
    told.map((change) => ({ ...change, outcome: 'done', occurrences: 1 })),
  );
}

export async function recordHappenings(tx: Tx, actor: AuditActor, happenings: readonly Happening[]): Promise<number> {
  if (happenings.length === 0) return 0;
  const head = await lockHead(tx, actor.tenant.id);
  const entries = chainEntries(head, { actor, at: head.now.toISOString() }, happenings);
  for (let start = 0; start < entries.length; start += rowsPerInsertMax) {
    await insert(tx, entries.slice(start, start + rowsPerInsertMax));
  }
  const { seq, hash } = entries.at(-1) ?? head;
  await tx
    .updateTable('audit_heads')
    .set({ seq, hash, at: head.now })
    .where('tenant_id', '=', actor.tenant.id)
    .execute();
  return entries.length;
}

/** The time is the database's: entries of several processes need one clock. */
async function lockHead(tx: Tx, tenantId: number): Promise<{ seq: number; hash: Buffer; now: Date }> {
  const locked = () =>
    tx
      .selectFrom('audit_heads')
      .select(['seq', 'hash'])
      .select(sql<Date>`date_trunc('milliseconds', greatest(clock_timestamp(), at))`.as('now'))
      .where('tenant_id', '=', tenantId)
      .forUpdate()
      .executeTakeFirst();
  const found = await locked();
  if (found !== undefined) return found;
  await tx
    .insertInto('audit_heads')
    .values({ tenant_id: tenantId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await locked();
  if (made === undefined) throw new Error(`the audit chain of tenant ${tenantId} cannot be reached from here`);
  return made;
}

/** One parameter for all rows: a hundred thousand entries of an import would not fit into one each. */
async function insert(tx: Tx, entries: readonly ChainedEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    tenant_id: entry.tenantId,
    seq: entry.seq,
    at: entry.at,
    via: entry.via,
    user_id: entry.userId,
    user_name: entry.userName,
    token_id: entry.tokenId,
    impersonator_id: entry.impersonatorId,
    impersonator_name: entry.impersonatorName,
    address: entry.address,
    user_agent: entry.userAgent,
    action: entry.action,
    object_type: entry.objectType,
    object_id: entry.objectId,
    object_name: entry.objectName,
    outcome: entry.outcome,
    occurrences: entry.occurrences,
    reason: entry.reason,
    before: entry.before,
    after: entry.after,
    hash: `\\x${entry.hash.toString('hex')}`,
  }));
  await sql`
    insert into audit_entries
    select * from json_populate_recordset(null::audit_entries, ${JSON.stringify(rows)}::json)`.execute(tx);
}
