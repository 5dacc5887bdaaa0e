import { error, redirect } from '@sveltejs/kit';
import { resolve } from '$app/paths';
import type { LayoutLoad } from './$types';
import { api, call } from '#lib/api/client.ts';
import { problemText } from '#lib/words.ts';
import { zone } from '#lib/zone.svelte.ts';

/** Nobody sees a page without a session; the URL is kept for after the sign-in. */
export const load: LayoutLoad = async ({ fetch, url, untrack }) => {
  const result = await call(api.GET('/api/v1/session', { fetch }));
  if (result.ok) {
    if (result.data.user.mustChangePassword) redirect(307, resolve('/password'));
    if (result.data.user.secondFactorDuty !== 'none') {
      redirect(307, `${resolve('/second-factor')}?to=${encodeURIComponent(untrack(() => url.pathname + url.search))}`);
    }
    zone.set(result.data.tenant.timeZone);
    return { session: result.data };
  }
  const { problem } = result;
  if (problem.status === 401) {
    // Untracked: a change of filters must not load the session again.
    const here = untrack(() => url.pathname + url.search);
    redirect(307, `${resolve('/sign-in')}?to=${encodeURIComponent(here)}`);
  }
  error(problem.status >= 400 && problem.status < 600 ? problem.status : 503, {
    message: problemText(problem),
    code: problem.code,
  });
};
