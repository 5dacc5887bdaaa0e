/** Which devices a wallboard shows, and in which order; pure. */
import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';

/** `waiting`: added, but no poll has ended yet. It is unknown, and no reason to worry. */
export type Concern = 'down' | 'unknown' | 'waiting' | 'up';
export type Counts = Readonly<Record<Concern, number>>;

export function concernOf(device: Pick<StreamDeviceRow, 'status' | 'reason'>): Concern {
  if (device.status === 'unknown' && device.reason === 'not_polled_yet') return 'waiting';
  return device.status;
}

export function countConcerns(devices: Iterable<StreamDeviceRow>): Counts {
  const counts = { down: 0, unknown: 0, waiting: 0, up: 0 };
  for (const device of devices) counts[concernOf(device)] += 1;
  return counts;
}

const rank: Readonly<Record<Concern, number>> = { down: 0, unknown: 1, waiting: 2, up: 3 };

/** Down before unknown; in each the longest first, and names decide between equals so that cards keep still. */
export function compareWorst(a: StreamDeviceRow, b: StreamDeviceRow): number {
  return (
    rank[concernOf(a)] - rank[concernOf(b)] ||
    Date.parse(a.since) - Date.parse(b.since) ||
    a.name.localeCompare(b.name, undefined, { numeric: true })
  );
}

/** A device that went down less than this ago is new: it moves, and it always has a card. */
export const newForMs = 60_000;

export const isNew = (device: StreamDeviceRow, nowMs: number): boolean =>
  device.status === 'down' && nowMs - Date.parse(device.since) < newForMs;

export interface Cards {
  readonly shown: readonly StreamDeviceRow[];
  readonly hiddenCount: number;
}

/**
 * The worst devices, `max` at most. When many are down for long, a new one would be the last to be seen, so
 * new ones take the places of the least bad.
 */
export function pickCards(devices: Iterable<StreamDeviceRow>, max: number, nowMs: number): Cards {
  const abnormal = [...devices].filter((device) => ['down', 'unknown'].includes(concernOf(device))).sort(compareWorst);
  const fresh = abnormal
    .slice(max)
    .filter((device) => isNew(device, nowMs))
    .slice(-max);
  const shown = [...abnormal.slice(0, max - fresh.length), ...fresh];
  return { shown, hiddenCount: abnormal.length - shown.length };
}
