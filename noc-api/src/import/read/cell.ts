/** What a file holds, before it is known which field a column fills. */

/** A date without a zone, as spreadsheets have it: milliseconds as if the clock on the wall showed UTC. */
export interface WallTime {
  readonly wallMs: number;
}

/** A cell that holds no value although it seems to. */
export interface CellFault {
  readonly fault: 'CELL_ERROR' | 'CELL_WITHOUT_RESULT';
  readonly shown: string;
}

export type Cell = string | number | boolean | WallTime | CellFault | null;

export interface SheetRow {
  /** As the spreadsheet counts: from 1, empty rows included. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Columns of a file; more is no table of one kind of object. */
export const columnsMax = 500;

export const isFault = (cell: Cell | undefined): cell is CellFault =>
  typeof cell === 'object' && cell !== null && 'fault' in cell;

export const isWallTime = (cell: Cell | undefined): cell is WallTime =>
  typeof cell === 'object' && cell !== null && 'wallMs' in cell;

export const isEmpty = (cell: Cell | undefined): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');

/** As a person would read it: for previews and problems. */
export function shown(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return '';
  if (isFault(cell)) return cell.shown;
  return isWallTime(cell) ? wallText(cell.wallMs) : String(cell);
}

/** `2026-01-31`, or with the time when there is one. */
export function wallText(wallMs: number): string {
  const text = new Date(wallMs).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
