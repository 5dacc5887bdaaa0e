/** What the state machine needs of a store. */
import type { LinkStatus, StateReason } from '@fastisp/core/contracts/device-state.v1';
import type { DeviceState } from './decide.ts';

/** One line of a device's history. */
export interface StateChange {
  readonly tenantId: number;
  readonly deviceId: string;
  /** Null for the device itself. */
  readonly ifIndex: number | null;
  readonly from: LinkStatus;
  readonly to: LinkStatus;
  /** Null for interfaces. */
  readonly reason: StateReason | null;
  readonly atMs: number;
}

export interface DeviceStateStore {
  loadAll(): Promise<DeviceState[]>;
  /** All or nothing; the same save twice is one. */
  save(batch: {
    readonly states: readonly DeviceState[];
    readonly removed: readonly { readonly tenantId: number; readonly deviceId: string }[];
    readonly changes: readonly StateChange[];
  }): Promise<void>;
}
