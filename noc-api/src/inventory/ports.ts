import type { Principal } from '#identity/principal.ts';
import type { Device, DeviceBody, DeviceListQuery, DevicePatch, DeviceRow, NetworkInterface } from './schemas.ts';

export interface DevicePage {
  readonly items: DeviceRow[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** A device and the revision that `If-Match` compares. */
export interface VersionedDevice {
  readonly device: Device;
  readonly revision: number;
}

export interface DeviceUpdateOptions {
  /** Refuses the change when the device has another revision by now. */
  readonly ifRevision: number | null;
  /** The caller knows that live services hang on the device, and moves it to another site all the same. */
  readonly withServices: boolean;
}

/** Devices of the caller's tenant; another tenant's are not found. */
export interface Inventory {
  list(principal: Principal, query: DeviceListQuery): Promise<DevicePage>;
  get(principal: Principal, id: string): Promise<VersionedDevice>;
  create(principal: Principal, body: DeviceBody): Promise<VersionedDevice>;
  update(principal: Principal, id: string, patch: DevicePatch, options: DeviceUpdateOptions): Promise<VersionedDevice>;
  remove(principal: Principal, id: string): Promise<void>;
  /** Brings a deleted device back, as long as its row is kept. */
  restore(principal: Principal, id: string): Promise<VersionedDevice>;
  interfaces(principal: Principal, deviceId: string): Promise<NetworkInterface[]>;
}
