/**
 * Seals small secrets (SNMP communities, device passwords) with AES-256-GCM under a key-encryption
 * key. The context (tenant, row, field) is bound in as additional data, so that a sealed value that is
 * copied to another row does not open there. Text form: `v1.<keyId>.<iv>.<tag>.<ciphertext>`, base64url.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.ts';

export interface SecretContext {
  readonly tenantId: number;
  readonly rowId: string;
  /** What it is, e.g. `snmp.community`. */
  readonly field: string;
}

export interface SecretBox {
  seal(plaintext: string, context: SecretContext): string;
  /** @throws AppError `SECRET_UNREADABLE` when the key is not ours, the context differs or bytes were changed. */
  open(sealed: string, context: SecretContext): string;
}

const keyBytes = 32;
const ivBytes = 12;
const format = 'v1';

/** @param keyText 32 random bytes, base64 or base64url. */
export function createSecretBox(keyText: string): SecretBox {
  const key = Buffer.from(keyText, 'base64');
  if (key.length !== keyBytes) {
    throw new AppError(
      'SECRET_KEY_INVALID',
      `the secret key must be ${keyBytes} random bytes in base64 (openssl rand -base64 ${keyBytes}), not ${key.length} bytes`,
    );
  }
  const keyId = createHash('sha256').update(key).digest('base64url').slice(0, 8);
  return {
    seal: (plaintext, context) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(contextBytes(context));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return [format, keyId, ...[iv, cipher.getAuthTag(), ciphertext].map((b) => b.toString('base64url'))].join('.');
    },
    open: (sealed, context) => {
      const [version, sealedKeyId, iv, tag, ciphertext] = sealed.split('.');
      if (version !== format || iv === undefined || tag === undefined || ciphertext === undefined) {
        throw new AppError('SECRET_UNREADABLE', 'a stored secret is not in a known format');
      }
      if (sealedKeyId !== keyId) {
        throw new AppError('SECRET_UNREADABLE', 'a stored secret was sealed with another key than the one configured');
      }
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
          .setAAD(contextBytes(context))
          .setAuthTag(Buffer.from(tag, 'base64url'));
        return decipher.update(Buffer.from(ciphertext, 'base64url'), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new AppError('SECRET_UNREADABLE', 'a stored secret was changed or belongs to another row', { cause });
      }
    },
  };
}

const contextBytes = (context: SecretContext): Buffer =>
  Buffer.from(JSON.stringify([context.tenantId, context.rowId, context.field]));
