/**
 * Lines of CSV (RFC 4180) that are safe to open: a cell that a spreadsheet would run as a formula gets an
 * apostrophe in front (OWASP, "CSV Injection"), which spreadsheets take as "this is text".
 */

/** Tells Excel that the file is UTF-8; goes before the first line. */
export const utf8Mark = '\uFEFF';

export type CsvCell = string | number | boolean | null;

export interface CsvDialect {
  readonly delimiter: ',' | ';' | '\t';
  readonly decimalMark: '.' | ',';
}
/** What Excel expects where decimals have a comma, and where they have a point. */
export const dialectOf: Readonly<Record<'es' | 'en', CsvDialect>> = {
  es: { delimiter: ';', decimalMark: ',' },
  en: { delimiter: ',', decimalMark: '.' },
};

const rfc4180: CsvDialect = { delimiter: ',', decimalMark: '.' };

/** One line with its CRLF. Null is an empty cell. Numbers are ours and stay as they are, negative ones too. */
export const csvLine = (cells: readonly CsvCell[], dialect: CsvDialect = rfc4180): string =>
  `${cells.map((cell) => csvCell(cell, dialect)).join(dialect.delimiter)}\r\n`;

function csvCell(cell: CsvCell, { delimiter, decimalMark }: CsvDialect): string {
  if (cell === null) return '';
  const text = typeof cell === 'number' ? String(cell).replace('.', decimalMark) : withoutFormula(String(cell));
  return /["\r\n]|^\s|\s$/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** White space before the sign does not stop a spreadsheet; full-width signs count for some of them. */
const startsFormula = /^[\s\0]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;
/** What looks like one and is none: a number, a telephone number. */
const plainNumber = /^[+-]?\d[\d .,]*$/;

const wouldRun = (text: string): boolean => startsFormula.test(text) && !plainNumber.test(text);

/**
 * `=1+1` → `'=1+1`; `-12.5` and `+595 981 123456` stay. One that has apostrophes before the sign already gets one
 * more, so that `restoreFormula` gives back what it was.
 */
export const withoutFormula = (text: string): string => (wouldRun(text.replace(/^'+/, '')) ? `'${text}` : text);

/** What a cell was before `withoutFormula`. */
export const restoreFormula = (text: string): string =>
  text.startsWith("'") && wouldRun(text.replace(/^'+/, '')) ? text.slice(1) : text;
