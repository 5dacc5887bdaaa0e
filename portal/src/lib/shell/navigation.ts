import Activity from '@lucide/svelte/icons/activity';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Boxes from '@lucide/svelte/icons/boxes';
import Building2 from '@lucide/svelte/icons/building-2';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import Router from '@lucide/svelte/icons/router';
import Settings2 from '@lucide/svelte/icons/settings-2';
import { resolve } from '$app/paths';
import type { Session } from '#lib/api/client.ts';
import { m } from '#lib/paraglide/messages.js';
import { adminPlacesFor } from './admin-places.ts';
import { may } from './may.ts';
import { opens } from './page-needs.ts';

type Icon = typeof Activity;

export interface Place {
  readonly href: string;
  readonly label: () => string;
  readonly icon: Icon;
  /** The letter that follows `g`. */
  readonly key: string;
  readonly shownTo: (session: Session) => boolean;
  /** Not at the foot of a phone's screen, where there is room for five; the user menu has it there. */
  readonly rare?: true;
}

const places: readonly Place[] = [
  { href: resolve('/(app)/noc'), label: m.nav_noc, icon: Activity, key: 'n', shownTo: opens('/(app)/noc') },
  { href: resolve('/(app)/devices'), label: m.nav_devices, icon: Router, key: 'd', shownTo: opens('/(app)/devices') },
  { href: resolve('/(app)/inventory'), label: m.nav_inventory, icon: Boxes, key: 'i', shownTo: may('site:read') },
  { href: resolve('/(app)/flows'), label: m.nav_flows, icon: ArrowLeftRight, key: 'f', shownTo: opens('/(app)/flows') },
  {
    ...{ href: resolve('/(app)/maintenance'), label: m.nav_maintenance, icon: CalendarClock, key: 'm', rare: true },
    shownTo: opens('/(app)/maintenance'),
  },
  {
    ...{ href: resolve('/(app)/admin'), label: m.nav_admin, icon: Settings2, key: 'o', rare: true },
    shownTo: (session) => adminPlacesFor(session).length > 0,
  },
  {
    ...{ href: resolve('/(app)/platform'), label: m.nav_platform, icon: Building2, key: 'p', rare: true },
    shownTo: opens('/(app)/platform'),
  },
];

/** The pages of the bar that this person may see. */
export const placesFor = (session: Session): readonly Place[] => places.filter(({ shownTo }) => shownTo(session));

/** Where somebody starts: the first of them; whoever may see none has their own account. */
export const homeFor = (session: Session): Pick<Place, 'href' | 'label'> =>
  placesFor(session)[0] ?? { href: resolve('/(app)/account'), label: m.account_title };

export const isAt = (href: string, pathname: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
