/**
 * Rows of a file as rows of an upsert. What an object cannot know is found here: cells that hold an error, and
 * external ids that come twice. Where each row stood is kept, so that problems can say it.
 */
import type { ObjectType } from '#objects/object-type.ts';
import type { BulkRow } from '#objects/ports.ts';
import type { FieldValue } from '#objects/object-type.ts';
import * as errors from './errors.ts';
import { type ColumnMapping, ownIdField } from './mapping.ts';
import type { ImportProblemCode, ProblemParams } from './problem-words.ts';
import { type CellFault, isEmpty, isFault, type SheetRow, shown } from './read/cell.ts';
import { toFieldValue, type ValueRules } from './values.ts';

/** Rows of one file, as many as a sheet of Excel has: their external ids are held in memory, some 100 bytes each. */
const rowsMax = 1_048_576;

export interface RowProblem {
  /** As the spreadsheet counts; 0: the file as a whole. */
  readonly row: number;
  /** Null: the row as a whole. */
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  /** What the sentence names besides the value of the cell. */
  readonly params: ProblemParams;
}

export interface RowFeed {
  /** Rows below the header that are not empty. */
  batches(): AsyncGenerator<readonly BulkRow[]>;
  /** Of what `batches` gave. */
  rowNumberOf(index: number): number;
  /** What was found on the way; those rows were left out. */
  readonly problems: readonly RowProblem[];
  /** Rows up to now, with those left out. */
  rows(): number;
}

export interface RowFeedOptions {
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  readonly headerRow: number;
  readonly mapping: readonly ColumnMapping[];
  readonly rules: ValueRules;
  /** With as many problems the rest of the file is not read. */
  readonly problemsMax: number;
  readonly signal: AbortSignal;
}

export function createRowFeed(type: ObjectType, options: RowFeedOptions): RowFeed {
  const numbers: number[] = [];
  const problems: RowProblem[] = [];
  const firstAt = new Map<string, number>();
  let rows = 0;

  const repeated = (row: BulkRow, number: number): boolean => {
    const { externalId } = row;
    if (typeof externalId !== 'string') return false;
    const first = firstAt.get(externalId);
    if (first === undefined) {
      firstAt.set(externalId, number);
      return false;
    }
    const message = `the external id "${externalId}" is also that of row ${first}: each row needs its own`;
    problems.push(
      rowProblem({ row: number, field: 'externalId' }, 'ROW_REPEATED', { message, params: { row: first } }),
    );
    return true;
  };

  const take = (source: SheetRow): BulkRow | null => {
    const faults = faultsOf(source, options.mapping);
    problems.push(...faults);
    const row = toBulkRow(type, source, options);
    return repeated(row, source.number) || faults.length > 0 ? null : row;
  };

  return {
    problems,
    rows: () => rows,
    rowNumberOf: (index) => numbers[index] ?? 0,
    async *batches() {
      for await (const batch of options.rows) {
        options.signal.throwIfAborted();
        const below = batch.filter(({ number, cells }) => number > options.headerRow && !cells.every(isEmpty));
        rows += below.length;
        if (rows > rowsMax) throw errors.tooManyRows(rowsMax);
        const given: BulkRow[] = [];
        for (const source of below) {
          const row = take(source);
          if (row === null) continue;
          given.push(row);
          numbers.push(source.number);
        }
        if (given.length > 0) yield given;
        if (problems.length >= options.problemsMax) return;
      }
      if (rows === 0) throw errors.fileEmpty();
    },
  };
}

function faultsOf({ number, cells }: SheetRow, mapping: readonly ColumnMapping[]): RowProblem[] {
  return mapping.flatMap(({ column, field }) => {
    const cell = cells[column];
    const at = { row: number, field };
    if (isFault(cell)) return [faultProblem(at, cell)];
    // PostgreSQL keeps neither U+0000 nor half a character.
    if (typeof cell !== 'string' || (cell.isWellFormed() && !cell.includes('\0'))) return [];
    const message = 'this cell has a character that is no text: write it again';
    return [rowProblem(at, 'CELL_NOT_TEXT', { message, params: {} })];
  });
}

function faultProblem(at: Pick<RowProblem, 'row' | 'field'>, { fault, shown: gives }: CellFault): RowProblem {
  const message =
    fault === 'CELL_ERROR'
      ? `the formula of this cell gives ${gives}: correct it, or write the value`
      : 'the formula of this cell was never worked out: open the file in Excel and save it, or write the value';
  return rowProblem(at, fault, { message, params: { shown: gives } });
}

const rowProblem = (
  { row, field }: Pick<RowProblem, 'row' | 'field'>,
  code: ImportProblemCode,
  { message, params }: Pick<RowProblem, 'message' | 'params'>,
): RowProblem => ({ row, field, code, message, params });

function toBulkRow(type: ObjectType, { cells }: SheetRow, { mapping, rules }: RowFeedOptions): BulkRow {
  const row: Record<string, FieldValue> = {};
  for (const { column, field: name } of mapping) {
    const cell = cells[column];
    const field = type.fields[name];
    if (name === ownIdField) row[name] = shown(cell).trim();
    else if (field !== undefined) row[name] = toFieldValue(field, cell, rules);
  }
  return row;
}
