/** Variables that several services read; each service's schema spreads the ones it needs. */
import { logLevels } from '../log/log.ts';
import { envChoice, envInteger, envOptional, envOptionalUrl, envPort, envString } from './env-schema.ts';

export const processEnv = {
  LOG_LEVEL: envChoice('How much is logged, as JSON lines on stderr.', { choices: logLevels, default: 'info' }),
  STOP_GRACE_MS: envInteger('How long a stop may take before the process ends anyway, milliseconds.', {
    min: 100,
    max: 600_000,
    default: 15_000,
  }),
};

export const httpEnv = {
  HOST: envString('Address that HTTP listens on; 0.0.0.0 for every one of this machine.', { default: '127.0.0.1' }),
  PORT: envPort('Port of HTTP: portal, API, WebSocket, health and metrics.', 8080),
  HTTP_TRUSTED_PROXIES: envInteger('How many reverse proxies in front set X-Forwarded-For.', {
    min: 0,
    max: 8,
    default: 0,
  }),
};

export const homeEnv = {
  FASTISP_HOME: envString('Folder for all state of this machine: databases, spool, keys, template cache.', {
    default: './var',
  }),
};

export const secretEnv = {
  FASTISP_SECRET_KEY: envOptional(
    'Key that seals device credentials, 32 random bytes in base64 (openssl rand -base64 32); several with commas, the current one first. A single node makes one in FASTISP_HOME when it is absent.',
    { secret: true },
  ),
  FASTISP_SECRET_KEYS_FILE: envOptional(
    'File of such keys, one a line, the current one first; FASTISP_SECRET_KEY then only opens what it sealed. It is read again when it changes, so that "fastisp keys rotate" needs no restart.',
  ),
};

export const relationalEnv = {
  DATABASE_URL: envOptionalUrl('PostgreSQL 16 or later. Absent: a server of our own is started in FASTISP_HOME.', {
    protocols: ['postgres:', 'postgresql:'],
    secret: true,
  }),
  DATABASE_MIGRATION_URL: envOptionalUrl(
    'PostgreSQL login that owns the tables and migrates them, where DATABASE_URL may not. Absent: DATABASE_URL.',
    { protocols: ['postgres:', 'postgresql:'], secret: true },
  ),
};

export const columnStoreEnv = {
  CLICKHOUSE_URL: envOptionalUrl(
    'ClickHouse, with user, password and database in the URL. Absent: the embedded engine is started in FASTISP_HOME.',
    { protocols: ['http:', 'https:'], secret: true },
  ),
  COLUMN_STORE_MEMORY_MB: envInteger('Most memory the embedded column store may use, MiB.', {
    min: 512,
    max: 1_048_576,
    default: 3_072,
  }),
};

const days = (about: string, defaultDays: number) =>
  envInteger(`${about}, days. Changing it drops what is older at the next start.`, {
    min: 1,
    max: 36_500,
    default: defaultDays,
  });

/** How long telemetry is kept: stream drops what is older, and questions about it read what is still there. */
export const retentionEnv = {
  RETENTION_FLOWS_RAW_DAYS: days('How long single flow records are kept', 7),
  RETENTION_RAW_DAYS: days('How long single polls of devices and interfaces are kept', 14),
  RETENTION_1M_DAYS: days('How long sums of one minute are kept', 30),
  RETENTION_5M_DAYS: days('How long sums of five minutes are kept', 90),
  RETENTION_1H_DAYS: days('How long sums of one hour are kept', 400),
  RETENTION_1D_DAYS: days('How long sums of one day are kept', 1_830),
};
