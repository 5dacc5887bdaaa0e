import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';
import { api, call } from '#lib/api/client.ts';
import { returnPath } from '#lib/shell/return-path.ts';

/** For who is signed in and must see to their second factor first. */
export const load: PageLoad = async ({ fetch, url }) => {
  const session = await call(api.GET('/api/v1/session', { fetch }));
  if (!session.ok) redirect(307, resolve('/sign-in'));
  const { user } = session.data;
  if (user.mustChangePassword) redirect(307, resolve('/password'));
  // `returnPath` lets only our own paths through.
  if (user.secondFactorDuty === 'none') {
    redirect(307, returnPath(url.searchParams.get('to'), resolve('/(app)/noc')));
  }
  return { session: session.data };
};
