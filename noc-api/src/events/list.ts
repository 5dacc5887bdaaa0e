import type { RelationalStore } from '@fastisp/core/pg/port';
import { type RawBuilder, sql } from 'kysely';
import { cursorInvalid } from '#errors.ts';
import { type CursorKey, decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Principal } from '#identity/principal.ts';
import { withinSites } from '#objects/scope.ts';
import type { EventList, EventListQuery } from '#status/ports.ts';

const defaultPageSize = 100;

/** Those of devices at sites where the caller may see them, the newest first. */
export async function listEvents(
  relational: RelationalStore,
  principal: Principal,
  query: EventListQuery,
): Promise<EventList> {
  const { deviceId, limit = defaultPageSize, cursor } = query;
  const asked = { deviceId };
  const after = cursor === undefined ? null : decodeCursor(asked, cursor, ['string', 'string']);
  if (after !== null && !isPosition(after)) throw cursorInvalid();
  const sites = withinSites(principal.authority.sitesFor('event:read'), sql`d.site_id`);
  const before =
    after === null
      ? sql<boolean>`true`
      : sql<boolean>`(e.occurred_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const rows = await relational.withTenant(principal.tenant.id, (tx) => {
    let select = tx
      .selectFrom('events as e')
      .leftJoin('devices', (join) => join.onRef('devices.id', '=', 'e.device_id').on('devices.deleted_at', 'is', null))
      .leftJoin('interfaces', (join) =>
        join.onRef('interfaces.device_id', '=', 'e.device_id').onRef('interfaces.if_index', '=', 'e.if_index'),
      )
      .selectAll('e')
      .select(['devices.name as device_name', 'interfaces.name as interface_name'])
      .orderBy('e.occurred_at', 'desc')
      .orderBy('e.id', 'desc')
      .limit(limit + 1);
    if (sites !== null) select = select.where('e.id', 'in', newestAt(sites, { deviceId, before, rowsMax: limit + 1 }));
    else if (deviceId !== undefined) select = select.where('e.device_id', '=', deviceId);
    return select.where(before).execute();
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.occurred_at.toISOString(),
      type: row.type as EventList['items'][number]['type'], // only checked messages are stored, here and below
      deviceId: row.device_id,
      deviceName: row.device_name,
      ifIndex: row.if_index,
      interfaceName: row.interface_name,
      from: row.status_from as EventList['items'][number]['from'],
      to: row.status_to as EventList['items'][number]['to'],
      reason: row.reason as EventList['items'][number]['reason'],
    })),
    nextCursor:
      rows.length > limit && last !== undefined ? encodeCursor(asked, [last.occurred_at.toISOString(), last.id]) : null,
  };
}

/**
 * Ids of the newest events at some sites, in a time that does not depend on how their events lie among the others':
 * to walk all events in order is long where these sites have few or old ones. A page of n is of the n devices whose
 * newest event is newest, so that each device is asked for one, and those n for a page of theirs.
 */
const newestAt = (
  sites: RawBuilder<boolean>,
  { deviceId, before, rowsMax }: { deviceId: string | undefined; before: RawBuilder<boolean>; rowsMax: number },
) => sql<string>`(
  select e.id
  from (
    select d.id
    from devices as d
    cross join lateral (
      select e.occurred_at, e.id from events as e
      where e.device_id = d.id and ${before}
      order by e.occurred_at desc, e.id desc limit 1
    ) as newest
    where ${sites} and ${deviceId === undefined ? sql`true` : sql`d.id = ${deviceId}`}
    order by newest.occurred_at desc, newest.id desc limit ${rowsMax}
  ) as candidate
  cross join lateral (
    select e.occurred_at, e.id from events as e
    where e.device_id = candidate.id and ${before}
    order by e.occurred_at desc, e.id desc limit ${rowsMax}
  ) as e
  order by e.occurred_at desc, e.id desc limit ${rowsMax}
)`;

/** A forged cursor must not reach the database as what it is not. */
const isPosition = ([at, id]: CursorKey): boolean =>
  Number.isFinite(Date.parse(String(at))) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(id));
