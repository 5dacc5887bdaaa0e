import type { DoctorWords } from './words.ts';

export const doctorEn: DoctorWords = {
  names: {
    config: 'Configuration',
    home: 'Data folder',
    disk: 'Disk',
    clock: 'Clock',
    zones: 'Time zones',
    database: 'PostgreSQL',
    columnStore: 'ClickHouse',
    node: 'Service',
    ports: 'Ports',
    keys: 'Keys',
  },
  fine: 'Everything is in order.',
  problems: (problems, warnings) => `Problems: ${problems}; warnings: ${warnings}.`,
  configValid: 'the environment variables are valid',
  configInvalid: (what) => `correct these variables (.env.example explains them):\n${what}`,
  homeFine: (path) => `${path} can be read and written`,
  homeAbsent: (path) => `${path} does not exist yet; the start of FastISP makes it`,
  homeClosed: (path) =>
    `this user may not write to ${path}: give it the folder (chown), or set FASTISP_HOME to another`,
  databaseFine: (version) => `answers, version ${version}, its migrations are done`,
  databaseOld: (version) => `version ${version} is too old: upgrade to PostgreSQL 16 or later`,
  databaseStopped: 'the database of our own is stopped; it starts with FastISP (npm start)',
  failed: ({ message, code }) => `${message} (${code})`,
  columnStoreFine: (where) => `answers at ${where}`,
  columnStoreAway: (where, reason) =>
    `${where} does not answer (${reason}): check CLICKHOUSE_URL, and that ClickHouse runs`,
  columnStoreEmbedded: 'the engine of our own starts with FastISP',
  nodeReady: (url) => `answers and is ready at ${url}`,
  nodeStopped: (url) => `nobody answers at ${url}: start it with npm start`,
  nodeStranger: (url) => `another program answers at ${url}: change PORT, or stop that program`,
  nodeNotReady: (what) => `runs but is not ready:\n${what}`,
  diskFine: (free, percent, path) => `${free} GiB free (${percent} %) at ${path}`,
  diskLow: (free, percent, path) =>
    `${free} GiB (${percent} %) are left at ${path}: enlarge the disk, or shorten retention (RETENTION_…)`,
  diskFull: (free, percent, path) =>
    `only ${free} GiB (${percent} %) are left at ${path}: free some space now; without it nothing is stored`,
  clockFine: 'right and synchronized, as far as can be told',
  clockOld: (now) => `it says ${now}, which is before this program was made: set it (timedatectl set-ntp true)`,
  clockApart: (seconds) =>
    `it is ${seconds} s apart from the clock of the database: synchronize both (timedatectl set-ntp true)`,
  clockUnsynchronized: 'the system says it is not synchronized: timedatectl set-ntp true',
  zonesFine: (release) => `the time-zone data are current (${release})`,
  zonesOld: (who, zones) =>
    `${who} has old data of ${zones}: upgrade ${who} and its package tzdata, or times will be wrong`,
  portsFine: (ports) => `free: ${ports}`,
  portTaken: (port, variable) => `another program uses ${port}: stop it, or change ${variable}`,
  portForbidden: (port, variable) => `this user may not open ${port}: set ${variable} to one from 1024 on`,
  keysFine: (id, values) => `${values} secrets, all under the current key ${id}`,
  keysAbsent: 'there are no keys yet; a node makes its own at its start, separate services need FASTISP_SECRET_KEY',
  keysReady: (id) => `the current key is ${id}; secrets are counted while the database runs`,
  keyFileOpen: (path) => `others on this machine may read ${path}: chmod 600 ${path}`,
  keysMissing: (values, ids) =>
    `${values} secrets are under keys that are not here (${ids}): find them and add them to FASTISP_SECRET_KEYS_FILE`,
  keysUnfinished: (values) => `${values} secrets are under an older key: run fastisp keys rotate`,
};
