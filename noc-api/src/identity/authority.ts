/**
 * What one person may do in one tenant, over all their roles: deny wins over allow, allow over nothing. Pure;
 * built for each request, so nothing is worked out before it is asked, and nothing twice.
 */
import { isEverywhere, type SiteFilter } from '@fastisp/core/access/site-filter';
import {
  isPlatformPermission,
  type Permission,
  type PermissionPattern,
  permissions,
  resourcePattern,
} from './permissions.ts';

export interface GrantScope {
  readonly siteIds?: readonly string[];
  /** With all that is below them. */
  readonly zoneIds?: readonly string[];
}

export interface Grant {
  readonly permission: PermissionPattern;
  readonly effect: 'allow' | 'deny';
  /** Absent: everywhere in the tenant. */
  readonly scope?: GrantScope;
}

export interface GrantingRole {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** A role of the platform: the only kind whose grants reach beyond the tenant. */
  readonly platform?: boolean;
}

export interface AuthorityOptions {
  /** An API token's own list: nothing beyond it, whatever its person may do. Null: no such limit. */
  readonly within?: ReadonlySet<Permission> | null;
  /** The sites of each zone that a scope names, those of its sub-zones included. */
  readonly sitesOfZone?: ReadonlyMap<string, readonly string[]>;
}

export interface Explanation {
  readonly allowed: boolean;
  /**
   * `granted`: by `grants`. `denied`: by `grants`, whatever else allows it. `elsewhere`: `grants` allow it, but at
   * other sites. `not_granted`: no role speaks of it. `not_in_token`: the person may, this token may not.
   */
  readonly because: 'granted' | 'denied' | 'elsewhere' | 'not_granted' | 'not_in_token';
  readonly grants: readonly { readonly role: { readonly id: string; readonly name: string }; readonly grant: Grant }[];
}

export interface Authority {
  /**
   * Without `siteId`: allowed somewhere, what a route asks. With one: for a thing at that site; null is a thing
   * without a site, which no scoped grant reaches.
   */
  can(permission: Permission, siteId?: string | null): boolean;
  /** Allowed at every site, and for things without one. */
  canEverywhere(permission: Permission): boolean;
  /** What a list is filtered by. Things without a site belong to it only when `all` is true. */
  sitesFor(permission: Permission): SiteFilter;
  /** The answer of `can`, with the grants that led to it. */
  explain(permission: Permission, siteId?: string | null): Explanation;
  /** Every permission that is allowed somewhere. */
  allowed(): readonly Permission[];
}

interface CompiledGrant {
  readonly role: GrantingRole;
  readonly grant: Grant;
  /** Null: everywhere. */
  readonly sites: ReadonlySet<string> | null;
}

interface Verdicts {
  readonly allows: readonly CompiledGrant[];
  readonly denies: readonly CompiledGrant[];
}
const noVerdicts: Verdicts = { allows: [], denies: [] };

export function createAuthority(roles: readonly GrantingRole[], options: AuthorityOptions = {}): Authority {
  const { within = null } = options;
  const grantedOf = readVerdicts(roles, options.sitesOfZone ?? new Map());
  const verdictsOf = (permission: Permission): Verdicts =>
    within === null || within.has(permission) ? grantedOf(permission) : noVerdicts;
  const can = (permission: Permission, siteId?: string | null): boolean =>
    siteId === undefined ? anywhere(verdictsOf(permission)) : atSite(verdictsOf(permission), siteId);

  return {
    can,
    canEverywhere: (permission) => isEverywhere(siteFilter(verdictsOf(permission))),
    sitesFor: (permission) => siteFilter(verdictsOf(permission)),
    explain: (permission, siteId) => {
      const answer = explain(grantedOf(permission), siteId);
      if (!answer.allowed || within === null || within.has(permission)) return answer;
      return { allowed: false, because: 'not_in_token', grants: [] };
    },
    allowed: () => permissions.filter((permission) => can(permission)),
  };
}

