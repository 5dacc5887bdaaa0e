import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { SecretContext } from '../secret/secret-box.ts';

/** As the first release sealed: by the key-encryption key itself. */
export function sealV1(keyText: string, plaintext: string, context: SecretContext): string {
  const key = Buffer.from(keyText, 'base64');
  const iv = randomBytes(12);
  const bound = Buffer.from(JSON.stringify([context.tenantId, context.rowId, context.field]));
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound);
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const keyId = createHash('sha256').update(key).digest('base64url').slice(0, 8);
  return ['v1', keyId, ...[iv, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'))].join('.');
}
