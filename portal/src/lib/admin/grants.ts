/** Grants of a role: grouped for a menu, and what one role alone answers. Pure. */
import type { components } from '../api/schema.generated.ts';

export type Grant = components['schemas']['Grant'];
export type Answer = components['schemas']['EffectivePermissions']['items'][number];

export interface PermissionGroup {
  readonly resource: string;
  readonly patterns: readonly Grant['permission'][];
}

/** `device:*` before `device:read`, as a menu lists them; `*:*` is a group of its own. */
export function groupPatterns(patterns: readonly string[]): PermissionGroup[] {
  const groups = Map.groupBy(patterns, (pattern) => pattern.split(':')[0] ?? '');
  return [...groups].map(([resource, all]) => ({
    resource,
    // The API lists what its own schema of a grant admits.
    patterns: all.toSorted((a, b) => Number(b.endsWith('*')) - Number(a.endsWith('*'))) as Grant['permission'][],
  }));
}

const speaksOf = (grant: Grant, permission: string): boolean =>
  [permission, `${permission.split(':')[0]}:*`, '*:*'].includes(grant.permission);

/** What a role alone answers for each permission, with the grants that led to it, as the API tells it of a person. */
export function answersOfRole(
  role: { id: string; name: string; grants: readonly Grant[] },
  permissions: readonly string[],
): Answer[] {
  const told = (grants: readonly Grant[]) => grants.map((grant) => ({ role: { id: role.id, name: role.name }, grant }));
  return permissions.map((name) => {
    const permission = name as Answer['permission']; // from the API's list
    const spoken = role.grants.filter((grant) => speaksOf(grant, name));
    const allows = spoken.filter(({ effect }) => effect === 'allow');
    const denies = spoken.filter(({ effect, scope }) => effect === 'deny' && scope === undefined);
    if (denies.length > 0) return { permission, allowed: false, because: 'denied', grants: told(denies) };
    if (allows.length > 0) return { permission, allowed: true, because: 'granted', grants: told(spoken) };
    return { permission, allowed: false, because: 'not_granted', grants: [] };
  });
}

/** Holds at some sites only: each grant that allows it has a scope, or a deny takes some away. */
export const isPartial = ({ allowed, grants }: Pick<Answer, 'allowed' | 'grants'>): boolean =>
  allowed &&
  (grants.every(({ grant }) => grant.effect === 'deny' || grant.scope !== undefined) ||
    grants.some(({ grant }) => grant.effect === 'deny'));

export interface MatrixRow {
  readonly resource: string;
  /** In the order of `matrixActions`; null where the resource has no such action. */
  readonly cells: readonly (Answer | null)[];
  /** What only this resource can: `invite`, `export` … */
  readonly others: readonly Answer[];
}

export const matrixActions = ['read', 'create', 'update', 'delete'] as const;

export function matrixOf(answers: readonly Answer[]): MatrixRow[] {
  const groups = Map.groupBy(answers, ({ permission }) => permission.split(':')[0] ?? '');
  return [...groups].map(([resource, own]) => {
    const actionOf = ({ permission }: Answer): string => permission.split(':')[1] ?? '';
    return {
      resource,
      cells: matrixActions.map((action) => own.find((answer) => actionOf(answer) === action) ?? null),
      others: own.filter((answer) => !matrixActions.some((action) => action === actionOf(answer))),
    };
  });
}
