/** Devices with their places and roles, links as the simulated network has them, prefixes and addresses. */
import type { DevicePlan } from '@fastisp/lab/network/plan';
import type { LabDevice } from '@fastisp/lab/service';
import { placeOf } from './places.ts';
import type { Row, Rows } from './row.ts';

/** Short, so that a newcomer sees things happen. */
const pollIntervalS = 10;
const tagOf = { core: 'nucleo', pop: 'agregacion', olt: 'acceso', tower: 'acceso' } as const;

/** @param reach how the network answers SNMP; a device that it does not have is left out. */
export function deviceRows(plans: readonly DevicePlan[], reach: readonly LabDevice[]): Rows {
  const reachOf = new Map(reach.map((device) => [device.name, device]));
  const rows = plans.flatMap((plan): Row[] => {
    const device = reachOf.get(plan.name);
    if (device === undefined) return [];
    const { siteId, rackId, powerAreaId } = placeOf(plan);
    return [
      {
        ...{ externalId: plan.name, name: plan.name, address: device.address, kind: device.kind },
        ...{ snmpVersion: '2c', snmpPort: device.port, snmpCommunity: device.community, pollIntervalS },
        ...{ siteId, rackId, powerAreaId, isCore: plan.role === 'core', tags: [tagOf[plan.role]] },
      },
    ];
  });
  return { plural: 'devices', rows };
}

export interface PlannedLink {
  readonly row: Row;
  /** What it is plugged into; null where the simulated network has no such cable. */
  readonly ports: { readonly aIfIndex: number; readonly bIfIndex: number } | null;
}

/** Each device's way up, from itself (A) to where it hangs (B), and the ring of the cores. */
export const plannedLinks = (plans: readonly DevicePlan[]): PlannedLink[] => [...waysUp(plans), ...ringOf(plans)];

function waysUp(plans: readonly DevicePlan[]): PlannedLink[] {
  return plans.flatMap((plan): PlannedLink[] => {
    const parent = plan.uplink === null ? undefined : plans[plan.uplink.parentIndex];
    if (plan.uplink === null || parent === undefined) return [];
    const { ifIndex, parentIfIndex } = plan.uplink;
    const speedOf = (device: DevicePlan, wanted: number): number =>
      device.interfaces.find((port) => port.ifIndex === wanted)?.speedBps ?? 0;
    const capacityBps = Math.min(speedOf(plan, ifIndex), speedOf(parent, parentIfIndex));
    const row: Row = {
      ...{ externalId: `enlace-${plan.name}`, name: `${plan.name} – ${parent.name}` },
      kind: plan.role === 'tower' ? 'radio' : 'physical',
      ...{ aDeviceId: plan.name, bDeviceId: parent.name, capacityBps, lengthM: metresBetween(plan, parent) },
    };
    return [{ row, ports: { aIfIndex: ifIndex, bIfIndex: parentIfIndex } }];
  });
}

/** Two cores are joined by one link, more by a circle. */
function ringOf(plans: readonly DevicePlan[]): PlannedLink[] {
  const cores = plans.filter(({ role }) => role === 'core');
  return cores.slice(0, cores.length === 2 ? 1 : cores.length).flatMap((core, n): PlannedLink[] => {
    const next = cores[(n + 1) % cores.length];
    if (next === undefined || next === core) return [];
    const ends = { aDeviceId: core.name, bDeviceId: next.name, lengthM: metresBetween(core, next) };
    const row = { externalId: `anillo-${n + 1}`, name: `Anillo troncal ${n + 1}`, kind: 'ring', ...ends };
    return [{ row, ports: null }];
  });
}

/** As the crow flies, over a valley that is flat enough for Pythagoras. */
function metresBetween(one: DevicePlan, other: DevicePlan): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  const north = (a.latitude - b.latitude) * 111_200;
  const east = (a.longitude - b.longitude) * 111_200 * Math.cos((a.latitude * Math.PI) / 180);
  return Math.round(Math.hypot(north, east));
}

const managementPrefixId = 'red-gestion';
export const publicPrefixId = 'red-publica';

export function addressingRows(plans: readonly DevicePlan[], addressPrefix: string): Rows[] {
  const prefixes: Row[] = [
    {
      externalId: managementPrefixId,
      prefix: `${addressPrefix}.0.0/16`,
      name: 'Gestión',
      role: 'management',
      vlan: 99,
    },
    // RFC 6598: shared by providers behind their address translation.
    { externalId: 'red-pppoe-fibra', prefix: '100.64.0.0/18', name: 'PPPoE fibra', role: 'subscribers', vlan: 100 },
    { externalId: 'red-pppoe-radio', prefix: '100.64.64.0/18', name: 'PPPoE radio', role: 'subscribers', vlan: 200 },
    // RFC 5737: for documentation, nobody's.
    { externalId: publicPrefixId, prefix: '198.51.100.0/24', name: 'IP fijas', role: 'public', vlan: 300 },
  ];
  const addresses = plans.map(({ name, address }): Row => ({
    ...{ externalId: `ip-${name}`, address, prefixId: managementPrefixId, hostName: `${name}.vallefibra.example` },
    deviceId: name,
  }));
  return [
    { plural: 'prefixes', rows: prefixes },
    { plural: 'addresses', rows: addresses },
  ];
}
