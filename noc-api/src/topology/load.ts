/** The inventory of a tenant as the graph wants it; kept in memory while the inventory does not change. */
import type { TenantId } from '@fastisp/core/ids';
import type { Tx } from '@fastisp/core/pg/port';
import { buildPowerGrid, type PowerGrid } from '@fastisp/core/topology/power';
import { buildTopology, type Topology } from '@fastisp/core/topology/topology';
import { inventoryVersion } from '#objects/version.ts';

export interface Network {
  readonly topology: Topology;
  readonly power: PowerGrid;
  /** Of each active service. */
  readonly subscriberOf: ReadonlyMap<string, string>;
  /** Where a service or another thing that is no node hangs. */
  readonly nodeOf: ReadonlyMap<string, string>;
}

/** Tenants whose graph is kept; the one that was not asked for longest goes. 100,000 subscribers take some 200 MB. */
const tenantsMax = 16;

export function createNetworks(): { of(tx: Tx, tenant: TenantId): Promise<Network> } {
  const kept = new Map<TenantId, { readonly version: string; readonly network: Network }>();
  return {
    async of(tx, tenant) {
      const version = await inventoryVersion(tx); // before the rows: they may be newer, never older
      const known = kept.get(tenant);
      const current = known?.version === version ? known : { version, network: await load(tx) };
      kept.delete(tenant);
      kept.set(tenant, current);
      const [oldest] = kept.keys();
      if (kept.size > tenantsMax && oldest !== undefined) kept.delete(oldest);
      return current.network;
    },
  };
}

/** In the order of their ids, which is that of their making: parents first, mostly. */
async function load(tx: Tx): Promise<Network> {
  const services = await tx
    .selectFrom('services')
    .select(['id', 'onu_id as onuId', 'device_id as deviceId', 'subscriber_id as subscriberId'])
    .where('deleted_at', 'is', null)
    .where('status', '=', 'active')
    .execute();
  const places = await loadPlaces(tx);
  const plant = await loadPlant(tx);
  const topology = buildTopology({ ...places, ...plant, services });
  const power = buildPowerGrid({ ...places, ...plant });
  const nodeOf = new Map<string, string>();
  for (const { id, onuId, deviceId } of services) {
    const node = onuId ?? deviceId;
    if (node !== null) nodeOf.set(id, node);
  }
  return { topology, power, subscriberOf: new Map(services.map(({ id, subscriberId }) => [id, subscriberId])), nodeOf };
}

async function loadPlaces(tx: Tx) {
  return {
    zones: await tx
      .selectFrom('zones')
      .select(['id', 'parent_id as parentId'])
      .where('deleted_at', 'is', null)
      .execute(),
    sites: await tx.selectFrom('sites').select(['id', 'zone_id as zoneId']).where('deleted_at', 'is', null).execute(),
    powerAreas: await tx.selectFrom('power_areas').select('id').where('deleted_at', 'is', null).execute(),
    upsUnits: await tx
      .selectFrom('ups_units')
      .select(['site_id as siteId', 'power_area_id as powerAreaId', 'runtime_minutes as runtimeMinutes'])
      .where('deleted_at', 'is', null)
      .execute(),
    devices: await tx
      .selectFrom('devices')
      .select(['id', 'is_core as isCore', 'site_id as siteId', 'power_area_id as powerAreaId'])
      .where('deleted_at', 'is', null)
      .execute(),
    links: await tx
      .selectFrom('links')
      .select(['id', 'a_device_id as aDeviceId', 'b_device_id as bDeviceId'])
      .where('deleted_at', 'is', null)
      .execute(),
  };
}

async function loadPlant(tx: Tx) {
  return {
    cards: await tx
      .selectFrom('cards')
      .select(['id', 'device_id as deviceId'])
      .where('deleted_at', 'is', null)
      .execute(),
    ponPorts: await tx
      .selectFrom('pon_ports')
      .select(['id', 'device_id as deviceId', 'card_id as cardId'])
      .where('deleted_at', 'is', null)
      .execute(),
    feeders: await tx
      .selectFrom('feeders')
      .select(['id', 'pon_port_id as ponPortId'])
      .where('deleted_at', 'is', null)
      .execute(),
    splitters: await tx
      .selectFrom('splitters')
      .select(['id', 'feeder_id as feederId', 'parent_id as parentId'])
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute(),
    drops: await tx
      .selectFrom('drops')
      .select(['id', 'splitter_id as splitterId', 'feeder_id as feederId'])
      .where('deleted_at', 'is', null)
      .execute(),
    onus: await tx
      .selectFrom('onus')
      .select(['id', 'drop_id as dropId', 'pon_port_id as ponPortId', 'power_area_id as powerAreaId'])
      .where('deleted_at', 'is', null)
      .execute(),
  };
}
