/** What a change of an object says, field by field. Pure. */
import type { components } from '../api/schema.generated.ts';
import type { FieldValue, ObjectField, ObjectType } from './object-types.ts';

export type AuditEntry = components['schemas']['AuditEntry'];

export interface FieldChange {
  readonly name: string;
  /** Undefined for what the description does not know: an older field, or part of a device's connection. */
  readonly field: ObjectField | undefined;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** In the order of the form; what was and is nothing is left out. */
export function changesOf(type: ObjectType, entry: Pick<AuditEntry, 'before' | 'after'>): readonly FieldChange[] {
  const names = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]);
  const known = type.fields.filter(({ name }) => names.has(name));
  const unknown = [...names].filter((name) => name !== 'id' && !known.some((field) => field.name === name));
  return [
    ...known.map((field) => ({ name: field.name, field })),
    ...unknown.map((name) => ({ name, field: undefined })),
  ]
    .map(({ name, field }) => ({
      name,
      field,
      before: valueOf(entry.before?.[name]),
      after: valueOf(entry.after?.[name]),
    }))
    .filter(({ before, after }) => !isNothing(before) || !isNothing(after));
}

/** The log may hold what no form has, such as a list of objects: shown as it is. */
function valueOf(value: unknown): FieldValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  return JSON.stringify(value);
}
