/** What is wrong with a row, in the language of its reader: sentences for each code, and the file that they download. */
import { csvLine, dialectOf, utf8Mark } from '@fastisp/core/csv/write-csv';
import type { Locale } from '#identity/principal.ts';
import type { Field } from '#objects/object-type.ts';
import { type ProblemCode, problemCodes } from '#objects/problem-codes.ts';
import { objectType } from '#objects/registry.ts';
import type { ImportProblem } from './schemas.ts';
import { wantedOf } from './wanted.ts';

/** Codes of a file and of its undoing, besides those of objects. */
export const fileProblemCodes = [
  'CELL_ERROR',
  'CELL_NOT_TEXT',
  'CELL_WITHOUT_RESULT',
  'UNDO_CHANGED',
  'UNDO_DELETED',
  'UNDO_IN_USE',
  'UNDO_SECRET',
] as const;
export const importProblemCodes = [...problemCodes, ...fileProblemCodes] as const;
export type ImportProblemCode = ProblemCode | (typeof fileProblemCodes)[number];

export type ProblemParams = Readonly<Record<string, string | number>>;

/** A problem as it is stored: the English sentence is the one that was said when it was found. */
export interface FoundProblem {
  readonly code: string;
  readonly message: string;
  readonly params: ProblemParams;
}

interface Told extends FoundProblem {
  /** That it is about; undefined: the row as a whole, or a field that is none. */
  readonly field: Field | undefined;
}
type Sentence = (told: Told) => string;

const said: Sentence = ({ message }) => message;
/** The English of one is what was said, unless it is given. */
const words = (es: string | Sentence, en: Sentence = said): Readonly<Record<Locale, Sentence>> => ({
  es: typeof es === 'string' ? () => es : es,
  en,
});

/** ` en Sitios`: where it was looked for. */
function within(field: Field | undefined): string {
  return field?.reference === undefined ? '' : ` en ${objectType(field.reference).label.many.es}`;
}

const sentences: Readonly<Record<ImportProblemCode, Readonly<Record<Locale, Sentence>>>> = {
  ADDRESS_MISSING: words('Un servicio con dirección fija necesita la dirección.'),
  ADDRESS_OUTSIDE_PREFIX: words('La dirección está fuera de su prefijo: corrija una de las dos.'),
  ALREADY_TAKEN: words('Otro objeto ya tiene este valor: debe ser único.'),
  CARD_OF_OTHER_DEVICE: words('La tarjeta es de otro equipo: un puerto PON va en el equipo de su tarjeta.'),
  CELL_ERROR: words(({ params }) => `La fórmula de esta celda da ${params['shown']}: corríjala o escriba el valor.`),
  CELL_NOT_TEXT: words('La celda tiene un carácter que no es texto: escríbala de nuevo.'),
  CELL_WITHOUT_RESULT: words('La fórmula de esta celda nunca se calculó: abra el archivo en Excel y guárdelo.'),
  DEVICE_HAS_SERVICES: words('Del equipo dependen servicios: muévalo desde su página, donde se confirma.'),
  DEVICE_LIMIT_REACHED: words('No caben más equipos.'),
  DEVICE_MISSING: words('Falta el equipo al que pertenece la interfaz.'),
  DEVICE_NOT_OLT: words('El equipo no es una OLT.'),
  FIELD_UNKNOWN: words('No existe este campo.'),
  INTERFACE_OF_OTHER_DEVICE: words('La interfaz es de otro equipo.'),
  LINK_TO_ITSELF: words('Un enlace necesita dos extremos distintos.'),
  OBJECT_NOT_FOUND: words('No hay ninguno con este identificador externo.'),
  OBJECT_REFUSED: words('Estos valores no pueden ir juntos.'),
  OBJECT_SITE_NOT_ALLOWED: words('Está en un sitio donde usted no puede cambiarlo.'),
  OLT_WITH_PORTS: words('Esta OLT tiene tarjetas o puertos PON: elimínelos antes de cambiarle el tipo.'),
  PARENT_INVALID: words('Cuelga de una sola cosa: indique una de las dos.'),
  POSITION_INCOMPLETE: words('La posición necesita latitud y longitud.'),
  PREFIX_LOSES_ADDRESSES: words('El prefijo dejaría direcciones afuera: muévalas o elimínelas primero.'),
  RACK_AT_OTHER_SITE: words('El rack está en otro sitio que el equipo.'),
  REFERENCE_AMBIGUOUS: words(
    ({ field }) => `Hay varios con este nombre${within(field)}: escriba el identificador externo del que corresponde.`,
  ),
  REFERENCE_UNKNOWN: words(
    ({ field }) =>
      `No hay ninguno con este identificador externo o nombre${within(field)}: créelo primero o corrija el valor.`,
  ),
  ROW_REPEATED: words(({ params }) =>
    params['row'] === undefined
      ? 'Esta fila es la misma que otra del archivo: cada objeto va una sola vez.'
      : `El identificador externo es también el de la fila ${params['row']}: cada fila necesita el suyo.`,
  ),
  SITE_MISSING: words('Un equipo en un rack está en el sitio del rack: indique el sitio.'),
  TENANT_LIMIT_REACHED: words('Con estas filas se pasaría del máximo contratado.'),
  TREE_CYCLE: words('Estaría dentro de sí mismo: corrija de qué depende.'),
  UNDO_CHANGED: words('Cambió después de la importación: deshacerla perdería ese cambio.'),
  UNDO_DELETED: words('Se eliminó después de la importación: restáurelo primero.'),
  UNDO_IN_USE: words('Lo que la importación creó ya se usa: quítele primero lo que depende de él.'),
  UNDO_SECRET: words('Su clave anterior ya no se puede leer: se selló con una clave de cifrado que se retiró.'),
  USER_NAME_MISSING: words('Un servicio PPPoE necesita su usuario.'),
  VALUE_INVALID: words(
    ({ field }) => (field === undefined ? 'El valor no es válido.' : `Debe ser ${wantedOf(field, 'es')}.`),
    ({ field, message }) => (field === undefined ? message : `it must be ${wantedOf(field, 'en')}`),
  ),
  VALUE_MISSING: words('Falta un valor.'),
};

const isKnown = (code: string): code is ImportProblemCode => code in sentences;

export const sentenceOf = (told: Told, locale: Locale): string =>
  isKnown(told.code) ? sentences[told.code][locale](told) : told.message;

const header: Readonly<Record<Locale, readonly string[]>> = {
  es: ['Fila', 'Columna', 'Valor', 'Código', 'Problema'],
  en: ['Row', 'Column', 'Value', 'Code', 'Problem'],
};

export const problemHeader = (locale: Locale): string => utf8Mark + csvLine(header[locale], dialectOf[locale]);

/** @param problem in the language already. */
export const problemLine = ({ row, column, field, value, code, message }: ImportProblem, locale: Locale): string =>
  csvLine([row, column ?? field, value, code, message], dialectOf[locale]);
