/** A workbook of one sheet, written while its rows come: memory holds one batch of them. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { CsvCell } from '@fastisp/core/csv/write-csv';
import { encodeText } from './xlsx-text.ts';

/** What a sheet of Excel holds, the header included. */
export const sheetRowsMax = 1_048_576;
/** Deflate's fastest: the rest of the work of an export is more than worth it. */
const compressionLevel = 1;

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const parts = (sheetName: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml': `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/></Types>`,
  '_rels/.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${encodeText(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  // Style 1 is the header's: bold.
  'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
});

/** @param batches lines of cells; the first line is the header. */
export function writeXlsx(sheetName: string, batches: AsyncIterable<readonly (readonly CsvCell[])[]>): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable; // a PassThrough, typed by what it at least is
  for (const [path, text] of Object.entries(parts(sheetName))) zip.addBuffer(Buffer.from(text), path);
  const sheet = Readable.from(sheetXml(batches));
  sheet.on('error', (error) => output.destroy(error));
  zip.on('error', (error: Error) => output.destroy(error));
  output.on('close', () => sheet.destroy());
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { compressionLevel });
  zip.end();
  return output;
}

async function* sheetXml(batches: AsyncIterable<readonly (readonly CsvCell[])[]>): AsyncGenerator<Buffer> {
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const views = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  yield Buffer.from(`${xml}<worksheet xmlns="${main}">${views}<sheetData>`);
  let row = 0;
  for await (const batch of batches) {
    const lines = batch.map((cells) => {
      row += 1;
      return `<row r="${row}">${cells.map((cell) => cellXml(cell, row === 1)).join('')}</row>`;
    });
    yield Buffer.from(lines.join(''));
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function cellXml(cell: CsvCell, isHeader: boolean): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  const style = isHeader ? ' s="1"' : '';
  return `<c${style} t="inlineStr"><is><t xml:space="preserve">${encodeText(cell)}</t></is></c>`;
}
