/** Which tenant an exporter belongs to: the addresses of the inventory's devices. */
import { isIP, isIPv4 } from 'node:net';

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
 * One spelling for each address: IPv6 compressed in lower case, IPv4-mapped IPv6 as plain IPv4.
 * @returns null for what is not an IP address (a host name).
 */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (isIP(text) === 0) return null;
  const zoneless = text.split('%', 1)[0] ?? text;
  const written = new URL(`http://[${zoneless}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written);
  if (mapped === null) return written;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return `${high >>> 8}.${high & 0xff}.${low >>> 8}.${low & 0xff}`;
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
