/**
 * Lines of CSV (RFC 4180) that are safe to open: a cell that a spreadsheet would run as a formula gets an
 * apostrophe in front (OWASP, "CSV Injection"), which spreadsheets take as "this is text".
 */

/** Tells Excel that the file is UTF-8; goes before the first line. */
export const utf8Mark = '\uFEFF';

export type CsvCell = string | number | boolean | null;

/** One line with its CRLF. Null is an empty cell. Numbers are ours and stay as they are, negative ones too. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = withoutFormula(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** White space before the sign does not stop a spreadsheet; full-width signs count for some of them. */
const startsFormula = /^[\s\0]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;
/** What looks like one and is none: a number, a telephone number. */
const plainNumber = /^[+-]?\d[\d .,]*$/;

/** `=1+1` → `'=1+1`; `-12.5` and `+595 981 123456` stay. */
export const withoutFormula = (text: string): string =>
  startsFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
