/** Whether a permission that holds at some sites reaches what a window covers. Pure. */
import { holdsAt, isEverywhere, type SiteFilter } from '@fastisp/core/access/site-filter';
import type { MaintenanceScope } from '@fastisp/core/maintenance/window';

/** Where a scope is. */
export interface Place {
  readonly name: string;
  /** The site of the thing; all sites of a zone; none for a thing without a site. */
  readonly siteIds: readonly string[];
}

/** All that the scope covers: what a change needs. @param place undefined when the thing is gone. */
export function reachesAll(filter: SiteFilter, scope: MaintenanceScope, place: Place | undefined): boolean {
  // A tag may be on anything, anywhere; a zone may be given sites later on.
  if (scope.type === 'tenant' || scope.type === 'tag' || place === undefined) return isEverywhere(filter);
  if (place.siteIds.length === 0) return filter.all;
  return place.siteIds.every((siteId) => holdsAt(filter, siteId));
}

/** Something that the scope covers, or may cover: whoever works there has to know. */
export function reachesSome(filter: SiteFilter, scope: MaintenanceScope, place: Place | undefined): boolean {
  if (scope.type === 'tenant' || scope.type === 'tag') return filter.all || filter.only.size > 0;
  if (place === undefined || place.siteIds.length === 0) return filter.all;
  return place.siteIds.some((siteId) => holdsAt(filter, siteId));
}
