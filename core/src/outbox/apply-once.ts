/** The reading end: the bus delivers at least once, and a consumer applies each message once. */
import { sql } from 'kysely';
import type { TenantId } from '../ids.ts';
import type { RelationalStore, Tx } from '../pg/port.ts';

/** Longer than the bus can deliver a message again (7 days of retention); older marks are forgotten. */
const rememberedDays = 30;
/** Rows that one sweep deletes, so that it holds no long transaction. */
const sweepRowsMax = 10_000;

/**
 * Runs `work` unless this group applied the message before. The mark is written in the same transaction, so
 * that mark and effect happen together or not at all; a second delivery at the same time waits for the first.
 *
 *     await store.withTenant(tenant, (tx) => applyOnce(tx, { groupId, tenantId, messageId: message.id }, () => …));
 *
 * @returns whether it ran.
 */
export async function applyOnce(
  tx: Tx,
  message: { readonly groupId: string; readonly tenantId: TenantId; readonly messageId: string },
  work: () => Promise<void>,
): Promise<boolean> {
  const marked = await tx
    .insertInto('processed_messages')
    .values({ tenant_id: message.tenantId, group_id: message.groupId, message_id: message.messageId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (marked.numInsertedOrUpdatedRows === 0n) return false;
  await work();
  return true;
}

/** Forgets the oldest marks. */
export async function forgetProcessedMessages(relational: RelationalStore): Promise<void> {
  await relational.withSystem((tx) =>
    sql`
      delete from processed_messages where ctid in (
        select ctid from processed_messages
        where processed_at < now() - make_interval(days => ${rememberedDays}) limit ${sweepRowsMax}
      )`.execute(tx),
  );
}
