/** Where the routers of the simulated network stand, as their own sysLocation says it: zones, sites, racks, power. */
import { towns } from '@fastisp/lab/network/names';
import type { DevicePlan } from '@fastisp/lab/network/plan';
import { streetAddress } from './names.ts';
import { type Position, type Row, type Rows, scatter, slugOf, streamOf } from './row.ts';

type Town = (typeof towns)[number];

/** Main squares of the valley's towns (WGS 84). */
const squares: Readonly<Record<Town, Position>> = {
  Cochabamba: { latitude: -17.3936, longitude: -66.157 },
  Quillacollo: { latitude: -17.398, longitude: -66.2785 },
  Sacaba: { latitude: -17.4042, longitude: -66.0408 },
  Tiquipaya: { latitude: -17.338, longitude: -66.2156 },
  Colcapirhua: { latitude: -17.3859, longitude: -66.2383 },
  Vinto: { latitude: -17.3973, longitude: -66.317 },
};

export interface Place extends Position {
  readonly town: Town;
  readonly siteId: string;
  readonly siteName: string;
  /** Null where a mast has only a cabinet. */
  readonly rackId: string | null;
  /** Null where generators keep it running. */
  readonly powerAreaId: string | null;
}

export const zoneIdOf = (town: string): string => `zona-${slugOf(town)}`;
const areaIdOf = (town: string, feeder: number): string => `alimentador-${slugOf(town)}-${feeder}`;
const feedersOfTown = [1, 2] as const;
/** Kilometres from the square. */
const reachKm = { core: 1.5, pop: 2, olt: 2, tower: 5 } as const;

/** `Datacenter Sacaba, rack 7`, `POP Norte, Vinto`, `Torre Cerro Azul, Tiquipaya`. */
export function placeOf({ location, role, model }: DevicePlan): Place {
  const [siteName = location, rest = ''] = location.split(', ');
  const townName = role === 'core' ? siteName.replace('Datacenter ', '') : rest;
  const town = towns.find((each) => each === townName);
  if (town === undefined) throw new Error(`${location} names no town of the valley`);
  const siteId = `sitio-${slugOf(siteName)}`;
  const random = streamOf(siteId);
  const feeder = random.pick(feedersOfTown);
  const rack = role === 'core' ? slugOf(rest) : role === 'tower' ? null : model.kind === 'olt' ? 'rack-olt' : 'rack-1';
  return {
    ...{ town, siteId, siteName },
    ...scatter(squares[town], reachKm[role], random),
    rackId: rack === null ? null : `${siteId}-${rack}`,
    powerAreaId: role === 'core' ? null : areaIdOf(town, feeder),
  };
}

/** In the order in which one refers to the other. */
export function placeRows(plans: readonly DevicePlan[]): Rows[] {
  const places = plans.map((plan) => ({ plan, place: placeOf(plan) }));
  const root = 'zona-valle';
  const zones: Row[] = [
    { externalId: root, name: 'Valle Central', parentId: null },
    ...towns.map((town) => ({ externalId: zoneIdOf(town), name: town, parentId: root })),
  ];
  const sites = places.map(({ place }): Row => {
    const { siteName, siteId, town, latitude, longitude } = place;
    const street = `${streetAddress(streamOf(`${siteId}/street`))}, ${town}`;
    return { externalId: siteId, name: siteName, zoneId: zoneIdOf(town), street, latitude, longitude };
  });
  const racks = places.flatMap(({ place: { rackId, siteId } }): Row[] => {
    if (rackId === null) return [];
    const name = rackId.slice(siteId.length + 1).replaceAll('-', ' ');
    return [{ externalId: rackId, name: name.charAt(0).toUpperCase() + name.slice(1), siteId, heightU: 42 }];
  });
  const areas = towns.flatMap((town) =>
    feedersOfTown.map((feeder): Row => {
      const name = `Alimentador ${town} ${feeder}`;
      return { externalId: areaIdOf(town, feeder), name, provider: 'Eléctrica del Valle' };
    }),
  );
  return [
    { plural: 'zones', rows: zones },
    { plural: 'sites', rows: once(sites) },
    { plural: 'racks', rows: once(racks) },
    { plural: 'power-areas', rows: areas },
    { plural: 'ups', rows: once(places.flatMap(upsOf)) },
  ];
}

function upsOf({ plan, place }: { plan: DevicePlan; place: Place }): Row[] {
  if (plan.role === 'tower') return [];
  const { siteId, siteName, powerAreaId } = place;
  const [model, capacityVa, runtimeMinutes] =
    plan.role === 'core' ? ['UPS 20 kVA', 20_000, 45] : ['UPS 3 kVA', 3_000, 90];
  return [
    { externalId: `ups-${siteId}`, name: `UPS ${siteName}`, siteId, powerAreaId, model, capacityVa, runtimeMinutes },
  ];
}

/** Several devices share a site and a rack. */
const once = (rows: readonly Row[]): Row[] => [...new Map(rows.map((row) => [row.externalId, row])).values()];
