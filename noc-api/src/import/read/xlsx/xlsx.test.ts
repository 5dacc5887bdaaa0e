import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { decodeText, encodeText } from '#export/xlsx-text.ts';
import { objectType } from '#objects/registry.ts';
import type { Cell } from '../cell.ts';
import { lookAt, readRows } from '../read-rows.ts';
import { isDateFormat } from './workbook.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'fastisp-xlsx-'))));
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function archive(parts: Record<string, string | Readable>): Promise<string> {
  const zip = new ZipFile();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') zip.addBuffer(Buffer.from(part), name);
    else zip.addReadStream(part, name);
  }
  zip.end();
  const path = join(folder, `${++files}.xlsx`);
  await pipeline(zip.outputStream as Readable, createWriteStream(path)); // a PassThrough
  return path;
}

const workbook = (sheets: readonly string[], properties = ''): Record<string, string> => ({
  'xl/workbook.xml': `<workbook xmlns:r="r">${properties}<sheets>${sheets
    .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')}</sheets></workbook>`,
});
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

async function cellsOf(path: string, name: string): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of readRows(path, { encoding: null, delimiter: null, sheet: name })) {
    rows.push(...batch.map(({ cells }) => cells));
  }
  return rows;
}

describe('cells', () => {
  const shared =
    '<sst><si><t>Ana</t></si><si><r><t>Nú</t></r><r><t>ñez</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_b</t></si></sst>';
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="22"/></cellXfs></styleSheet>';
  test('of every kind', async () => {
    const path = await archive({
      ...workbook(['Hoja1']),
      'xl/sharedStrings.xml': shared,
      'xl/styles.xml': styles,
      'xl/worksheets/sheet1.xml': sheet(
        `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c></row>
         <row r="3"><c s="1"><v>46053</v></c><c s="2"><v>46053.5</v></c><c><v>1.5</v></c><c t="b"><v>1</v></c></row>
         <row r="4"><c><f>A1+1</f><v>7</v></c><c t="str"><f>"x"</f><v>x</v></c><c><f>NOW()</f></c><c t="e"><v>#N/A</v></c><c t="inlineStr"><is><t>in</t></is></c></row>`,
      ),
    });
    expect(await cellsOf(path, 'Hoja1')).toEqual([
      ['Ana', 'Núñez', null, 'a\rb'],
      [{ wallMs: Date.UTC(2026, 0, 31) }, { wallMs: Date.UTC(2026, 0, 31, 12) }, 1.5, true],
      [7, 'x', { fault: 'CELL_WITHOUT_RESULT', shown: '=…' }, { fault: 'CELL_ERROR', shown: '#N/A' }, 'in'],
    ]);
  });

  test('days of a Mac count from 1904', async () => {
    const path = await archive({
      ...workbook(['H'], '<workbookPr date1904="1"/>'),
      'xl/styles.xml': styles,
      'xl/worksheets/sheet1.xml': sheet('<row><c s="1"><v>1</v></c></row>'),
    });
    expect(await cellsOf(path, 'H')).toEqual([[{ wallMs: Date.UTC(1904, 0, 2) }]]);
  });
});

test('of several sheets the first is looked at, and any other can be chosen', async () => {
  const row = (text: string) => sheet(`<row r="1"><c t="inlineStr"><is><t>${text}</t></is></c></row>`);
  const path = await archive({
    ...workbook(['Clientes', 'Otros']),
    'xl/worksheets/sheet1.xml': row('Nombre'),
    'xl/worksheets/sheet2.xml': row('Teléfono'),
  });
  const file = { path, kind: { kind: 'zip' } } as const;
  const first = await lookAt(objectType('subscriber'), file);
  expect(first.preview.sheets).toEqual(['Clientes', 'Otros']);
  expect(first.mapping).toEqual([{ column: 0, field: 'name' }]);
  const second = await lookAt(objectType('subscriber'), file, { sheet: 'Otros' });
  expect(second.mapping).toEqual([{ column: 0, field: 'phone' }]);
  await expect(lookAt(objectType('subscriber'), file, { sheet: 'X' })).rejects.toMatchObject({
    code: 'IMPORT_SHEET_UNKNOWN',
  });
});

describe('a file that is made to harm', () => {
  const zeros = (megabytes: number): Readable =>
    Readable.from(
      (function* () {
        yield '<worksheet><sheetData><row><c t="str"><v>';
        for (let n = 0; n < megabytes; n += 1) yield Buffer.alloc(1024 * 1024, 'a');
      })(),
      { objectMode: false },
    );
  /** Rewrites what the directory at the end says of the size of a part. */
  async function claim(path: string, part: string, bytes: number): Promise<void> {
    const file = await readFile(path);
    const name = file.lastIndexOf(part);
    file.writeUInt32LE(bytes, name - 46 + 24); // the header before the name has 46 bytes, the size is its 24th
    await writeFile(path, file);
  }
  test('that unpacks to more than a gigabyte is refused before it is unpacked', async () => {
    const path = await archive({ ...workbook(['H']), 'xl/worksheets/sheet1.xml': sheet('<row/>') });
    await claim(path, 'xl/worksheets/sheet1.xml', 2 ** 30);
    await expect(cellsOf(path, 'H')).rejects.toMatchObject({ code: 'IMPORT_WORKBOOK_EXPANDS' });
  });
  test('one that says it is small is read no further than it says', async () => {
    const path = await archive({ ...workbook(['H']), 'xl/worksheets/sheet1.xml': sheet('<row/>'.repeat(10_000)) });
    await claim(path, 'xl/worksheets/sheet1.xml', 100);
    await expect(cellsOf(path, 'H')).rejects.toMatchObject({ code: 'IMPORT_WORKBOOK_BROKEN' });
  });
  test('one cell does not fill the memory', async () => {
    const path = await archive({ ...workbook(['H']), 'xl/worksheets/sheet1.xml': zeros(50) });
    await expect(cellsOf(path, 'H')).rejects.toMatchObject({ code: 'IMPORT_WORKBOOK_BROKEN' });
  });
  test('entities of its own are not read', async () => {
    const bomb =
      '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    const path = await archive({ ...workbook(['H']), 'xl/worksheets/sheet1.xml': bomb });
    await expect(cellsOf(path, 'H')).rejects.toMatchObject({ code: 'IMPORT_WORKBOOK_BROKEN' });
  });
  test('a ZIP that is no workbook', async () => {
    await expect(cellsOf(await archive({ 'readme.txt': 'x' }), 'H')).rejects.toMatchObject({
      code: 'IMPORT_NOT_A_TABLE',
    });
  });
});

test.each([
  ['dd/mm/yyyy', true],
  ['[h]:mm:ss', true],
  ['0.00', false],
  ['#,##0 "días"', false],
  ['[Red]0;[Green]0', false],
  ['General', false],
])('format %s', (code, isDate) => {
  expect(isDateFormat(code)).toBe(isDate);
});

test.each(['a\u0001b', '_x0041_', 'line\r\nfeed', '\ud800 alone', '<&>"', 'ñ😀'])('text %j comes back', (text) => {
  const xml = encodeText(text).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  expect(decodeText(xml.replaceAll('&amp;', '&'))).toBe(text);
});
