/** A counter for each tenant that moves with every change of its inventory: what is derived is right while it stands. */
import type { TenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';

/**
 * Of the transaction's tenant. Besides the counter it holds how many devices there are, because what is restored
 * or seeded beside this program moves no counter.
 */
export async function inventoryVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select coalesce((select version from inventory_versions), 0) || '/'
      || (select count(*) from devices where deleted_at is null) as version`.execute(tx);
  return rows[0]?.version ?? '';
}

/** Call it late, before the audit log: other changes of the tenant wait for it until this transaction ends. */
export async function moveInventoryVersion(tx: Tx, tenant: TenantId): Promise<void> {
  await sql`
    insert into inventory_versions (tenant_id, version) values (${tenant}, 1)
    on conflict (tenant_id) do update set version = inventory_versions.version + 1`.execute(tx);
}
