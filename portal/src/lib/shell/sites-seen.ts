import type { Session } from '#lib/api/client.ts';
import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';

/** Of how many sites somebody sees what this permission shows; null: of all. */
export function sitesSeen(session: Session, permission: string): string | null {
  const scope = session.scopes.find(({ permissions }) => permissions.includes(permission));
  if (scope === undefined) return null;
  const count = scope.siteIds.length;
  const params = { count, n: fmt.integer(count) };
  return scope.kind === 'only' ? m.seen_only(params) : m.seen_except(params);
}
