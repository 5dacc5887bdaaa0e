/** Whoever a link is for: their row, their tenant, and whether their address is proven. */
import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';
import type { Database } from '@fastisp/core/pg/schema.generated';
import type { Kysely } from 'kysely';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

export async function findPerson(db: Kysely<Database>, by: 'id' | 'email', value: string): Promise<Person | null> {
  const row = await db
    .selectFrom('auth_user')
    .select(['id', 'name', 'email', 'locale'])
    .where(by, '=', value)
    .executeTakeFirst();
  return row ?? null;
}

/** Where it is written down: the first of their tenants. */
export async function tenantOf(relational: RelationalStore, userId: string): Promise<TenantId | null> {
  const row = await relational.withSystem((tx) =>
    tx
      .selectFrom('memberships')
      .select('tenant_id')
      .where('user_id', '=', userId)
      .orderBy('tenant_id')
      .limit(1)
      .executeTakeFirst(),
  );
  return row === undefined ? null : tenantId(row.tenant_id);
}

export async function isVerified(relational: RelationalStore, userId: string): Promise<boolean> {
  const row = await relational.db
    .selectFrom('auth_user')
    .select('email_verified')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return row.email_verified;
}

export async function markVerified(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.updateTable('auth_user').set({ email_verified: true, updated_at: now }).where('id', '=', userId).execute();
}
