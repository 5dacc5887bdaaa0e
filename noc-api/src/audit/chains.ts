import { type TenantId, tenantId } from '@fastisp/core/ids';
import type { RelationalStore, Tx } from '@fastisp/core/pg/port';

/** A chain, and a transaction that may see it: of its tenant, or of the system. */
export interface ReadableChain {
  readonly chain: TenantId;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** What happened above tenants, or before anybody knew whose it was. */
export const platformChain = tenantId(0);

export const tenantChain = (relational: RelationalStore, tenant: TenantId): ReadableChain => ({
  chain: tenant,
  transaction: (work) => relational.withTenant(tenant, work),
});

/** Any chain, for the system itself: the platform's, or every tenant's one after the other. */
export const systemChain = (relational: RelationalStore, chain: TenantId): ReadableChain => ({
  chain,
  transaction: (work) => relational.withSystem(work),
});
