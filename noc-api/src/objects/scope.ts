/** Which objects a person may see or change, as SQL over table `t`. */
import { isEverywhere, type SiteFilter } from '@fastisp/core/access/site-filter';
import { type RawBuilder, sql } from 'kysely';
import type { Permission } from '#identity/permissions.ts';
import { isPermission } from '#identity/permissions.ts';
import type { Principal } from '#identity/principal.ts';
import type { ObjectType } from './object-type.ts';
import { objectType } from './registry.ts';

export type ObjectAction = 'read' | 'create' | 'update' | 'delete';

export function permissionOf(type: ObjectType, action: ObjectAction): Permission {
  const permission = `${type.resource}:${action}`;
  if (!isPermission(permission)) throw new Error(`no permission ${permission} exists`);
  return permission;
}

/** The site at which an object of table `t` stands, or null. */
export function siteExpression(type: ObjectType): RawBuilder<string | null> {
  const { siteOf } = type;
  switch (siteOf.by) {
    case 'nowhere':
      return sql`null::uuid`;
    case 'self':
      return sql`t.id`;
    case 'own':
      return sql`t.${sql.ref(columnOf(type, siteOf.field))}`;
    case 'reference': {
      const target = type.fields[siteOf.field]?.reference;
      if (target === undefined) throw new Error(`${type.name}.${siteOf.field} is no reference`);
      const parent = objectType(target);
      if (parent.siteOf.by !== 'own') throw new Error(`${parent.name} has no site of its own`);
      const [site, key] = [columnOf(parent, parent.siteOf.field), columnOf(type, siteOf.field)];
      return sql`(select parent.${sql.ref(site)} from ${sql.table(parent.table)} as parent
        where parent.tenant_id = t.tenant_id and parent.id = t.${sql.ref(key)})`;
    }
  }
}

function columnOf(type: ObjectType, name: string): string {
  const field = type.fields[name];
  if (field === undefined) throw new Error(`${type.name} has no field ${name}`);
  return field.column;
}

/** True for what the person may do this to; null when that is everything. */
export function siteCondition(
  type: ObjectType,
  principal: Pick<Principal, 'authority'>,
  action: ObjectAction,
): RawBuilder<boolean> | null {
  return withinSites(principal.authority.sitesFor(permissionOf(type, action)), siteExpression(type));
}

/** True for what stands at a site of the filter; null when that is everything. @param site a uuid, or null. */
export function withinSites(filter: SiteFilter, site: RawBuilder<string | null>): RawBuilder<boolean> | null {
  if (isEverywhere(filter)) return null;
  if (filter.all) return sql<boolean>`(${site} is null or ${site} <> all(${[...filter.except]}::uuid[]))`;
  return sql<boolean>`${site} = any(${[...filter.only]}::uuid[])`;
}

export const allOf = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join([...conditions], sql` and `)}`;
