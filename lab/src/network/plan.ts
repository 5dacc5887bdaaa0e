/**
 * The simulated provider as it is built, before anything happens to it: a tree of cores, POPs and towers, the
 * ports of each router, what is plugged into them, and the traffic that subscribers cause. A pure function of its
 * options: the same seed gives the same network.
 */
import { type DeviceModel, ifTypes, modelsByRole } from './models.ts';
import { deviceLocation, deviceName, movedToTownOf, placeOf, type Role } from './names.ts';
import { createRandom, type Random } from './random.ts';
import { createRate, type RateVector } from './waves.ts';

export interface PlanOptions {
  readonly seed: number;
  /** Routers. */
  readonly deviceCount: number;
  /** Besides them, each at its own POP; there are no more than POPs. */
  readonly oltCount?: number;
  /** Exactly this many interfaces on every router; 0 leaves each model its own. */
  readonly interfacesPerDevice: number;
  /** First two bytes of the routers' addresses, `127.10`. */
  readonly addressPrefix: string;
}

export interface InterfacePlan {
  readonly ifIndex: number;
  readonly name: string;
  /** ifAlias: what the operator wrote. */
  alias: string;
  readonly type: number;
  readonly speedBps: number;
  readonly mtu: number;
  /** Six bytes, or none (loopback). */
  readonly mac: readonly number[];
  adminUp: boolean;
  /** Something that is switched on is plugged in. */
  carrier: boolean;
  /** The port a VLAN rides on. */
  readonly parentIfIndex: number | null;
  /** Received packets in a million that arrive damaged. */
  readonly errorsPerMillion: number;
}

/**
 * Traffic through one router between two of its interfaces: `down` towards subscribers enters at `upIfIndex` and
 * leaves at `downIfIndex`, `up` the other way round.
 */
export interface LegPlan {
  readonly upIfIndex: number;
  readonly downIfIndex: number;
  /** Own subscribers' rates in bytes per second, or a share of everything a router below passes up. */
  readonly source:
    | { readonly kind: 'subscribers'; readonly down: RateVector; readonly up: RateVector }
    | { readonly kind: 'child'; readonly childIndex: number; readonly share: number };
  /** Mean IP packet, bytes. */
  readonly packetBytesDown: number;
  readonly packetBytesUp: number;
}

export interface DevicePlan {
  readonly index: number;
  readonly name: string;
  readonly role: Role;
  readonly model: DeviceModel;
  readonly address: string;
  readonly location: string;
  readonly contact: string;
  /** How long it had been running when the world began. */
  readonly uptimeMs: number;
  readonly interfaces: readonly InterfacePlan[];
  readonly legs: readonly LegPlan[];
  /** Where it hangs; null for cores. */
  readonly uplink: { readonly ifIndex: number; readonly parentIndex: number; readonly parentIfIndex: number } | null;
}

export const devicesMax = 16_000;
const dayMs = 86_400_000;
const bytesPerMbit = 125_000;

interface Draft extends Omit<DevicePlan, 'uplink' | 'location'> {
  /** A tower stands in the town of what it hangs on, which is chosen after it: masts see a few kilometres. */
  location: string;
  readonly interfaces: InterfacePlan[];
  readonly legs: LegPlan[];
  uplink: DevicePlan['uplink'];
  /** Ports with nothing in them yet, the best first. */
  readonly freePorts: InterfacePlan[];
  readonly random: Random;
}

export function planNetwork(options: PlanOptions): DevicePlan[] {
  const count = options.deviceCount;
  const coreCount = Math.max(1, Math.round(count / 25));
  const popCount = Math.ceil(Math.max(0, count - coreCount) / 7);
  const oltCount = Math.min(options.oltCount ?? 0, popCount);
  const firstOf = { core: 0, pop: coreCount, tower: coreCount + popCount, olt: count };
  const roleOf = (index: number): Role =>
    index >= firstOf.olt ? 'olt' : index >= firstOf.tower ? 'tower' : index >= firstOf.pop ? 'pop' : 'core';
  const drafts = Array.from({ length: count + oltCount }, (_, index) => {
    const role = roleOf(index);
    return draftDevice(index, role, index - firstOf[role], options);
  });
  const upstreamPorts = new Map(drafts.slice(0, coreCount).map((core) => [core.index, plugUpstreams(core)]));
  drafts.forEach((draft, index) => {
    if (draft.role === 'core') return;
    const parent = chooseParent(drafts, draft, index - firstOf[draft.role], { coreCount, popCount });
    connect(draft, parent, upstreamPorts.get(parent.index) ?? null);
    if (draft.role === 'tower') draft.location = movedToTownOf(draft.location, parent.location);
  });
  for (const draft of drafts) {
    if (draft.role !== 'core') addSubscribers(draft, options.interfacesPerDevice);
    settleUnusedPorts(draft);
  }
  return drafts;
}

