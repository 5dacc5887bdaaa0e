import type { Session } from '#lib/api/client.ts';

/** Whether somebody may do one of these somewhere; the API has the last word. */
export const may =
  (...permissions: readonly string[]) =>
  (session: Session): boolean =>
    permissions.some((permission) => session.permissions.includes(permission));

/** At all sites, and for what stands at none. */
export const mayEverywhere =
  (permission: string) =>
  (session: Session): boolean =>
    may(permission)(session) && !session.scopedPermissions.includes(permission);
