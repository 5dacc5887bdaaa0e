/** How a CSV file is written: what stands between its cells, and before the decimals of its numbers. Pure. */
import type { Cell } from './cell.ts';

export const delimiters = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];
export const decimalMarks = ['.', ','] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/** Lines that are looked at. */
const linesMax = 50;

/**
 * The delimiter that splits the most lines into the same number of cells, more than one. Those inside quotes do
 * not count.
 * @param head the start of the file; its last line may be cut.
 */
export function detectDelimiter(head: string): Delimiter {
  const scores = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(head, delimiter) }));
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

function scoreOf(head: string, delimiter: string): number {
  const counts = new Map<number, number>();
  for (const count of countsOf(head, delimiter)) counts.set(count, (counts.get(count) ?? 0) + 1);
  const [cells = 0, lines = 0] = [...counts]
    .filter(([count]) => count > 0)
    .reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  // Mostly how many lines agree; among equals, the one that makes more columns.
  return lines * 1_000 + cells;
}

/** How often the delimiter stands in each line. */
function countsOf(head: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  let empty = true;
  for (const character of head) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) {
      if (!empty) counts.push(count);
      if (counts.length === linesMax) return counts;
      count = 0;
      empty = true;
      continue;
    } else if (!quoted && character === delimiter) count += 1;
    empty = false;
  }
  if (!empty && counts.length === 0) counts.push(count);
  return counts;
}

const withComma = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/;
const withPoint = /^[+-]?(\d+|\d{1,3}(,\d{3})+)\.\d+$/;
/** `1.234` may be either. */
const thousands = /^[+-]?\d{1,3}[.,]\d{3}$/;

/** What the numbers of the first rows say; where none says anything, what goes with the delimiter. */
export function detectDecimalMark(rows: readonly (readonly Cell[])[], delimiter: Delimiter): DecimalMark {
  let commas = 0;
  let points = 0;
  for (const cell of rows.flat()) {
    if (typeof cell !== 'string') continue;
    const text = cell.trim();
    if (thousands.test(text)) continue;
    if (withComma.test(text)) commas += 1;
    else if (withPoint.test(text)) points += 1;
  }
  if (commas === points) return delimiter === ';' ? ',' : '.';
  return commas > points ? ',' : '.';
}
