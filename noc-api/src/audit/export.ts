/** The log as a file: all that a search finds, the newest first, written as it is read. */
import { type CsvCell, csvLine, utf8Mark } from '@fastisp/core/csv/write-csv';
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

export async function* exportEntries(
  { chain, transaction }: ReadableChain,
  { format, filters }: { format: ExportFormat; filters: AuditFilters },
): AsyncGenerator<string> {
  if (format === 'csv') yield utf8Mark + csvLine(columns.map(([name]) => name));
  const toLine = format === 'csv' ? csvOf : (entry: AuditEntryView) => `${JSON.stringify(entry)}\n`;
  let before: number | null = null;
  do {
    const at: number | null = before;
    const page: Page = await transaction((tx) => readPage(tx, { chain, filters, before: at, limit: entriesPerRead }));
    if (page.rows.length > 0) yield page.rows.map((row) => toLine(toView(row))).join('');
    before = page.next?.seq ?? null;
  } while (before !== null);
}

const csvOf = (entry: AuditEntryView): string => csvLine(columns.map(([, cell]) => cell(entry)));

const columns: readonly (readonly [name: string, cell: (entry: AuditEntryView) => CsvCell])[] = [
  ['seq', (entry) => entry.seq],
  ['at', (entry) => entry.at],
  ['via', (entry) => entry.via],
  ['person', (entry) => entry.person.name],
  ['personId', (entry) => entry.person.id],
  ['impersonator', (entry) => entry.impersonator?.name ?? null],
  ['tokenId', (entry) => entry.tokenId],
  ['address', (entry) => entry.address],
  ['userAgent', (entry) => entry.userAgent],
  ['action', (entry) => entry.action],
  ['outcome', (entry) => entry.outcome],
  ['occurrences', (entry) => entry.occurrences],
  ['objectType', (entry) => entry.object.type],
  ['objectId', (entry) => entry.object.id],
  ['objectName', (entry) => entry.object.name],
  ['reason', (entry) => entry.reason],
  ['before', (entry) => (entry.before === null ? null : JSON.stringify(entry.before))],
  ['after', (entry) => (entry.after === null ? null : JSON.stringify(entry.after))],
  ['hash', (entry) => entry.hash],
];
