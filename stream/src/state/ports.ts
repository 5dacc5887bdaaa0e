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

export interface SavedStates {
  /** Names the leader that loaded them: greater than any before. */
  readonly epoch: number;
  readonly states: DeviceState[];
}

export interface DeviceStateStore {
  /** Begins an epoch: from now on nobody else's save is taken, and everything that was taken is in the answer. */
  takeOver(): Promise<SavedStates>;
  /**
   * All or nothing; the same save twice is one.
   * @throws AppError `STREAM_STATE_FENCED` when the epoch is not the current one: nothing was saved.
   */
  save(
    epoch: number,
    batch: {
      readonly states: readonly DeviceState[];
      readonly removed: readonly { readonly tenantId: number; readonly deviceId: string }[];
      readonly changes: readonly StateChange[];
    },
  ): Promise<void>;
}
