/**
 * What may be done, as `resource:action`: the closed list. A route names the one it needs, and roles (roles.ts)
 * grant them, one by one or by a pattern.
 */

/** What the inventory holds; each can be read, created, updated and deleted. */
const inventoryResources = [
  'zone',
  'site',
  'rack',
  'device',
  'interface',
  'address',
  'prefix',
  'link',
  /** Power areas and UPS. */
  'power',
  /** Cards, PON ports, feeders, splitters and drops of an OLT. */
  'plant',
  'onu',
  'subscriber',
  'plan',
  'service',
  'maintenance',
] as const;
const objectActions = ['read', 'create', 'update', 'delete'] as const;

const objectPermissions = inventoryResources.flatMap((resource) =>
  objectActions.map((action): `${typeof resource}:${typeof action}` => `${resource}:${action}`),
);

/** Above tenants: no role of a tenant grants them, not even by `*:*`. */
const platformOnly = [
  'tenant:read',
  'tenant:create',
  'tenant:update',
  'tenant:suspend',
  'administrator:read',
  'administrator:create',
  'administrator:update',
  'administrator:remove',
  'user:impersonate',
  'secret:rotate',
] as const;

export const permissions = [
  ...objectPermissions,
  'device:test',
  'subscriber_session:read',
  'flow:read',
  'status:read',
  'event:read',
  'token:read',
  'token:create',
  'token:delete',
  'user:read',
  'user:invite',
  'user:update',
  'user:remove',
  'role:read',
  'role:create',
  'role:update',
  'role:delete',
  'audit:read',
  'audit:export',
  'settings:read',
  'settings:update',
  'import:run',
  'export:run',
  ...platformOnly,
] as const;
export type Permission = (typeof permissions)[number];

type ResourceOf<P> = P extends `${infer Resource}:${string}` ? Resource : never;
/** One permission, all of a resource, or all that a tenant can have. */
export type PermissionPattern = Permission | `${ResourceOf<Permission>}:*` | '*:*';

const platformSet: ReadonlySet<Permission> = new Set(platformOnly);
const known: ReadonlySet<string> = new Set(permissions);

export const isPlatformPermission = (permission: Permission): boolean => platformSet.has(permission);
export const isPermission = (text: string): text is Permission => known.has(text);

/** What a tenant's own role may grant. */
export const tenantPermissions: readonly Permission[] = permissions.filter((each) => !platformSet.has(each));
export const tenantPatterns: readonly PermissionPattern[] = [
  '*:*',
  ...new Set(tenantPermissions.map((each) => resourcePattern(each))),
  ...tenantPermissions,
];

/** `device:read` → `device:*`. */
export function resourcePattern(permission: Permission): PermissionPattern {
  // Splitting a permission of the closed list leaves a resource of it.
  return `${permission.slice(0, permission.indexOf(':'))}:*` as PermissionPattern;
}
