/**
 * A cell as the value of a field. What cannot be read as what the field wants stays the text it is: the check of
 * the object says what is wrong with it. Pure.
 */
import { instantMsOf } from '@fastisp/core/time/zone';
import { restoreFormula } from '@fastisp/core/csv/write-csv';
import type { Choice, Field, FieldValue } from '#objects/object-type.ts';
import { plainWords } from './mapping.ts';
import { type Cell, isEmpty, isFault, isWallTime, shown } from './read/cell.ts';
import type { DecimalMark } from './read/dialect.ts';
import { splitTags } from './tags.ts';

export interface ValueRules {
  readonly decimalMark: DecimalMark;
  /** `03/04/2026`: the third of April, or the fourth of March. */
  readonly dateOrder: 'dmy' | 'mdy';
  /** Of the tenant, IANA: dates of spreadsheets have none. */
  readonly timeZone: string;
}

/** @param cell not a fault: those are told before. */
export function toFieldValue(field: Field, cell: Cell | undefined, rules: ValueRules): FieldValue {
  if (cell === undefined || cell === null || isEmpty(cell)) return null;
  if (isFault(cell)) return null;
  const text = shown(cell).trim();
  switch (field.columnType) {
    case 'integer':
    case 'bigint':
    case 'double precision':
      return typeof cell === 'number' ? cell : (parseNumber(text, rules.decimalMark) ?? text);
    case 'boolean':
      return typeof cell === 'boolean' ? cell : (parseFlag(text) ?? text);
    case 'text[]':
      return splitTags(restoreFormula(text));
    case 'timestamptz':
      return isWallTime(cell) ? instantOf(cell.wallMs, rules) : (parseTime(text, rules) ?? text);
    case 'text':
    case 'uuid':
    case 'inet':
    case 'cidr':
      return chosen(field, restoreFormula(text));
  }
}

/** `Suspendido` and `SUSPENDED` are as good as `suspended` where only some words may stand. */
function chosen(field: Field, text: string): string {
  const wanted = plainWords(text);
  const isMeant = ({ value, label }: Choice): boolean =>
    [value, label.es, label.en].some((word) => plainWords(word) === wanted);
  return field.choices?.find(isMeant)?.value ?? text;
}

const groups = (mark: string): RegExp => new RegExp(`[\\s'’${mark === ',' ? '.' : ','}]`, 'g');
const numberShape = (mark: string): RegExp =>
  new RegExp(`^[+-]?(\\d+|\\d{1,3}([\\s'’${mark === ',' ? '.' : ','}]\\d{3})+)(\\${mark}\\d+)?$`);
const numbers = {
  '.': { groups: groups('.'), shape: numberShape('.') },
  ',': { groups: groups(','), shape: numberShape(',') },
} as const;

/** Null for what is no number. Thousands may be grouped by the other mark, a space or an apostrophe. */
export function parseNumber(text: string, decimalMark: DecimalMark): number | null {
  const { groups, shape } = numbers[decimalMark];
  if (!shape.test(text)) return exponent.test(text) ? Number(text) : null;
  return Number(text.replaceAll(groups, '').replace(decimalMark, '.'));
}
const exponent = /^[+-]?\d(\.\d+)?[eE][+-]?\d{1,3}$/;

const yes = new Set(['true', 'verdadero', 'sí', 'si', 's', 'yes', 'y', 'x', '1']);
const no = new Set(['false', 'falso', 'no', 'n', '0']);

export function parseFlag(text: string): boolean | null {
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const isoWall = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/;
const localWall = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?$/;

/** ISO 8601 in UTC; null for what is no date. Without a zone it is a time of the tenant's clocks. */
export function parseTime(text: string, rules: ValueRules): string | null {
  if (isoInstant.test(text)) {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  }
  const iso = isoWall.exec(text);
  if (iso !== null) return wallInstant([iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]], rules);
  const local = localWall.exec(text);
  if (local === null) return null;
  const [, first, second, year, hour, minute, seconds] = local;
  const [day, month] = rules.dateOrder === 'dmy' ? [first, second] : [second, first];
  return wallInstant([year, month, day, hour, minute, seconds], rules);
}

function wallInstant(parts: readonly (string | undefined)[], rules: ValueRules): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // The calendar has no 31 February: JavaScript makes March of it.
  const exists =
    wall.getUTCMonth() === month - 1 && wall.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? instantOf(wall.getTime(), rules) : null;
}

const instantOf = (wallMs: number, { timeZone }: ValueRules): string =>
  new Date(instantMsOf(timeZone, wallMs)).toISOString();
