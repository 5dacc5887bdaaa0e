/** A failure of power areas, as far as whoever asks may see it. */
import type { Tx } from '@fastisp/core/pg/port';
import { powerStages } from '@fastisp/core/topology/power';
import type { Network } from './load.ts';
import type { PowerFailure } from './schemas.ts';

interface PowerQuestion {
  readonly areaIds: readonly string[];
  /** Devices that are named. */
  readonly limit: number;
  /** Those of the ids that the caller may see. */
  readonly seen: (kind: 'device' | 'onu' | 'service', ids: readonly string[]) => Promise<readonly string[]>;
}

export async function describePowerFailure(
  tx: Tx,
  { topology, power, subscriberOf }: Network,
  { areaIds, limit, seen }: PowerQuestion,
): Promise<PowerFailure> {
  const unpowered = power.unpowered(areaIds);
  const stages = powerStages(topology, unpowered);
  const idsOf = (kind: 'device' | 'onu') => unpowered.filter((node) => node.kind === kind).map(({ id }) => id);
  const devices = new Set(await seen('device', idsOf('device')));
  const onus = new Set(await seen('onu', idsOf('onu')));
  const services = new Set(await seen('service', stages.at(-1)?.serviceIds ?? []));
  const named = unpowered.filter(({ id }) => devices.has(id)).slice(0, limit);
  const names = await deviceNames(
    tx,
    named.map(({ id }) => id),
  );
  return {
    devices: named.map(({ id, stopsAfterMinutes }) => ({ id, name: names.get(id) ?? '', stopsAfterMinutes })),
    counts: { devices: devices.size, onus: onus.size },
    stages: stages.map(({ afterMinutes, nodeIds, serviceIds }) => {
      const cut = serviceIds.filter((id) => services.has(id));
      return {
        afterMinutes,
        devices: nodeIds.filter((id) => devices.has(id)).length,
        onus: nodeIds.filter((id) => onus.has(id)).length,
        services: cut.length,
        subscribers: new Set(cut.map((id) => subscriberOf.get(id))).size,
      };
    }),
  };
}

async function deviceNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('devices').select(['id', 'name']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
