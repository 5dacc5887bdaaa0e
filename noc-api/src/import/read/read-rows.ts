/** A spooled file as rows, whatever its format; and a first look at it. */
import type { ObjectType } from '#objects/object-type.ts';
import * as errors from '../errors.ts';
import { type ColumnMapping, findHeader, suggestMapping } from '../mapping.ts';
import { type Cell, isEmpty, type SheetRow, shown } from './cell.ts';
import { readCsvRows, readHead } from './csv-rows.ts';
import { type DecimalMark, type Delimiter, detectDecimalMark, detectDelimiter } from './dialect.ts';
import type { Encoding, FileKind } from './encoding.ts';
import { openArchive } from './xlsx/archive.ts';
import { readSheetRows } from './xlsx/sheet-rows.ts';
import { readSheets, readWorkbook } from './xlsx/workbook.ts';

export type FileFormat = 'csv' | 'xlsx';

export interface FileSettings {
  /** Null in a workbook, and so the next. */
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  /** Null in a CSV file. */
  readonly sheet: string | null;
  readonly decimalMark: DecimalMark;
  readonly dateOrder: 'dmy' | 'mdy';
  /** From 1, as the spreadsheet counts. What is above is left out. */
  readonly headerRow: number;
}

export interface FilePreview {
  /** Of a workbook. */
  readonly sheets: readonly string[];
  readonly columns: readonly { readonly header: string; readonly samples: readonly string[] }[];
}

export interface FileLook {
  readonly settings: FileSettings;
  readonly preview: FilePreview;
  readonly mapping: readonly ColumnMapping[];
}

/** Bytes that tell the delimiter. */
const headBytesMax = 64 * 1024;
/** Rows that tell decimals and show samples. */
const looksAtRows = 200;
const samplesMax = 5;
const sampleCharsMax = 100;

/** @throws AppError when the file is none of ours. */
export function formatOf(kind: FileKind): FileFormat {
  switch (kind.kind) {
    case 'text':
      return 'csv';
    case 'zip':
      return 'xlsx';
    case 'old excel':
      throw errors.oldExcel();
    case 'binary':
      throw errors.notATable();
  }
}

export async function* readRows(
  path: string,
  { encoding, delimiter, sheet }: Pick<FileSettings, 'encoding' | 'delimiter' | 'sheet'>,
): AsyncGenerator<readonly SheetRow[]> {
  if (encoding !== null && delimiter !== null) return yield* readCsvRows({ path, encoding, delimiter });
  const archive = await openArchive(path);
  try {
    const workbook = await readWorkbook(archive);
    const found = sheet === null ? undefined : workbook.sheets.find(({ name }) => name === sheet);
    if (found === undefined) throw errors.sheetUnknown(sheet ?? '');
    yield* readSheetRows(await archive.open(found.path), workbook);
  } finally {
    archive.close();
  }
}

/**
 * What the file seems to be, for a person to confirm.
 * @param known what was decided already; the rest is found out.
 */
export async function lookAt(
  type: ObjectType,
  file: { readonly path: string; readonly kind: FileKind },
  known: Partial<FileSettings> = {},
): Promise<FileLook> {
  const sheets = file.kind.kind === 'zip' ? await visibleSheets(file.path) : [];
  const encoding = file.kind.kind === 'text' ? (known.encoding ?? file.kind.encoding) : null;
  const delimiter =
    encoding === null ? null : (known.delimiter ?? detectDelimiter(await readHead(file.path, encoding, headBytesMax)));
  const sheet = encoding === null ? (known.sheet ?? sheets[0] ?? null) : null;
  const rows = await firstRows(file.path, { encoding, delimiter, sheet });
  const header =
    known.headerRow === undefined
      ? rows[
          findHeader(
            type,
            rows.map(({ cells }) => cells),
          )
        ]
      : rows.find(({ number }) => number === known.headerRow);
  if (header === undefined) throw errors.fileEmpty();
  const below = rows.filter(({ number }) => number > header.number);
  const titles = withoutEmptyEnd(header.cells).map((cell) => shown(cell).trim());
  return {
    settings: {
      ...{ encoding, delimiter, sheet, headerRow: header.number, dateOrder: known.dateOrder ?? 'dmy' },
      decimalMark:
        known.decimalMark ??
        detectDecimalMark(
          below.map(({ cells }) => cells),
          delimiter ?? ',',
        ),
    },
    preview: { sheets, columns: titles.map((title, column) => ({ header: title, samples: samplesOf(below, column) })) },
    mapping: suggestMapping(type, titles),
  };
}

async function firstRows(path: string, settings: Parameters<typeof readRows>[1]): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of readRows(path, settings)) {
    rows.push(...batch.filter(({ cells }) => !cells.every(isEmpty)));
    if (rows.length >= looksAtRows) break;
  }
  return rows.slice(0, looksAtRows);
}

async function visibleSheets(path: string): Promise<string[]> {
  const archive = await openArchive(path);
  try {
    const { sheets } = await readSheets(archive);
    return sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  } finally {
    archive.close();
  }
}

const withoutEmptyEnd = (cells: readonly Cell[]): readonly Cell[] =>
  cells.slice(0, cells.findLastIndex((cell) => !isEmpty(cell)) + 1);

const samplesOf = (rows: readonly SheetRow[], column: number): string[] =>
  rows
    .map(({ cells }) => cells[column])
    .filter((cell) => !isEmpty(cell))
    .slice(0, samplesMax)
    .map((cell) => shown(cell).slice(0, sampleCharsMax));
