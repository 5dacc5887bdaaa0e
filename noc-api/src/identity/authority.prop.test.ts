import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAuthority, type Grant } from './authority.ts';
import { isPlatformPermission, type Permission, tenantPatterns, tenantPermissions } from './permissions.ts';

const sites = ['a', 'b', 'c', 'd'];
const zones = new Map([
  ['z1', ['a', 'b']],
  ['z2', ['c']],
]);

const scope = fc.record({
  siteIds: fc.subarray(sites),
  zoneIds: fc.subarray([...zones.keys(), 'gone']),
});
const grant: fc.Arbitrary<Grant> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...tenantPatterns.filter((pattern) => /^(device|site|\*)/.test(pattern))),
      fc.constantFrom(...tenantPatterns),
    ),
    fc.constantFrom('allow' as const, 'deny' as const),
    fc.option(scope, { nil: undefined }),
  )
  .map(([permission, effect, where]) => ({ permission, effect, ...(where !== undefined && { scope: where }) }));
const roles = fc.array(fc.array(grant, { maxLength: 6 }), { maxLength: 4 });

/** The rule as it is said, one grant after the other. */
function may(grants: readonly Grant[], permission: Permission, siteId: string | null): boolean {
  const [resource] = permission.split(':');
  const speaking = grants.filter(
    (each) =>
      ['*:*', `${resource}:*`, permission].includes(each.permission) &&
      (each.scope === undefined ||
        (siteId !== null &&
          (each.scope.siteIds?.includes(siteId) === true ||
            each.scope.zoneIds?.some((zone) => zones.get(zone)?.includes(siteId) === true) === true))),
  );
  return !isPlatformPermission(permission) && speaking.length > 0 && speaking.every(({ effect }) => effect === 'allow');
}

test('every answer is the one that the grants, read one by one, give', () => {
  fc.assert(
    fc.property(roles, fc.constantFrom(...tenantPermissions), (grantsOfRoles, permission) => {
      const authority = createAuthority(
        grantsOfRoles.map((grants, index) => ({ id: `r${index}`, name: `r${index}`, grants })),
        { sitesOfZone: zones },
      );
      const grants = grantsOfRoles.flat();
      const filter = authority.sitesFor(permission);
      for (const siteId of [...sites, 'elsewhere']) {
        const expected = may(grants, permission, siteId);
        expect(authority.can(permission, siteId)).toBe(expected);
        expect(authority.explain(permission, siteId).allowed).toBe(expected);
        expect(filter.all ? !filter.except.has(siteId) : filter.only.has(siteId)).toBe(expected);
      }
      expect(authority.can(permission, null)).toBe(may(grants, permission, null));
      expect(filter.all).toBe(authority.can(permission, null));
      const everywhere = [...sites, 'elsewhere', null].every((siteId) => may(grants, permission, siteId));
      expect(authority.canEverywhere(permission)).toBe(everywhere);
      const somewhere = may(grants, permission, null) || sites.some((siteId) => may(grants, permission, siteId));
      expect(authority.can(permission)).toBe(somewhere);
      expect(authority.explain(permission).allowed).toBe(somewhere);
      expect(authority.allowed().includes(permission)).toBe(somewhere);
    }),
    { numRuns: 500 },
  );
});

test('the order of roles and of their grants makes no difference', () => {
  fc.assert(
    fc.property(roles, fc.constantFrom(...tenantPermissions), (grantsOfRoles, permission) => {
      const built = (all: Grant[][]) =>
        createAuthority(
          all.map((grants, index) => ({ id: `r${index}`, name: '', grants })),
          { sitesOfZone: zones },
        );
      const turned = grantsOfRoles.map((grants) => grants.toReversed()).toReversed();
      expect(built(turned).sitesFor(permission)).toEqual(built(grantsOfRoles).sitesFor(permission));
    }),
  );
});
