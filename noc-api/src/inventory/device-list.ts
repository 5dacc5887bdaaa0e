/** A page of devices: chosen and sorted among what is in memory, then read. */
import { holdsAt, type SiteFilter } from '@fastisp/core/access/site-filter';
import type { Clock } from '@fastisp/core/clock';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { decodeCursor, encodeCursor } from '#http/cursor.ts';
import type { Principal } from '#identity/principal.ts';
import { searchWords } from '#objects/search.ts';
import { pageOf, type Placed, type SortKey } from './decide.ts';
import { shownColumns, toDeviceRow } from './device-rows.ts';
import type { DeviceDirectory, DirectoryEntry } from './directory.ts';
import { type LastPolls, type Polled, seenLately } from './last-polls.ts';
import type { DevicePage } from './ports.ts';
import type { DeviceListQuery } from './schemas.ts';
import type { StateView } from './state-view.ts';

const defaultPageSize = 100;

export interface DeviceListDeps {
  readonly relational: RelationalStore;
  readonly stateView: StateView;
  readonly directory: DeviceDirectory;
  readonly lastPolls: LastPolls;
  readonly clock: Clock;
}

export async function listDevices(
  deps: DeviceListDeps,
  principal: Principal,
  query: DeviceListQuery,
): Promise<DevicePage> {
  const { limit = defaultPageSize, cursor, ...filters } = query;
  const { status, sort = 'worst' } = filters;
  const tenant = principal.tenant.id;
  const asked = { ...filters, sort };
  const after = cursor === undefined ? null : decodeCursor(asked, cursor, ['number', 'string', 'string']);
  const polled = { lastPolls: deps.lastPolls, nowMs: deps.clock.nowMs() };
  const entries = await deps.relational.withTenant(tenant, (tx) => deps.directory.entries(tx, tenant));
  const sites = principal.authority.sitesFor('device:read');
  const placed = entries.filter(matches(filters, sites)).map((entry) => place(entry, deps.stateView));
  const candidates = sort.endsWith('lastSeenAt') ? await seenLately(polled, tenant, placed) : placed;
  const page = pageOf(candidates, { status, sort, limit, after: after as SortKey | null }); // its types were checked
  const ids = page.items.map((item) => item.id);
  const rows = await deps.relational.withTenant(tenant, (tx) =>
    ids.length === 0
      ? Promise.resolve([])
      : tx.selectFrom('devices').select(shownColumns).where('id', 'in', ids).where('deleted_at', 'is', null).execute(),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = ids.flatMap((id) => {
    const row = byId.get(id); // gone, when it was deleted between the two reads
    return row === undefined ? [] : [toDeviceRow(row, deps.stateView.stateOf(id, row.created_at.toISOString()))];
  });
  return {
    items: await seenLately(polled, tenant, items),
    total: page.total,
    nextCursor: page.last === null ? null : encodeCursor(asked, page.last),
  };
}

function matches(
  { kind, siteId, rackId, tag, ids, q }: Omit<DeviceListQuery, 'limit' | 'cursor'>,
  sites: SiteFilter,
): (entry: DirectoryEntry) => boolean {
  const words = searchWords(q);
  const site = siteId?.toLowerCase();
  const rack = rackId?.toLowerCase();
  const wanted = ids === undefined ? null : new Set(ids.toLowerCase().split(','));
  return (entry) =>
    holdsAt(sites, entry.siteId) &&
    (kind === undefined || entry.kind === kind) &&
    (site === undefined || entry.siteId === site) &&
    (rack === undefined || entry.rackId === rack) &&
    (tag === undefined || entry.tags.includes(tag)) &&
    (wanted === null || wanted.has(entry.id)) &&
    words.every((word) => entry.searchText.includes(word));
}

function place(entry: DirectoryEntry, stateView: StateView): Placed & Polled {
  const { status, since, lastSeenAt } = stateView.stateOf(entry.id, entry.createdAt);
  const { id, name, address, pollIntervalS } = entry;
  return { id, name, address, pollIntervalS, status, since, lastSeenAt };
}
