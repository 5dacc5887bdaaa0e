/** At which sites of a tenant a permission holds: what lists, pictures and totals are filtered by. */
import { createHash } from 'node:crypto';

export type SiteFilter =
  | { readonly all: true; readonly except: ReadonlySet<string> }
  | { readonly all: false; readonly only: ReadonlySet<string> };

export const everywhere: SiteFilter = { all: true, except: new Set() };

export const isEverywhere = (filter: SiteFilter): boolean => filter.all && filter.except.size === 0;

/** @param siteId null: a thing without a site, which only who has all but some sites may see. */
export function holdsAt(filter: SiteFilter, siteId: string | null): boolean {
  if (filter.all) return siteId === null || !filter.except.has(siteId);
  return siteId !== null && filter.only.has(siteId);
}

/** The same text for the same sites, whoever they are for; short, however many there are. */
export function siteFilterKey(filter: SiteFilter): string {
  if (isEverywhere(filter)) return 'all';
  const sites = [...(filter.all ? filter.except : filter.only)].sort().join();
  return `${filter.all ? 'except' : 'only'}:${createHash('sha256').update(sites).digest('base64url')}`;
}
