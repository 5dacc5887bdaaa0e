/** Where the cells of a honeycomb go, as large as they fit; pure geometry in pixels. */

export interface Honeycomb {
  /** From the centre of a cell to its corner. */
  readonly radius: number;
  readonly cells: readonly { readonly x: number; readonly y: number }[];
}

const root3 = Math.sqrt(3);
/** Below this a cell can neither be seen nor pointed at; the honeycomb scrolls instead. */
export const radiusMin = 7;

/** How many columns of pointy cells fit when every second row is shifted by half a cell. */
const columnsFor = (radius: number, width: number): number => Math.floor(width / (root3 * radius) - 0.5);

const heightFor = (radius: number, rows: number): number => radius * (1.5 * (rows - 1) + 2);

function fits(count: number, radius: number, width: number, height: number): boolean {
  const columns = columnsFor(radius, width);
  return columns >= 1 && heightFor(radius, Math.ceil(count / columns)) <= height;
}

export function layOutHoneycomb(count: number, area: { width: number; height: number; radiusMax: number }): Honeycomb {
  if (count === 0 || area.width <= 0) return { radius: radiusMin, cells: [] };
  let radius = Math.floor(area.radiusMax);
  while (radius > radiusMin && !fits(count, radius, area.width, area.height)) radius -= 0.5;
  radius = Math.max(radius, radiusMin);
  const columns = Math.max(1, columnsFor(radius, area.width));
  const cells = Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    return {
      x: root3 * radius * (column + 0.5 + (row % 2) / 2),
      y: radius * (1 + 1.5 * row),
    };
  });
  return { radius, cells };
}

/** The height that the cells take, which exceeds the area's only when they are at their smallest. */
export const honeycombHeight = ({ radius, cells }: Honeycomb): number => (cells.at(-1)?.y ?? 0) + radius;

/** The outline of a cell around (0, 0), a little smaller than its place so that neighbours stay apart. */
export function cellPath(radius: number): string {
  const r = radius * 0.92;
  const half = (root3 / 2) * r;
  return `M0 ${-r}L${half} ${-r / 2}V${r / 2}L0 ${r}L${-half} ${r / 2}V${-r / 2}Z`;
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Which labels can be written without touching one before them; the first ones are the most important. */
export function pickLabels(labels: readonly Label[], lineHeight: number): readonly boolean[] {
  const kept: Label[] = [];
  return labels.map((label) => {
    const free = kept.every(
      (other) =>
        Math.abs(other.y - label.y) >= lineHeight || Math.abs(other.x - label.x) >= (other.width + label.width) / 2,
    );
    if (free) kept.push(label);
    return free;
  });
}
