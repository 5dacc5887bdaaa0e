import { describe, expect, test } from 'vitest';
import { beyondOwn, createAuthority, type Grant, type GrantingRole } from './authority.ts';
import { isPlatformPermission, permissions, tenantPermissions } from './permissions.ts';
import { builtInRole, builtInRoleIds, platformAdmin } from './roles.ts';

const role = (name: string, ...grants: Grant[]): GrantingRole => ({ id: name, name, grants });
const allow = (permission: Grant['permission'], scope?: Grant['scope']): Grant => ({
  permission,
  effect: 'allow',
  ...(scope !== undefined && { scope }),
});
const deny = (permission: Grant['permission'], scope?: Grant['scope']): Grant => ({
  ...allow(permission, scope),
  effect: 'deny',
});
const north = { siteIds: ['north'] };
const south = { siteIds: ['south'] };

describe('deny wins over allow, allow over nothing', () => {
  test.each<[string, Grant[], boolean]>([
    ['nothing', [], false],
    ['the permission itself', [allow('device:read')], true],
    ['all of its resource', [allow('device:*')], true],
    ['everything', [allow('*:*')], true],
    ['another action', [allow('device:update')], false],
    ['another resource', [allow('zone:*')], false],
    ['denied by itself', [allow('*:*'), deny('device:read')], false],
    ['denied by its resource', [allow('device:read'), deny('device:*')], false],
    ['denied by everything', [deny('*:*'), allow('device:read')], false],
    ['another action denied', [allow('device:*'), deny('device:delete')], true],
  ])('%s', (_name, grants, expected) => {
    expect(createAuthority([role('r', ...grants)]).can('device:read')).toBe(expected);
    // The same when each grant comes from a role of its own.
    const roles = grants.map((grant, index) => role(`r${index}`, grant));
    expect(createAuthority(roles).can('device:read')).toBe(expected);
  });
});

describe('scopes', () => {
  test.each<[string, Grant[], { somewhere: boolean; north: boolean; south: boolean; nowhere: boolean }]>([
    ['allowed at one', [allow('device:read', north)], { somewhere: true, north: true, south: false, nowhere: false }],
    [
      'denied at one',
      [allow('device:read'), deny('device:read', north)],
      { somewhere: true, north: false, south: true, nowhere: true },
    ],
    [
      'allowed and denied at the same',
      [allow('device:read', north), deny('device:*', north)],
      { somewhere: false, north: false, south: false, nowhere: false },
    ],
    [
      'denied everywhere',
      [allow('device:read', north), deny('device:read')],
      { somewhere: false, north: false, south: false, nowhere: false },
    ],
    [
      'one role here, another there',
      [allow('device:read', north), allow('*:*', south)],
      { somewhere: true, north: true, south: true, nowhere: false },
    ],
    [
      'a scope of nothing',
      [allow('device:read', {})],
      { somewhere: false, north: false, south: false, nowhere: false },
    ],
  ])('%s', (_name, grants, expected) => {
    const authority = createAuthority([role('r', ...grants)]);
    expect({
      somewhere: authority.can('device:read'),
      north: authority.can('device:read', 'north'),
      south: authority.can('device:read', 'south'),
      nowhere: authority.can('device:read', null),
    }).toEqual(expected);
  });

  test('a zone stands for its sites; one that is gone for none', () => {
    const sitesOfZone = new Map([['andes', ['north', 'south']]]);
    const authority = createAuthority([role('r', allow('device:read', { zoneIds: ['andes', 'gone'] }))], {
      sitesOfZone,
    });
    expect(authority.sitesFor('device:read')).toEqual({ all: false, only: new Set(['north', 'south']) });
  });

  test.each<[string, Grant[], ReturnType<ReturnType<typeof createAuthority>['sitesFor']>]>([
    ['nothing', [], { all: false, only: new Set() }],
    ['everywhere', [allow('device:read')], { all: true, except: new Set() }],
    ['all but one', [allow('*:*'), deny('device:*', north)], { all: true, except: new Set(['north']) }],
    [
      'some but one of them',
      [allow('device:read', { siteIds: ['north', 'south'] }), deny('*:*', north)],
      { all: false, only: new Set(['south']) },
    ],
    ['denied everywhere', [allow('*:*'), deny('device:read')], { all: false, only: new Set() }],
  ])('what lists are filtered by: %s', (_name, grants, expected) => {
    expect(createAuthority([role('r', ...grants)]).sitesFor('device:read')).toEqual(expected);
  });
});

