/**
 * Which rows a page of devices has, in which order. State lives in memory and settings in PostgreSQL, so
 * they are joined, sorted and cut here; a tenant's devices are few enough (`devicesPerTenantMax`). Only what a page
 * can hold is ever sorted: 10,000 devices take about a millisecond or two.
 */
import type { LinkStatus } from '@fastisp/core/contracts/device-state.v1';
import type { DeviceSort } from './schemas.ts';

/** The worst first. */
const severity: Readonly<Record<LinkStatus, number>> = { down: 0, unknown: 1, up: 2 };

/** What decides the place of a device in a list. */
export interface Placed {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly status: LinkStatus;
  /** ISO 8601, as `lastSeenAt`. */
  readonly since: string;
  readonly lastSeenAt: string | null;
}

/** Position of a row: compared part by part, ascending or descending; the id makes it unique. */
export type SortKey = readonly [group: number, text: string, id: string];

export interface PageRequest {
  readonly status: LinkStatus | undefined;
  readonly sort: DeviceSort;
  readonly limit: number;
  /** Rows up to and including this position were on pages before. */
  readonly after: SortKey | null;
}

export interface Page<Row> {
  readonly items: Row[];
  readonly total: number;
  /** Position of the last row when more follow. */
  readonly last: SortKey | null;
}

interface Keyed<Row> {
  readonly row: Row;
  readonly key: SortKey;
}

export function pageOf<Row extends Placed>(rows: readonly Row[], request: PageRequest): Page<Row> {
  const direction = request.sort.startsWith('-') ? -1 : 1;
  const matching = request.status === undefined ? rows : rows.filter((row) => row.status === request.status);
  const first = firstOf(matching, request, direction);
  const page = first.slice(0, request.limit);
  return {
    items: page.map(({ row }) => row),
    total: matching.length,
    last: first.length > page.length ? (page.at(-1)?.key ?? null) : null,
  };
}

/** The first `limit + 1` after the cursor, in order: candidates are cut whenever they are twice as many. */
function firstOf<Row extends Placed>(rows: readonly Row[], request: PageRequest, direction: number): Keyed<Row>[] {
  const wanted = request.limit + 1;
  const inOrder = (a: Keyed<Row>, b: Keyed<Row>): number => direction * compareKeys(a.key, b.key);
  let candidates: Keyed<Row>[] = [];
  let worst: SortKey | null = null;
  for (const row of rows) {
    const key = sortKey(row, request.sort);
    if (request.after !== null && direction * compareKeys(key, request.after) <= 0) continue;
    if (worst !== null && direction * compareKeys(key, worst) >= 0) continue;
    candidates.push({ row, key });
    if (candidates.length < 2 * wanted) continue;
    candidates = candidates.sort(inOrder).slice(0, wanted);
    worst = candidates.at(-1)?.key ?? null;
  }
  return candidates.sort(inOrder).slice(0, wanted);
}

function sortKey(row: Placed, sort: DeviceSort): SortKey {
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
