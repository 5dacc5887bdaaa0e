/** What a file can have, and a person who imports it can do something about. */
import { AppError } from '@fastisp/core/errors/app-error';

const refused = (
  status: number,
  code: string,
  message: string,
  params: Readonly<Record<string, string | number>> = {},
  cause?: unknown,
): AppError => new AppError(code, message, { status, params, ...(cause !== undefined && { cause }) });

const mebibyte = 1024 * 1024;

export const fileTooLarge = (bytesMax: number) =>
  refused(413, 'IMPORT_TOO_LARGE', `a file can have ${bytesMax / mebibyte} MB at most: split it`, {
    megabytesMax: bytesMax / mebibyte,
  });
export const fileEmpty = () => refused(400, 'IMPORT_EMPTY', 'the file has no rows: is it the right one?');
export const oldExcel = () =>
  refused(400, 'IMPORT_OLD_EXCEL', 'this is the old format of Excel (.xls): save it as .xlsx or CSV');
export const notATable = () =>
  refused(400, 'IMPORT_NOT_A_TABLE', 'this is neither CSV nor XLSX: save it as one of them');
export const workbookBroken = (cause?: unknown) =>
  refused(400, 'IMPORT_WORKBOOK_BROKEN', 'this XLSX file is damaged: open it in Excel and save it again', {}, cause);
export const workbookExpands = (bytesMax: number) =>
  refused(
    413,
    'IMPORT_WORKBOOK_EXPANDS',
    `unpacked, this XLSX file has more than ${bytesMax / mebibyte} MB: split it`,
    {
      megabytesMax: bytesMax / mebibyte,
    },
  );
export const sheetUnknown = (sheet: string) =>
  refused(400, 'IMPORT_SHEET_UNKNOWN', `the file has no sheet "${sheet}"`, { sheet });
export const tooManyColumns = (row: number, max: number) =>
  refused(400, 'IMPORT_TOO_MANY_COLUMNS', `row ${row} has more than ${max} columns: is the delimiter right?`, {
    row,
    max,
  });
export const tooManyRows = (max: number) =>
  refused(400, 'IMPORT_TOO_MANY_ROWS', `a file can have ${max} rows at most: split it`, { max });
export const quoteOpen = (row: number, cause?: unknown) =>
  refused(
    400,
    'IMPORT_QUOTE_OPEN',
    `in row ${row} a quotation mark opens and never closes: close or remove it`,
    { row },
    cause,
  );
export const rowTooLong = (row: number, charsMax: number) =>
  refused(400, 'IMPORT_ROW_TOO_LONG', `row ${row} has more than ${charsMax} characters: is this a table?`, {
    ...{ row, charsMax },
  });
export const rowUnreadable = (row: number, cause?: unknown) =>
  refused(400, 'IMPORT_ROW_UNREADABLE', `row ${row} cannot be read as CSV`, { row }, cause);

export const noRoom = (bytesMax: number) =>
  refused(
    409,
    'IMPORT_NO_ROOM',
    `files that wait to be imported take ${bytesMax / mebibyte} MB already: import or discard some first`,
    { megabytesMax: bytesMax / mebibyte },
  );

/** @param types that are, with commas between. */
export const typeNotImported = (type: string, types: string) =>
  refused(400, 'IMPORT_TYPE', `"${type}" is nothing that is imported; these are: ${types}`, { type, types });
export const mappingInvalid = (message: string, params: Readonly<Record<string, string | number>>) =>
  refused(400, 'IMPORT_MAPPING', message, params);
export const keyNotMapped = () =>
  refused(400, 'IMPORT_KEY_NOT_MAPPED', 'say which column is the external id: it tells whether a row is new or known');
export const importNotFound = (id: string) =>
  refused(404, 'IMPORT_NOT_FOUND', 'there is no such import, or it is too old', { id });
export const fileGone = () => refused(410, 'IMPORT_FILE_GONE', 'the file is not here any more: upload it again');
export const importBusy = () => refused(409, 'IMPORT_BUSY', 'this import is at work: wait until it is through');
export const importDone = () =>
  refused(409, 'IMPORT_DONE', 'this file was imported: upload it again to import it again');
export const notUndoable = () =>
  refused(409, 'IMPORT_NOT_UNDOABLE', 'there is nothing to undo: it changed nothing, was undone, or is a week old');
export const tooManyAtWork = (max: number) =>
  refused(429, 'IMPORT_TOO_MANY', `${max} imports are at work: try again when one of them is through`, { max });
export const importInterrupted = () =>
  refused(500, 'IMPORT_INTERRUPTED', 'the system stopped while it was at work; nothing was imported: start again');
export const importFailed = () =>
  refused(500, 'IMPORT_FAILED', 'something failed here, and nothing was imported: the log of the service says what');
