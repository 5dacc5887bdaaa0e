import { describe, expect, test } from 'vitest';
import { detectDecimalMark, detectDelimiter } from './dialect.ts';
import { createEncodingDetector } from './encoding.ts';

describe('the delimiter', () => {
  test.each([
    ['a;b;c\n1,5;2;3\n', ';'],
    ['a,b\n"x;y;z",2\n', ','],
    ['a\tb\n1,5\t2\n', '\t'],
    ['a|b|c\n', '|'],
    ['Listado, de todo\na;b;c\n1;2;3\n', ';'],
    ['alone\n', ';'],
  ])('of %j', (text, expected) => {
    expect(detectDelimiter(text)).toBe(expected);
  });
});

describe('the decimal mark', () => {
  test.each([
    [[['1,5'], ['2.000']], ',' as const, ','],
    [[['1.5'], ['2,000']], ';' as const, '.'],
    [[['1.000']], ';' as const, ','],
    [[['x']], ',' as const, '.'],
  ])('of %j', (rows, delimiter, expected) => {
    expect(detectDecimalMark(rows, delimiter)).toBe(expected);
  });
});

describe('the encoding', () => {
  const detect = (...chunks: Uint8Array[]) => {
    const detector = createEncodingDetector();
    for (const chunk of chunks) detector.push(chunk);
    return detector.end();
  };
  const utf16 = Buffer.from('codigo;nombre\n', 'utf16le');
  test.each([
    ['ASCII', Buffer.from('abc'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFñ'), 'utf-8'],
    ['UTF-16 with a mark', Buffer.from('\uFEFFñ', 'utf16le'), 'utf-16le'],
    ['UTF-16 without', utf16, 'utf-16le'],
    ['UTF-16, big end first', Buffer.from(utf16).swap16(), 'utf-16be'],
    ['Windows-1252', Buffer.from('Núñez', 'latin1'), 'windows-1252'],
  ])('%s', (_name, bytes, encoding) => {
    expect(detect(bytes)).toEqual({ kind: 'text', encoding });
  });
  test('a letter cut between two chunks is still UTF-8; one far down that is none decides', () => {
    const bytes = Buffer.from('ñandú');
    expect(detect(bytes.subarray(0, 1), bytes.subarray(1))).toEqual({ kind: 'text', encoding: 'utf-8' });
    expect(detect(Buffer.alloc(200_000, 'a'), Buffer.from('ñ', 'latin1'))).toMatchObject({ encoding: 'windows-1252' });
  });
});
