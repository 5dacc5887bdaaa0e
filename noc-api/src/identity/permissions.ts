/**
 * What may be done, as `resource:action`. A route names the one it needs; a role is a set of them. The
 * seam for roles of a tenant's own: replace `permissionsOf`.
 */
export const permissions = [
  'device:read',
  'device:create',
  'device:update',
  'device:delete',
  'device:test',
  'interface:read',
  'flow:read',
  'status:read',
  'event:read',
  'token:read',
  'token:create',
  'token:delete',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['admin'] as const;
export type Role = (typeof roles)[number];

const byRole: Readonly<Record<Role, ReadonlySet<Permission>>> = { admin: new Set(permissions) };

/** A role that this version does not know may do nothing. */
export function permissionsOf(role: string): ReadonlySet<Permission> {
  const known = roles.find((candidate) => candidate === role);
  return known === undefined ? new Set() : byRole[known];
}
