/** What an inventory message means for the polls: pure, so that replays and old messages are plain cases. */
import type { InventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import type { DeviceSpec } from '#poll/device.ts';

export interface KnownDevice {
  readonly revision: number;
  readonly spec: DeviceSpec;
}

export type InventoryDecision =
  /** Old, or known already. */
  | { readonly kind: 'ignore' }
  /** A newer revision that changes nothing of how it is polled: its counters go on. */
  | { readonly kind: 'note'; readonly known: KnownDevice }
  | { readonly kind: 'poll'; readonly known: KnownDevice };

/** @param community Opened from the message. */
export function decideInventory(
  known: KnownDevice | undefined,
  message: InventoryDeviceV1,
  community: string,
): InventoryDecision {
  const { tenantId, data } = message;
  if (known !== undefined && data.revision <= known.revision) return { kind: 'ignore' };
  const spec: DeviceSpec = {
    tenantId,
    deviceId: data.deviceId,
    address: data.address.trim(),
    port: data.snmp.port,
    version: data.snmp.version,
    community,
    pollIntervalMs: data.pollIntervalS * 1_000,
  };
  const next: KnownDevice = { revision: data.revision, spec };
  return known !== undefined && sameSpec(known.spec, spec)
    ? { kind: 'note', known: next }
    : { kind: 'poll', known: next };
}

const sameSpec = (a: DeviceSpec, b: DeviceSpec): boolean =>
  a.tenantId === b.tenantId &&
  a.address === b.address &&
  a.port === b.port &&
  a.version === b.version &&
  a.community === b.community &&
  a.pollIntervalMs === b.pollIntervalMs;
