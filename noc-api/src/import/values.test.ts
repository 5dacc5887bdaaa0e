import { describe, expect, test } from 'vitest';
import { objectType } from '#objects/registry.ts';
import { joinTags, splitTags } from './tags.ts';
import { parseNumber, parseTime, toFieldValue, type ValueRules } from './values.ts';

const asuncion: ValueRules = { decimalMark: ',', dateOrder: 'dmy', timeZone: 'America/Mexico_City' };

describe('numbers', () => {
  test.each([
    ['12,5', ',', 12.5],
    ['1.234.567,89', ',', 1_234_567.89],
    ['1,234,567.89', '.', 1_234_567.89],
    ["1'000", '.', 1_000],
    ['1 000', ',', 1_000],
    ['-0,5', ',', -0.5],
    ['100.000', ',', 100_000],
    ['100.5', ',', null],
    ['1.23.4', ',', null],
    ['1.2E+3', '.', 1_200],
    ['12a', '.', null],
    ['0x10', '.', null],
  ] as const)('%s with decimal %s', (text, mark, expected) => {
    expect(parseNumber(text, mark)).toBe(expected);
  });
});

describe('times', () => {
  test.each([
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z'],
    ['31/01/2026', '2026-01-31T06:00:00.000Z'],
    ['31.1.2026 8:30', '2026-01-31T14:30:00.000Z'],
    ['2026-01-31', '2026-01-31T06:00:00.000Z'],
    ['31/02/2026', null],
    ['01/13/2026', null],
    ['ayer', null],
  ])('%s of the clocks in Mexico City', (text, expected) => {
    expect(parseTime(text, asuncion)).toBe(expected);
  });

  test('months first, when somebody says so', () => {
    expect(parseTime('01/13/2026', { ...asuncion, dateOrder: 'mdy' })).toBe('2026-01-13T06:00:00.000Z');
  });
});

test('a cell becomes what its field wants, or stays for the check to refuse', () => {
  const { fields } = objectType('service');
  const value = (name: string, cell: Parameters<typeof toFieldValue>[1]) => {
    const field = fields[name];
    if (field === undefined) throw new Error(name);
    return toFieldValue(field, cell, asuncion);
  };
  expect(value('access', 'PPPoE')).toBe('pppoe');
  expect(value('access', 'ip FIJA')).toBe('static');
  expect(value('status', 'Suspendido')).toBe('suspended');
  expect(value('status', 'Suspended')).toBe('suspended');
  expect(value('status', 'cortado')).toBe('cortado');
  expect(value('vlan', '100')).toBe(100);
  expect(value('vlan', 'cien')).toBe('cien');
  expect(value('name', 4711)).toBe('4711');
  expect(value('name', "'=1+1")).toBe('=1+1');
  expect(value('startedAt', { wallMs: Date.UTC(2026, 0, 31) })).toBe('2026-01-31T06:00:00.000Z');
  expect(value('tags', 'a, b;a')).toEqual(['a', 'b']);
  expect(value('notes', '  ')).toBeNull();
});

test.each([[['a', 'b']], [['a,b', String.raw`c\d`, 'e;f']], [[String.raw`x\,`]]])('tags %j come back', (tags) => {
  expect(splitTags(joinTags(tags))).toEqual(tags);
});
