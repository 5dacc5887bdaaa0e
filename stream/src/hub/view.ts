/**
 * What browsers see: devices with their state and traffic, their interfaces, and the totals of each tenant, put
 * together from inventory, states, discovery and interface rates. It does no I/O; times are milliseconds since
 * the epoch.
 */
import { getU64, getUuid } from '@fastisp/core/block/builder';
import type { DecodedBlock } from '@fastisp/core/block/native';
import type { DeviceStateV1 } from '@fastisp/core/contracts/device-state.v1';
import type { DiscoveredInterface, DiscoveryDeviceV1 } from '@fastisp/core/contracts/discovery-device.v1';
import type { InventoryDeviceV1 } from '@fastisp/core/contracts/inventory-device.v1';
import type { StreamDeviceRow, StreamInterfaceRow, StreamTrafficRow } from '@fastisp/core/contracts/stream-protocol.v1';
import type { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import type { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { canonicalAddress } from '@fastisp/core/net/canonical-address';
import { sumBySite, type TrafficBySite } from './site-traffic.ts';
import { FlowRates, TrafficHistory } from './traffic.ts';

/** A rate older than this many poll intervals is no rate any more. */
export const rateIntervalsMax = 3;

/**
 * IANA ifTypes that carry the traffic of other interfaces of the same device: loopback, ppp, propVirtual, tunnel,
 * l2vlan, l3ipvlan, mplsTunnel, ieee8023adLag, mpls, bridge. Counting them too would count bytes twice.
 */
const stackedTypes = new Set([24, 23, 53, 131, 135, 136, 150, 161, 166, 209]);

interface Rate {
  readonly atMs: number;
  readonly inBps: number;
  readonly outBps: number;
  readonly speedBps: number;
}

interface Totals {
  inBps: number | null;
  outBps: number | null;
  atMs: number | null;
}

interface DeviceView {
  readonly deviceId: string;
  inventory: InventoryDeviceV1;
  state: DeviceStateV1['data'] | null;
  /** What discovery found, by ifIndex; empty before the first discovery. */
  ports: ReadonlyMap<number, DiscoveredInterface>;
  readonly rates: Map<number, Rate>;
  /** Sum of the fresh rates, renewed when one arrives or goes stale; none while the device is down. */
  totals: Totals;
}

/** Facts of devices that the inventory has not named yet: topics have no order among each other. */
interface Early {
  state: DeviceStateV1['data'] | null;
  discovery: DiscoveryDeviceV1['data'] | null;
}
/** When full, the oldest is forgotten: its device appears without that fact until the next publication. */
const earlyMax = 100_000;

const iso = (ms: number): string => new Date(ms).toISOString();

export class NetworkView {
  private readonly devices = new Map<string, DeviceView>();
  private readonly tenants = new Map<number, Set<string>>();
  private readonly early = new Map<string, Early>();
  private readonly flows = new FlowRates();
  private readonly traffic = new TrafficHistory();
  /** Devices whose rows may have changed, gone ones included, with their tenant. */
  private changed = new Map<string, number>();

  list(message: InventoryDeviceV1): void {
    const { deviceId, revision } = message.data;
    const known = this.devices.get(deviceId);
    if (known !== undefined && revision < known.inventory.data.revision) return;
    if (known !== undefined) known.inventory = message;
    else {
      const early = this.early.get(deviceId);
      this.early.delete(deviceId);
      const totals = { inBps: null, outBps: null, atMs: null };
      const facts = { state: early?.state ?? null, ports: portsOf(early?.discovery ?? null) };
      this.devices.set(deviceId, { deviceId, inventory: message, ...facts, rates: new Map(), totals });
    }
    let devices = this.tenants.get(message.tenantId);
    if (devices === undefined) this.tenants.set(message.tenantId, (devices = new Set()));
    devices.add(deviceId);
    this.changed.set(deviceId, message.tenantId);
  }

  remove(deviceId: string): void {
    const device = this.devices.get(deviceId);
    this.early.delete(deviceId);
    if (device === undefined) return;
    const { tenantId } = device.inventory;
    this.devices.delete(deviceId);
    this.tenants.get(tenantId)?.delete(deviceId);
    this.changed.set(deviceId, tenantId);
  }

  setState(message: DeviceStateV1, nowMs: number): void {
    const device = this.devices.get(message.data.deviceId);
    if (device === undefined) {
      this.earlyOf(message.data.deviceId).state = message.data;
      return;
    }
    device.state = message.data;
    // What it carried before it went down says nothing of now, nor of when it is back.
    if (isDown(device)) device.rates.clear();
    device.totals = totalsOf(device, nowMs);
    this.changed.set(device.deviceId, device.inventory.tenantId);
  }

  setDiscovery(message: DiscoveryDeviceV1, nowMs: number): void {
    const device = this.devices.get(message.data.deviceId);
    if (device === undefined) {
      this.earlyOf(message.data.deviceId).discovery = message.data;
      return;
    }
    device.ports = portsOf(message.data);
    for (const ifIndex of device.rates.keys()) if (!device.ports.has(ifIndex)) device.rates.delete(ifIndex);
    device.totals = totalsOf(device, nowMs);
    this.changed.set(device.deviceId, device.inventory.tenantId);
  }

  addInterfaceRates({ columns, rows }: DecodedBlock<typeof telemetryInterfaceV1>, nowMs: number): void {
    const touched = new Set<DeviceView>();
    for (let row = 0; row < rows; row += 1) {
      const device = this.devices.get(getUuid(columns.device_id, row));
      const intervalMs = columns.interval_ms[row] ?? 0;
      if (device === undefined || intervalMs === 0) continue;
      const ifIndex = columns.if_index[row] ?? 0;
      const atMs = getU64(columns.polled_at, row);
      if (atMs <= (device.rates.get(ifIndex)?.atMs ?? 0)) continue;
      device.rates.set(ifIndex, {
        atMs,
        inBps: Math.round((getU64(columns.in_octets, row) * 8_000) / intervalMs),
        outBps: Math.round((getU64(columns.out_octets, row) * 8_000) / intervalMs),
        speedBps: getU64(columns.speed_bps, row),
      });
      touched.add(device);
    }
    for (const device of touched) {
      device.totals = totalsOf(device, nowMs);
      this.changed.set(device.deviceId, device.inventory.tenantId);
    }
  }

  addExporterRows(block: DecodedBlock<typeof telemetryExporterV1>): void {
    this.flows.add(block);
  }

  /** Lets rates go that are too old to be shown. */
  expireRates(nowMs: number): void {
    for (const device of this.devices.values()) {
      const { atMs } = device.totals;
      if (atMs === null) continue;
      let expired = false;
      for (const [ifIndex, rate] of device.rates) {
        if (isFresh(rate, device, nowMs)) continue;
        device.rates.delete(ifIndex);
        expired = true;
      }
      if (!expired) continue;
      device.totals = totalsOf(device, nowMs);
      this.changed.set(device.deviceId, device.inventory.tenantId);
    }
  }

  /** Adds the totals of this second to each tenant's history. @returns what is new and what is too old now. */
  sampleTraffic(nowMs: number): { tenantId: number; row: StreamTrafficRow; expired: string[] }[] {
    return [...this.tenants].map(([tenantId, deviceIds]) => {
      let inBps = 0;
      let outBps = 0;
      for (const deviceId of deviceIds) {
        const totals = this.devices.get(deviceId)?.totals;
        inBps += totals?.inBps ?? 0;
        outBps += totals?.outBps ?? 0;
      }
      const atMs = Math.floor(nowMs / 1_000) * 1_000;
      const row = { at: iso(atMs), inBps, outBps, flowsPerS: this.flows.perSecond(tenantId, nowMs) };
      return { tenantId, row, expired: this.traffic.add(tenantId, row, atMs) };
    });
  }

  /** What each site carries now. */
  trafficBySite(tenantId: number, nowMs: number): TrafficBySite {
    const devices = [...this.devicesOf(tenantId)].flatMap((deviceId) => this.devices.get(deviceId) ?? []);
    return sumBySite(
      devices.map(({ inventory: { data }, totals }) => ({
        siteId: data.siteId ?? null,
        address: canonicalAddress(data.address),
        inBps: totals.inBps ?? 0,
        outBps: totals.outBps ?? 0,
      })),
      this.flows.byAddress(tenantId, nowMs),
    );
  }

  trafficOf(tenantId: number): readonly StreamTrafficRow[] {
    return this.traffic.of(tenantId);
  }

  /** Devices whose rows may have changed since the last call, with their tenant. */
  takeChanged(): Map<string, number> {
    const changed = this.changed;
    this.changed = new Map();
    return changed;
  }

  devicesOf(tenantId: number): ReadonlySet<string> {
    return this.tenants.get(tenantId) ?? new Set();
  }

  /** Null for a device that is not in the inventory. */
  tenantOf(deviceId: string): number | null {
    return this.devices.get(deviceId)?.inventory.tenantId ?? null;
  }

  /** Null for a device that stands at no site, or is not in the inventory. */
  siteOf(deviceId: string): string | null {
    return this.devices.get(deviceId)?.inventory.data.siteId ?? null;
  }

  /** Null for a device that is not in the inventory. */
  deviceName(deviceId: string): string | null {
    return this.devices.get(deviceId)?.inventory.data.name ?? null;
  }

  /** Null for an interface that discovery has not found. */
  interfaceName(deviceId: string, ifIndex: number): string | null {
    return this.devices.get(deviceId)?.ports.get(ifIndex)?.name ?? null;
  }

  deviceRow(deviceId: string): StreamDeviceRow | null {
    const device = this.devices.get(deviceId);
    if (device === undefined) return null;
    const { inventory, state, totals } = device;
    const counts = { up: 0, down: 0, unknown: 0 };
    for (const port of state?.interfaces ?? []) counts[port.status] += 1;
    return {
      deviceId,
      name: inventory.data.name,
      address: inventory.data.address,
      kind: inventory.data.kind,
      status: state?.status ?? 'unknown',
      reason: state?.reason ?? 'not_polled_yet',
      since: state?.since ?? inventory.occurredAt,
      lastSeenAt: state?.lastSeenAt ?? null,
      uptimeMs: state?.uptimeMs ?? null,
      interfacesUp: counts.up,
      interfacesDown: counts.down,
      inBps: totals.inBps,
      outBps: totals.outBps,
      ratesAt: totals.atMs === null ? null : iso(totals.atMs),
      pollIntervalS: inventory.data.pollIntervalS,
    };
  }

  interfaceRows(deviceId: string): StreamInterfaceRow[] {
    const device = this.devices.get(deviceId);
    if (device === undefined) return [];
    const facts = device.ports;
    const states = new Map((device.state?.interfaces ?? []).map((port) => [port.ifIndex, port]));
    // Discovery's list is complete; without one, what has been heard of.
    const indexes = facts.size > 0 ? facts.keys() : new Set([...states.keys(), ...device.rates.keys()]);
    return [...indexes]
      .toSorted((a, b) => a - b)
      .map((ifIndex) => {
        const fact = facts.get(ifIndex);
        const state = states.get(ifIndex);
        const rate = isDown(device) ? undefined : device.rates.get(ifIndex);
        return {
          ifIndex,
          name: fact?.name ?? String(ifIndex),
          alias: fact?.alias ?? '',
          status: state?.status ?? 'unknown',
          adminUp: state?.adminUp ?? fact?.adminStatus !== 2,
          since: state?.since ?? device.state?.since ?? device.inventory.occurredAt,
          speedBps: rate !== undefined && rate.speedBps > 0 ? rate.speedBps : (fact?.speedBps ?? 0),
          inBps: rate?.inBps ?? null,
          outBps: rate?.outBps ?? null,
          ratesAt: rate === undefined ? null : iso(rate.atMs),
        };
      });
  }

  private earlyOf(deviceId: string): Early {
    const known = this.early.get(deviceId);
    if (known !== undefined) return known;
    if (this.early.size >= earlyMax) {
      const [oldest] = this.early.keys();
      if (oldest !== undefined) this.early.delete(oldest);
    }
    const early: Early = { state: null, discovery: null };
    this.early.set(deviceId, early);
    return early;
  }
}

const portsOf = (discovery: DiscoveryDeviceV1['data'] | null): ReadonlyMap<number, DiscoveredInterface> =>
  new Map((discovery?.interfaces ?? []).map((port) => [port.ifIndex, port]));

/** Rates of its last poll may still come in behind its state: topics have no order among each other. */
const isDown = (device: DeviceView): boolean => device.state?.status === 'down';

const isFresh = (rate: Rate, device: DeviceView, nowMs: number): boolean =>
  nowMs - rate.atMs <= rateIntervalsMax * device.inventory.data.pollIntervalS * 1_000;

function totalsOf(device: DeviceView, nowMs: number): Totals {
  if (isDown(device)) return { inBps: null, outBps: null, atMs: null };
  const fresh = [...device.rates].filter(([, rate]) => isFresh(rate, device, nowMs));
  const carriers = fresh.filter(([ifIndex]) => !stackedTypes.has(device.ports.get(ifIndex)?.type ?? 0));
  const counted = carriers.length > 0 ? carriers : fresh;
  if (counted.length === 0) return { inBps: null, outBps: null, atMs: null };
  const totals = { inBps: 0, outBps: 0, atMs: 0 };
  for (const [, rate] of counted) {
    totals.inBps += rate.inBps;
    totals.outBps += rate.outBps;
    totals.atMs = Math.max(totals.atMs, rate.atMs);
  }
  return totals;
}
