/** What is wrong with a file, said in the terms of the file: row, column, and what the cell holds. */
import type { BulkResult } from '#objects/ports.ts';
import { readRows } from './read/read-rows.ts';
import { shown } from './read/cell.ts';
import type { RowFeed, RowProblem } from './row-feed.ts';
import type { StoredImport, StoredProblem } from './store.ts';

const valueCharsMax = 100;

export async function problemsOf(
  result: BulkResult,
  context: { feed: RowFeed; stored: StoredImport; path: string; problemsMax: number },
): Promise<{ problems: StoredProblem[]; cut: boolean }> {
  const { feed, stored, path, problemsMax } = context;
  const found = [...feed.problems, ...result.problems.map((problem) => toRowProblem(problem, feed))].toSorted(
    (a, b) => a.row - b.row,
  );
  const listed = found.slice(0, problemsMax);
  return {
    problems: await withCells(listed, { stored, path }),
    cut: result.problemsCut || found.length >= problemsMax,
  };
}

/** `/items/3/email` of the upsert → row and field of the file. */
function toRowProblem({ path, code, message }: BulkResult['problems'][number], feed: RowFeed): RowProblem {
  const [, , index = '', field] = path.split('/');
  return { row: feed.rowNumberOf(Number(index)), field: field ?? null, code, message, params: {} };
}

/** The file is read again up to the last row at fault: values of all its rows would not fit into memory. */
async function withCells(
  problems: readonly RowProblem[],
  { stored, path }: { stored: StoredImport; path: string },
): Promise<StoredProblem[]> {
  const columnOf = new Map(stored.mapping.map(({ column, field }) => [field, column]));
  const wanted = new Set(problems.map(({ row }) => row));
  const last = problems.at(-1)?.row ?? 0;
  const cells = new Map<number, readonly string[]>();
  if (last > 0) {
    for await (const batch of readRows(path, stored.settings)) {
      for (const row of batch) if (wanted.has(row.number)) cells.set(row.number, row.cells.map(shown));
      if ((batch.at(-1)?.number ?? 0) >= last) break;
    }
  }
  return problems.map(({ row, field, code, message, params }) => {
    const column = field === null ? undefined : columnOf.get(field);
    const value = column === undefined ? undefined : cells.get(row)?.[column];
    const header = column === undefined ? undefined : stored.preview.columns[column]?.header;
    return {
      ...{ row, field, code, message, params, column: header ?? null },
      value: value === undefined ? null : value.slice(0, valueCharsMax).replaceAll('\u0000', '').toWellFormed(),
    };
  });
}
