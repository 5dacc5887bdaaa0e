import { error } from '@sveltejs/kit';
import type { LayoutLoad } from './$types';
import { m } from '#lib/paraglide/messages.js';

/** The kind of object that the address names. */
export const load: LayoutLoad = async ({ params, parent }) => {
  const { objectTypes } = await parent();
  const type = objectTypes.find(({ plural }) => plural === params.plural);
  if (type === undefined) error(404, { message: m.problem_not_found(), code: 'NOT_FOUND' });
  return { type };
};
