import { describe, expect, test } from 'vitest';
import { csvLine, restoreFormula, withoutFormula } from './write-csv.ts';

describe('csvLine', () => {
  test('quotes what needs it, and ends in CRLF', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', null, 7, -3, true])).toBe(
      'a,"b,c","say ""hi""","two\nlines",,7,-3,true\r\n',
    );
  });

  test('speaks the dialect of spreadsheets in Spanish', () => {
    const spanish = { delimiter: ';', decimalMark: ',' } as const;
    expect(csvLine(['a;b', 'a,b', -12.5, '=1'], spanish)).toBe(`"a;b";a,b;-12,5;'=1\r\n`);
  });
});

describe('restoreFormula', () => {
  test.each(['=1+1', "'=1+1", "''@x", 'plain', "'quoted'", '-12.5', '\t=1', "O'Higgins", ''])(
    '%j comes back',
    (text) => {
      expect(restoreFormula(withoutFormula(text))).toBe(text);
    },
  );
});

describe('withoutFormula', () => {
  test.each([
    '=1+1',
    '+cmd',
    '-2+3+cmd|calc',
    '@SUM(A1)',
    '\t=1',
    ' =HYPERLINK("http://evil.example")',
    '|calc',
    '＝1',
    '\r=1',
  ])('%j gets an apostrophe', (text) => {
    expect(withoutFormula(text)).toBe(`'${text}`);
  });

  test.each(['plain', '-12.5', '+595 981 123456', 'a=b', '', "O'Higgins", '12-34'])('%j stays', (text) => {
    expect(withoutFormula(text)).toBe(text);
  });
});
