import Activity from '@lucide/svelte/icons/activity';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import Router from '@lucide/svelte/icons/router';
import { resolve } from '$app/paths';
import { m } from '#lib/paraglide/messages.js';

/** The pages of the bar, with the letter that follows `g`. */
export const places = [
  { href: resolve('/(app)/noc'), label: m.nav_noc, icon: Activity, key: 'n' },
  { href: resolve('/(app)/devices'), label: m.nav_devices, icon: Router, key: 'd' },
  { href: resolve('/(app)/flows'), label: m.nav_flows, icon: ArrowLeftRight, key: 'f' },
] as const;

export const isAt = (href: string, pathname: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
