/**
 * Key-encryption keys: what data keys are wrapped with. The first one is current, the others still open what they
 * wrapped. They come from the environment, or from a file that may change while the service runs: it is read again
 * when something was sealed with a key that is not known yet, and before anything is sealed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../errors/app-error.ts';

export interface SecretKey {
  /** First characters of its SHA-256: names it without telling anything of it. */
  readonly id: string;
  readonly bytes: Buffer;
}

export interface SecretKeys {
  /** What is sealed with from now on. */
  current(): SecretKey;
  find(id: string): SecretKey | undefined;
  /** The current one first. */
  all(): readonly SecretKey[];
}

const keyBytes = 32;
const idChars = 8;

/** @param text keys of 32 random bytes in base64, by lines or commas, the current one first; `#` begins a comment. */
export function parseSecretKeys(text: string): readonly SecretKey[] {
  const words = text
    .split('\n')
    .flatMap((line) => (line.split('#', 1)[0] ?? '').split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return words.map(toKey);
}

function toKey(word: string): SecretKey {
  const bytes = Buffer.from(word, 'base64');
  if (bytes.length !== keyBytes) {
    throw new AppError(
      'SECRET_KEY_INVALID',
      `the secret key must be ${keyBytes} random bytes in base64 (openssl rand -base64 ${keyBytes}), not ${bytes.length} bytes`,
    );
  }
  return { id: createHash('sha256').update(bytes).digest('base64url').slice(0, idChars), bytes };
}

/** What `secretEnv` says: keys of a file, of the environment, or null when it says nothing. */
export function configuredSecretKeys(config: {
  FASTISP_SECRET_KEY: string | undefined;
  FASTISP_SECRET_KEYS_FILE: string | undefined;
}): SecretKeys | null {
  const { FASTISP_SECRET_KEY: text, FASTISP_SECRET_KEYS_FILE: path } = config;
  if (path !== undefined) return fileSecretKeys(path, text);
  return text === undefined ? null : fixedSecretKeys(text);
}

/** Keys that never change while the process runs. */
export function fixedSecretKeys(text: string): SecretKeys {
  const keys = parseSecretKeys(text);
  return { current: () => firstOf(keys, 'FASTISP_SECRET_KEY'), find: (id) => findIn(keys, id), all: () => keys };
}

/**
 * Keys of a file, which is read when first needed. @param also older keys, of the environment.
 * @throws AppError `SECRET_KEYS_UNREADABLE`, `SECRET_KEY_INVALID`.
 */
export function fileSecretKeys(path: string, also = ''): SecretKeys {
  const older = parseSecretKeys(also);
  let keys: readonly SecretKey[] = [];
  let seen = '';
  const refresh = () => {
    const version = readable(path, () => versionOf(statSync(path)));
    if (version === seen) return;
    keys = [...parseSecretKeys(readable(path, () => readFileSync(path, 'utf8'))), ...older];
    seen = version;
  };
  return {
    current: () => {
      refresh();
      return firstOf(keys, path);
    },
    find: (id) => {
      const known = findIn(keys, id);
      if (known !== undefined) return known;
      refresh();
      return findIn(keys, id);
    },
    all: () => {
      refresh();
      return keys;
    },
  };
}

/**
 * Puts a new key in front of a file's keys, whole or not at all; it is current from then on, and is there after a
 * power cut: whatever it seals would be lost with it. Who calls it takes care that nobody else does meanwhile.
 * @returns its id.
 */
export async function addSecretKey(path: string): Promise<string> {
  const fresh = randomBytes(keyBytes).toString('base64');
  const before = await readFile(path, 'utf8');
  const { mode, uid, gid } = await stat(path);
  const file = await open(`${path}.new`, 'w', mode & 0o777);
  try {
    await file.chown(uid, gid); // the services' user reads it, whoever rotates
    await file.writeFile(`${fresh}\n${before}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
  return toKey(fresh).id;
}

/** A name is as lasting as its folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const findIn = (keys: readonly SecretKey[], id: string) => keys.find((key) => key.id === id);

function firstOf(keys: readonly SecretKey[], source: string): SecretKey {
  const [first] = keys;
  if (first !== undefined) return first;
  throw new AppError('SECRET_KEY_INVALID', `${source} holds no key: openssl rand -base64 ${keyBytes} makes one`);
}

const versionOf = (found: { mtimeMs: number; size: number; ino: number }): string =>
  `${found.mtimeMs}/${found.size}/${found.ino}`;

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new AppError(
      'SECRET_KEYS_UNREADABLE',
      `the file of secret keys ${path} cannot be read: set FASTISP_SECRET_KEYS_FILE to one that this user may read`,
      { cause, params: { path } },
    );
  }
}
