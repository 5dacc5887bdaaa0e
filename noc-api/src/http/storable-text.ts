/**
 * Text that cannot be kept is refused at the door, wherever it stands in a request: PostgreSQL holds neither U+0000
 * nor half a character (a surrogate without its other half), which JSON and addresses can carry.
 */
import { AppError } from '@fastisp/core/errors/app-error';
import type { preValidationAsyncHookHandler } from 'fastify';

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

export const refuseUnstorableText: preValidationAsyncHookHandler = async ({ params, query, body }) => {
  for (const part of [params, query, isPlain(body) ? body : null]) {
    const path = findUnstorable(part, '');
    if (path === null) continue;
    const message = 'has a character that is no text (U+0000, or half of one): write it again';
    throw new AppError('REQUEST_INVALID', `${path} ${message}`, {
      status: 400,
      fields: [{ path, code: 'TEXT_INVALID', message }],
    });
  }
};

/** Parsed JSON; a file comes as a stream. */
const isPlain = (body: unknown): body is object =>
  Array.isArray(body) ||
  (typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype);

/** @returns JSON pointer to the first text at fault; null: there is none. */
function findUnstorable(value: unknown, path: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    // A name that cannot be kept cannot be told either: its holder is named.
    const found = isStorable(key) ? findUnstorable(each, `${path}/${key}`) : path;
    if (found !== null) return found;
  }
  return null;
}
