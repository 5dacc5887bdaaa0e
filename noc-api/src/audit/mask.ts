/** Takes secrets out of what the audit log keeps: by the names of keys, and by the shapes of our own secrets. */
import type { JsonObject, JsonValue } from './entry.ts';

export const maskedText = '•••';
/** In the place of a secret that differs from the one before: that it changed is worth knowing. */
export const maskedChangedText = '••• (changed)';

const secretKey =
  /pass(word|phrase|wd)|secret|community|private[_-]?key|api[_-]?key|auth[_-]?key|priv[_-]?key|sealed|credential|cookie|authorization|^psk$|^pin$|(^|[_-])token$|[a-z]Token$/i;
/** Sealed values (core/src/secret), API tokens, hashes of passwords. */
const secretShape = /^v[12]\.[\w-]{8}\.[\w-]+\.|^fisp_[\w-]{20,}|^\$argon2/;

/** @param previous what stood there before, to tell a secret that changed from one that did not. */
export function maskSecrets(object: JsonObject, previous: JsonObject | null = null): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, maskValue(value, previous?.[key], secretKey.test(key))]),
  );
}

function maskValue(value: JsonValue, previous: JsonValue | undefined, isSecret: boolean): JsonValue {
  // Whether one is set, or must be changed, is no secret.
  if (value === null || typeof value === 'boolean') return value;
  if (isList(value)) {
    const before = previous !== undefined && isList(previous) ? previous : [];
    return value.map((item, index) => maskValue(item, before[index], isSecret));
  }
  if (typeof value === 'object') {
    const before = isObject(previous) ? previous : null;
    if (!isSecret) return maskSecrets(value, before);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, maskValue(inner, before?.[key], true)]),
    );
  }
  if (!isSecret && !(typeof value === 'string' && secretShape.test(value))) return value;
  return previous !== undefined && previous !== value ? maskedChangedText : maskedText;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);
