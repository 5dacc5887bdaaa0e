/** What stands around the rows of a workbook: its sheets, texts and formats (ECMA-376, part 1, chapter 18). */
import * as errors from '../../errors.ts';
import type { Archive } from './archive.ts';
import { decodeText } from '#export/xlsx-text.ts';
import { readXml } from './xml.ts';

/** Texts that cells share are held in memory; a workbook with more is saved as CSV. */
const sharedBytesMax = 256 * 1024 * 1024;
const sharedStringsMax = 4_000_000;
/** The rest is not offered. */
const sheetsMax = 200;

export interface Sheet {
  readonly name: string;
  /** Of its part in the archive. */
  readonly path: string;
  readonly hidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days count from 1904 instead of 1900. */
  readonly date1904: boolean;
  readonly sharedStrings: readonly string[];
  /** By the number of a cell's style: whether it shows a number as a date. */
  readonly dateStyles: readonly boolean[];
}

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  return {
    ...(await readSheets(archive)),
    sharedStrings: await readSharedStrings(archive),
    dateStyles: await readDateStyles(archive),
  };
}

/** What a person chooses from, without the texts, which may be a million. */
export async function readSheets(archive: Archive): Promise<Pick<Workbook, 'sheets' | 'date1904'>> {
  if (!archive.has('xl/workbook.xml')) throw errors.notATable();
  const targets = await readTargets(archive);
  const sheets: Sheet[] = [];
  let date1904 = false;
  await readXml(await archive.open('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
      if (name !== 'sheet') return;
      const path = targets.get(attributes['r:id'] ?? '') ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      // Sheets of charts and macros have no rows.
      if (!archive.has(path) || !path.includes('worksheets/') || sheets.length >= sheetsMax) return;
      sheets.push({ name: attributes['name'] ?? '', path, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
    text: () => {},
    close: () => {},
  });
  if (sheets.length === 0) throw errors.workbookBroken();
  return { sheets, date1904 };
}

/** Ids of the workbook's relations → parts of the archive. */
async function readTargets(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const part = 'xl/_rels/workbook.xml.rels';
  if (!archive.has(part)) return targets;
  await readXml(await archive.open(part), {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = attributes['Target'] ?? '';
      targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    text: () => {},
    close: () => {},
  });
  return targets;
}

async function readSharedStrings(archive: Archive): Promise<string[]> {
  const part = 'xl/sharedStrings.xml';
  if (!archive.has(part)) return [];
  if (archive.size(part) > sharedBytesMax) throw errors.workbookExpands(sharedBytesMax);
  const strings: string[] = [];
  const item = createTextReader();
  await readXml(await archive.open(part), {
    open(name) {
      if (name === 'si') item.start();
      else item.open(name);
    },
    text: (text) => item.text(text),
    close(name) {
      if (name !== 'si') return item.close(name);
      if (strings.length === sharedStringsMax) throw errors.workbookExpands(sharedBytesMax);
      strings.push(item.take());
    },
  });
  return strings;
}

/** The text of an `si` or `is`: its `t` parts together, without how East Asian words are read (`rPh`). */
export function createTextReader() {
  let gathered = '';
  let inText = false;
  let inReading = false;
  return {
    start: (): void => void (gathered = ''),
    open(name: string): void {
      if (name === 't') inText = true;
      if (name === 'rPh') inReading = true;
    },
    text(text: string): void {
      if (inText && !inReading) gathered += text;
    },
    close(name: string): void {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
    },
    take: (): string => decodeText(gathered),
  };
}

/** Formats with a number of their own that are dates (18.8.30), those of East Asian locales included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** `dd/mm/yyyy` is a date, `0.00 "de"` and `[Red]0` are none. */
export const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general/gi, ''));

async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const part = 'xl/styles.xml';
  if (!archive.has(part)) return [];
  const dateFormats = new Set<number>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await readXml(await archive.open(part), {
    open(name, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'numFmt' && isDateFormat(attributes['formatCode'] ?? '')) dateFormats.add(id);
      if (name === 'xf' && inCellFormats) styles.push(isBuiltInDate(id) || dateFormats.has(id));
    },
    text: () => {},
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}
