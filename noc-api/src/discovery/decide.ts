/**
 * Which stored interface is which discovered one. Devices number their interfaces anew at a reboot, so the
 * name counts first; two interfaces of one name are told apart by their index; an index with a new name is
 * the same interface, renamed.
 */
import type { DiscoveredInterface } from '@fastisp/core/contracts/discovery-device.v1';

export interface StoredInterface {
  readonly id: string;
  /** Null while the device does not have it. */
  readonly ifIndex: number | null;
  readonly name: string;
}

export interface InterfaceMatch {
  readonly present: readonly { readonly id: string; readonly discovered: DiscoveredInterface }[];
  /** Had an index, and the device does not show it any more. */
  readonly goneIds: readonly string[];
}

export function matchInterfaces(
  stored: readonly StoredInterface[],
  discovered: readonly DiscoveredInterface[],
  newId: () => string,
): InterfaceMatch {
  const ids = new Map<DiscoveredInterface, string>();
  const free = new Set(stored);
  const pair = (keyOfStored: (s: StoredInterface) => string | null, keyOf: (d: DiscoveredInterface) => string) => {
    const candidates = uniqueBy(free, keyOfStored);
    const open = discovered.filter((each) => !ids.has(each));
    for (const [key, each] of uniqueBy(open, keyOf)) {
      const match = candidates.get(key);
      if (match === undefined) continue;
      ids.set(each, match.id);
      free.delete(match);
    }
  };
  pair(
    (s) => (s.ifIndex === null ? null : `${s.ifIndex} ${s.name}`),
    (d) => `${d.ifIndex} ${d.name}`,
  );
  pair(
    (s) => s.name,
    (d) => d.name,
  );
  const names = new Set(discovered.map((each) => each.name));
  pair(
    (s) => (s.ifIndex === null || names.has(s.name) ? null : String(s.ifIndex)),
    (d) => String(d.ifIndex),
  );
  return {
    present: discovered.map((each) => ({ id: ids.get(each) ?? newId(), discovered: each })),
    goneIds: [...free].filter((each) => each.ifIndex !== null).map((each) => each.id),
  };
}

/** What has its key for itself; null keys are left out. */
function uniqueBy<T>(items: Iterable<T>, keyOf: (item: T) => string | null): Map<string, T> {
  const unique = new Map<string, T>();
  const repeated = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null || repeated.has(key)) continue;
    if (unique.delete(key)) repeated.add(key);
    else unique.set(key, item);
  }
  return unique;
}
