import { expect, test } from 'vitest';
import { type ObjectField, tellingField } from './object-types.ts';

const field = (name: string, more: Partial<ObjectField> = {}): ObjectField => ({
  ...{ name, label: { es: name, en: name }, schema: { type: 'string' }, required: false, readOnly: false },
  ...{ secret: false, personal: false, default: null, reference: null, choices: [], filter: true, sort: false },
  ...more,
});
const person = { value: 'person', label: { es: 'Persona', en: 'Person' } };
const columns = [
  field('kind', { choices: [person], sort: true }),
  field('documentType'),
  field('document', { sort: true }),
  field('siteId', { reference: 'site' }),
];

test('subscribers of one name are told apart by their document, without one by their site, else by what there is', () => {
  const telling = (record: object) => tellingField(columns, { id: 'x', ...record })?.name;
  expect(telling({ kind: 'person', documentType: 'CI', document: '1', siteId: 's' })).toBe('document');
  expect(telling({ kind: 'person', documentType: null, document: null, siteId: 's' })).toBe('siteId');
  expect(telling({ kind: 'person', document: null })).toBe('kind');
  expect(telling({})).toBeUndefined();
});
