/** The picture of what hangs below an object: boxes from left to right, placed. Pure. */

export interface PictureNode {
  readonly key: string;
  readonly type: string;
  readonly name: string;
  readonly href: string;
  readonly children: readonly PictureNode[];
  /** Children that are not drawn. */
  readonly more: number;
}

export interface PlacedNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
}
export interface PlacedMore {
  readonly key: string;
  readonly href: string;
  readonly count: number;
  readonly x: number;
  readonly y: number;
}
export interface Picture {
  readonly nodes: readonly PlacedNode[];
  readonly more: readonly PlacedMore[];
  /** Paths of SVG, from a node to one below it. */
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

export const box = { width: 176, height: 30 } as const;
const gap = { x: 44, y: 8 } as const;

/** Leaves are stacked; a node stands in the middle of what hangs on it. */
export function placePicture(root: PictureNode): Picture {
  const nodes: PlacedNode[] = [];
  const more: PlacedMore[] = [];
  const lines: string[] = [];
  let row = 0;
  let depthMax = 0;
  const nextY = (): number => row++ * (box.height + gap.y);

  const place = (node: PictureNode, depth: number): number => {
    depthMax = Math.max(depthMax, depth);
    const x = depth * (box.width + gap.x);
    const below = node.children.map((child) => place(child, depth + 1));
    if (node.more > 0) {
      depthMax = Math.max(depthMax, depth + 1);
      const y = nextY();
      more.push({ key: `${node.key}-more`, href: node.href, count: node.more, x: x + box.width + gap.x, y });
      below.push(y);
    }
    const y = below.length === 0 ? nextY() : ((below[0] ?? 0) + (below.at(-1) ?? 0)) / 2;
    for (const childY of below) lines.push(linePath(x + box.width, y, childY));
    nodes.push({ node, x, y });
    return y;
  };
  place(root, 0);
  const width = (depthMax + 1) * (box.width + gap.x) - gap.x;
  return { nodes, more, lines, width, height: Math.max(1, row) * (box.height + gap.y) - gap.y };
}

/** Out, then up or down in the middle of the gap, then in. */
function linePath(x: number, fromY: number, toY: number): string {
  const [start, end, middle] = [fromY + box.height / 2, toY + box.height / 2, x + gap.x / 2];
  return `M${x} ${start}C${middle} ${start} ${middle} ${end} ${x + gap.x} ${end}`;
}
