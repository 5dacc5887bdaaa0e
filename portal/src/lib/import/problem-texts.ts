/** Sentences for what a file can have; those of its rows come from the server, in the language of the page. */
import { m } from '#lib/paraglide/messages.js';

type Params = Readonly<Record<string, unknown>> | undefined;
const text = (params: Params, name: string): string => String(params?.[name] ?? '');

export const importProblemTexts: Readonly<Record<string, (params: Params) => string>> = {
  IMPORT_TOO_LARGE: (params) => m.problem_import_large({ mb: text(params, 'megabytesMax') }),
  IMPORT_EMPTY: () => m.problem_import_empty(),
  IMPORT_OLD_EXCEL: () => m.problem_import_old_excel(),
  IMPORT_NOT_A_TABLE: () => m.problem_import_not_table(),
  IMPORT_WORKBOOK_BROKEN: () => m.problem_import_broken(),
  IMPORT_WORKBOOK_EXPANDS: (params) => m.problem_import_expands({ mb: text(params, 'megabytesMax') }),
  IMPORT_SHEET_UNKNOWN: (params) => m.problem_import_sheet({ sheet: text(params, 'sheet') }),
  IMPORT_TOO_MANY_COLUMNS: (params) => m.problem_import_columns({ row: text(params, 'row'), max: text(params, 'max') }),
  IMPORT_TOO_MANY_ROWS: (params) => m.problem_import_rows({ max: text(params, 'max') }),
  IMPORT_QUOTE_OPEN: (params) => m.problem_import_quote({ row: text(params, 'row') }),
  IMPORT_ROW_TOO_LONG: (params) => m.problem_import_row_long({ row: text(params, 'row') }),
  IMPORT_NO_ROOM: (params) => m.problem_import_no_room({ mb: text(params, 'megabytesMax') }),
  IMPORT_ROW_UNREADABLE: (params) => m.problem_import_row({ row: text(params, 'row') }),
  IMPORT_TYPE: () => m.problem_import_type(),
  IMPORT_MAPPING: () => m.problem_import_mapping(),
  IMPORT_KEY_NOT_MAPPED: () => m.problem_import_key(),
  IMPORT_NOT_FOUND: () => m.problem_import_not_found(),
  IMPORT_FILE_GONE: () => m.problem_import_gone(),
  IMPORT_BUSY: () => m.problem_import_busy(),
  IMPORT_DONE: () => m.problem_import_done(),
  IMPORT_TOO_MANY: (params) => m.problem_import_many({ max: text(params, 'max') }),
  IMPORT_NOT_UNDOABLE: () => m.problem_import_not_undoable(),
  IMPORT_INTERRUPTED: () => m.problem_import_interrupted(),
  IMPORT_FAILED: () => m.problem_import_failed(),
};
