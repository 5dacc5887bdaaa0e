/**
 * The network as a graph in memory, and the questions that an outage asks: what is below a node, how does it reach
 * the core, which services does a set of failed nodes cut off.
 *
 * Problem: 100,000 subscribers are some 400,000 nodes, and an answer may take milliseconds.
 * Approach: only devices and links form a mesh, and they are few. Everything optical is a tree below its OLT, so
 * nodes are kept parents-first in typed arrays: one search over the mesh, then one pass down the array in which a
 * node is reached when its parent is and it did not fail. Rejected: dominators, which answer single failures at
 * once, but not sets; a search over objects and maps, 40 times slower.
 *
 * A network that names no core still has answers: where a connected part has no core device, all its devices count as
 * core, and a tree without a device hangs on its own root. Unknown parents are ignored, and so is a parent that would
 * close a circle.
 */
import { buildMesh } from './mesh.ts';
import { pathsOverMesh } from './paths.ts';

export type NodeKind =
  'zone' | 'site' | 'power_area' | 'device' | 'link' | 'card' | 'pon_port' | 'feeder' | 'splitter' | 'drop' | 'onu';

type Id = string;
type MaybeId = string | null;

/** The living inventory of one tenant; ids are unique over all kinds. */
export interface TopologyObjects {
  readonly zones?: readonly { readonly id: Id; readonly parentId: MaybeId }[];
  readonly sites?: readonly { readonly id: Id; readonly zoneId: MaybeId }[];
  readonly powerAreas?: readonly { readonly id: Id }[];
  readonly devices: readonly {
    readonly id: Id;
    readonly isCore: boolean;
    readonly siteId?: MaybeId;
    readonly powerAreaId?: MaybeId;
  }[];
  readonly links: readonly { readonly id: Id; readonly aDeviceId: Id; readonly bDeviceId: Id }[];
  readonly cards?: readonly { readonly id: Id; readonly deviceId: Id }[];
  readonly ponPorts?: readonly { readonly id: Id; readonly deviceId: Id; readonly cardId?: MaybeId }[];
  readonly feeders?: readonly { readonly id: Id; readonly ponPortId: Id }[];
  readonly splitters?: readonly { readonly id: Id; readonly feederId: MaybeId; readonly parentId: MaybeId }[];
  readonly drops?: readonly { readonly id: Id; readonly splitterId: MaybeId; readonly feederId: MaybeId }[];
  readonly onus?: readonly {
    readonly id: Id;
    readonly dropId: MaybeId;
    readonly ponPortId: MaybeId;
    readonly powerAreaId?: MaybeId;
  }[];
  /** An ONU says more than a device, when a service names both. */
  readonly services?: readonly { readonly id: Id; readonly onuId: MaybeId; readonly deviceId: MaybeId }[];
}

export interface PathsToCore {
  /** Node ids from the node to a core device, both included; the fewest devices first. */
  readonly paths: readonly (readonly string[])[];
  /** False: there are more than were looked for. */
  readonly complete: boolean;
}

export interface Topology {
  readonly nodeCount: number;
  readonly serviceCount: number;
  kindOf(nodeId: string): NodeKind | null;
  /** What is cut off from every core when this node fails, itself left out. Empty for a node that is unknown. */
  below(nodeId: string): string[];
  /** @param options.endsAt devices and links beyond which nobody looks: paths end with them. */
  pathsToCore(
    nodeId: string,
    options?: { readonly pathsMax?: number; readonly endsAt?: (nodeId: string) => boolean },
  ): PathsToCore;
  /**
   * Services whose every path to any core is cut by the failed nodes together. A failed site, zone or power area is
   * the failure of all that it holds; ids that are unknown are ignored.
   */
  affectedServices(failedNodeIds: Iterable<string>): string[];
}

const none = -1;

