/**
 * Text of a workbook's cells. XML holds no control characters; Excel writes them as `_x001B_`, and a text that
 * looks so already with its underscore written that way (ECMA-376, part 1, 22.4.2.4).
 */

/** U+FFFE and U+FFFF, lone surrogates, and a carriage return, which XML would read as a line feed. */
const unwritable =
  // eslint-disable-next-line no-control-regex -- they are what this is about
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const escaped = /_x([0-9A-Fa-f]{4})_/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const hex = (character: string): string => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');

export const encodeText = (text: string): string =>
  text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(unwritable, (character) => `_x${hex(character)}_`)
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);

/** After XML's own entities were read. */
export const decodeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(escaped, (_match, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
