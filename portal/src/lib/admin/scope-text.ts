import { m } from '#lib/paraglide/messages.js';
import type { Grant } from './grants.ts';
import { placeNames } from './place-names.svelte.ts';

/** Places that are named; the rest are counted. */
const namedMax = 3;

/** "en toda la empresa", or the first few places by name. */
export function scopeText(scope: Grant['scope']): string {
  if (scope === undefined) return m.scope_everywhere();
  const names = [
    ...(scope.zoneIds ?? []).map((id) => placeNames.of('zone', id)),
    ...(scope.siteIds ?? []).map((id) => placeNames.of('site', id)),
  ];
  if (names.length === 0) return m.scope_nowhere();
  const places = names.slice(0, namedMax).join(', ');
  const rest = names.length - namedMax;
  return rest > 0 ? m.scope_only_more({ places, rest: String(rest) }) : m.scope_only({ places });
}
