/** What a tenant is limited in, in the order of the pages. */
import { m } from '#lib/paraglide/messages.js';

export const limitedThings = ['devices', 'subscribers', 'users'] as const;
type LimitedThing = (typeof limitedThings)[number];
export type Limits = Record<LimitedThing, number | null>;

export function limitedWord(thing: LimitedThing): string {
  const words = { devices: m.nav_devices, subscribers: m.resource_subscriber, users: m.admin_people };
  return words[thing]();
}
