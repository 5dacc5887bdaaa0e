/** The pages under "Administration", each for whoever may see it. */
import { resolve } from '$app/paths';
import type { Session } from '#lib/api/client.ts';
import { m } from '#lib/paraglide/messages.js';
import { may } from './may.ts';

interface AdminPlace {
  readonly href: string;
  readonly label: () => string;
  readonly shownTo: (session: Session) => boolean;
}

const adminPlaces: readonly AdminPlace[] = [
  { href: resolve('/(app)/admin/people'), label: m.admin_people, shownTo: may('user:read') },
  { href: resolve('/(app)/admin/roles'), label: m.admin_roles, shownTo: may('role:read') },
  { href: resolve('/(app)/admin/access'), label: m.admin_access, shownTo: may('user:read', 'role:read') },
  { href: resolve('/(app)/admin/tokens'), label: m.admin_tokens, shownTo: may('token:read') },
  { href: resolve('/(app)/admin/audit'), label: m.admin_audit, shownTo: may('audit:read') },
  { href: resolve('/(app)/admin/settings'), label: m.admin_settings, shownTo: may('settings:read') },
];

export const adminPlacesFor = (session: Session): readonly AdminPlace[] =>
  adminPlaces.filter(({ shownTo }) => shownTo(session));
