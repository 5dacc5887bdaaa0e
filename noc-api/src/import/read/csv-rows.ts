/** Rows of a CSV file, as a stream of batches: memory holds a few of them, however long the file. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import * as errors from '../errors.ts';
import { columnsMax, type SheetRow } from './cell.ts';
import type { Delimiter } from './dialect.ts';
import type { Encoding } from './encoding.ts';

/** Characters of one row, or of one line; a quote that is never closed would swallow the rest of the file. */
const rowCharsMax = 1024 * 1024;
const rowsPerBatch = 2_000;
const chunkBytes = 256 * 1024;

export interface CsvFile {
  readonly path: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
}

/** The start of a file as text, without a byte order mark. */
export async function readHead(path: string, encoding: Encoding, bytesMax: number): Promise<string> {
  const decoder = new TextDecoder(encoding);
  let text = '';
  for await (const chunk of createReadStream(path, { end: bytesMax - 1 })) {
    text += decoder.decode(chunk as Buffer, { stream: true }); // a file stream without an encoding gives buffers
  }
  return text;
}

/** @throws AppError `IMPORT_QUOTE_OPEN`, `IMPORT_ROW_TOO_LONG`, `IMPORT_TOO_MANY_COLUMNS`. */
export async function* readCsvRows({ path, encoding, delimiter }: CsvFile): AsyncGenerator<readonly SheetRow[]> {
  const parser = parse({
    ...{ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: rowCharsMax },
    // Files put together from several have all of them; left to itself, the parser takes the first for all.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Cells without a character do not count as size: a row of them alone would fill the memory.
    cast: (cell, { index, records }) => {
      if (index >= columnsMax) throw errors.tooManyColumns(records + 1, columnsMax);
      return cell;
    },
  });
  const source = Readable.from(decoded(path, encoding));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let number = 0;
  let batch: SheetRow[] = [];
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      batch.push({ number, cells });
      if (batch.length < rowsPerBatch) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (error instanceof CsvError) throw explained(error, Number(error['records'] ?? number) + 1);
    if (error instanceof LineTooLong) throw errors.rowTooLong(parser.info.records + 1, rowCharsMax);
    throw error;
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (batch.length > 0) yield batch;
}

class LineTooLong extends Error {}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let lineChars = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    const text = decoder.decode(chunk as Buffer, { stream: true }); // as above
    const lineEnd = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    lineChars = lineEnd < 0 ? lineChars + text.length : text.length - lineEnd - 1;
    if (lineChars > rowCharsMax) throw new LineTooLong();
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function explained(error: CsvError, row: number): Error {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return errors.quoteOpen(row, error);
    default:
      return errors.rowUnreadable(row, error);
  }
}
