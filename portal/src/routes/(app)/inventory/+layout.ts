import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';
import { loadObjectTypes } from '#lib/inventory/load-object-types.ts';
import { m } from '#lib/paraglide/messages.js';
import { may } from '#lib/shell/may.ts';

/** The kinds of objects, from which every page below is made, for whoever may see one of them. */
export const load: LayoutLoad = async ({ fetch, parent }) => {
  const [types, { session }] = await Promise.all([loadObjectTypes({ fetch }), parent()]);
  if (types.objectTypes.some(({ resource }) => may(`${resource}:read`)(session))) return types;
  error(403, { message: m.error_forbidden_hint(), code: 'PERMISSION_DENIED' });
};
