/** What the scopes of windows are called, and at which sites they are. */
import type { MaintenanceScope } from '@fastisp/core/maintenance/window';
import type { Tx } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
import type { Place } from './reach.ts';

export type Places = ReadonlyMap<string, Place>;
export const placeKey = ({ type, id }: MaintenanceScope): string => `${type} ${id}`;

interface PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly site_ids: readonly string[];
}

const sitesOf = sql<string[]>`array_remove(array[site_id], null)`.as('site_ids');

/** One question for each kind, whatever the number of scopes. */
const finders: Readonly<Record<string, (tx: Tx, ids: readonly string[]) => Promise<PlaceRow[]>>> = {
  zone: async (tx, ids) => {
    const { rows } = await sql<PlaceRow>`
      with recursive below (top, id) as (
        select id, id from zones where id = any(${ids}::uuid[]) and deleted_at is null
        union select below.top, zones.id from zones join below on zones.parent_id = below.id
          where zones.deleted_at is null
      )
      select zones.id, zones.name, array_remove(array_agg(sites.id), null) as site_ids
      from below join zones on zones.id = below.top
        left join sites on sites.zone_id = below.id and sites.deleted_at is null
      group by zones.id, zones.name`.execute(tx);
    return rows;
  },
  site: (tx, ids) =>
    tx
      .selectFrom('sites')
      .select(['id', 'name', sql<string[]>`array[id]`.as('site_ids')])
      .where('id', 'in', ids)
      .where('deleted_at', 'is', null)
      .execute(),
  device: (tx, ids) =>
    tx
      .selectFrom('devices')
      .select(['id', 'name', sitesOf])
      .where('id', 'in', ids)
      .where('deleted_at', 'is', null)
      .execute(),
  interface: (tx, ids) =>
    tx
      .selectFrom('interfaces')
      .innerJoin('devices', (join) =>
        join.onRef('devices.tenant_id', '=', 'interfaces.tenant_id').onRef('devices.id', '=', 'interfaces.device_id'),
      )
      .select(['interfaces.id', sql<string>`devices.name || ' ' || interfaces.name`.as('name'), sitesOf])
      .where('interfaces.id', 'in', ids)
      .where('devices.deleted_at', 'is', null)
      .execute(),
  service: (tx, ids) =>
    tx
      .selectFrom('services')
      .innerJoin('subscribers', (join) =>
        join
          .onRef('subscribers.tenant_id', '=', 'services.tenant_id')
          .onRef('subscribers.id', '=', 'services.subscriber_id'),
      )
      .select([
        'services.id',
        'services.name',
        sql<string[]>`array_remove(array[subscribers.site_id], null)`.as('site_ids'),
      ])
      .where('services.id', 'in', ids)
      .where('services.deleted_at', 'is', null)
      .execute(),
};

/** Of those that live. A tenant and a tag have no place: they are everywhere. */
export async function findPlaces(tx: Tx, scopes: Iterable<MaintenanceScope>): Promise<Places> {
  const wanted = new Map<string, Set<string>>();
  for (const { type, id } of scopes) wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  const places = new Map<string, Place>();
  for (const [type, ids] of wanted) {
    for (const { id, name, site_ids } of (await finders[type]?.(tx, [...ids])) ?? []) {
      places.set(`${type} ${id}`, { name, siteIds: site_ids });
    }
  }
  return places;
}
