/** Problems as a file for people who mend them elsewhere, in their language. */
import { type CsvDialect, csvLine, utf8Mark } from '@fastisp/core/csv/write-csv';
import type { Locale } from '#identity/principal.ts';
import type { ImportProblem } from './schemas.ts';

/** What Excel expects where decimals have a comma, and where they have a point. */
export const dialectOf: Readonly<Record<Locale, CsvDialect>> = {
  es: { delimiter: ';', decimalMark: ',' },
  en: { delimiter: ',', decimalMark: '.' },
};

const header: Readonly<Record<Locale, readonly string[]>> = {
  es: ['Fila', 'Columna', 'Valor', 'Código', 'Problema'],
  en: ['Row', 'Column', 'Value', 'Code', 'Problem'],
};

/** Sentences of the API are English; a code that is not here keeps its own. */
const spanish: Readonly<Record<string, string>> = {
  ADDRESS_MISSING: 'Un servicio con dirección fija necesita la dirección.',
  ADDRESS_OUTSIDE_PREFIX: 'La dirección está fuera de su prefijo: corrija una de las dos.',
  ALREADY_TAKEN: 'Otro objeto ya tiene este valor: debe ser único.',
  CARD_OF_OTHER_DEVICE: 'La tarjeta es de otro equipo.',
  CELL_ERROR: 'La fórmula de esta celda da un error: corríjala o escriba el valor.',
  CELL_WITHOUT_RESULT: 'La fórmula de esta celda nunca se calculó: abra el archivo en Excel y guárdelo.',
  DEVICE_MISSING: 'Falta el equipo.',
  DEVICE_NOT_OLT: 'El equipo no es una OLT.',
  INTERFACE_OF_OTHER_DEVICE: 'La interfaz es de otro equipo.',
  LINK_TO_ITSELF: 'Un enlace necesita dos extremos distintos.',
  OBJECT_NOT_FOUND: 'No hay ninguno con este identificador externo.',
  OBJECT_REFUSED: 'Estos valores no pueden ir juntos.',
  OBJECT_SITE_NOT_ALLOWED: 'Está en un sitio donde usted no puede cambiarlo.',
  PARENT_INVALID: 'No puede colgar de lo que se indica.',
  POSITION_INCOMPLETE: 'La posición necesita latitud y longitud.',
  PREFIX_LOSES_ADDRESSES: 'El prefijo dejaría direcciones afuera.',
  RACK_AT_OTHER_SITE: 'El rack está en otro sitio.',
  REFERENCE_UNKNOWN: 'No existe lo que se indica: créelo primero o corrija el valor.',
  ROW_REPEATED: 'El identificador externo se repite en el archivo: cada fila necesita el suyo.',
  SITE_MISSING: 'Falta el sitio.',
  TREE_CYCLE: 'Estaría dentro de sí mismo: corrija de qué depende.',
  USER_NAME_MISSING: 'Un servicio PPPoE necesita su usuario.',
  VALUE_INVALID: 'El valor no es válido para este campo.',
  VALUE_MISSING: 'Falta un valor.',
};

export const problemHeader = (locale: Locale): string => utf8Mark + csvLine(header[locale], dialectOf[locale]);

export const problemLine = ({ row, column, field, value, code, message }: ImportProblem, locale: Locale): string =>
  csvLine(
    [row, column ?? field, value, code, locale === 'es' ? (spanish[code] ?? message) : message],
    dialectOf[locale],
  );
