import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';
import { may } from '#lib/shell/may.ts';
import { homeFor } from '#lib/shell/navigation.ts';

/** Everybody arrives here; who may see no devices goes on to the first page that is for them. */
export const load: PageLoad = async ({ parent }) => {
  const { session } = await parent();
  if (!may('device:read')(session)) redirect(307, homeFor(session).href);
};
