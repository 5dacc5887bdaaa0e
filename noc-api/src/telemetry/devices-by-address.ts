import type { TenantId } from '@fastisp/core/ids';
import type { RelationalStore } from '@fastisp/core/pg/port';

/** Devices that have one of these IP addresses, by address. A device that is known by host name is not found. */
export type DevicesByAddress = (
  tenant: TenantId,
  addresses: readonly string[],
) => Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>>;

export function createDevicesByAddress(relational: RelationalStore): DevicesByAddress {
  return async (tenant, addresses) => {
    if (addresses.length === 0) return new Map();
    const rows = await relational.withTenant(tenant, (tx) =>
      tx
        .selectFrom('devices')
        .select(['id', 'name', 'address'])
        .where('deleted_at', 'is', null)
        .where('address', 'in', [...addresses])
        .orderBy('snmp_port', 'desc') // should two share an address, the one with the usual port wins
        .execute(),
    );
    return new Map(rows.map((row) => [row.address, { id: row.id, name: row.name }]));
  };
}
