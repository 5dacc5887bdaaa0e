/**
 * Seals small secrets (SNMP communities, device passwords) by envelope: each value has a data key of its own, AES-256-GCM,
 * and the data key is wrapped by the current key-encryption key. So a rotation wraps data keys anew and never sees a
 * secret. The context (tenant, row, field) is bound to the value as additional data: copied to another row it does not
 * open there.
 *
 * Text form, base64url: `v2.<keyId>.<iv, tag, wrapped data key>.<iv, tag, ciphertext>`. Values of the form
 * `v1.<keyId>.<iv>.<tag>.<ciphertext>`, sealed by the key-encryption key itself, are still opened.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.ts';
import { fixedSecretKeys, type SecretKey, type SecretKeys } from './secret-keys.ts';

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
  /** What a value that is sealed now begins with: others wait for a rotation. @throws AppError when there is no key. */
  currentPrefix(): string;
  /** Whether there is a key for values that begin so, `v2.<keyId>`. */
  knows(prefix: string): boolean;
  /**
   * The same secret under the current key; null when it is already.
   * @param contextOfV1 of a value of the old form, which must be sealed anew; absent where there never was one.
   * @throws AppError `SECRET_UNREADABLE`.
   */
  rewrap(sealed: string, contextOfV1?: SecretContext): string | null;
}

const ivBytes = 12;
const tagBytes = 16;
const dataKeyBytes = 32;
/** What a wrapped data key is bound to: it is no value. */
const dataKeyContext = Buffer.from('fastisp data key');

/** @param source the keys, or their text as `parseSecretKeys` takes it. */
export function createSecretBox(source: SecretKeys | string): SecretBox {
  const keys = typeof source === 'string' ? fixedSecretKeys(source) : source;
  keys.current(); // a key that cannot be one is said at the start
  const keyOf = (id: string): SecretKey => {
    const key = keys.find(id);
    if (key === undefined) {
      throw unreadable(
        `was sealed with another key (${id}) than the ones configured: add that key again, below the current one (docs/operations/keys.md)`,
      );
    }
    return key;
  };
  const box: SecretBox = {
    seal(plaintext, context) {
      const key = keys.current();
      const dataKey = randomBytes(dataKeyBytes);
      const value = encrypt(dataKey, Buffer.from(plaintext, 'utf8'), contextBytes(context));
      return v2Text(key, encrypt(key.bytes, dataKey, dataKeyContext), value);
    },
    open(sealed, context) {
      const parts = parse(sealed);
      const key = keyOf(parts.keyId).bytes;
      const dataKey = parts.version === 'v1' ? key : decrypt(key, parts.wrapped, dataKeyContext);
      return decrypt(dataKey, parts.value, contextBytes(context)).toString('utf8');
    },
    currentPrefix: () => `v2.${keys.current().id}.`,
    knows: (prefix) => keys.find(prefix.split('.')[1] ?? '') !== undefined,
    rewrap(sealed, contextOfV1) {
      if (sealed.startsWith(box.currentPrefix())) return null;
      const parts = parse(sealed);
      if (parts.version === 'v1') {
        if (contextOfV1 === undefined) throw unreadable('is of an old form that was never used here');
        return box.seal(box.open(sealed, contextOfV1), contextOfV1);
      }
      const dataKey = decrypt(keyOf(parts.keyId).bytes, parts.wrapped, dataKeyContext);
      const key = keys.current();
      return v2Text(key, encrypt(key.bytes, dataKey, dataKeyContext), parts.value);
    },
  };
  return box;
}

type Parts =
  | { readonly version: 'v1'; readonly keyId: string; readonly value: Buffer }
  | { readonly version: 'v2'; readonly keyId: string; readonly wrapped: Buffer; readonly value: Buffer };

function parse(sealed: string): Parts {
  const [version, keyId = '', ...encoded] = sealed.split('.');
  const [first, second, third] = encoded.map((part) => Buffer.from(part, 'base64url'));
  if (version === 'v2' && first !== undefined && second !== undefined) {
    return { version, keyId, wrapped: first, value: second };
  }
  if (version === 'v1' && first !== undefined && second !== undefined && third !== undefined) {
    return { version, keyId, value: Buffer.concat([first, second, third]) };
  }
  throw unreadable('is not in a known format');
}

const v2Text = (key: SecretKey, wrapped: Buffer, value: Buffer): string =>
  ['v2', key.id, wrapped.toString('base64url'), value.toString('base64url')].join('.');

/** @returns iv, tag and ciphertext, one after the other. */
function encrypt(key: Buffer, plaintext: Buffer, bound: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

function decrypt(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const body = ivBytes + tagBytes;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes })
      .setAAD(bound)
      .setAuthTag(sealed.subarray(ivBytes, body));
    return Buffer.concat([decipher.update(sealed.subarray(body)), decipher.final()]);
  } catch (cause) {
    throw unreadable('was changed or belongs to another row', cause);
  }
}

const unreadable = (what: string, cause?: unknown) =>
  new AppError('SECRET_UNREADABLE', `a stored secret ${what}`, { cause });

const contextBytes = (context: SecretContext): Buffer =>
  Buffer.from(JSON.stringify([context.tenantId, context.rowId, context.field]));
