import { describe, expect, test } from 'vitest';
import { compareCatalogues, findRepeatedKeys, findUnusedKeys } from './message-catalogue.ts';

const es = (messages: Parameters<typeof findUnusedKeys>[0]) => ({ locale: 'es', messages });
const en = (messages: Parameters<typeof findUnusedKeys>[0]) => ({ locale: 'en', messages });

describe('compareCatalogues', () => {
  test('the same keys and parameters: no problem', () => {
    expect(compareCatalogues(es({ a: 'Hola {name}', b: 'x' }), en({ b: 'y', a: 'Hi {name}' }))).toEqual([]);
  });

  test('a missing key is named, in either direction', () => {
    expect(compareCatalogues(es({ a: 'x', b: 'x' }), en({ a: 'x', c: 'x' }))).toEqual([
      'b: missing in en.json',
      'c: missing in es.json',
    ]);
  });

  test('other parameters are a problem', () => {
    expect(compareCatalogues(es({ a: '{n} de {total}' }), en({ a: '{n} of {all}' }))).toEqual([
      'a: takes (n, total) in es.json, but (all, n) in en.json',
    ]);
  });

  test('variants together count as one message', () => {
    const spanish = [{ match: { 'n=one': 'un equipo', 'n=other': '{count} equipos' } }];
    expect(compareCatalogues(es({ a: spanish }), en({ a: '{count} devices' }))).toEqual([]);
  });
});

test('findUnusedKeys finds what no source calls', () => {
  expect(findUnusedKeys({ used: 'x', idle: 'x', prefix: 'x' }, 'm.used() + m.prefix_longer()')).toEqual([
    'idle',
    'prefix',
  ]);
});

test('findRepeatedKeys finds what two files of a language have', () => {
  expect(findRepeatedKeys([{ a: 'x', b: 'x' }, { c: 'x' }, { b: 'y' }])).toEqual(['b']);
});
