/**
 * What stops when areas of the power company fail, and when. Equipment of a failed area stops at once, or when the
 * UPS that carries it is empty; each time more stops, more services lose their last way to the core.
 *
 * Which outlet a device hangs on is not in the inventory. A UPS is taken to carry the devices of its site that the
 * area feeds which feeds it; one that names no area carries all of its site. Of several the shortest counts: whoever
 * plans by it is early, not late. The ONU of a subscriber has no UPS of ours.
 */
import type { Topology } from './topology.ts';

type MaybeId = string | null;

export interface PowerObjects {
  readonly devices: readonly { readonly id: string; readonly siteId: MaybeId; readonly powerAreaId: MaybeId }[];
  readonly onus: readonly { readonly id: string; readonly powerAreaId: MaybeId }[];
  readonly upsUnits: readonly {
    readonly siteId: MaybeId;
    readonly powerAreaId: MaybeId;
    /** Null: nobody wrote it down. */
    readonly runtimeMinutes: number | null;
  }[];
}

export interface UnpoweredNode {
  readonly id: string;
  readonly kind: 'device' | 'onu';
  /** Minutes after the failure; 0: at once. Null: on a UPS of which nobody knows how long it lasts. */
  readonly stopsAfterMinutes: number | null;
}

export interface PowerStage {
  /** As of the node; those that nobody knows come last. */
  readonly afterMinutes: number | null;
  /** What stops then. */
  readonly nodeIds: readonly string[];
  /** All that is cut off from then on, with what was before. */
  readonly serviceIds: readonly string[];
}

export interface PowerGrid {
  /** What the areas feed, which stops when they fail together; the first to stop first. Unknown areas feed nothing. */
  unpowered(areaIds: Iterable<string>): UnpoweredNode[];
}

/** Times that are told apart; each is a search over the whole network. More are told as the earliest of some. */
const stagesMax = 24;

export function buildPowerGrid({ devices, onus, upsUnits }: PowerObjects): PowerGrid {
  const unitsAt = Map.groupBy(upsUnits, ({ siteId }) => siteId ?? '');
  const nodesOf = new Map<string, UnpoweredNode[]>();
  const feed = (areaId: MaybeId, node: UnpoweredNode): void => {
    if (areaId === null) return;
    const nodes = nodesOf.get(areaId);
    if (nodes === undefined) nodesOf.set(areaId, [node]);
    else nodes.push(node);
  };
  for (const { id, siteId, powerAreaId } of devices) {
    const units = siteId === null ? [] : (unitsAt.get(siteId) ?? []);
    const carriers = units.filter((unit) => unit.powerAreaId === null || unit.powerAreaId === powerAreaId);
    feed(powerAreaId, { id, kind: 'device', stopsAfterMinutes: shortest(carriers) });
  }
  for (const { id, powerAreaId } of onus) feed(powerAreaId, { id, kind: 'onu', stopsAfterMinutes: 0 });
  return {
    unpowered: (areaIds) => [...new Set(areaIds)].flatMap((id) => nodesOf.get(id) ?? []).toSorted(byTime),
  };
}

function shortest(units: PowerObjects['upsUnits']): number | null {
  if (units.length === 0) return 0;
  const known = units.flatMap(({ runtimeMinutes }) => runtimeMinutes ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

const timeOf = ({ stopsAfterMinutes }: UnpoweredNode): number => stopsAfterMinutes ?? Infinity;
const byTime = (a: UnpoweredNode, b: UnpoweredNode): number => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b));

/** @param unpowered in the order of `PowerGrid`. */
export function powerStages(
  topology: Pick<Topology, 'affectedServices'>,
  unpowered: readonly UnpoweredNode[],
): PowerStage[] {
  const failed: string[] = [];
  return inStages(unpowered).map((nodes) => {
    const nodeIds = nodes.map(({ id }) => id);
    failed.push(...nodeIds);
    return {
      afterMinutes: nodes[0]?.stopsAfterMinutes ?? null,
      nodeIds,
      serviceIds: topology.affectedServices(failed),
    };
  });
}

/** One for each time. When those are too many, neighbours are put together: the earliest stands for them. */
function inStages(unpowered: readonly UnpoweredNode[]): (readonly UnpoweredNode[])[] {
  const byMinute = [...Map.groupBy(unpowered, (node) => node.stopsAfterMinutes)];
  const unknown = byMinute.filter(([minutes]) => minutes === null).map(([, nodes]) => nodes);
  const known = byMinute.filter(([minutes]) => minutes !== null).map(([, nodes]) => nodes);
  const together = Math.ceil(known.length / stagesMax);
  const stages: (readonly UnpoweredNode[])[] = [];
  for (let start = 0; start < known.length; start += together) stages.push(known.slice(start, start + together).flat());
  return [...stages, ...unknown];
}