/** Nodes parents-first. */
interface Forest {
  readonly ids: readonly string[];
  readonly kinds: readonly NodeKind[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** The node that it hangs on, or `none`; of links and devices always `none`. */
  readonly parent: Int32Array;
}

export function buildTopology(objects: TopologyObjects): Topology {
  const forest = buildForest(objects);
  const mesh = buildMesh(objects, forest.indexOf);
  const groups = buildGroups(objects, forest.indexOf);
  const services = objects.services ?? [];
  const attachedTo = Int32Array.from(
    services,
    ({ onuId, deviceId }) => forest.indexOf.get(onuId ?? '') ?? forest.indexOf.get(deviceId ?? '') ?? none,
  );
  const count = forest.ids.length;
  const failed = new Uint8Array(count);
  const reached = new Uint8Array(count);

  /** Fills `reached` for a set of failed nodes, which is taken back afterwards. */
  const reach = (failedIndexes: readonly number[]): void => {
    for (const index of failedIndexes) failed[index] = 1;
    reached.fill(0);
    mesh.search(failed, reached);
    const { parent } = forest;
    for (let node = mesh.nodeCount; node < count; node += 1) {
      const above = parent[node] ?? none;
      reached[node] = failed[node] === 0 && (above === none || reached[above] === 1) ? 1 : 0;
    }
    for (const index of failedIndexes) failed[index] = 0;
  };

  reach([]);
  /** A link to nowhere was never reached, so nothing cuts it off. */
  const reachedBefore = reached.slice();

  return {
    nodeCount: count,
    serviceCount: services.length,
    kindOf: (nodeId) => groups.kinds.get(nodeId) ?? forest.kinds[forest.indexOf.get(nodeId) ?? none] ?? null,
    below(nodeId) {
      const members = membersOf([nodeId], forest, groups);
      if (members.length === 0) return [];
      reach(members);
      const cut: string[] = [];
      for (let node = 0; node < count; node += 1) {
        if (reached[node] !== reachedBefore[node] && forest.ids[node] !== nodeId) cut.push(forest.ids[node] ?? '');
      }
      return cut;
    },
    pathsToCore(nodeId, options = {}) {
      const index = forest.indexOf.get(nodeId);
      if (index === undefined) return { paths: [], complete: true };
      const stem = [index];
      for (let above = forest.parent[index] ?? none; above !== none; above = forest.parent[above] ?? none)
        stem.push(above);
      const top = stem.at(-1) ?? index;
      const { endsAt = () => false, ...limits } = options;
      const endsAtNode = (node: number): boolean => endsAt(forest.ids[node] ?? '');
      const { paths, complete } =
        top >= mesh.nodeCount
          ? { paths: [[top]], complete: true }
          : pathsOverMesh(mesh, top, { ...limits, endsAt: endsAtNode });
      const below = stem.slice(0, -1);
      return { paths: paths.map((path) => [...below, ...path].map((node) => forest.ids[node] ?? '')), complete };
    },
    affectedServices(failedNodeIds) {
      reach(membersOf(failedNodeIds, forest, groups));
      const affected: string[] = [];
      attachedTo.forEach((node, index) => {
        if (node !== none && reached[node] === 0) affected.push(services[index]?.id ?? '');
      });
      return affected;
    },
  };
}

/** Devices and links first: the mesh is the beginning of every array. */
function buildForest(objects: TopologyObjects): Forest {
  const ids: string[] = [];
  const kinds: NodeKind[] = [];
  const parents: MaybeId[] = [];
  const add = (kind: NodeKind, id: string, parent: MaybeId): void => {
    ids.push(id);
    kinds.push(kind);
    parents.push(parent);
  };
  for (const { id } of objects.devices) add('device', id, null);
  for (const { id } of objects.links) add('link', id, null);
  const meshCount = ids.length;
  for (const { id, deviceId } of objects.cards ?? []) add('card', id, deviceId);
  for (const { id, cardId, deviceId } of objects.ponPorts ?? []) add('pon_port', id, cardId ?? deviceId);
  for (const { id, ponPortId } of objects.feeders ?? []) add('feeder', id, ponPortId);
  for (const { id, feederId, parentId } of objects.splitters ?? []) add('splitter', id, parentId ?? feederId);
  for (const { id, splitterId, feederId } of objects.drops ?? []) add('drop', id, splitterId ?? feederId);
  for (const { id, dropId, ponPortId } of objects.onus ?? []) add('onu', id, dropId ?? ponPortId);

  const given = new Map<string, number>();
  ids.forEach((id, index) => given.set(id, index));
  const parentOf = Int32Array.from(parents, (parent) => (parent === null ? none : (given.get(parent) ?? none)));
  const order = parentsFirst(parentOf, meshCount);
  // A database that lists splitters as they were made has parents first: nothing moves.
  if (order.every((old, now) => old === now)) return { ids, kinds, indexOf: given, parent: parentOf };
  return inOrder(order, { ids, kinds, indexOf: given, parent: parentOf });
}

function inOrder(order: Int32Array, forest: Forest): Forest {
  const place = new Int32Array(order.length);
  order.forEach((old, now) => (place[old] = now));
  const indexOf = new Map<string, number>();
  for (const [id, old] of forest.indexOf) indexOf.set(id, place[old] ?? none);
  return {
    ids: Array.from(order, (old) => forest.ids[old] ?? ''),
    kinds: Array.from(order, (old) => forest.kinds[old] ?? 'device'),
    indexOf,
    parent: Int32Array.from(order, (old) => {
      const above = forest.parent[old] ?? none;
      return above === none ? none : (place[above] ?? none);
    }),
  };
}

/** Old indexes in an order in which a parent comes before its children; a parent that closes a circle is taken away. */
function parentsFirst(parentOf: Int32Array, meshCount: number): Int32Array {
  const order = new Int32Array(parentOf.length);
  const placed = new Uint8Array(parentOf.length);
  let filled = 0;
  const put = (node: number): void => {
    placed[node] = 2;
    order[filled] = node;
    filled += 1;
  };
  for (let node = 0; node < meshCount; node += 1) put(node);
  const chain: number[] = [];
  for (let node = meshCount; node < parentOf.length; node += 1) {
    let next = node;
    while (next !== none && placed[next] === 0) {
      placed[next] = 1;
      chain.push(next);
      const above = parentOf[next] ?? none;
      if (above !== none && placed[above] === 1) parentOf[next] = none;
      next = parentOf[next] ?? none;
    }
    for (let each = chain.pop(); each !== undefined; each = chain.pop()) put(each);
  }
  return order;
}

interface Groups {
  readonly kinds: ReadonlyMap<string, NodeKind>;
  /** Nodes that fail with the group. */
  readonly members: ReadonlyMap<string, readonly number[]>;
}

/** Sites, zones and power areas: no part of a path, but what they hold fails together. */
function buildGroups(objects: TopologyObjects, indexOf: ReadonlyMap<string, number>): Groups {
  const kinds = new Map<string, NodeKind>();
  const members = new Map<string, number[]>();
  const group = (kind: NodeKind, id: string): void => {
    kinds.set(id, kind);
    members.set(id, []);
  };
  for (const { id } of objects.zones ?? []) group('zone', id);
  for (const { id } of objects.sites ?? []) group('site', id);
  for (const { id } of objects.powerAreas ?? []) group('power_area', id);
  const zoneAbove = new Map((objects.zones ?? []).map(({ id, parentId }) => [id, parentId]));
  const zoneOfSite = new Map((objects.sites ?? []).map(({ id, zoneId }) => [id, zoneId]));
  const join = (node: number | undefined, groupId: MaybeId | undefined): void => {
    if (node !== undefined && groupId !== null && groupId !== undefined) members.get(groupId)?.push(node);
  };
  for (const { id, siteId, powerAreaId } of objects.devices) {
    const node = indexOf.get(id);
    join(node, powerAreaId);
    join(node, siteId);
    const seen = new Set<string>();
    for (let zone = zoneOfSite.get(siteId ?? ''); zone; zone = zoneAbove.get(zone)) {
      if (seen.has(zone)) break;
      seen.add(zone);
      join(node, zone);
    }
  }
  for (const { id, powerAreaId } of objects.onus ?? []) join(indexOf.get(id), powerAreaId);
  return { kinds, members };
}

function membersOf(ids: Iterable<string>, forest: Forest, groups: Groups): number[] {
  const found: number[] = [];
  for (const id of ids) {
    const node = forest.indexOf.get(id);
    if (node !== undefined) found.push(node);
    else for (const member of groups.members.get(id) ?? []) found.push(member);
  }
  return found;
}
