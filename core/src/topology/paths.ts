/** All simple paths over the mesh from a device or link to where paths end. */
import type { Mesh } from './mesh.ts';

/** Paths of one answer: more help nobody, and a dense mesh has exponentially many. */
const defaultPathsMax = 100;
/** Nodes that one answer looks at, so that a mesh with many dead ends ends too. */
const stepsMax = 200_000;
/** Nodes of one path; longer detours are not followed. */
const pathNodesMax = 1_000;

/**
 * Nodes from `start` to the first anchor on each path, both included; the fewest nodes first.
 * @param options.endsAt paths end at these nodes, too.
 */
export function pathsOverMesh(
  mesh: Mesh,
  start: number,
  { pathsMax = defaultPathsMax, endsAt = () => false }: { pathsMax?: number; endsAt?: (node: number) => boolean } = {},
): { readonly paths: number[][]; readonly complete: boolean } {
  const distance = distances(mesh);
  const paths: number[][] = [];
  const onPath = new Uint8Array(mesh.nodeCount);
  const path: number[] = [];
  let steps = 0;
  let complete = true;

  const walk = (node: number): void => {
    steps += 1;
    if (paths.length > pathsMax || steps > stepsMax || path.length >= pathNodesMax) {
      complete = false;
      return;
    }
    path.push(node);
    onPath[node] = 1;
    if (mesh.isAnchor[node] === 1 || endsAt(node)) paths.push([...path]);
    else for (const next of towardsCore(mesh, node, distance)) if (onPath[next] === 0) walk(next);
    onPath[node] = 0;
    path.pop();
  };
  walk(start);
  if (paths.length > pathsMax) complete = false;
  const shortest = paths.slice(0, pathsMax).toSorted((a, b) => a.length - b.length);
  return { paths: shortest, complete };
}

/** Nearest first, so that what is cut off by the limits are detours. */
function towardsCore({ first, neighbours }: Mesh, node: number, distance: Int32Array): number[] {
  const next = [...neighbours.subarray(first[node] ?? 0, first[node + 1] ?? 0)];
  return next.filter((each) => (distance[each] ?? -1) >= 0).sort((a, b) => (distance[a] ?? 0) - (distance[b] ?? 0));
}

/** Steps from each node to the nearest anchor; −1: none. */
function distances({ nodeCount, isAnchor, first, neighbours }: Mesh): Int32Array {
  const distance = new Int32Array(nodeCount).fill(-1);
  const queue: number[] = [];
  for (let node = 0; node < nodeCount; node += 1) {
    if (isAnchor[node] === 0) continue;
    distance[node] = 0;
    queue.push(node);
  }
  for (const node of queue) {
    for (const next of neighbours.subarray(first[node] ?? 0, first[node + 1] ?? 0)) {
      if (distance[next] !== -1) continue;
      distance[next] = (distance[node] ?? 0) + 1;
      queue.push(next);
    }
  }
  return distance;
}
