/** The pages under "Administration", each for whoever may see it. */
import { resolve } from '$app/paths';
import type { Session } from '#lib/api/client.ts';
import { m } from '#lib/paraglide/messages.js';
import { opens } from './page-needs.ts';

interface AdminPlace {
  readonly href: string;
  readonly label: () => string;
  readonly shownTo: (session: Session) => boolean;
}

const adminPlaces: readonly AdminPlace[] = [
  { href: resolve('/(app)/admin/people'), label: m.admin_people, shownTo: opens('/(app)/admin/people') },
  { href: resolve('/(app)/admin/roles'), label: m.admin_roles, shownTo: opens('/(app)/admin/roles') },
  { href: resolve('/(app)/admin/access'), label: m.admin_access, shownTo: opens('/(app)/admin/access') },
  { href: resolve('/(app)/admin/tokens'), label: m.admin_tokens, shownTo: opens('/(app)/admin/tokens') },
  { href: resolve('/(app)/admin/audit'), label: m.admin_audit, shownTo: opens('/(app)/admin/audit') },
  { href: resolve('/(app)/admin/settings'), label: m.admin_settings, shownTo: opens('/(app)/admin/settings') },
];

export const adminPlacesFor = (session: Session): readonly AdminPlace[] =>
  adminPlaces.filter(({ shownTo }) => shownTo(session));
