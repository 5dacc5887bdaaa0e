/**
 * A permission decision: built from roles as a request does it, and asked as a list does it, for an ordinary
 * person and for one with many roles that name hundreds of sites.
 */
import { createAuthority, type Grant, type GrantingRole } from '@fastisp/noc-api/identity/authority';
import { type Permission, tenantPermissions } from '@fastisp/noc-api/identity/permissions';
import { builtInRole } from '@fastisp/noc-api/identity/roles';
import type { Bench, BenchResult } from './result.ts';

const targetUs = 20;

const sites = Array.from({ length: 2_000 }, (_, index) => `site-${index}`);

/** Twenty roles of a hundred grants, each for a hundred sites, every fifth a deny. */
function heavyRoles(): GrantingRole[] {
  const grant = (index: number): Grant => ({
    // The remainder keeps it within the list.
    permission: tenantPermissions[index % tenantPermissions.length] as Permission,
    effect: index % 5 === 0 ? 'deny' : 'allow',
    scope: { siteIds: Array.from({ length: 100 }, (_, at) => sites[(index * 17 + at) % sites.length] ?? '') },
  });
  return Array.from({ length: 20 }, (_role, role) => ({
    ...{ id: `role-${role}`, name: `role ${role}` },
    grants: Array.from({ length: 100 }, (_grant, index) => grant(role * 100 + index)),
  }));
}

const ordinaryRoles = ['noc', 'technician'].map((id) => builtInRole(id)).filter((role) => role !== null);

/** Microseconds of one call, over enough of them. */
function timeUs(times: number, work: (index: number) => unknown): number {
  for (let i = 0; i < times / 10; i += 1) work(i); // compiled before it counts
  const startedAtMs = performance.now();
  for (let i = 0; i < times; i += 1) work(i);
  return ((performance.now() - startedAtMs) * 1_000) / times;
}

function result(metric: string, ours: number): BenchResult {
  return {
    bench: 'authority',
    metric,
    unit: 'µs',
    ours,
    peers: {},
    target: `<= ${targetUs} µs`,
    met: ours <= targetUs,
  };
}

export const bench: Bench = {
  name: 'authority',
  about: 'may this person do that at this site',
  async *run({ quick }) {
    const times = quick ? 20_000 : 200_000;
    for (const [who, roles] of [
      ['two built-in roles', ordinaryRoles],
      ['20 roles of 100 grants for 100 sites', heavyRoles()],
    ] as const) {
      const authority = createAuthority(roles);
      const permission = (index: number) => tenantPermissions[index % tenantPermissions.length] as Permission; // as above
      yield result(
        `decision at a site, ${who}`,
        timeUs(times, (i) => authority.can(permission(i), sites[i % 2_000])),
      );
      yield result(
        `decision of a route, ${who}`,
        timeUs(times, (i) => authority.can(permission(i))),
      );
    }
    yield result(
      'decision with its authority built anew, two built-in roles',
      timeUs(times / 10, () => createAuthority(ordinaryRoles).can('device:read')),
    );
  },
};
