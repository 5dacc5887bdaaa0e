import { describe, expect, test } from 'vitest';
import { settableFields } from '#objects/records.ts';
import { objectType } from '#objects/registry.ts';
import { findHeader, plainWords, suggestMapping } from './mapping.ts';
import { importedTypes } from './schemas.ts';

const fieldsOf = (header: string[], type = objectType('subscriber')) =>
  suggestMapping(type, header).map(({ column, field }) => `${column} ${field}`);

describe('a suggestion', () => {
  test('goes by Spanish, English and our own names, whatever accents and capitals', () => {
    expect(fieldsOf(['IDENTIFICADOR EXTERNO', 'Full name', 'documentType', 'correo  electronico', 'Site'])).toEqual([
      ...['0 externalId', '1 name', '2 documentType', '3 email', '4 siteId'],
    ]);
  });
  test('gives a column to one field only, and our words go first', () => {
    expect(fieldsOf(['Cliente', 'Nombre', 'Nombre'])).toEqual(['1 name']);
    expect(fieldsOf(['id', 'FastISP id'])).toEqual(['0 externalId', '1 id']);
  });
  test('reads a column of two names as either, and what a service is for before what it is called', () => {
    expect(fieldsOf(['CI/NIT', 'Teléfono o celular', 'Tipo de cliente', 'Nodo'])).toEqual([
      ...['0 document', '1 phone', '2 kind', '3 siteId'],
    ]);
    expect(fieldsOf(['Código', 'Cliente', 'Servicio', 'Paquete'], objectType('service'))).toEqual([
      ...['0 externalId', '1 subscriberId', '3 planId'],
    ]);
  });
  test('leaves out what it does not know', () => {
    expect(fieldsOf(['', '???', 'Saldo'])).toEqual([]);
  });
  test.each(['es', 'en'] as const)('finds every column of an export, in %s', (locale) => {
    for (const type of importedTypes) {
      const labels = settableFields(type).map(([, field]) => field.label[locale]);
      const names = settableFields(type).map(([name], column) => `${column} ${name}`);
      expect(fieldsOf(labels, type), type.name).toEqual(names);
    }
  });
});

test('the header is below titles and empty lines', () => {
  expect(findHeader(objectType('subscriber'), [['Reporte 2026'], [''], ['Código', 'Nombre'], ['1', 'Ana']])).toBe(2);
  expect(findHeader(objectType('subscriber'), [[null], ['x', 'y']])).toBe(1);
});

test('plainWords', () => {
  expect(plainWords('N.º de Teléfono*')).toBe('n de telefono');
});
