/** The form of an object: what people type, and the bodies that the API takes. Times are those of a zone's clocks. Pure. */
import { fromWall, toWall } from '../wall-clock.ts';
import { type FieldValue, type ObjectField, type ObjectRecord, type ObjectType, shapeOf } from './object-types.ts';

/** Text as typed, a check mark, or a list of tags; an empty text is no value. */
export type FormValue = string | boolean | string[];
export type FormValues = Record<string, FormValue>;

/** Fields that people may set; of what was discovered, only what they add to it. */
export const formFields = (type: ObjectType): readonly ObjectField[] =>
  type.fields.filter((field) => !field.readOnly && !(type.ownRoutes && isOfConnection(field)));

/** A device's connection has a form of its own, which tries it. */
const isOfConnection = ({ name }: ObjectField): boolean => name.startsWith('snmp') || name === 'pollIntervalS';

export function toForm(
  type: ObjectType,
  record: Readonly<Record<string, FieldValue>> | null,
  zone: string,
): FormValues {
  return Object.fromEntries(
    formFields(type).map((field) => {
      const given = record === null ? (field.default as FieldValue) : (record[field.name] ?? null);
      return [field.name, typed(field, given, zone)];
    }),
  );
}

function typed(field: ObjectField, value: FieldValue, zone: string): FormValue {
  const { kind } = shapeOf(field);
  if (kind === 'flag') return value === true;
  if (kind === 'tags') return Array.isArray(value) ? [...value] : [];
  if (kind === 'time') return typeof value === 'string' ? toWall(zone, value) : '';
  return value === null ? '' : String(value);
}

/** Thrown away by nobody: a number or time that is none is sent as it was typed, and the API says what is wrong with it. */
function fromTyped(field: ObjectField, given: FormValue, zone: string): FieldValue {
  if (typeof given !== 'string') return given;
  const text = given.trim();
  if (text === '') return null;
  const { kind } = shapeOf(field);
  if (kind === 'time') return fromWall(zone, text) ?? text;
  if (kind !== 'number') return text;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

/** Without what was left empty: defaults are the API's. */
export function createBody(type: ObjectType, form: FormValues, zone: string): Record<string, FieldValue> {
  const entries = formFields(type).map(
    (field) => [field.name, fromTyped(field, form[field.name] ?? '', zone)] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

/** Only what changed, so that two people who edit different fields do not undo each other; null when nothing did. */
export function patchBody(
  type: ObjectType,
  before: ObjectRecord,
  form: FormValues,
  zone: string,
): Record<string, FieldValue> | null {
  const was = toForm(type, before, zone);
  const changed = formFields(type).filter(({ name }) => JSON.stringify(was[name]) !== JSON.stringify(form[name]));
  if (changed.length === 0) return null;
  return Object.fromEntries(changed.map((field) => [field.name, fromTyped(field, form[field.name] ?? '', zone)]));
}
