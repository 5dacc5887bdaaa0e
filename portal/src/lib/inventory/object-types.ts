/** Kinds of inventory objects as the API describes them: what lists, forms and pages are made from. Pure. */
import type { components } from '../api/schema.generated.ts';

export type ObjectType = components['schemas']['ObjectType'];
export type ObjectField = ObjectType['fields'][number];
/** A value of a field, as JSON has it. */
export type FieldValue = string | number | boolean | null | string[];
export type ObjectRecord = { readonly id: string } & Readonly<Record<string, FieldValue>>;

export type Types = ReadonlyMap<string, ObjectType>;

export const typesByName = (types: readonly ObjectType[]): Types => new Map(types.map((type) => [type.name, type]));
export const typeOfPlural = (types: Types, plural: string): ObjectType | undefined =>
  [...types.values()].find((type) => type.plural === plural);

export const fieldOf = (type: ObjectType, name: string): ObjectField | undefined =>
  type.fields.find((field) => field.name === name);

export const nameOf = (type: ObjectType, record: ObjectRecord): string => String(record[type.nameField] ?? record.id);

/** How a field is typed and shown. */
export type Shape =
  | { readonly kind: 'text'; readonly lengthMax: number | undefined }
  | { readonly kind: 'long'; readonly lengthMax: number | undefined }
  | { readonly kind: 'choice'; readonly choices: ObjectField['choices'] }
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly min: number | undefined;
      readonly max: number | undefined;
    }
  | { readonly kind: 'flag' }
  | { readonly kind: 'tags' }
  | { readonly kind: 'time' }
  | { readonly kind: 'reference'; readonly to: string };

/** Texts longer than this are written in a box of several lines. */
const lineLengthMax = 500;

/** The part of JSON Schema that fields are described with. */
interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

export function shapeOf(field: Pick<ObjectField, 'schema' | 'reference' | 'choices'>): Shape {
  if (field.reference !== null) return { kind: 'reference', to: field.reference };
  const schema = field.schema as JsonSchema; // the API describes fields in JSON Schema
  if (field.choices.length > 0) return { kind: 'choice', choices: field.choices };
  if (schema.type === 'integer' || schema.type === 'number') {
    return { kind: 'number', whole: schema.type === 'integer', min: schema.minimum, max: schema.maximum };
  }
  if (schema.type === 'boolean') return { kind: 'flag' };
  if (schema.type === 'array') return { kind: 'tags' };
  if (schema.format === 'date-time') return { kind: 'time' };
  const isLong = (schema.maxLength ?? 0) > lineLengthMax;
  return { kind: isLong ? 'long' : 'text', lengthMax: schema.maxLength };
}

/** Not in a table: too long, for machines, or said better elsewhere. */
const offTable = new Set(['notes', 'tags', 'latitude', 'longitude', 'snmpVersion', 'snmpPort', 'pollIntervalS']);
/** Columns beside the name: more do not fit on a desktop beside the tree. */
const columnsMax = 6;

/** The name first, then what people look for: required fields before the others, as they are declared. */
export function columnsOf(type: ObjectType): readonly ObjectField[] {
  const rest = type.fields.filter(({ name, secret }) => name !== type.nameField && !secret && !offTable.has(name));
  const isUseful = ({ required, filter, sort }: ObjectField): boolean => required || filter || sort;
  const useful = [...rest.filter(isUseful), ...rest.filter((field) => !isUseful(field))].slice(0, columnsMax);
  const name = fieldOf(type, type.nameField);
  return [...(name === undefined ? [] : [name]), ...rest.filter((field) => useful.includes(field))];
}

/**
 * Of the columns beside the name the one that tells objects of the same name apart: what people look for, or where it
 * hangs, before a kind that half of them share. What this object does not have tells nothing.
 */
export function tellingField(columns: readonly ObjectField[], record: ObjectRecord): ObjectField | undefined {
  const tells = (field: ObjectField): boolean =>
    (field.sort || field.reference !== null) && !['choice', 'flag'].includes(shapeOf(field).kind);
  const present = columns.filter(({ name }) => (record[name] ?? null) !== null);
  return present.find(tells) ?? present[0];
}
