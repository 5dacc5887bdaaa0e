/** What a page of a kind's list asks the API for, from its URL. Pure. */
import type { ObjectField, ObjectType } from './object-types.ts';

export interface ListQuery {
  readonly q: string;
  readonly sort: string;
  readonly deleted: boolean;
  readonly filters: Readonly<Record<string, string>>;
}

/** What the list of devices filters by: it has routes of its own. */
const deviceFilters = new Set(['kind', 'siteId']);
const deviceSorts = new Set(['name', 'address']);

export const filterFields = (type: ObjectType): readonly ObjectField[] =>
  type.fields.filter(({ name, filter }) => filter && (!type.ownRoutes || deviceFilters.has(name)));

/** Orders that its list takes. */
export const sortsOf = (type: ObjectType): readonly string[] =>
  type.ownRoutes ? type.sorts.filter((sort) => deviceSorts.has(sort.replace(/^-/, ''))) : type.sorts;

export function readListQuery(type: ObjectType, params: Pick<URLSearchParams, 'get'>): ListQuery {
  const filters = filterFields(type).flatMap(({ name }) => {
    const value = params.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  const sorts = sortsOf(type);
  const fallback = sorts.includes(type.nameField) ? type.nameField : (sorts[0] ?? '');
  const sort = params.get('sort') ?? '';
  return {
    q: params.get('q') ?? '',
    sort: sorts.includes(sort) ? sort : fallback,
    deleted: !type.ownRoutes && type.writable === 'all' && params.get('deleted') === 'true',
    filters: Object.fromEntries(filters),
  };
}

export const toApiQuery = ({ q, sort, deleted, filters }: ListQuery): Record<string, string | boolean> => ({
  ...filters,
  ...(sort !== '' && { sort }),
  ...(q !== '' && { q }),
  ...(deleted && { deleted }),
});
