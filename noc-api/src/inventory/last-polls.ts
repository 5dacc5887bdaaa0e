/**
 * When devices were last seen. Their state is told when it changes, so that of a healthy device says when it
 * came up; the polls themselves say when it last answered.
 */
import type { TenantId } from '@fastisp/core/ids';

export interface LastPoll {
  readonly atIso: string;
  readonly uptimeMs: number;
}

/** The last answered poll of devices since a time; empty when the store of polls is away. */
export type LastPolls = (
  tenant: TenantId,
  question: { readonly deviceIds: readonly string[]; readonly sinceMs: number },
) => Promise<ReadonlyMap<string, LastPoll>>;

/** What a device brings to be told when it last answered. */
export interface Polled {
  readonly id: string;
  readonly pollIntervalS: number;
  readonly lastSeenAt: string | null;
  readonly uptimeMs?: number | null;
}

/** Polls that may be missed before the state says more than they do. */
const pollsBack = 3;

/** The same devices, with `lastSeenAt` (and `uptimeMs`, where they have it) of their last answer. */
export async function seenLately<D extends Polled>(
  deps: { lastPolls: LastPolls; nowMs: number },
  tenant: TenantId,
  devices: readonly D[],
): Promise<D[]> {
  if (devices.length === 0) return [];
  const longestMs = Math.max(...devices.map((device) => device.pollIntervalS)) * 1_000;
  const polls = await deps.lastPolls(tenant, {
    deviceIds: devices.map((device) => device.id),
    sinceMs: deps.nowMs - pollsBack * longestMs,
  });
  return devices.map((device) => {
    const poll = polls.get(device.id);
    if (poll === undefined || (device.lastSeenAt ?? '') >= poll.atIso) return device;
    const uptime = device.uptimeMs === undefined ? {} : { uptimeMs: poll.uptimeMs };
    return { ...device, lastSeenAt: poll.atIso, ...uptime };
  });
}
