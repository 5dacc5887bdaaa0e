/** What a field takes, said to a person who gave something else. Pure. */
import type { Locale } from '#identity/principal.ts';
import type { Field } from '#objects/object-type.ts';

type Said = Readonly<Record<Locale, string>>;

export const wantedOf = (field: Field, locale: Locale): string => wanted(field)[locale];

function wanted(field: Field): Said {
  if (field.choices !== undefined) {
    const list = (locale: Locale): string => field.choices?.map(({ label }) => label[locale]).join(', ') ?? '';
    return { es: `una de estas palabras: ${list('es')}`, en: `one of these words: ${list('en')}` };
  }
  switch (field.columnType) {
    case 'integer':
    case 'bigint':
      return between(field, { es: 'un número entero', en: 'a whole number' });
    case 'double precision':
      return between(field, { es: 'un número', en: 'a number' });
    case 'boolean':
      return { es: 'sí o no', en: 'yes or no' };
    case 'timestamptz':
      return { es: 'una fecha, por ejemplo 31/01/2026 8:30', en: 'a date, for example 2026-01-31 8:30' };
    case 'inet':
      return { es: 'una dirección IPv4 o IPv6', en: 'an IPv4 or IPv6 address' };
    case 'cidr':
      return {
        es: 'un prefijo sin bits de más, como 10.0.0.0/24 o 2001:db8::/48',
        en: 'a prefix without bits beyond its length, such as 10.0.0.0/24 or 2001:db8::/48',
      };
    case 'uuid':
      return { es: 'un identificador', en: 'an id' };
    case 'text[]':
      return { es: 'una lista de palabras separadas por comas', en: 'a list of words with commas between' };
    case 'text':
      return textOf(field);
  }
}

function textOf(field: Field): Said {
  const { format, maxLength } = schemaOf(field);
  if (format === 'email') return { es: 'un correo electrónico', en: 'an email address' };
  // Whoever has a rule of its own for a text, an address of a device, has no length to tell first.
  if (maxLength === undefined || field.normalize !== undefined) {
    return { es: 'un texto válido para este campo', en: 'a text that this field takes' };
  }
  return { es: `un texto de hasta ${maxLength} caracteres`, en: `a text of ${maxLength} characters at most` };
}

function between(field: Field, what: Said): Said {
  const { minimum, maximum } = schemaOf(field);
  if (minimum === undefined || maximum === undefined) return what;
  return { es: `${what.es} de ${minimum} a ${maximum}`, en: `${what.en} from ${minimum} to ${maximum}` };
}

interface Rules {
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** A schema of `objects/fields.ts`, whose keywords are these. */
const schemaOf = ({ schema }: Field): Rules => schema;
