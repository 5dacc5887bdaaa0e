/** What the API answers to an import, in Spanish, by its codes; as the portal says it. */
import type { Sentence } from './problems-es.ts';

export const apiSentences: Readonly<Record<string, Sentence>> = {
  AUTH_REQUIRED: () => 'la API no acepta este token: es otro, se revocó o venció («fastisp token create» crea uno)',
  PERMISSION_DENIED: (param) => `el token no tiene el permiso ${param('permission')}: use uno que lo tenga`,
  SCOPE_DENIED: (param) =>
    `el permiso ${param('permission')} vale solo en algunos sitios, y hace falta en toda la empresa`,
  TENANT_SUSPENDED: (param) =>
    `la empresa «${param('name')}» está suspendida: pregunte a quien administra la plataforma`,
  RATE_LIMITED: (param) => `demasiadas solicitudes: espere ${param('retryAfterS')} s y repita`,
  REQUEST_INVALID: () =>
    'la API no entiende esta solicitud: compruebe que el programa y el servicio son de la misma versión',
  NOT_READY: () => 'el servicio está arrancando: espere unos segundos y repita',
  INTERNAL: () => 'algo falló en el servidor y quedó anotado en su registro: repita, o avise a quien lo administra',
  IMPORT_TOO_LARGE: (param) => `un archivo puede tener ${param('megabytesMax')} MB como máximo: divídalo`,
  IMPORT_EMPTY: () => 'el archivo no tiene filas: compruebe que es el correcto',
  IMPORT_OLD_EXCEL: () => 'es el formato antiguo de Excel (.xls): guárdelo como .xlsx o CSV',
  IMPORT_NOT_A_TABLE: () => 'no es CSV ni XLSX: guárdelo como uno de los dos',
  IMPORT_WORKBOOK_BROKEN: () => 'este archivo XLSX está dañado: ábralo en Excel y guárdelo de nuevo',
  IMPORT_WORKBOOK_EXPANDS: (param) => `descomprimido, este archivo pasa de ${param('megabytesMax')} MB: divídalo`,
  IMPORT_SHEET_UNKNOWN: (param) => `el archivo no tiene la hoja «${param('sheet')}»`,
  IMPORT_TOO_MANY_COLUMNS: (param) =>
    `la fila ${param('row')} tiene más de ${param('max')} columnas: compruebe el separador`,
  IMPORT_TOO_MANY_ROWS: (param) => `un archivo puede tener ${param('max')} filas como máximo: divídalo`,
  IMPORT_QUOTE_OPEN: (param) =>
    `en la fila ${param('row')} se abren unas comillas que no se cierran: ciérrelas o quítelas`,
  IMPORT_ROW_TOO_LONG: (param) =>
    `la fila ${param('row')} tiene más de ${param('charsMax')} caracteres: compruebe que es una tabla`,
  IMPORT_ROW_UNREADABLE: (param) => `la fila ${param('row')} no se puede leer como CSV`,
  IMPORT_NO_ROOM: (param) =>
    `los archivos por importar ya ocupan ${param('megabytesMax')} MB: importe o descarte alguno primero`,
  IMPORT_TYPE: (param) => `«${param('type')}» no se puede importar; sí: ${param('types')}`,
  IMPORT_MAPPING: () => 'esa asignación de columnas no es posible: revise la primera fila del archivo',
  IMPORT_KEY_NOT_MAPPED: () =>
    'ninguna columna es el identificador externo (externalId), que dice si una fila es nueva o ya existe',
  IMPORT_NOT_FOUND: () => 'esa importación no existe, o ya es muy antigua',
  IMPORT_FILE_GONE: () => 'el archivo ya no está en el servidor: repita la importación',
  IMPORT_BUSY: () => 'esta importación está trabajando: espere a que termine',
  IMPORT_DONE: () => 'este archivo ya se importó: repita el comando para importarlo otra vez',
  IMPORT_NOT_UNDOABLE: () => 'no hay nada que deshacer: no cambió nada, ya se deshizo, o tiene más de una semana',
  IMPORT_TOO_MANY: (param) => `ya hay ${param('max')} importaciones trabajando: repita cuando termine una`,
  IMPORT_INTERRUPTED: () => 'el sistema se detuvo mientras trabajaba y no se importó nada: repita la importación',
  IMPORT_FAILED: () => 'algo falló en el servidor y no se importó nada: su registro dice qué',
};
