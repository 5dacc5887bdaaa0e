/** Errors in Spanish, by their codes; their own messages are in English. What is not here is shown as it came. */
import { apiSentences } from './api-problems-es.ts';

/** Of an `AppError`, what its sentence is made of. */
export interface SaidError {
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Sentence = (param: (name: string) => string) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  EMAIL_INVALID: (param) => `«${param('email')}» no es una dirección de correo`,
  USER_NOT_FOUND: (param) => `no hay ninguna persona con el correo ${param('id')}`,
  NO_TENANT: () => 'esa persona no pertenece a esa empresa',
  TENANT_NOT_FOUND: (param) => `no existe la empresa ${param('id')}`,
  TENANT_SLUG_TAKEN: (param) => `otra empresa ya usa el nombre corto «${param('slug')}»; elija otro con --slug`,
  TOKEN_LIMIT_REACHED: (param) => `una persona puede tener ${param('max')} tokens como máximo; borre alguno`,
  TOKEN_TOO_POWERFUL: () => 'un token no puede más que su persona; dé menos permisos en --permissions',
  HOME_NOT_WRITABLE: () =>
    'no se puede escribir en la carpeta de datos: dé la carpeta a este usuario (chown) o ponga FASTISP_HOME en otra',
  HOME_IN_USE: () =>
    'otro FastISP usa esta carpeta de datos: deténgalo primero, o dé a este su propia carpeta con FASTISP_HOME',
  DATABASE_UNREACHABLE: () => 'la base de datos no responde: compruebe DATABASE_URL y que PostgreSQL está en marcha',
  DATABASE_SYSTEM_ROLE_MISSING: (param) =>
    `el usuario ${param('login')} de PostgreSQL no puede tomar el rol fastisp_system: como superusuario ejecute «create role fastisp_system nologin» si no existe, y luego «grant fastisp_system to ${param('login')} with inherit false, set true»`,
  DATABASE_ROLE_TOO_POWERFUL: (param) =>
    `el usuario ${param('role')} de PostgreSQL puede demasiado (superusuario, BYPASSRLS, o hereda fastisp_system) y vería los datos de todas las empresas: quíteselo, como dice docs/operations/postgresql.md`,
  DATABASE_OWNER_TOO_WEAK: () =>
    'el usuario de PostgreSQL no puede crear tablas: haga que la base sea suya, o ponga en DATABASE_MIGRATION_URL el de su dueño',
  DATABASE_DISK_FULL: () => 'el disco de la base de datos está lleno: libere espacio o cambie a un disco mayor',
  POSTGRES_DISK_FULL: (param) => `el disco de ${param('path')} está lleno: libere espacio o cambie a un disco mayor`,
  POSTGRES_DATA_NOT_WRITABLE: (param) =>
    `no se puede escribir en ${param('path')}: dé la carpeta a este usuario o ponga FASTISP_HOME en otra`,
  POSTGRES_DATA_FOREIGN_OWNER: (param) =>
    `${param('path')} es del usuario ${param('owner')}: ejecute FastISP como ${param('owner')} o como root`,
  POSTGRES_DATA_IN_USE: (param) => `otro FastISP usa ${param('path')}: deténgalo primero`,
  SECRET_KEY_INVALID: () =>
    'la clave de los secretos debe ser de 32 bytes al azar en base64 (openssl rand -base64 32), una por línea',
  SECRET_KEYS_UNREADABLE: (param) =>
    `no se puede leer el archivo de claves ${param('path')}: ponga en FASTISP_SECRET_KEYS_FILE uno que este usuario pueda leer`,
  VAULT_ROTATION_RUNNING: () => 'ya hay una rotación de claves en marcha: espere a que termine',
  ...apiSentences,
};

export function problemEs({ code, message, params }: SaidError): string {
  const sentence = sentences[code];
  if (sentence === undefined) return message;
  const param = (name: string) => String(params[name] ?? '?');
  return sentence(param);
}
