import type { LinkStatus, StateReason } from '@fastisp/core/contracts/device-state.v1';

/** State of a device as noc-api answers it. Times are ISO 8601 in UTC. */
export interface DeviceState {
  readonly status: LinkStatus;
  readonly reason: StateReason;
  readonly since: string;
  readonly lastSeenAt: string | null;
  readonly uptimeMs: number | null;
  readonly interfaces: ReadonlyMap<number, InterfaceState>;
  readonly interfacesUp: number;
  readonly interfacesDown: number;
}

export interface InterfaceState {
  readonly status: LinkStatus;
  readonly since: string;
  readonly adminUp: boolean;
}

/** Nothing was said of it yet. */
export const notPolledYet = (sinceIso: string): DeviceState => ({
  status: 'unknown',
  reason: 'not_polled_yet',
  since: sinceIso,
  lastSeenAt: null,
  uptimeMs: null,
  interfaces: new Map(),
  interfacesUp: 0,
  interfacesDown: 0,
});
