import { deviceChanged } from '#errors.ts';

export const revisionTag = (revision: number): string => `"${revision}"`;

/**
 * The revision that an `If-Match` header asks for; null when there is none, or `*`.
 * @throws AppError `DEVICE_CHANGED` for a tag that we never gave out.
 */
export function ifRevision(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null;
  const digits = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (digits === undefined) throw deviceChanged();
  return Number(digits);
}
