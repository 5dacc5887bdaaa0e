/** The key-encryption keys of an installation, from wherever its services have them. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@fastisp/core/pg/embedded/data-directory';
import { secretKeyFile } from '@fastisp/core/secret/kept-secret';
import { configuredSecretKeys, fileSecretKeys, type SecretKeys } from '@fastisp/core/secret/secret-keys';
import type { CliConfig } from './config.ts';

export interface KeysOfInstallation {
  readonly keys: SecretKeys;
  /** Where a new key can be put; null when they come from the environment. */
  readonly file: string | null;
}

/** Null when there are none. @throws AppError `SECRET_KEY_INVALID`, `SECRET_KEYS_UNREADABLE`. */
export async function keysOf(config: CliConfig): Promise<KeysOfInstallation | null> {
  const configured = configuredSecretKeys(config);
  if (configured !== null) return { keys: configured, file: config.FASTISP_SECRET_KEYS_FILE ?? null };
  const file = join(config.FASTISP_HOME, secretKeyFile);
  const why = await access(file).catch(codeOf);
  return why === 'ENOENT' ? null : { keys: fileSecretKeys(file), file }; // says itself why it cannot be read
}
