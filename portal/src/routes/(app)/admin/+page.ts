import { error, redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';
import { m } from '#lib/paraglide/messages.js';
import { adminPlacesFor } from '#lib/shell/admin-places.ts';

/** Administration starts at the first page that this person may see. */
export const load: PageLoad = async ({ parent }) => {
  const { session } = await parent();
  const [first] = adminPlacesFor(session);
  if (first === undefined) error(403, { message: m.error_forbidden_hint(), code: 'PERMISSION_DENIED' });
  redirect(307, first.href);
};
