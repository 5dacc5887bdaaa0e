/**
 * Cursors of paged lists: the sort key of the last row, bound to the query that gave it. Opaque to
 * callers, harmless when forged: it only says where in the caller's own list to go on.
 */
import { createHash } from 'node:crypto';
import { cursorInvalid } from '#errors.ts';

export type CursorKey = readonly (string | number)[];

/** @param query everything that decides which rows come in which order; not the limit. */
export function encodeCursor(query: unknown, key: CursorKey): string {
  return Buffer.from(JSON.stringify([queryTag(query), ...key])).toString('base64url');
}

/** @throws AppError `CURSOR_INVALID` when it was given for another query, or is not of ours. */
export function decodeCursor(query: unknown, cursor: string, keyTypes: readonly ('string' | 'number')[]): CursorKey {
  const [tag, ...key] = parse(cursor);
  const fits = key.length === keyTypes.length && key.every((part, i) => typeof part === keyTypes[i]);
  if (tag !== queryTag(query) || !fits) throw cursorInvalid();
  return key as CursorKey; // each part was compared with its type
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const queryTag = (query: unknown): string =>
  createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 8);
