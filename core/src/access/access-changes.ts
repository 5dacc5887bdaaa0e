/**
 * What the database tells when somebody may do other things than before, or is signed out: the channel, and whom a
 * payload is about (noc-api/migrations/0014_access_changes.sql). Requests are judged anew each time; this is for what
 * stays connected.
 */
export const accessChannel = 'access_changes';

export type AccessChange =
  { readonly kind: 'user'; readonly id: string } | { readonly kind: 'tenant'; readonly id: number };

/** Null for what this version does not know. */
export function readAccessChange(payload: string): AccessChange | null {
  const [, kind, id = ''] = /^(user|tenant):(.+)$/.exec(payload) ?? [];
  if (kind === 'user') return { kind, id };
  const number = Number(id);
  return kind === 'tenant' && Number.isSafeInteger(number) ? { kind, id: number } : null;
}
