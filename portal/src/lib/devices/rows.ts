/** Devices as the tables show them, whether they come from the API or live; pure. */
import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import type { DeviceRow } from '../api/client.ts';
import { compareWorst } from '../noc/triage.ts';

export type DeviceListRow = Omit<StreamDeviceRow, 'uptimeMs'>;

export const deviceSorts = [
  'worst',
  '-worst',
  'name',
  '-name',
  'address',
  '-address',
  'lastSeenAt',
  '-lastSeenAt',
] as const;
/** What the API sorts by; it knows the worst first, not last. */
export const apiSorts = ['worst', 'name', '-name', 'address', '-address', 'lastSeenAt', '-lastSeenAt'] as const;

export type DeviceSort = (typeof deviceSorts)[number];

/** The API's row, with the newer state and the rates of the live one where there is one. */
export function mergeLive(device: DeviceRow, live: StreamDeviceRow | undefined): DeviceListRow {
  const { id, name, address, kind, pollIntervalS } = device;
  const state = live ?? device;
  return {
    ...{ deviceId: id, name, address, kind, pollIntervalS },
    status: state.status,
    reason: state.reason,
    since: state.since,
    lastSeenAt: lastAnswer(state.lastSeenAt, live?.ratesAt ?? null),
    interfacesUp: state.interfacesUp,
    interfacesDown: state.interfacesDown,
    inBps: live?.inBps ?? null,
    outBps: live?.outBps ?? null,
    ratesAt: live?.ratesAt ?? null,
  };
}

/** Rates are of a poll that was answered, and come with each one; the state is sent when it changes. */
export const lastAnswer = (lastSeenAt: string | null, ratesAt: string | null): string | null =>
  lastSeenAt === null || (ratesAt !== null && ratesAt > lastSeenAt) ? ratesAt : lastSeenAt;

/** Without accents and case, as people type. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

export function filterRows<Row extends Pick<DeviceListRow, 'name' | 'address' | 'status'>>(
  rows: readonly Row[],
  wanted: { q: string; status: string },
): Row[] {
  const q = fold(wanted.q);
  return rows.filter(
    (row) =>
      (wanted.status === 'all' || row.status === wanted.status) &&
      (q === '' || fold(row.name).includes(q) || row.address.toLowerCase().includes(q)),
  );
}

const byText = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true });

const comparisons: Readonly<Record<string, (a: StreamDeviceRow, b: StreamDeviceRow) => number>> = {
  worst: compareWorst,
  name: (a, b) => byText(a.name, b.name),
  address: (a, b) => byText(a.address, b.address),
  lastSeenAt: (a, b) => byText(a.lastSeenAt ?? '', b.lastSeenAt ?? ''),
};

export function sortRows(rows: readonly StreamDeviceRow[], sort: DeviceSort): StreamDeviceRow[] {
  const compare = comparisons[sort.replace('-', '')] ?? compareWorst;
  const sorted = [...rows].sort(compare);
  return sort.startsWith('-') ? sorted.reverse() : sorted;
}
