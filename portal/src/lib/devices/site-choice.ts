/** What somebody may choose as the site of a device. */
import type { Session } from '#lib/api/client.ts';
import type { ObjectType } from '#lib/inventory/object-types.ts';
import { may, mayEverywhere } from '#lib/shell/may.ts';

export const siteChoice = (session: Session, types: readonly ObjectType[], permission: string) => ({
  siteType: may('site:read')(session) ? types.find(({ name }) => name === 'site') : undefined,
  siteRequired: !mayEverywhere(permission)(session),
});

/** Whoever may add devices at one site only need not choose it. */
export function onlySite(session: Session): string {
  const scope = session.scopes.find(({ permissions }) => permissions.includes('device:create'));
  const [first, ...others] = scope?.kind === 'only' ? scope.siteIds : [];
  return first !== undefined && others.length === 0 ? first : '';
}
