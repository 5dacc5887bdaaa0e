/** Builders of fields, so that a declaration reads as a table. */
import { Type } from 'typebox';
import { uuid } from '#http/schemas.ts';
import type { Field, ObjectTypeName, SiteOf, Words } from './object-type.ts';

type Extra = Partial<Omit<Field, 'schema' | 'column' | 'columnType' | 'label'>>;
type Labels = readonly [es: string, en: string];

export const words = ([es, en]: Labels): Words => ({ es, en });

/** `siteId` → `site_id`. */
export const columnOf = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A field before it knows its name, which decides its column. */
export type FieldOf = (name: string) => Field;

const field =
  (base: Omit<Field, 'column' | 'label'>, labels: Labels, extra: Extra): FieldOf =>
  (name) => ({ column: columnOf(name), label: words(labels), ...base, ...extra });

/** Not blank; without U+0000, which PostgreSQL cannot hold. */
const textPattern = '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$';

export const text = (labels: Labels, extra: Extra & { readonly lengthMax?: number } = {}): FieldOf => {
  const { lengthMax = 200, ...rest } = extra;
  const schema = Type.String({ minLength: 1, maxLength: lengthMax, pattern: textPattern });
  return field({ schema, columnType: 'text' }, labels, rest);
};

/** What a device says of itself: as long, or as empty, as it likes. */
export const reported = (labels: Labels, extra: Extra = {}): FieldOf =>
  field({ schema: Type.String(), columnType: 'text' }, labels, { readOnly: true, ...extra });

/** Its values, and what each is called; one word stands for both languages. */
export type Choices = readonly (readonly [value: string, es: string, en?: string])[];

export const oneOf = (choices: Choices, labels: Labels, extra: Extra = {}): FieldOf =>
  field({ schema: Type.Enum(choices.map(([value]) => value)), columnType: 'text' }, labels, {
    choices: choices.map(([value, es, en = es]) => ({ value, label: { es, en } })),
    ...{ filter: true, sort: true },
    ...extra,
  });

export const integer = (
  range: { readonly min: number; readonly max: number },
  labels: Labels,
  extra: Extra = {},
): FieldOf =>
  field(
    {
      schema: Type.Integer({ minimum: range.min, maximum: range.max }),
      columnType: range.max > 2_147_483_647 ? 'bigint' : 'integer',
    },
    labels,
    { sort: true, ...extra },
  );

export const decimal = (
  range: { readonly min: number; readonly max: number },
  labels: Labels,
  extra: Extra = {},
): FieldOf =>
  field(
    { schema: Type.Number({ minimum: range.min, maximum: range.max }), columnType: 'double precision' },
    labels,
    extra,
  );

export const flag = (labels: Labels, extra: Extra = {}): FieldOf =>
  field({ schema: Type.Boolean(), columnType: 'boolean' }, labels, { filter: true, default: false, ...extra });

export const reference = (to: ObjectTypeName, labels: Labels, extra: Extra = {}): FieldOf =>
  field({ schema: uuid, columnType: 'uuid' }, labels, { reference: to, filter: true, ...extra });

export const time = (labels: Labels, extra: Extra = {}): FieldOf =>
  field({ schema: Type.String({ format: 'date-time' }), columnType: 'timestamptz' }, labels, { sort: true, ...extra });

/** An address or a prefix: text that `normalize` writes one way, so that equal ones are equal. */
export const network = (
  columnType: 'inet' | 'cidr',
  labels: Labels,
  extra: Extra & Required<Pick<Field, 'normalize'>>,
): FieldOf =>
  field({ schema: Type.String({ minLength: 2, maxLength: 43 }), columnType }, labels, {
    filter: true,
    sort: true,
    ...extra,
  });

export const latitude = decimal({ min: -90, max: 90 }, ['Latitud', 'Latitude']);
export const longitude = decimal({ min: -180, max: 180 }, ['Longitud', 'Longitude']);

/** What every kind has. */
export const commonFields: Readonly<Record<string, FieldOf>> = {
  /** Unique among the living objects of a kind: what a billing system or a spreadsheet calls it. */
  externalId: text(['Identificador externo', 'External id'], { lengthMax: 100, filter: true, sort: true }),
  tags: field(
    {
      schema: Type.Array(Type.String({ minLength: 1, maxLength: 50, pattern: textPattern }), {
        maxItems: 50,
        uniqueItems: true,
      }),
      columnType: 'text[]',
    },
    ['Etiquetas', 'Tags'],
    { default: [], filter: true },
  ),
  notes: field(
    { schema: Type.String({ maxLength: 4_000, pattern: '^[^\\u0000]*$' }), columnType: 'text' },
    ['Notas', 'Notes'],
    { default: '' },
  ),
};

export const named = (fields: Readonly<Record<string, FieldOf>>): Record<string, Field> =>
  Object.fromEntries(Object.entries(fields).map(([name, make]) => [name, make(name)]));

export const atSite: SiteOf = { by: 'own', field: 'siteId' };
export const where = (fieldName: string): SiteOf => ({ by: 'reference', field: fieldName });
