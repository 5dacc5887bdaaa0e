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

/** Rows in one INSERT, so that a statement stays within some megabytes. */
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
    await append(tx, entries.slice(start, start + rowsPerInsertMax), head.now);
  }
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

/**
 * Writes entries and moves the head behind them, in one statement: others wait for the head meanwhile. One array for
 * each column that differs: a hundred thousand rows of an import do not fit into parameters of their own.
 */
async function append(tx: Tx, entries: readonly ChainedEntry[], now: Date): Promise<void> {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return;
  const { tenantId, at, via, userId, userName, tokenId, impersonatorId, impersonatorName, address, userAgent } = first;
  const column = <K extends keyof ChainedEntry>(name: K) => entries.map((entry) => entry[name]);
  await sql`
    with told as (insert into audit_entries (
      tenant_id, at, via, user_id, user_name, token_id, impersonator_id, impersonator_name, address, user_agent,
      seq, action, object_type, object_id, object_name, outcome, occurrences, reason, before, after, hash)
    select ${tenantId}::bigint, ${at}::timestamptz, ${via}::text, ${userId}::uuid, ${userName}::text, ${tokenId}::uuid,
      ${impersonatorId}::uuid, ${impersonatorName}::text, ${address}::text, ${userAgent}::text, rows.*
    from unnest(
      ${column('seq')}::bigint[], ${column('action')}::text[], ${column('objectType')}::text[],
      ${column('objectId')}::text[], ${column('objectName')}::text[], ${column('outcome')}::text[],
      ${column('occurrences')}::integer[], ${column('reason')}::text[], ${column('before')}::text[],
      ${column('after')}::text[], ${column('hash')}::bytea[]) as rows)
    update audit_heads set seq = ${last.seq}, hash = ${last.hash}, at = ${now}
    where tenant_id = ${tenantId}`.execute(tx);
}
