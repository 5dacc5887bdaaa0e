/** The roles that every tenant has, as code: a new permission reaches them with the release that brings it. */
import type { Grant, GrantingRole } from './authority.ts';
import type { PermissionPattern } from './permissions.ts';

export const builtInRoleIds = ['admin', 'noc', 'billing', 'technician', 'client'] as const;
export type BuiltInRoleId = (typeof builtInRoleIds)[number];

const allow = (...patterns: PermissionPattern[]): Grant[] =>
  patterns.map((permission) => ({ permission, effect: 'allow' }));

/** Where things are and how they are connected, to be looked at. */
const seeNetwork = allow(
  'zone:read',
  'site:read',
  'rack:read',
  'device:read',
  'interface:read',
  'address:read',
  'prefix:read',
  'link:read',
  'power:read',
  'plant:read',
  'onu:read',
  'status:read',
  'event:read',
);
const seeSubscribers = allow('subscriber:read', 'plan:read', 'service:read', 'subscriber_session:read');
const ownTokens = allow('token:*');

const builtIn: Readonly<Record<BuiltInRoleId, readonly Grant[]>> = {
  admin: allow('*:*'),
  noc: [
    ...allow('zone:*', 'site:*', 'rack:*', 'device:*', 'interface:*', 'address:*', 'prefix:*', 'link:*'),
    ...allow('power:*', 'plant:*', 'onu:*', 'maintenance:*', 'flow:read', 'status:read', 'event:read'),
    ...allow('import:run', 'export:run', 'settings:read'),
    ...seeSubscribers,
    ...ownTokens,
  ],
  billing: [
    ...allow('subscriber:*', 'plan:*', 'service:*', 'subscriber_session:read', 'import:run', 'export:run'),
    ...allow('zone:read', 'site:read', 'onu:read', 'maintenance:read', 'settings:read'),
    ...ownTokens,
  ],
  technician: [
    ...seeNetwork,
    ...seeSubscribers,
    ...allow('device:update', 'device:test', 'interface:update', 'plant:create', 'plant:update'),
    ...allow('onu:create', 'onu:update', 'maintenance:read', 'maintenance:create', 'settings:read'),
  ],
  // A subscriber: what is theirs is asked for by who they are, and nothing else of the tenant is.
  client: [],
};

/** Held above tenants (`platform_admins`). */
export const platformAdmin: GrantingRole = {
  id: 'platform_admin',
  name: 'platform_admin',
  platform: true,
  grants: allow('tenant:*', 'administrator:*', 'user:impersonate', 'secret:rotate'),
};

/** Null for a role of the tenant's own. */
export function builtInRole(id: string): GrantingRole | null {
  const found = builtInRoleIds.find((candidate) => candidate === id);
  return found === undefined ? null : { id: found, name: found, grants: builtIn[found] };
}
