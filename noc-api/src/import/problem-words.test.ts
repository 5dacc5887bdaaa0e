import { describe, expect, test } from 'vitest';
import { locales } from '#identity/principal.ts';
import { importedTypes } from './schemas.ts';
import { importProblemCodes, sentenceOf } from './problem-words.ts';
import { wantedOf } from './wanted.ts';

const found = { message: 'as it was found', params: { row: 7, shown: '#N/A' }, field: undefined };

describe.each(importProblemCodes)('%s', (code) => {
  test('has a sentence in each language, of its own', () => {
    const [es, en] = locales.map((locale) => sentenceOf({ ...found, code }, locale));
    expect(en).toBe('as it was found');
    expect(es).toMatch(/^[A-ZÁÉÍÓÚ].+\.$/);
    expect(es).not.toMatch(/undefined|as it was found/);
  });
});

test('what the sentence names comes along', () => {
  const say = (code: string, params = {}) => sentenceOf({ ...found, code, params }, 'es');
  expect(say('ROW_REPEATED', { row: 7 })).toContain('la fila 7');
  expect(say('ROW_REPEATED')).toBe('Esta fila es la misma que otra del archivo: cada objeto va una sola vez.');
  expect(say('CELL_ERROR', { shown: '#N/A' })).toContain('#N/A');
});

test('a code of an older release keeps what was said', () => {
  expect(sentenceOf({ ...found, code: 'GONE' }, 'es')).toBe('as it was found');
});

test('every field says what it takes, in both languages, without a word of ours', () => {
  for (const type of importedTypes) {
    for (const [name, field] of Object.entries(type.fields)) {
      const [es, en] = locales.map((locale) => wantedOf(field, locale));
      expect(es, `${type.name}.${name}`).not.toMatch(/undefined|\[object/);
      expect(en, `${type.name}.${name}`).not.toMatch(/undefined|\[object/);
      expect(en).not.toBe(es);
    }
  }
});
