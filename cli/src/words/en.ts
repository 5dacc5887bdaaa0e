import { doctorEn } from '../doctor/words-en.ts';
import type { es } from './es.ts';

export const en: typeof es = {
  language: 'en',
  help: `Usage: fastisp COMMAND [options]

  admin create --email EMAIL [--name NAME] [--tenant N] [--platform] [--reset-password] [--reset-second-factor]
                          make an administrator, or give that role to a person there is
  token create --email EMAIL --name NAME [--tenant N] [--days N] [--permissions a:b,c:d]
                          make an API token of that person
  tenant create --name NAME --admin EMAIL [--slug TEXT]
                          make a tenant and invite who runs it
  import --type TYPE --file FILE [--url ADDRESS] [--dry-run]
                          import a CSV or XLSX through the API, with the token in FASTISP_TOKEN
  keys list [--json]      how many secrets are under each key
  keys rotate [--new-key] put every secret under a new key, while the services run
  audit verify [--tenant N] [--json] [--heads FILE]
                          check that nobody changed or removed anything of the audit log; with --heads, also
                          against the hashes in a log of the service or in what --json printed
  doctor [--json]         check the installation and say what to do

The environment variables are those of the services (.env.example). LANG=es answers in Spanish.`,
  unknownCommand: (text) => `There is no command "${text}". "fastisp help" shows them all.`,
  incompleteCommand: 'Say what to do:',
  missingOption: (command, option) => `fastisp ${command}: the option ${option} is missing.`,
  wrongOption: (command, option) => `fastisp ${command}: check the option ${option}.`,
  failed: (error) => `It failed: ${error.message} (${error.code})`,
  adminCreated: (email) => `Administrator made: ${email}`,
  adminGranted: (email) => `${email} is an administrator now.`,
  oneTimePassword: (password) => `One-time password, shown this once: ${password}`,
  passwordKept: 'The password stays. With --reset-password they get a new one-time password.',
  tokenCreated: (name, expiresAt) => `Token "${name}", valid until ${expiresAt}. Shown this once:`,
  tenantCreated: (name, id) => `Tenant made: ${name} (number ${id}).`,
  invitation: (email, link) => `Invitation for ${email}, shown this once: ${link}`,
  keyUse: (id, values, state) => `${id}  ${values} secrets  ${state}`,
  keyCurrent: 'current',
  keyOld: 'older',
  keyMissing: 'MISSING: without this key they cannot be read',
  noKeys: 'There are no keys: set FASTISP_SECRET_KEY or FASTISP_SECRET_KEYS_FILE, the same that the services use.',
  keyAdded: (id, path) => `New key ${id} in ${path}; running services use it already.`,
  rotationResumed: (id) => `The rotation to key ${id} goes on.`,
  oneKeyInEnv:
    'There is one key, and it comes from the environment. Put a new one in front (FASTISP_SECRET_KEY=NEW,OLD) for every service, restart them and repeat; or use FASTISP_SECRET_KEYS_FILE, which needs no restart.',
  rotating: (count) => `… ${count} secrets`,
  rotated: (count, id) => `Done: ${count} secrets changed; all are under key ${id}.`,
  rotatedKeepOld: 'The older key is not needed any more, except to open backups that were made before.',
  unreadable: (count, where) =>
    `${count} secrets cannot be read with the keys there are and stay as they were: ${where}`,
  rotationLeft: (count) =>
    `${count} secrets are still under another key. Check that every service has the new key, and repeat.`,
  auditEmpty: 'The audit log has no entries yet.',
  auditWhole: (who, entries, last, hash) => `Whole: ${who}, ${entries} entries up to ${last}, hash ${hash}`,
  auditBroken: (who, seq, kind) =>
    `TAMPERED: ${who}: ${
      {
        changed: `entry ${seq} was changed`,
        missing: `entries before ${seq} are missing`,
        inserted: `entry ${seq} was put in and is not part of the chain`,
        head_differs: `entries from ${seq} on are missing`,
      }[kind]
    }`,
  auditNotesFit: (who, compared) => `The same as the ${compared} hashes noted: ${who}`,
  auditNotesDiffer: (who, seq, kind) =>
    `TAMPERED: ${who}: ${
      {
        rewritten: `entry ${seq} is not the one that was noted; the log was written anew`,
        cut_off: `entry ${seq} was noted and is gone; the end is missing`,
        removed: `entry ${seq} was noted less than 30 days ago and is gone; retention did not remove it`,
      }[kind]
    }`,
  auditNoNotes: (path) => `${path} has no hash of the audit log.`,
  platform: 'the platform',
  tenant: (id, name) => `tenant ${id}${name === null ? '' : ` (${name})`}`,
  importRejected: (count) => `Nothing was imported: ${count} problems.`,
  importDone: (created, updated, unchanged) => `Imported: ${created} new, ${updated} updated, ${unchanged} unchanged.`,
  importChecked: (rows, created, updated) =>
    `Checked without changing anything: ${rows} rows are right (${created} new, ${updated} to update).`,
  tokenMissing: 'Put an API token into FASTISP_TOKEN ("fastisp token create" makes one).',
  unreachable: (url) => `Nobody answers at ${url}: start FastISP, or give --url.`,
  notFastIsp: (url) => `what answers at ${url} is not the API of FastISP: check --url`,
  fileUnreadable: (path) => `${path} cannot be read.`,
  doctor: doctorEn,
};
