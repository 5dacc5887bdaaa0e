/** The newest events, asked again when a device changed its state, and every minute besides. */
import type { StreamDeviceRow } from '@fastisp/core/contracts/stream-protocol.v1';
import { api, type NetworkEvent, type Session } from '#lib/api/client.ts';
import { Resource } from '#lib/api/resource.svelte.ts';
import { leaveIfSignedOut } from '#lib/api/sign-in-redirect.ts';
import { may } from '#lib/shell/may.ts';

/** More than a wallboard can show. */
const eventsMax = 30;
const refreshMs = 60_000;
/** An event reaches the store a moment after the state reached the page. */
const settleMs = 1_500;

/** Null for whoever may not see them. @param deviceId of one device only */
export function useEvents(
  session: () => Session,
  devices: () => Iterable<StreamDeviceRow>,
  deviceId?: () => string,
): {
  readonly items: readonly NetworkEvent[] | null;
} {
  const allowed = $derived(may('event:read')(session()));
  const resource = new Resource((signal) => {
    if (!allowed) return null;
    const query = deviceId === undefined ? { limit: eventsMax } : { limit: eventsMax, deviceId: deviceId() };
    return api.GET('/api/v1/events', { params: { query }, signal });
  }, leaveIfSignedOut);
  // Grows with each change of state, and with nothing else.
  const lastChange = $derived(
    [...devices()].reduce((latest, device) => (device.since > latest ? device.since : latest), ''),
  );
  $effect(() => {
    void lastChange;
    const soon = setTimeout(() => resource.refresh(), settleMs);
    const regular = setInterval(() => resource.refresh(), refreshMs);
    return () => {
      clearTimeout(soon);
      clearInterval(regular);
    };
  });
  return {
    get items() {
      return allowed ? (resource.data?.items ?? []) : null;
    },
  };
}
