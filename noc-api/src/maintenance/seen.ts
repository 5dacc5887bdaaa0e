/** Who sees which windows, and may change them: by the sites of all that they cover. */
import type { Permission } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import type { Plan, Standing } from './decide.ts';
import * as errors from './errors.ts';
import { placeKey, type Places } from './places.ts';
import { reachesAll, reachesSome } from './reach.ts';
import { toView, type WindowRow } from './rows.ts';
import type { MaintenanceWindowView } from './schemas.ts';

/** A row with what it says. */
export interface Known {
  readonly row: WindowRow;
  readonly plan: Plan;
}

/** What is in another tenant, or where the caller sees nothing, does not exist for them. */
export function refuseUnknown(principal: Principal, plan: Plan, places: Places): void {
  const seen = principal.authority.sitesFor('maintenance:read');
  for (const [index, scope] of plan.scopes.entries()) {
    if (scope.type === 'tenant' || scope.type === 'tag') continue;
    const place = places.get(placeKey(scope));
    if (place === undefined || !reachesSome(seen, scope, place)) throw errors.scopeNotFound(index, scope.type);
  }
}

export function refuseBeyond(
  principal: Principal,
  { plan, places, permission }: { plan: Plan; places: Places; permission: Permission },
): void {
  const filter = principal.authority.sitesFor(permission);
  for (const [index, scope] of plan.scopes.entries()) {
    const place = places.get(placeKey(scope));
    if (!reachesAll(filter, scope, place)) {
      throw errors.scopeBeyond(index, { type: scope.type, name: place?.name ?? scope.id });
    }
  }
}

export function isSeen(principal: Principal, plan: Plan, places: Places): boolean {
  const filter = principal.authority.sitesFor('maintenance:read');
  return plan.scopes.some((scope) => reachesSome(filter, scope, places.get(placeKey(scope))));
}

export function viewOf(
  principal: Principal,
  { row, plan }: Known,
  known: { standing: Standing; places: Places },
): MaintenanceWindowView {
  const filter = principal.authority.sitesFor('maintenance:update');
  const mayChange = plan.scopes.every((scope) => reachesAll(filter, scope, known.places.get(placeKey(scope))));
  return toView(row, { ...known, tenantName: principal.tenant.name, mayChange });
}
