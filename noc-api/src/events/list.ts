import type { RelationalStore } from '@fastisp/core/pg/port';
import { sql } from 'kysely';
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
  const rows = await relational.withTenant(principal.tenant.id, (tx) => {
    let select = tx
      .selectFrom('events')
      .leftJoin('devices', (join) =>
        join.onRef('devices.id', '=', 'events.device_id').on('devices.deleted_at', 'is', null),
      )
      .leftJoin('interfaces', (join) =>
        join
          .onRef('interfaces.device_id', '=', 'events.device_id')
          .onRef('interfaces.if_index', '=', 'events.if_index'),
      )
      .selectAll('events')
      .select(['devices.name as device_name', 'interfaces.name as interface_name'])
      .orderBy('events.occurred_at', 'desc')
      .orderBy('events.id', 'desc')
      .limit(limit + 1);
    if (deviceId !== undefined) select = select.where('events.device_id', '=', deviceId);
    if (sites !== null) {
      select = select.where(sql<boolean>`events.device_id in (select d.id from devices as d where ${sites})`);
    }
    if (after !== null) {
      const [at, id] = after;
      select = select.where(sql<boolean>`(events.occurred_at, events.id) < (${at}::timestamptz, ${id}::uuid)`);
    }
    return select.execute();
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

/** A forged cursor must not reach the database as what it is not. */
const isPosition = ([at, id]: CursorKey): boolean =>
  Number.isFinite(Date.parse(String(at))) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(id));
