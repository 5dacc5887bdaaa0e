/**
 * What lists of devices are filtered and sorted by, kept in memory for each tenant while its inventory does not
 * change (`inventory_versions`): a page of 10,000 devices then reads its own rows only.
 */
import type { TenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import { inventoryVersion } from '#objects/version.ts';

export interface DirectoryEntry {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly kind: string;
  readonly siteId: string | null;
  readonly rackId: string | null;
  readonly pollIntervalS: number;
  readonly tags: readonly string[];
  /** Folded: without capitals and accents. */
  readonly searchText: string;
  readonly createdAt: string;
}

export interface DeviceDirectory {
  /** The living devices of the transaction's tenant. */
  entries(tx: Tx, tenant: TenantId): Promise<readonly DirectoryEntry[]>;
}

/** Tenants that are kept; the one that was not asked for longest goes. At 20,000 devices each: some 300 MB at worst. */
const tenantsMax = 50;

export function createDeviceDirectory(): DeviceDirectory {
  const kept = new Map<TenantId, { readonly version: string; readonly entries: readonly DirectoryEntry[] }>();
  return {
    async entries(tx, tenant) {
      const version = await inventoryVersion(tx); // before the rows: they may be newer, never older
      const known = kept.get(tenant);
      kept.delete(tenant);
      const current = known?.version === version ? known : { version, entries: await readEntries(tx) };
      kept.set(tenant, current);
      const [oldest] = kept.keys();
      if (kept.size > tenantsMax && oldest !== undefined) kept.delete(oldest);
      return current.entries;
    },
  };
}

async function readEntries(tx: Tx): Promise<DirectoryEntry[]> {
  const rows = await tx
    .selectFrom('devices')
    .select(['id', 'name', 'address', 'kind', 'site_id', 'rack_id', 'tags', 'poll_interval_s', 'created_at'])
    .select(sql<string>`coalesce(search_text, '')`.as('search_text'))
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    address: row.address,
    kind: row.kind,
    siteId: row.site_id,
    rackId: row.rack_id,
    pollIntervalS: row.poll_interval_s,
    tags: row.tags,
    searchText: row.search_text,
    createdAt: row.created_at.toISOString(),
  }));
}
