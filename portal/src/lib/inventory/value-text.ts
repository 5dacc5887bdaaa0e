/** A value of a field as people read it; a reference is named by whoever shows it. */
import { fmt } from '../i18n.ts';
import { noValue } from '../no-value.ts';
import { m } from '#lib/paraglide/messages.js';
import { said } from './labels.ts';
import { type FieldValue, type ObjectField, shapeOf } from './object-types.ts';

export function valueText(field: ObjectField, value: FieldValue | undefined): string {
  if (value === null || value === undefined || value === '') return noValue;
  if (Array.isArray(value)) return value.length === 0 ? noValue : value.join(', ');
  const shape = shapeOf(field);
  if (typeof value === 'boolean') return value ? m.yes() : m.no();
  if (typeof value === 'number') return numberText(field.name, value);
  if (shape.kind === 'choice') return choiceText(field, String(value));
  if (shape.kind === 'time') return fmt.dateTime(String(value));
  return String(value);
}

/** The value itself when it is one that this version of the description does not have: the history of long ago. */
export function choiceText({ choices }: ObjectField, value: string): string {
  const label = choices.find((choice) => choice.value === value)?.label;
  return label === undefined ? value : said(label);
}

/** Rates by their unit; what is a number only by name (a VLAN, a slot) without a thousands separator. */
function numberText(name: string, value: number): string {
  if (name.endsWith('Bps')) return value === 0 ? noValue : fmt.bitRate(value);
  if (name.endsWith('Kbps')) return fmt.bitRate(value * 1_000);
  if (name.endsWith('Octets')) return fmt.bytes(value);
  if (name === 'latitude' || name === 'longitude') return String(value);
  return Math.abs(value) < 10_000 ? String(value).replace('.', fmt.decimalMark) : fmt.integer(value);
}