/** Looks a permission up when it is first asked for: most requests ask for one or two of more than a hundred. */
function readVerdicts(
  roles: readonly GrantingRole[],
  sitesOfZone: ReadonlyMap<string, readonly string[]>,
): (permission: Permission) => Verdicts {
  const known = new Map<Permission, Verdicts>();
  const read = (permission: Permission): Verdicts => {
    const verdicts: { allows: CompiledGrant[]; denies: CompiledGrant[] } = { allows: [], denies: [] };
    const ofResource = resourcePattern(permission);
    const ofPlatform = isPlatformPermission(permission);
    for (const role of roles) {
      if (ofPlatform && role.platform !== true) continue;
      for (const grant of role.grants) {
        const pattern = grant.permission;
        if (pattern !== permission && pattern !== ofResource && pattern !== '*:*') continue;
        const side = grant.effect === 'allow' ? verdicts.allows : verdicts.denies;
        side.push({ role, grant, sites: sitesOf(grant, sitesOfZone) });
      }
    }
    return verdicts;
  };
  return (permission) => {
    const verdicts = known.get(permission) ?? read(permission);
    known.set(permission, verdicts);
    return verdicts;
  };
}

function sitesOf({ scope }: Grant, sitesOfZone: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> | null {
  if (scope === undefined) return null;
  return new Set([
    ...(scope.siteIds ?? []),
    ...(scope.zoneIds ?? []).flatMap((zoneId) => sitesOfZone.get(zoneId) ?? []),
  ]);
}

const reaches = ({ sites }: CompiledGrant, siteId: string | null): boolean =>
  sites === null || (siteId !== null && sites.has(siteId));

const atSite = ({ allows, denies }: Verdicts, siteId: string | null): boolean =>
  allows.some((each) => reaches(each, siteId)) && !denies.some((each) => reaches(each, siteId));

function anywhere({ allows, denies }: Verdicts): boolean {
  if (denies.some(({ sites }) => sites === null)) return false;
  return allows.some(
    ({ sites }) =>
      sites === null || [...sites].some((siteId) => !denies.some((deny) => deny.sites?.has(siteId) === true)),
  );
}

function siteFilter({ allows, denies }: Verdicts): SiteFilter {
  if (denies.some(({ sites }) => sites === null)) return { all: false, only: new Set() };
  const denied = new Set(denies.flatMap(({ sites }) => [...(sites ?? [])]));
  if (allows.some(({ sites }) => sites === null)) return { all: true, except: denied };
  const only = new Set(allows.flatMap(({ sites }) => [...(sites ?? [])]).filter((siteId) => !denied.has(siteId)));
  return { all: false, only };
}

function explain(verdicts: Verdicts, siteId: string | null | undefined): Explanation {
  const told = (grants: readonly CompiledGrant[]) =>
    grants.map(({ role, grant }) => ({ role: { id: role.id, name: role.name }, grant }));
  const { allows, denies } = verdicts;
  const spoken = (grant: CompiledGrant): boolean => siteId === undefined || reaches(grant, siteId);
  const allowed = siteId === undefined ? anywhere(verdicts) : atSite(verdicts, siteId);
  if (allowed) return { allowed, because: 'granted', grants: told(allows.filter(spoken)) };
  const denying = denies.filter(spoken);
  if (denying.length > 0) return { allowed, because: 'denied', grants: told(denying) };
  if (allows.length > 0) return { allowed, because: 'elsewhere', grants: told(allows) };
  return { allowed, because: 'not_granted', grants: [] };
}

/**
 * The first permission that one would hand on without having it oneself, everywhere that the grants of `roles`
 * speak of it; null when there is none. A deny counts like an allow: whoever takes it away hands on as much.
 */
export function beyondOwn(
  own: Authority,
  roles: readonly GrantingRole[],
  sitesOfZone: ReadonlyMap<string, readonly string[]>,
): Permission | null {
  const spoken = createAuthority(
    roles.map((role) => ({ ...role, grants: role.grants.map((grant) => ({ ...grant, effect: 'allow' })) })),
    { sitesOfZone },
  );
  return spoken.allowed().find((permission) => !covers(own.sitesFor(permission), spoken.sitesFor(permission))) ?? null;
}

function covers(own: SiteFilter, other: SiteFilter): boolean {
  if (own.all && other.all) return own.except.isSubsetOf(other.except);
  if (own.all) return !other.all && own.except.isDisjointFrom(other.only);
  return !other.all && other.only.isSubsetOf(own.only);
}
