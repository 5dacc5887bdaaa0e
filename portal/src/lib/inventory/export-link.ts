import { getLocale } from '#lib/paraglide/runtime.js';
import type { ListQuery } from './list-query.ts';
import type { ObjectType } from './object-types.ts';

/** The list as it is filtered and sorted, as a file that can be imported again. */
export function exportHref(type: ObjectType, { q, sort, filters }: ListQuery, format: 'csv' | 'xlsx'): string {
  const params = new URLSearchParams({ ...filters, format, locale: getLocale() });
  if (q !== '') params.set('q', q);
  if (sort !== '') params.set('sort', sort);
  return `/api/v1/exports/${type.plural}?${params}`;
}
