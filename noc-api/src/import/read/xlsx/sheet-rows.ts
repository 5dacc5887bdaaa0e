/** Rows of one sheet as they stream out of the archive. */
import type { Readable } from 'node:stream';
import * as errors from '../../errors.ts';
import { type Cell, columnsMax, type SheetRow } from '../cell.ts';
import { createTextReader, type Workbook } from './workbook.ts';
import { streamXml } from './xml.ts';

const rowsPerBatch = 2_000;
const dayMs = 86_400_000;
/** Day 0. Excel believes in 29 February 1900, so that from March 1900 on its days count from 30 December. */
const epoch1900Ms = Date.UTC(1899, 11, 30);
const epoch1904Ms = Date.UTC(1904, 0, 1);
/** The last day of the year 9999: what is beyond is shown as a number. */
const daysMax = 2_958_465;

export async function* readSheetRows(source: Readable, workbook: Workbook): AsyncGenerator<readonly SheetRow[]> {
  const reader = createSheetReader(workbook);
  for await (const _chunk of streamXml(source, reader)) {
    if (reader.rows.length >= rowsPerBatch) yield reader.rows.splice(0);
  }
  if (reader.rows.length > 0) yield reader.rows;
}

interface OpenCell {
  readonly column: number;
  readonly kind: string;
  readonly style: number;
  value: string | null;
  formula: boolean;
}

function createSheetReader(workbook: Workbook) {
  const rows: SheetRow[] = [];
  const inline = createTextReader();
  let number = 0;
  let cells: Cell[] = [];
  let cell: OpenCell | null = null;
  let inValue = false;
  return {
    rows,
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name === 'row') {
        number = Number(attributes['r'] ?? number + 1);
        cells = [];
      } else if (name === 'c') {
        const column = columnOf(attributes['r']) ?? cells.length;
        if (column >= columnsMax) throw errors.tooManyColumns(number, columnsMax);
        const { t: kind = 'n', s: style = '0' } = attributes;
        cell = { column, kind, style: Number(style), value: null, formula: false };
      } else if (name === 'v') inValue = true;
      else if (name === 'is') inline.start();
      else if (name === 'f' && cell !== null) cell.formula = true;
      else inline.open(name);
    },
    text(text: string): void {
      if (inValue && cell !== null) cell.value = (cell.value ?? '') + text;
      else inline.text(text);
    },
    close(name: string): void {
      if (name === 'v') inValue = false;
      else if (name === 'is' && cell !== null) cell.value = inline.take();
      else if (name === 'c' && cell !== null) {
        while (cells.length < cell.column) cells.push(null);
        cells[cell.column] = valueOf(cell, workbook);
        cell = null;
      } else if (name === 'row') rows.push({ number, cells });
      else inline.close(name);
    },
  };
}

/** `BC12` → 54. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf({ kind, value, style, formula }: OpenCell, workbook: Workbook): Cell {
  // Programs that write formulas without working them out leave no value.
  if (value === null) return formula ? { fault: 'CELL_WITHOUT_RESULT', shown: '=…' } : null;
  switch (kind) {
    case 's':
      return workbook.sharedStrings[Number(value)] ?? null;
    case 'b':
      return value === '1';
    case 'e':
      return { fault: 'CELL_ERROR', shown: value };
    case 'd':
      return isoDate(value);
    case 'n':
      return numberOf(Number(value), workbook.dateStyles[style] === true, workbook.date1904);
    default: // str, inlineStr
      return value;
  }
}

function isoDate(text: string): Cell {
  const wallMs = Date.parse(/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(wallMs) ? text : { wallMs };
}

function numberOf(value: number, isDate: boolean, date1904: boolean): Cell {
  if (!isDate || value < 0 || value > daysMax || Number.isNaN(value)) return Number.isNaN(value) ? null : value;
  // Days are fractions of a double: to the second, as Excel shows them.
  const wallMs = Math.round((value * dayMs) / 1_000) * 1_000;
  return { wallMs: (date1904 ? epoch1904Ms : epoch1900Ms) + wallMs };
}
