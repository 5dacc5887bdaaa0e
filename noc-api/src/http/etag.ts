/** ETags of things that count their changes: the revision in quotes. */
import type { AppError } from '@fastisp/core/errors/app-error';

export const revisionTag = (revision: number): string => `"${revision}"`;

/**
 * The revision that an `If-Match` header asks for; null when there is none, or `*`.
 * @throws what `changed` makes, for a tag that we never gave out.
 */
export function ifRevision(header: string | undefined, changed: () => AppError): number | null {
  if (header === undefined || header === '*') return null;
  const digits = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (digits === undefined) throw changed();
  return Number(digits);
}
