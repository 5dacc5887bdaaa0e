import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';
import { m } from '#lib/paraglide/messages.js';
import { may } from '#lib/shell/may.ts';

/** The kind of object that the address names, for whoever may do with it what the page is for. */
export const load: LayoutLoad = async ({ params, parent, route }) => {
  const { objectTypes, session } = await parent();
  const type = objectTypes.find(({ plural }) => plural === params.plural);
  if (type === undefined) error(404, { message: m.problem_not_found(), code: 'NOT_FOUND' });
  const action = route.id.endsWith('/new') ? 'create' : route.id.endsWith('/edit') ? 'update' : 'read';
  if (!may(`${type.resource}:${action}`)(session)) {
    error(403, { message: m.error_forbidden_hint(), code: 'PERMISSION_DENIED' });
  }
  return { type };
};