describe('explains', () => {
  const technician = role('technician', allow('device:read', north), deny('device:delete'));
  const admin = role('admin', allow('*:*'));
  const told = (...roles: GrantingRole[]) => createAuthority(roles);

  test('what allows, what denies, and what says nothing', () => {
    expect(told(technician).explain('device:read')).toEqual({
      allowed: true,
      because: 'granted',
      grants: [{ role: { id: 'technician', name: 'technician' }, grant: allow('device:read', north) }],
    });
    expect(told(technician, admin).explain('device:delete', 'north')).toEqual({
      allowed: false,
      because: 'denied',
      grants: [{ role: { id: 'technician', name: 'technician' }, grant: deny('device:delete') }],
    });
    expect(told(technician).explain('device:read', 'south')).toMatchObject({ allowed: false, because: 'elsewhere' });
    expect(told(technician).explain('zone:read')).toEqual({ allowed: false, because: 'not_granted', grants: [] });
  });

  test('each role that says the same', () => {
    const both = told(...['noc', 'technician'].map(builtInRole).filter((each) => each !== null));
    expect(both.explain('subscriber:read').grants.map(({ role: { id } }) => id)).toEqual(['noc', 'technician']);
  });

  test('a token that lacks what its person may', () => {
    const authority = createAuthority([admin], { within: new Set(['zone:read']) });
    expect(authority.explain('device:read')).toEqual({ allowed: false, because: 'not_in_token', grants: [] });
    expect(authority.allowed()).toEqual(['zone:read']);
    expect(createAuthority([], { within: new Set(['zone:read']) }).allowed()).toEqual([]);
  });
});

describe('what one would hand on without having it', () => {
  const everywhere = createAuthority([role('r', allow('*:*'))]);
  test.each<[string, ReturnType<typeof createAuthority>, Grant[], string | null]>([
    ['nothing', createAuthority([]), [], null],
    ['all that one has', everywhere, [allow('*:*')], null],
    ['a deny is as much as an allow', createAuthority([]), [deny('device:read')], 'device:read'],
    ['at a site, of everywhere', everywhere, [allow('device:read', north)], null],
    [
      'everywhere, of a site',
      createAuthority([role('r', allow('device:read', north))]),
      [allow('device:read')],
      'device:read',
    ],
    ['the same site', createAuthority([role('r', allow('device:*', north))]), [allow('device:read', north)], null],
    [
      'another site',
      createAuthority([role('r', allow('device:*', north))]),
      [allow('device:read', south)],
      'device:read',
    ],
    [
      'where one is denied',
      createAuthority([role('r', allow('*:*'), deny('device:read', north))]),
      [allow('device:read', north)],
      'device:read',
    ],
    [
      'elsewhere than denied',
      createAuthority([role('r', allow('*:*'), deny('device:read', north))]),
      [allow('device:read', south)],
      null,
    ],
  ])('%s', (_name, own, grants, expected) => {
    expect(beyondOwn(own, [role('given', ...grants)], new Map())).toBe(expected);
  });
});

describe('roles that every tenant has', () => {
  const of = (id: string) => createAuthority([builtInRole(id)].filter((each) => each !== null));

  test('no role of a tenant reaches beyond it', () => {
    for (const id of builtInRoleIds) expect(of(id).allowed().filter(isPlatformPermission)).toEqual([]);
    expect(createAuthority([role('own', allow('*:*'), allow('tenant:*'), allow('tenant:suspend'))]).allowed()).toEqual(
      tenantPermissions,
    );
  });

  test('administrators may everything, above tenants and in one', () => {
    expect(of('admin').allowed()).toEqual(tenantPermissions);
    const both = createAuthority([platformAdmin, role('own', allow('*:*'))]);
    expect(both.allowed()).toEqual([...permissions]);
    expect(createAuthority([platformAdmin]).can('device:read')).toBe(false);
  });

  test.each<[string, string[], string[]]>([
    [
      'noc',
      ['device:delete', 'maintenance:create', 'subscriber:read'],
      ['subscriber:update', 'user:read', 'audit:read'],
    ],
    ['billing', ['subscriber:create', 'plan:update', 'import:run'], ['device:read', 'flow:read', 'role:read']],
    ['technician', ['device:test', 'plant:update', 'subscriber:read'], ['device:delete', 'subscriber:update']],
    ['client', [], ['device:read', 'subscriber:read', 'token:create']],
  ])('%s', (id, may, mayNot) => {
    const allowed: readonly string[] = of(id).allowed();
    expect(may.filter((permission) => !allowed.includes(permission))).toEqual([]);
    expect(mayNot.filter((permission) => allowed.includes(permission))).toEqual([]);
  });

  test('a role that this version does not know is none', () => {
    expect(builtInRole('emperor')).toBeNull();
  });
});