function draftDevice(index: number, role: Role, indexInRole: number, options: PlanOptions): Draft {
  const random = createRandom(`${options.seed}/${role}/${indexInRole}`);
  const models = modelsByRole[role];
  const model = models[indexInRole % models.length];
  if (model === undefined) throw new Error(`no model for ${role}`);
  const name = deviceName(role, indexInRole);
  const interfaces = draftInterfaces(model, index, options.interfacesPerDevice);
  const ports = interfaces.filter((port) => port.type === ifTypes.ethernet);
  return {
    index,
    name,
    role,
    model,
    address: `${options.addressPrefix}.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    // In the town of its POP, whose stream begins with it.
    location: deviceLocation(role, name, role === 'olt' ? createRandom(`${options.seed}/pop/${indexInRole}`) : random),
    contact: 'noc@isp.example',
    uptimeMs: Math.round(random.between(0.2, 180) * dayMs),
    interfaces,
    legs: [],
    uplink: null,
    freePorts: ports.toSorted((a, b) => b.speedBps - a.speedBps || a.ifIndex - b.ifIndex),
    random,
  };
}

function draftInterfaces(model: DeviceModel, deviceIndex: number, wanted: number): InterfacePlan[] {
  const ports = model.ports.flatMap((group) =>
    Array.from({ length: group.count }, (_, n) => ({ name: group.name(n), speedBps: group.speedBps })),
  );
  if (wanted > 0) {
    const physical = Math.max(1, wanted - (model.bridgeName === null ? 1 : 2));
    for (let n = 0; ports.length < physical; n++)
      ports.push({ name: `${ports[0]?.name ?? 'port'}-x${n + 1}`, speedBps: 1_000_000_000 });
    ports.length = physical;
  }
  const interfaces = ports.map((port, n) => makeInterface(model, deviceIndex, n, { ...port, type: ifTypes.ethernet }));
  const addLogical = (name: string, type: number, mtu: number): void => {
    const made = makeInterface(model, deviceIndex, interfaces.length, { name, speedBps: 0, type, mtu });
    interfaces.push({ ...made, carrier: true, adminUp: true });
  };
  addLogical(model.loopbackName, ifTypes.softwareLoopback, 65_536);
  if (model.bridgeName !== null) addLogical(model.bridgeName, ifTypes.bridge, 1_500);
  return interfaces;
}

function makeInterface(
  model: DeviceModel,
  deviceIndex: number,
  n: number,
  port: { name: string; speedBps: number; type: number; mtu?: number; parentIfIndex?: number },
): InterfacePlan {
  const [a, b, c] = model.macPrefix;
  const hasMac = port.type !== ifTypes.softwareLoopback;
  return {
    ifIndex: model.ifIndex(n),
    name: port.name,
    alias: '',
    type: port.type,
    speedBps: port.speedBps,
    mtu: port.mtu ?? 1_500,
    mac: hasMac ? [a, b, c, (deviceIndex >> 8) & 0xff, deviceIndex & 0xff, n & 0xff] : [],
    adminUp: true,
    carrier: false,
    parentIfIndex: port.parentIfIndex ?? null,
    errorsPerMillion: (deviceIndex * 31 + n * 17) % 23 === 0 ? 12 : 0,
  };
}

function takePort(draft: Draft, alias: string): InterfacePlan | null {
  const port = draft.freePorts.shift();
  if (port === undefined) return null;
  port.alias = alias;
  port.carrier = true;
  return port;
}

/** Ports of a core towards the rest of the Internet, with the share of its traffic that each carries. */
function plugUpstreams(core: Draft): { ifIndex: number; share: number }[] {
  const upstreams = [
    { alias: 'CDN: Google GGC', share: 0.27 },
    { alias: 'CDN: Netflix OCA', share: 0.18 },
    { alias: 'IX: NAP nacional', share: 0.33 },
    { alias: 'Transito: Andes Carrier', share: 0.22 },
  ];
  return upstreams.flatMap(({ alias, share }) => {
    const port = takePort(core, alias);
    return port === null ? [] : [{ ifIndex: port.ifIndex, share }];
  });
}

function chooseParent(
  drafts: readonly Draft[],
  draft: Draft,
  indexInRole: number,
  counts: { coreCount: number; popCount: number },
): Draft {
  const at = (index: number): Draft => {
    const found = drafts[index];
    if (found === undefined) throw new Error(`no device ${index}`);
    return found;
  };
  // Where the usual place has no port left, any router before that still has two takes it.
  const orElse = (usual: Draft): Draft =>
    usual.freePorts.length > 0
      ? usual
      : (drafts.slice(0, draft.index).find((other) => other.freePorts.length > 1) ?? usual);
  if (draft.role === 'pop') return orElse(at(indexInRole % counts.coreCount));
  if (counts.popCount === 0) return at(0);
  const pop = orElse(at(counts.coreCount + (indexInRole % counts.popCount)));
  if (draft.role === 'olt') return pop;
  const neighbour = indexInRole >= counts.popCount ? at(draft.index - counts.popCount) : null;
  // Some towers hang from the tower before them, as on a chain of radio hops.
  if (neighbour !== null && neighbour.freePorts.length > 6 && draft.random.chance(0.18)) return neighbour;
  return pop;
}

function connect(child: Draft, parent: Draft, upstreams: { ifIndex: number; share: number }[] | null): void {
  const up = takePort(child, `UPLINK a ${parent.name}`);
  const down = takePort(parent, `a ${child.name}`);
  if (up === null || down === null) throw new Error(`no free port between ${parent.name} and ${child.name}`);
  child.uplink = { ifIndex: up.ifIndex, parentIndex: parent.index, parentIfIndex: down.ifIndex };
  const toTheInternet = upstreams ?? (parent.uplink === null ? [] : [{ ifIndex: parent.uplink.ifIndex, share: 1 }]);
  for (const { ifIndex, share } of toTheInternet) {
    parent.legs.push({
      upIfIndex: ifIndex,
      downIfIndex: down.ifIndex,
      source: { kind: 'child', childIndex: child.index, share },
      packetBytesDown: 1_010,
      packetBytesUp: 290,
    });
  }
}

function addSubscribers(draft: Draft, interfacesPerDevice: number): void {
  const uplinkIfIndex = draft.uplink?.ifIndex;
  if (uplinkIfIndex === undefined) return;
  const isPop = draft.role === 'pop';
  const isOlt = draft.role === 'olt';
  const random = draft.random;
  const ponPorts = draft.model.ports[0]?.count ?? 0;
  const portCount = isOlt ? ponPorts : isPop ? random.integer(2, 4) : random.integer(3, 5);
  const meanMbps = (): number => (isPop ? random.between(250, 700) : random.between(6, 45));
  for (let n = 0; n < portCount; n++) {
    const label = isOlt ? `PON ${n + 1}` : isPop ? `OLT-${n + 1}` : `Sector ${String.fromCharCode(65 + n)}`;
    const port = takePort(draft, `${label} ${placeOf(draft.name)}`);
    if (port === null) return;
    const addLeg = (downIfIndex: number, mbps: number): void => {
      // A port is never planned above half its speed, so that the evening peak fits.
      const down = Math.min(mbps * bytesPerMbit, port.speedBps / 8 / 2);
      draft.legs.push({
        upIfIndex: uplinkIfIndex,
        downIfIndex,
        source: {
          kind: 'subscribers',
          down: createRate(down, random),
          up: createRate(down * random.between(0.07, 0.16), random),
        },
        packetBytesDown: Math.round(random.between(880, 1_120)),
        packetBytesUp: Math.round(random.between(220, 380)),
      });
    };
    if (interfacesPerDevice === 0 && !isOlt && n % 3 === 1) {
      for (const vlan of [100 + n, 200 + n]) addLeg(addVlan(draft, port, vlan).ifIndex, meanMbps() / 2);
    } else addLeg(port.ifIndex, meanMbps());
  }
}

function addVlan(draft: Draft, port: InterfacePlan, vlan: number): InterfacePlan {
  const made = makeInterface(draft.model, draft.index, draft.interfaces.length, {
    name: draft.model.vlanName(port.name, vlan),
    speedBps: port.speedBps,
    type: ifTypes.l2vlan,
    parentIfIndex: port.ifIndex,
  });
  made.alias = vlan < 200 ? 'Internet residencial' : 'Empresas';
  made.carrier = true;
  draft.interfaces.push(made);
  return made;
}

/** Of the ports that nobody uses, some are shut and the others wait for a cable. */
function settleUnusedPorts(draft: Draft): void {
  for (const port of draft.freePorts) port.adminUp = !draft.random.chance(0.4);
}
