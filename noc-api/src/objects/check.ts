/**
 * What was given for an object becomes a whole record, or problems that name the field. Pure: what other objects
 * say is checked later, by the database.
 */
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import type { Field, FieldProblem, FieldValue, ObjectRecord, ObjectType } from './object-type.ts';
import { settable, settableFields } from './records.ts';

export type Checked =
  | { readonly ok: true; readonly values: Record<string, FieldValue> }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const validators = new WeakMap<TSchema, Validator>();
function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema) ?? Compile(schema);
  validators.set(schema, known);
  return known;
}

/**
 * The record that results: what is given over what was before, or over the defaults of a new one.
 * @param given null takes a value away; a field that is read-only or unknown is ignored or refused.
 */
export function complete(type: ObjectType, given: ObjectRecord, before: ObjectRecord | null): Checked {
  const problems: FieldProblem[] = [];
  const values: Record<string, FieldValue> = before === null ? {} : settable(type, before);
  for (const [name, field] of settableFields(type)) {
    const value = given[name];
    if (value === undefined) {
      if (before === null) values[name] = field.default ?? null;
      if (before === null && field.required === true) problems.push(missing(name));
      continue;
    }
    const checked = checkValue(name, field, value);
    if ('problem' in checked) problems.push(checked.problem);
    else values[name] = checked.value;
  }
  for (const name of Object.keys(given)) {
    if (!isKnown(type, name)) {
      problems.push({ field: name, code: 'FIELD_UNKNOWN', message: `${type.label.one.en} has no field "${name}"` });
    }
  }
  if (problems.length === 0) problems.push(...(type.check?.(values) ?? []));
  return problems.length === 0 ? { ok: true, values } : { ok: false, problems };
}

const generatedNames = new Set(['id', 'createdAt', 'updatedAt', 'deletedAt']);

/** An exported file may come back with what only the system sets. */
const isKnown = (type: ObjectType, name: string): boolean =>
  type.fields[name] !== undefined ||
  generatedNames.has(name) ||
  type.fields[name.replace(/Set$/, '')]?.secret !== undefined;

function checkValue(
  name: string,
  field: Field,
  given: FieldValue,
): { readonly value: FieldValue } | { readonly problem: FieldProblem } {
  if (given === null) {
    if (field.required === true) return { problem: missing(name) };
    return { value: field.default ?? null };
  }
  const trimmed = typeof given === 'string' ? given.trim() : given;
  // A blank cell of a file means: nothing.
  if (trimmed === '' && field.required !== true) return { value: field.default ?? null };
  const value = field.reference !== undefined && typeof trimmed === 'string' ? trimmed.toLowerCase() : trimmed;
  const validator = validatorOf(field.schema);
  if (!validator.Check(value)) {
    const reason = validator.Errors(value)[0]?.message ?? 'is not valid';
    return { problem: { field: name, code: 'VALUE_INVALID', message: `${field.label.en}: ${reason}` } };
  }
  if (field.normalize === undefined || typeof value !== 'string') return { value };
  const normalized = field.normalize(value);
  if ('value' in normalized) return normalized;
  return { problem: { field: name, code: 'VALUE_INVALID', message: normalized.problem } };
}

const missing = (name: string): FieldProblem => ({
  field: name,
  code: 'VALUE_MISSING',
  message: `give a value for ${name}`,
});

/** Whether writing `after` over `before` would change anything. */
export function differs(before: Record<string, FieldValue>, after: Record<string, FieldValue>): boolean {
  return Object.entries(after).some(([name, value]) => JSON.stringify(before[name] ?? null) !== JSON.stringify(value));
}
