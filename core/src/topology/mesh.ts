/** Devices and the links between them: the part of the network that is no tree. */
export interface Mesh {
  /** Devices and links: nodes 0 … nodeCount − 1. */
  readonly nodeCount: number;
  /** 1 where a path may end: a core device, or any device of a part that has none. */
  readonly isAnchor: Uint8Array;
  /** Neighbours of node n are `neighbours[first[n]] … neighbours[first[n + 1] - 1]`: links of a device, ends of a link. */
  readonly first: Int32Array;
  readonly neighbours: Int32Array;
  /** Marks in `reached` what an anchor reaches over nodes that have not failed. */
  search(failed: Uint8Array, reached: Uint8Array): void;
}

interface MeshObjects {
  readonly devices: readonly { readonly id: string; readonly isCore: boolean }[];
  readonly links: readonly { readonly id: string; readonly aDeviceId: string; readonly bDeviceId: string }[];
}

/** @param indexOf has devices and links as the first indexes. */
export function buildMesh(objects: MeshObjects, indexOf: ReadonlyMap<string, number>): Mesh {
  const nodeCount = objects.devices.length + objects.links.length;
  const edges: [link: number, device: number][] = [];
  for (const { id, aDeviceId, bDeviceId } of objects.links) {
    const link = indexOf.get(id);
    for (const end of new Set([aDeviceId, bDeviceId])) {
      const device = indexOf.get(end);
      // An end that is unknown, or no device, carries nothing.
      if (link !== undefined && device !== undefined && device < objects.devices.length) edges.push([link, device]);
    }
  }
  const { first, neighbours } = adjacency(nodeCount, edges);
  const queue = new Int32Array(nodeCount);

  /** Breadth first from what is marked in `reached` and stands in the queue; returns the end of the queue. */
  const spread = (failed: Uint8Array, reached: Uint8Array, filledBefore: number): number => {
    let filled = filledBefore;
    for (let read = 0; read < filled; read += 1) {
      const node = queue[read] ?? 0;
      const end = first[node + 1] ?? 0;
      for (let edge = first[node] ?? 0; edge < end; edge += 1) {
        const next = neighbours[edge] ?? 0;
        if (reached[next] === 1 || failed[next] === 1) continue;
        reached[next] = 1;
        queue[filled] = next;
        filled += 1;
      }
    }
    return filled;
  };

  const search = (anchors: Uint8Array, failed: Uint8Array, reached: Uint8Array): void => {
    let filled = 0;
    for (let node = 0; node < nodeCount; node += 1) {
      if (anchors[node] === 0 || failed[node] === 1) continue;
      reached[node] = 1;
      queue[filled] = node;
      filled += 1;
    }
    spread(failed, reached, filled);
  };

  const isAnchor = new Uint8Array(nodeCount);
  objects.devices.forEach(({ id, isCore }) => {
    if (isCore) isAnchor[indexOf.get(id) ?? 0] = 1;
  });
  const reachedByCore = new Uint8Array(nodeCount);
  search(isAnchor, new Uint8Array(nodeCount), reachedByCore);
  for (let device = 0; device < objects.devices.length; device += 1) {
    if (reachedByCore[device] === 0) isAnchor[device] = 1;
  }
  return {
    nodeCount,
    isAnchor,
    first,
    neighbours,
    // A link without a living end is reached by nobody: it has no anchor, and never carried anything.
    search: (failed, reached) => search(isAnchor, failed, reached),
  };
}

/** Compressed rows of an undirected graph. */
function adjacency(nodeCount: number, edges: readonly (readonly [number, number])[]) {
  const first = new Int32Array(nodeCount + 1);
  for (const [a, b] of edges) {
    first[a + 1] = (first[a + 1] ?? 0) + 1;
    first[b + 1] = (first[b + 1] ?? 0) + 1;
  }
  for (let node = 0; node < nodeCount; node += 1) first[node + 1] = (first[node + 1] ?? 0) + (first[node] ?? 0);
  const next = first.slice();
  const neighbours = new Int32Array(edges.length * 2);
  const put = (from: number, to: number): void => {
    neighbours[next[from] ?? 0] = to;
    next[from] = (next[from] ?? 0) + 1;
  };
  for (const [a, b] of edges) {
    put(a, b);
    put(b, a);
  }
  return { first, neighbours };
}
