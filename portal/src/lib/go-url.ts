import { goto } from '$app/navigation';
import { page } from '$app/state';
import { withParams } from './url-state.ts';

/** Changes parameters of the page's URL in place: the focus and the scroll position stay. */
export function setParams(changes: Readonly<Record<string, string | null>>): void {
  // eslint-disable-next-line svelte/no-navigation-without-resolve -- it is the page's own path
  void goto(withParams(page.url as URL, changes), { replace: true, reset: false });
}
