/** The log as a file: all that a search finds, the newest first, written as it is read. */
import { type CsvCell, csvLine, dialectOf, utf8Mark } from '@fastisp/core/csv/write-csv';
import type { Locale } from '#identity/principal.ts';
import type { ReadableChain } from './chains.ts';
import { type Page, readPage, toView } from './list.ts';
import type { AuditEntryView, AuditFilters, exportFormats } from './schemas.ts';

export type ExportFormat = (typeof exportFormats)[number];

/** Entries of one read; each is a transaction of its own, so that a slow download holds nothing. */
const entriesPerRead = 1_000;

export const exportTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Of a CSV file's header and delimiter; the objects of a line speak no language. */
  readonly locale: Locale;
  readonly filters: AuditFilters;
}

export async function* exportEntries(
  { chain, transaction }: ReadableChain,
  { format, locale, filters }: ExportOptions,
): AsyncGenerator<string> {
  const dialect = dialectOf[locale];
  const toLine =
    format === 'csv'
      ? (entry: AuditEntryView) =>
          csvLine(
            columns.map(({ cell }) => cell(entry)),
            dialect,
          )
      : (entry: AuditEntryView) => `${JSON.stringify(entry)}\n`;
  if (format === 'csv')
    yield (
      utf8Mark +
      csvLine(
        columns.map((column) => column[locale]),
        dialect,
      )
    );
  let before: number | null = null;
  do {
    const at: number | null = before;
    const page: Page = await transaction((tx) => readPage(tx, { chain, filters, before: at, limit: entriesPerRead }));
    if (page.rows.length > 0) yield page.rows.map((row) => toLine(toView(row))).join('');
    before = page.next?.seq ?? null;
  } while (before !== null);
}

type Column = Readonly<Record<Locale, string>> & { readonly cell: (entry: AuditEntryView) => CsvCell };

const columns: readonly Column[] = [
  { es: 'N.º', en: 'No.', cell: (entry) => entry.seq },
  { es: 'Cuándo (UTC)', en: 'When (UTC)', cell: (entry) => entry.at },
  { es: 'Por', en: 'Via', cell: (entry) => entry.via },
  { es: 'Persona', en: 'Person', cell: (entry) => entry.person.name },
  { es: 'Id de la persona', en: 'Person id', cell: (entry) => entry.person.id },
  { es: 'Actuó', en: 'Acted by', cell: (entry) => entry.impersonator?.name ?? null },
  { es: 'Id del token', en: 'Token id', cell: (entry) => entry.tokenId },
  { es: 'Dirección', en: 'Address', cell: (entry) => entry.address },
  { es: 'Navegador', en: 'User agent', cell: (entry) => entry.userAgent },
  { es: 'Acción', en: 'Action', cell: (entry) => entry.action },
  { es: 'Resultado', en: 'Outcome', cell: (entry) => entry.outcome },
  { es: 'Veces', en: 'Occurrences', cell: (entry) => entry.occurrences },
  { es: 'Tipo', en: 'Object type', cell: (entry) => entry.object.type },
  { es: 'Id del objeto', en: 'Object id', cell: (entry) => entry.object.id },
  { es: 'Objeto', en: 'Object', cell: (entry) => entry.object.name },
  { es: 'Motivo', en: 'Reason', cell: (entry) => entry.reason },
  { es: 'Antes', en: 'Before', cell: ({ before }) => (before === null ? null : JSON.stringify(before)) },
  { es: 'Después', en: 'After', cell: ({ after }) => (after === null ? null : JSON.stringify(after)) },
  { es: 'Hash', en: 'Hash', cell: (entry) => entry.hash },
];
