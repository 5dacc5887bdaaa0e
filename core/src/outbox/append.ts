/**
 * The writing end of the outbox: an event becomes a row in the transaction of its fact, so that either both
 * happen or neither. The relay carries it to the bus.
 */
import { sql } from 'kysely';
import type { Tx } from '../pg/port.ts';
import type { TenantId } from '../ids.ts';

export interface OutboxEvent {
  readonly topic: string;
  /** Events of one key of a topic arrive in the order of their transactions. */
  readonly key: string;
  /** The message with its envelope, or null: a tombstone on a compacted topic. */
  readonly message: { readonly id: string } | null;
  readonly tenantId: TenantId;
}

/** Channel that wakes the relay. */
export const outboxChannel = 'outbox';
/** First half of the advisory locks of keys; any constant will do, as long as it stays. */
const lockClass = 7_204_312;
/** Keys share this many locks. More would let more writers run beside each other, and cost shared memory. */
const lockBuckets = 256;
/** Rows in one INSERT; five parameters each, and PostgreSQL takes 65,535. */
const rowsPerInsertMax = 5_000;

/**
 * Appends events in their order. Takes a lock that later writers of the same keys wait for until this
 * transaction ends, so that positions within a key are in commit order; call it late in the transaction.
 * Events for many keys go in one call: the locks are then taken in one order, and writers cannot deadlock.
 */
export async function appendToOutbox(tx: Tx, events: OutboxEvent | readonly OutboxEvent[]): Promise<void> {
  const all = 'topic' in events ? [events] : events;
  if (all.length === 0) return;
  const buckets = [...new Set(all.map(bucketOf))].toSorted((a, b) => a - b);
  await sql`
    select pg_advisory_xact_lock(${lockClass}::int, bucket), pg_notify(${outboxChannel}, '')
    from unnest(${buckets}::int[]) as bucket`.execute(tx);
  for (let start = 0; start < all.length; start += rowsPerInsertMax) {
    const rows = all.slice(start, start + rowsPerInsertMax).map(({ tenantId, topic, key, message }) => ({
      ...{ tenant_id: tenantId, topic, message_key: key },
      message: message === null ? null : JSON.stringify(message),
    }));
    await tx.insertInto('outbox').values(rows).execute();
  }
}

/** FNV-1a: every process must find the same bucket for a key. */
function bucketOf({ topic, key }: OutboxEvent): number {
  let hash = 0x811c9dc5;
  for (const char of `${topic}\n${key}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % lockBuckets;
}
