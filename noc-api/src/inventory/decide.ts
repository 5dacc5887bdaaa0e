/**
 * Which rows a page of devices has, in which order. State lives in memory and settings in PostgreSQL, so
 * they are joined, sorted and cut here; a tenant's devices are few enough (`devicesPerTenantMax`).
 */
import type { LinkStatus } from '@fastisp/core/contracts/device-state.v1';
import type { DeviceRow, DeviceSort } from './schemas.ts';

/** The worst first. */
const severity: Readonly<Record<LinkStatus, number>> = { down: 0, unknown: 1, up: 2 };

/** Position of a row: compared part by part, ascending or descending; the id makes it unique. */
export type SortKey = readonly [group: number, text: string, id: string];

export interface PageRequest {
  readonly status: LinkStatus | undefined;
  readonly sort: DeviceSort;
  readonly limit: number;
  /** Rows up to and including this position were on pages before. */
  readonly after: SortKey | null;
}

export interface Page {
  readonly items: DeviceRow[];
  readonly total: number;
  /** Position of the last row when more follow. */
  readonly last: SortKey | null;
}

export function pageOf(rows: readonly DeviceRow[], request: PageRequest): Page {
  const direction = request.sort.startsWith('-') ? -1 : 1;
  const matching = request.status === undefined ? rows : rows.filter((row) => row.status === request.status);
  const placed = matching
    .map((row) => ({ row, key: sortKey(row, request.sort) }))
    .sort((a, b) => direction * compareKeys(a.key, b.key));
  const after = request.after;
  const rest = after === null ? placed : placed.filter(({ key }) => direction * compareKeys(key, after) > 0);
  const page = rest.slice(0, request.limit);
  return {
    items: page.map(({ row }) => row),
    total: matching.length,
    last: rest.length > page.length ? (page.at(-1)?.key ?? null) : null,
  };
}

function sortKey(row: DeviceRow, sort: DeviceSort): SortKey {
  switch (sort) {
    case 'worst':
      // Among the down, who is down longest; among the healthy, by name.
      return [severity[row.status], row.status === 'up' ? row.name.toLowerCase() : row.since, row.id];
    case 'name':
    case '-name':
      return [0, row.name.toLowerCase(), row.id];
    case 'address':
    case '-address':
      return [0, row.address, row.id];
    case 'lastSeenAt':
    case '-lastSeenAt':
      return [row.lastSeenAt === null ? 0 : 1, row.lastSeenAt ?? '', row.id];
  }
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}
