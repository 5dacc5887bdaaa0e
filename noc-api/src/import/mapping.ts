/** Which column fills which field: a suggestion by the words of the header row, and what a mapping may be. Pure. */
import type { Field, ObjectType } from '#objects/object-type.ts';
import { settableFields } from '#objects/records.ts';
import * as errors from './errors.ts';
import { type Cell, isEmpty, shown } from './read/cell.ts';

/** A pseudo field: the id that an export writes, by which its rows are found again. */
export const ownIdField = 'id';
export const ownIdLabel = { es: 'Id de FastISP', en: 'FastISP id' } as const;

export interface ColumnMapping {
  /** From 0. */
  readonly column: number;
  readonly field: string;
}

/** What operators call things besides our own words; without accents, capitals and signs. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  // What points to something goes before what a thing is itself: the customer of a service is not its name.
  subscriberId: ['cliente', 'customer', 'titular', 'id cliente', 'codigo cliente', 'codigo de cliente', 'customer id'],
  planId: ['paquete', 'plan contratado', 'velocidad contratada', 'package'],
  siteId: ['nodo', 'torre', 'pop', 'node', 'tower'],
  zoneId: ['barrio', 'sector', 'area'],
  kind: ['tipo de cliente', 'tipo cliente', 'tipo de abonado', 'tipo de persona', 'customer type'],
  externalId: [
    'id',
    'codigo',
    'code',
    'id externo',
    'codigo externo',
    'id cliente',
    'codigo cliente',
    'codigo de cliente',
    'customer id',
    'nro',
    'numero',
  ],
  name: ['nombres', 'nombre completo', 'razon social', 'full name', 'cliente', 'customer', 'titular'],
  document: ['ci', 'cedula', 'ruc', 'rut', 'dni', 'cuit', 'rfc', 'nit', 'documento de identidad', 'tax id'],
  email: ['correo', 'e mail', 'mail'],
  phone: ['celular', 'movil', 'mobile', 'tel', 'telephone', 'phone number'],
  street: ['domicilio', 'calle', 'address'],
  city: ['localidad', 'municipio', 'town'],
  latitude: ['lat'],
  longitude: ['lon', 'lng', 'long'],
  serial: ['sn', 'numero de serie', 'serial number', 'nro de serie'],
  userName: ['usuario', 'user', 'username', 'login'],
  address: ['ip', 'direccion'],
  notes: ['observaciones', 'comentarios', 'comments', 'remarks'],
};

/** `N.º de Teléfono*` → `n de telefono`. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** `CI/NIT` is either of the two. */
const waysToRead = (title: string): readonly string[] =>
  [title, ...title.split(/[/|]| o | or /i)].map(plainWords).filter((words) => words !== '');

/** Words that mean a field, the surest first. */
function wordsOf(name: string, field: Field): string[] {
  const own = [field.label.es, field.label.en, name, field.column];
  // `Sitio` and `siteId` both mean the site.
  const short = field.reference === undefined ? [] : [name.replace(/Id$/, '')];
  return [...own, ...short].map(plainWords);
}

/** Each field gets one column at most. Our own words go before what others say. */
export function suggestMapping(type: ObjectType, header: readonly string[]): ColumnMapping[] {
  const columns = header.map(waysToRead);
  const mapping = new Map<string, number>();
  const taken = new Set<number>();
  const take = (field: string, wanted: readonly string[]): void => {
    if (mapping.has(field)) return;
    const column = columns.findIndex(
      (ways, index) => !taken.has(index) && ways.some((words) => wanted.includes(words)),
    );
    if (column < 0) return;
    mapping.set(field, column);
    taken.add(column);
  };
  take(ownIdField, [plainWords(ownIdLabel.es), plainWords(ownIdLabel.en)]);
  for (const [name, field] of settableFields(type)) take(name, wordsOf(name, field));
  const settable = settableFields(type);
  for (const name of Object.keys(synonyms)) {
    if (settable.some(([each]) => each === name)) take(name, synonyms[name] ?? []);
  }
  return [...mapping].map(([field, column]) => ({ column, field })).toSorted((a, b) => a.column - b.column);
}

/** Rows that may come before the header: the title of a report, an empty line. */
const titleRowsMax = 10;

/** @returns place of the row that names the most fields; of the first that is not empty when none does. */
export function findHeader(type: ObjectType, rows: readonly (readonly Cell[])[]): number {
  const scores = rows.slice(0, titleRowsMax).map((cells) => suggestMapping(type, cells.map(shown)).length);
  const best = Math.max(0, ...scores);
  if (best > 0) return scores.indexOf(best);
  return Math.max(
    0,
    rows.findIndex((cells) => cells.some((cell) => !isEmpty(cell))),
  );
}

/** @throws AppError `IMPORT_MAPPING`. */
export function checkMapping(type: ObjectType, mapping: readonly ColumnMapping[], columns: number): void {
  const fields = new Set<string>();
  const taken = new Set<number>();
  const known = new Set([ownIdField, ...settableFields(type).map(([name]) => name)]);
  for (const { column, field } of mapping) {
    if (!known.has(field)) throw errors.mappingInvalid(`"${field}" is no field of ${type.name}`, { field });
    if (column >= columns) throw errors.mappingInvalid(`the file has no column ${column + 1}`, { column: column + 1 });
    if (fields.has(field)) throw errors.mappingInvalid(`two columns are mapped to ${field}: choose one`, { field });
    if (taken.has(column)) {
      throw errors.mappingInvalid(`column ${column + 1} is mapped twice: choose one field`, { column: column + 1 });
    }
    fields.add(field);
    taken.add(column);
  }
}

export const identifies = (mapping: readonly ColumnMapping[]): boolean =>
  mapping.some(({ field }) => field === 'externalId' || field === ownIdField);
