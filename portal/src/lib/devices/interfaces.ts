/** The interfaces of a device: what the API knows of them, with the newer live values; pure. */
import type { StreamInterfaceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import type { NetworkInterface } from '../api/client.ts';

export interface InterfaceRow {
  /** Null for one that is live, but not yet in the inventory. */
  readonly id: string | null;
  readonly ifIndex: number;
  readonly name: string;
  readonly alias: string;
  readonly status: StreamInterfaceRow['status'];
  readonly adminUp: boolean;
  readonly since: string | null;
  readonly speedBps: number;
  readonly inBps: number | null;
  readonly outBps: number | null;
  readonly ratesAt: string | null;
}

export function mergeInterfaces(
  known: readonly NetworkInterface[],
  live: ReadonlyMap<string, StreamInterfaceRow>,
): InterfaceRow[] {
  const merged = known.map((item): InterfaceRow => {
    const { id, ifIndex, name, alias } = item;
    const { status, adminUp, since, speedBps, inBps, outBps, ratesAt } = live.get(String(ifIndex)) ?? item;
    return { id, ifIndex, name, alias, status, adminUp, since, speedBps, inBps, outBps, ratesAt };
  });
  const indexes = new Set(known.map((item) => item.ifIndex));
  for (const row of live.values()) if (!indexes.has(row.ifIndex)) merged.push({ ...row, id: null });
  return merged.sort((a, b) => a.ifIndex - b.ifIndex);
}

/** The interface to show first: the one that carries most, else the first that is up, else the first. */
export function busiest(interfaces: readonly NetworkInterface[]): NetworkInterface | undefined {
  const load = (item: NetworkInterface): number => (item.inBps ?? 0) + (item.outBps ?? 0);
  const heaviest = interfaces.reduce<NetworkInterface | undefined>(
    (best, item) => (load(item) > (best === undefined ? 0 : load(best)) ? item : best),
    undefined,
  );
  return heaviest ?? interfaces.find((item) => item.status === 'up') ?? interfaces[0];
}

/** Interfaces whose name, alias or index has the text. */
export function filterInterfaces(rows: readonly InterfaceRow[], q: string): InterfaceRow[] {
  const text = q.toLowerCase();
  return rows.filter((row) => `${row.name}\n${row.alias}\n${row.ifIndex}`.toLowerCase().includes(text));
}
