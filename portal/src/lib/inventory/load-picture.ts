/** What hangs below an object, as far as a picture of it is still read at a glance. */
import { call, type Result } from '#lib/api/client.ts';
import { objectHref } from './links.ts';
import { nameOf, type ObjectType, type Types } from './object-types.ts';
import { objects } from './objects-api.ts';
import type { PictureNode } from './picture.ts';
import { type Edge, edgesOf, filterOf, treeKey, type TreeNode } from './tree.ts';

/** Of one kind below one node; the rest is counted. */
const drawnMax = 6;
const depthMax = 3;
/** Devices in racks are told apart here, among those of the site. */
const pageSize = 100;

interface Context {
  readonly types: Types;
  readonly mayRead: (type: ObjectType) => boolean;
  readonly signal: AbortSignal;
}

export async function loadPicture(context: Context, node: TreeNode, depth = 0): Promise<Result<PictureNode>> {
  const type = context.types.get(node.type);
  if (type === undefined) throw new Error(`${node.type} is no kind of object`);
  const edges = depth === depthMax ? [] : edgesOf(node).filter((edge) => isRead(context, edge));
  const groups = await Promise.all(edges.map((edge) => loadEdge(context, node, edge)));
  const failed = groups.find((group) => !group.ok);
  if (failed !== undefined && !failed.ok) return failed;
  const found = groups.flatMap((group) => (group.ok ? [group.data] : []));
  const children = await Promise.all(
    found.flatMap(({ nodes }) => nodes).map((child) => loadPicture(context, child, depth + 1)),
  );
  const broken = children.find((child) => !child.ok);
  if (broken !== undefined && !broken.ok) return broken;
  return {
    ok: true,
    data: {
      key: treeKey(node.type, node.id),
      type: node.type,
      name: nameOf(type, node.record),
      href: objectHref(type, node.id),
      children: children.flatMap((child) => (child.ok ? [child.data] : [])),
      more: found.reduce((sum, { more }) => sum + more, 0),
    },
  };
}

function isRead({ types, mayRead }: Context, { type }: Edge): boolean {
  const known = types.get(type);
  return known !== undefined && mayRead(known);
}

async function loadEdge(
  { types, signal }: Context,
  parent: TreeNode,
  edge: Edge,
): Promise<Result<{ nodes: TreeNode[]; more: number }>> {
  const type = types.get(edge.type);
  if (type === undefined) throw new Error(`${edge.type} is no kind of object`);
  const query = { ...filterOf(edge, parent), limit: edge.keep === undefined ? drawnMax : pageSize };
  const answer = await call(
    objects.GET('/api/v1/{plural}', { params: { path: { plural: type.plural }, query }, signal }),
  );
  if (!answer.ok) return answer;
  const { items, total } = answer.data;
  const kept = items.filter((record) => edge.keep?.(record, parent.id) ?? true);
  const nodes = kept.slice(0, drawnMax).map((record) => ({ type: type.name, id: record.id, record }));
  const counted = edge.keep === undefined ? total : kept.length;
  return { ok: true, data: { nodes, more: counted - nodes.length } };
}
