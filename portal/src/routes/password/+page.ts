import { redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import type { PageLoad } from './$types';
import { api, call } from '#lib/api/client.ts';

export const load: PageLoad = async ({ fetch }) => {
  const session = await call(api.GET('/api/v1/session', { fetch }));
  if (!session.ok && session.problem.status === 401) redirect(307, resolve('/sign-in'));
  return {
    forced: !session.ok || session.data.user.mustChangePassword,
    email: session.ok ? session.data.user.email : '',
  };
};
