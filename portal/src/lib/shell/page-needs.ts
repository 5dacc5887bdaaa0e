/** Who may open which page: asked before a page starts, so that it asks nothing the API would refuse. */
import type { RouteId } from '$app/types';
import type { Session } from '#lib/api/client.ts';
import { may } from './may.ts';

type Need = (session: Session) => boolean;

/** Also for the pages below, unless they have their own. A kind of inventory is judged where it is known. */
const needs: Partial<Record<RouteId, Need>> = {
  '/(app)/noc': may('device:read'),
  '/(app)/devices': may('device:read'),
  '/(app)/devices/new': may('device:create'),
  '/(app)/devices/[id]/edit': may('device:update'),
  '/(app)/inventory/import': may('import:run'),
  '/(app)/flows': may('flow:read'),
  '/(app)/maintenance': may('maintenance:read'),
  '/(app)/maintenance/new': may('maintenance:create'),
  '/(app)/maintenance/[id]/edit': may('maintenance:update'),
  '/(app)/admin/people': may('user:read'),
  '/(app)/admin/roles': may('role:read'),
  '/(app)/admin/roles/new': may('role:create'),
  '/(app)/admin/access': may('user:read', 'role:read'),
  '/(app)/admin/tokens': may('token:read'),
  '/(app)/admin/audit': may('audit:read'),
  '/(app)/admin/settings': may('settings:read'),
  '/(app)/platform': may('tenant:read'),
  '/(app)/platform/administrators': may('administrator:read'),
};

/** Of the page itself, else of the nearest page above it that has one. */
export function mayOpen(route: string | null, session: Session): boolean {
  for (let id = route ?? ''; id !== ''; id = id.slice(0, id.lastIndexOf('/'))) {
    const need = needs[id as RouteId]; // an id that is no page's has no need
    if (need !== undefined) return need(session);
  }
  return true;
}

export const opens =
  (route: RouteId): Need =>
  (session) =>
    mayOpen(route, session);
