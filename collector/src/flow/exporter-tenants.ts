/** Which tenant an exporter belongs to: the addresses of the inventory's devices. */
import { canonicalAddress } from '@fastisp/core/net/canonical-address';

export interface ExporterInfo {
  readonly tenantId: number;
  /** One packet in how many, when the exporter itself does not say; absent: the collector's default. */
  readonly samplingRateDefault?: number;
}

/** What the flow receiver needs to know of the inventory. */
export interface ExporterTenants {
  /** Keyed by address as `canonicalAddress` writes it. */
  current(): ReadonlyMap<string, ExporterInfo>;
  /** @returns what ends the subscription. */
  onChange(listener: () => void): () => void;
}

/**
 * Keeps the map from device changes. Of several devices with one address the one set last counts, and when
 * it goes the one before it counts again. Devices with a host name instead of an address are left out.
 */
export class ExporterRegistry implements ExporterTenants {
  private readonly devices = new Map<string, { address: string; info: ExporterInfo }>();
  private readonly listeners = new Set<() => void>();
  private byAddress: ReadonlyMap<string, ExporterInfo> | null = new Map();

  set(deviceId: string, address: string, info: ExporterInfo): void {
    const known = canonicalAddress(address.trim());
    this.devices.delete(deviceId);
    if (known !== null) this.devices.set(deviceId, { address: known, info });
    this.changed();
  }

  delete(deviceId: string): void {
    if (this.devices.delete(deviceId)) this.changed();
  }

  current(): ReadonlyMap<string, ExporterInfo> {
    this.byAddress ??= new Map([...this.devices.values()].map(({ address, info }) => [address, info]));
    return this.byAddress;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    this.byAddress = null;
    for (const listener of this.listeners) listener();
  }
}
