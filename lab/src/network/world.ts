/**
 * The network in time: which routers run, which links are up, and what has passed each interface.
 *
 * Rates only change when something happens (a router stops, a cable is pulled). `#settle` then walks the tree from
 * its leaves to the cores and gives every leg and interface its new rate; between two happenings everything is a
 * closed formula of the instant (`waves.ts`). Traffic below a broken link disappears from all routers above it,
 * and the port at the other end of a dead link goes down, as in a real network.
 */
import { createFlowLegs, type FlowLeg, flowVolume } from './legs.ts';
import { BasisCache, Meter, type Volume } from './meter.ts';
import { ifTypes } from './models.ts';
import { type DevicePlan, type InterfacePlan, planNetwork, type PlanOptions } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { type RateVector, sumRates } from './waves.ts';

/** Ethernet header without the check sequence, which the counters include and a flow record does not (RFC 2863). */
export const frameOverheadBytes = 14;

export interface InterfaceState {
  readonly plan: InterfacePlan;
  adminUp: boolean;
  /** False while somebody has pulled the cable. */
  cableIn: boolean;
  operUp: boolean;
  /** When operUp changed last; before the world's origin for what never changed. */
  lastChangeMs: number;
  /** IP traffic; null where none ever passes. */
  readonly received: Meter | null;
  readonly sent: Meter | null;
  /** What the counters said, and what had passed, when the router started. */
  start: { inOctets: number | bigint; outOctets: number | bigint; inPackets: number; outPackets: number };
  atBoot: { received: Volume; sent: Volume };
  readonly peer: { readonly device: DeviceState; readonly ifIndex: number } | null;
}

export interface DeviceState {
  readonly plan: DevicePlan;
  powered: boolean;
  /** When it started last, milliseconds since the epoch. */
  bootMs: number;
  community: string;
  readonly interfaces: readonly InterfaceState[];
  readonly byIfIndex: ReadonlyMap<number, InterfaceState>;
  readonly legs: readonly FlowLeg[];
}

const nothing: Volume = { bytes: 0, packets: 0 };

export class World {
  readonly originMs: number;
  readonly devices: readonly DeviceState[];
  readonly #basis: BasisCache;
  readonly #byName: ReadonlyMap<string, DeviceState>;

