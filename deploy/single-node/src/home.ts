/** The folder that holds all state of this machine: made, checked, and kept by one process at a time. */
import { access, constants } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';
import { makeFolder } from '@fastisp/core/files/make-folder';
import { keptSecret, secretKeyFile } from '@fastisp/core/secret/kept-secret';
import { configuredSecretKeys, fileSecretKeys, type SecretKeys } from '@fastisp/core/secret/secret-keys';
import { tryProcessLock } from './process-lock.ts';

export interface Home {
  readonly path: string;
  /** Lets another process have the folder. */
  release(): Promise<void>;
}

/**
 * Makes the folder when absent and takes it for this process.
 * @throws AppError `HOME_NOT_WRITABLE` or `HOME_IN_USE`, saying what to do.
 */
export async function openHome(folder: string): Promise<Home> {
  const path = resolve(folder);
  try {
    await makeFolder(path, 0o755);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError(
      'HOME_NOT_WRITABLE',
      `cannot write to ${path}: give this user the folder (chown), or set FASTISP_HOME to one that it owns`,
      { cause },
    );
  }
  const lock = await tryProcessLock(`home ${path}`);
  if (lock === null) {
    throw new AppError(
      'HOME_IN_USE',
      `another FastISP runs on ${path}: stop it first, or give this one its own FASTISP_HOME`,
    );
  }
  return { path, release: lock.release };
}

/** The keys that seal device credentials: the configured ones, or the home's own, made at the first start. */
export async function secretKeysOf(
  homePath: string,
  config: Parameters<typeof configuredSecretKeys>[0],
): Promise<SecretKeys> {
  const configured = configuredSecretKeys(config);
  if (configured !== null) return configured;
  const path = join(homePath, secretKeyFile);
  await keptSecret(path); // made when absent
  return fileSecretKeys(path);
}
