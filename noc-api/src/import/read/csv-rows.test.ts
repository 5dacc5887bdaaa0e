/** Files as people and programs damage them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsvRows } from './csv-rows.ts';
import { createEncodingDetector, type Encoding } from './encoding.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'fastisp-csv-'))));
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function rowsOf(content: string | Uint8Array, encoding: Encoding = 'utf-8'): Promise<(readonly unknown[])[]> {
  const path = join(folder, `${++files}.csv`);
  await writeFile(path, content);
  const rows: (readonly unknown[])[] = [];
  for await (const batch of readCsvRows({ path, encoding, delimiter: ';' }))
    rows.push(...batch.map(({ cells }) => cells));
  return rows;
}

const table = [
  ['codigo', 'nombre'],
  ['C1', 'José'],
  ['C2', 'Ana'],
];
test.each([
  ['of Windows', 'codigo;nombre\r\nC1;José\r\nC2;Ana\r\n'],
  ['of Unix', 'codigo;nombre\nC1;José\nC2;Ana\n'],
  ['of an old Mac', 'codigo;nombre\rC1;José\rC2;Ana\r'],
  ['of all of them, Windows first', 'codigo;nombre\r\nC1;José\nC2;Ana\r'],
  ['of all of them, Unix first', 'codigo;nombre\nC1;José\r\nC2;Ana'],
  ['with a mark and none at the end', '\uFEFFcodigo;nombre\r\nC1;José\r\nC2;Ana'],
])('line ends %s', async (_what, text) => {
  expect(await rowsOf(text)).toEqual(table);
});

test.each<[Encoding, Buffer]>([
  ['utf-16le', Buffer.from('\uFEFFcodigo;nombre\r\nC1;José\r\nC2;Ana', 'utf16le')],
  ['utf-16be', Buffer.from('\uFEFFcodigo;nombre\r\nC1;José\r\nC2;Ana', 'utf16le').swap16()],
])('%s with its mark', async (encoding, bytes) => {
  const detector = createEncodingDetector();
  detector.push(bytes);
  expect(detector.end()).toEqual({ kind: 'text', encoding });
  expect(await rowsOf(bytes, encoding)).toEqual(table);
});

test('a line end inside quotes belongs to the cell', async () => {
  expect(await rowsOf('a;"b\r\nc\nd"\r\ne;f\n')).toEqual([
    ['a', 'b\r\nc\nd'],
    ['e', 'f'],
  ]);
});

describe('a row that does not end', () => {
  const megabytes = 20;
  test('of quotes that never close', async () => {
    const text = `a;b\nc;"${'x;y\n'.repeat((megabytes * 1024 * 1024) / 4)}`;
    await expect(rowsOf(text)).rejects.toMatchObject({ code: 'IMPORT_QUOTE_OPEN', params: { row: 2 } });
  });
  test('of one line, without any quote', async () => {
    await expect(rowsOf(`a;b\n${'x'.repeat(megabytes * 1024 * 1024)}`)).rejects.toMatchObject({
      code: 'IMPORT_ROW_TOO_LONG',
      params: { row: 2 },
    });
  });
  test('of columns only', async () => {
    await expect(rowsOf(`a;b\n${';'.repeat(megabytes * 1024 * 1024)}`)).rejects.toMatchObject({
      params: { row: 2 },
    });
  });
});