  constructor(options: PlanOptions & { originMs: number; community: string }) {
    this.originMs = options.originMs;
    this.#basis = new BasisCache(options.originMs);
    const plans = planNetwork(options);
    const peers = new Map<string, { device: DeviceState; ifIndex: number }>();
    const devices: DeviceState[] = [];
    // Parents come before their children, so a child finds its parent's state already there.
    for (const plan of plans) devices.push(this.#createDevice(plan, options.community, devices, peers));
    this.devices = devices;
    this.#byName = new Map(devices.map((device) => [device.plan.name, device]));
    linkBack(devices, peers);
    this.#settle(options.originMs);
    for (const device of devices) this.#startFromHistory(device, options.seed);
  }

  device(name: string): DeviceState | undefined {
    return this.#byName.get(name);
  }

  /** Cuts or restores a router's power. It starts with uptime 0, its counters at what `startOf` says, otherwise 0. */
  setPower(
    device: DeviceState,
    on: boolean,
    nowMs: number,
    startOf: (port: InterfaceState) => InterfaceState['start'] | undefined = () => undefined,
  ): void {
    if (device.powered === on) return;
    device.powered = on;
    this.#settle(nowMs);
    if (!on) return;
    device.bootMs = nowMs;
    for (const port of device.interfaces) {
      port.start = { ...(startOf(port) ?? zeroStart) };
      port.atBoot = { received: port.received?.at(nowMs) ?? nothing, sent: port.sent?.at(nowMs) ?? nothing };
      port.lastChangeMs = nowMs;
    }
  }

  setAdmin(port: InterfaceState, up: boolean, nowMs: number): void {
    port.adminUp = up;
    this.#settle(nowMs);
  }

  setCable(port: InterfaceState, inserted: boolean, nowMs: number): void {
    port.cableIn = inserted;
    this.#settle(nowMs);
  }

  /** IP traffic that passed an interface in [fromMs, toMs), and the octets its counters grew by. */
  passed(port: InterfaceState, fromMs: number, toMs: number): { received: Volume; sent: Volume } {
    return { received: grown(port.received, fromMs, toMs), sent: grown(port.sent, fromMs, toMs) };
  }

  /** IP traffic of [fromMs, toMs) that flow records attribute to this ifIndex; a trunk's is that of its VLANs. */
  attributed(device: DeviceState, ifIndex: number, fromMs: number, toMs: number): { received: Volume; sent: Volume } {
    return flowVolume(device.legs, ifIndex, fromMs, toMs);
  }

  #createDevice(
    plan: DevicePlan,
    community: string,
    above: readonly DeviceState[],
    peers: Map<string, { device: DeviceState; ifIndex: number }>,
  ): DeviceState {
    const used = new Set(plan.legs.flatMap((leg) => [leg.upIfIndex, leg.downIfIndex]));
    for (const port of plan.interfaces)
      if (used.has(port.ifIndex) && port.parentIfIndex !== null) used.add(port.parentIfIndex);
    const bootMs = this.originMs - plan.uptimeMs;
    const parent = plan.uplink === null ? undefined : above[plan.uplink.parentIndex];
    const interfaces = plan.interfaces.map((port): InterfaceState => {
      const isUplink = port.ifIndex === plan.uplink?.ifIndex;
      const peer = isUplink && parent !== undefined ? { device: parent, ifIndex: plan.uplink.parentIfIndex } : null;
      const meter = (): Meter | null => (used.has(port.ifIndex) ? new Meter(this.#basis, this.originMs) : null);
      return {
        plan: port,
        adminUp: port.adminUp,
        cableIn: true,
        operUp: false,
        lastChangeMs: bootMs,
        received: meter(),
        sent: meter(),
        start: { ...zeroStart },
        atBoot: { received: nothing, sent: nothing },
        peer,
      };
    });
    const device: DeviceState = {
      plan,
      powered: true,
      bootMs,
      community,
      interfaces,
      byIfIndex: new Map(interfaces.map((port) => [port.plan.ifIndex, port])),
      legs: createFlowLegs(plan, this.#basis),
    };
    if (plan.uplink !== null) {
      peers.set(`${plan.uplink.parentIndex}/${plan.uplink.parentIfIndex}`, { device, ifIndex: plan.uplink.ifIndex });
    }
    return device;
  }

  /** Counters that a router with this uptime would have reached. */
  #startFromHistory(device: DeviceState, seed: number): void {
    const random: Random = createRandom(`${seed}/${device.plan.name}/history`);
    const uptimeS = device.plan.uptimeMs / 1_000;
    for (const port of device.interfaces) {
      const history = (meter: Meter | null, fallbackMax: number): number => {
        const perS = meter?.meanBytesPerS ?? 0;
        return Math.round(perS > 0 ? perS * uptimeS * random.between(0.7, 1) : random.between(0, fallbackMax));
      };
      const wasUsed = port.plan.adminUp && port.plan.type === ifTypes.ethernet ? 40_000_000 : 0;
      const inOctets = history(port.received, wasUsed);
      const outOctets = history(port.sent, wasUsed);
      port.start = {
        inOctets,
        outOctets,
        inPackets: Math.round(inOctets / 780),
        outPackets: Math.round(outOctets / 780),
      };
      port.lastChangeMs = device.bootMs + Math.round(random.between(8_000, 40_000));
    }
  }

  /** Brings link states and rates in line with what is powered, plugged and enabled now. */
  #settle(nowMs: number): void {
    for (const device of this.devices) {
      for (const port of device.interfaces) {
        const up = isOperUp(device, port);
        if (up !== port.operUp) {
          port.operUp = up;
          if (nowMs > this.originMs) port.lastChangeMs = nowMs;
        }
      }
    }
    const online = devicesOnline(this.devices);
    const passedUp = new Map<number, { down: RateVector; up: RateVector }>();
    for (const device of this.devices.toReversed()) {
      const isUp = (ifIndex: number): boolean => device.byIfIndex.get(ifIndex)?.operUp ?? false;
      const rates = device.legs.map((leg) => {
        const { upIfIndex, downIfIndex } = leg.plan;
        const active = online.has(device.plan.index) && isUp(upIfIndex) && isUp(downIfIndex);
        return leg.settle(active, passedUp, liveShare(device, downIfIndex, isUp), nowMs);
      });
      settleInterfaces(device, nowMs);
      const uplink = device.plan.uplink?.ifIndex;
      const flowing = rates
        .filter((rate, n) => device.legs[n]?.plan.upIfIndex === uplink)
        .filter((rate) => rate !== null);
      if (flowing.length > 0) {
        passedUp.set(device.plan.index, {
          down: sumRates(flowing.map((rate) => rate.down)),
          up: sumRates(flowing.map((rate) => rate.up)),
        });
      }
    }
  }
}

/** Routers with a working path to the Internet: traffic of the others has nowhere to go. */
function devicesOnline(devices: readonly DeviceState[]): ReadonlySet<number> {
  const online = new Set<number>();
  for (const device of devices) {
    const { uplink, index } = device.plan;
    const isOnline =
      uplink === null
        ? device.legs.some((leg) => device.byIfIndex.get(leg.plan.upIfIndex)?.operUp)
        : online.has(uplink.parentIndex) && device.byIfIndex.get(uplink.ifIndex)?.operUp;
    if (isOnline) online.add(index);
  }
  return online;
}

/** Of a core's upstreams towards one port, the part that is up; 1 everywhere else. */
function liveShare(device: DeviceState, downIfIndex: number, isUp: (ifIndex: number) => boolean): number {
  if (device.plan.uplink !== null) return 1;
  return device.legs.reduce((sum, { plan }) => {
    if (plan.source.kind !== 'child' || plan.downIfIndex !== downIfIndex || !isUp(plan.upIfIndex)) return sum;
    return sum + plan.source.share;
  }, 0);
}

const zeroStart: InterfaceState['start'] = { inOctets: 0, outOctets: 0, inPackets: 0, outPackets: 0 };

function grown(meter: Meter | null, fromMs: number, toMs: number): Volume {
  if (meter === null) return nothing;
  return {
    bytes: meter.bytesAt(toMs) - meter.bytesAt(fromMs),
    packets: meter.packetsAt(toMs) - meter.packetsAt(fromMs),
  };
}

/** Completes links in the other direction: the parent's port learns of its child. */
function linkBack(
  devices: readonly DeviceState[],
  peers: ReadonlyMap<string, { device: DeviceState; ifIndex: number }>,
): void {
  for (const device of devices) {
    for (const port of device.interfaces) {
      const child = peers.get(`${device.plan.index}/${port.plan.ifIndex}`);
      if (child !== undefined) Object.assign(port, { peer: child });
    }
  }
}

function isOperUp(device: DeviceState, port: InterfaceState): boolean {
  if (!device.powered || !port.adminUp || !port.plan.carrier || !port.cableIn) return false;
  if (port.peer !== null) {
    const farEnd = port.peer.device.byIfIndex.get(port.peer.ifIndex);
    return port.peer.device.powered && farEnd !== undefined && farEnd.adminUp && farEnd.cableIn;
  }
  if (port.plan.parentIfIndex === null) return true;
  const trunk = device.byIfIndex.get(port.plan.parentIfIndex);
  return trunk !== undefined && isOperUp(device, trunk);
}

/** An interface's rate is the sum of its legs'; a trunk also carries what its VLANs carry. */
function settleInterfaces(device: DeviceState, nowMs: number): void {
  for (const port of device.interfaces) {
    if (port.received === null || port.sent === null) continue;
    const own = new Set([port.plan.ifIndex]);
    for (const vlan of device.interfaces) if (vlan.plan.parentIfIndex === port.plan.ifIndex) own.add(vlan.plan.ifIndex);
    const arriving = [];
    const leaving = [];
    for (const leg of device.legs) {
      if (own.has(leg.plan.upIfIndex)) {
        arriving.push(leg.down);
        leaving.push(leg.up);
      }
      if (own.has(leg.plan.downIfIndex)) {
        arriving.push(leg.up);
        leaving.push(leg.down);
      }
    }
    settleMeter(port.received, arriving, nowMs);
    settleMeter(port.sent, leaving, nowMs);
  }
}

function settleMeter(meter: Meter, parts: readonly Meter[], nowMs: number): void {
  const bytes = parts.flatMap((part) => (part.byteRate === null ? [] : [part.byteRate]));
  const packets = parts.flatMap((part) => (part.packetRate === null ? [] : [part.packetRate]));
  meter.setRate(nowMs, bytes.length === 0 ? null : sumRates(bytes), packets.length === 0 ? null : sumRates(packets));
}
