/** What the user menu and the palette both do. */
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { api, call } from '#lib/api/client.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { problemText } from '#lib/words.ts';
import { getLocale, setLocale } from '#lib/paraglide/runtime.js';

export async function signOut(): Promise<void> {
  await call(api.POST('/api/auth/sign-out'));
  await goto(resolve('/sign-in'));
}

/** Everything that was loaded belongs to the tenant before: the page begins anew. */
export async function workFor(tenantId: number): Promise<void> {
  const answer = await call(api.POST('/api/v1/session/tenant', { body: { tenantId } }));
  if (answer.ok) window.location.assign(resolve('/(app)/noc'));
  else toasts.show(problemText(answer.problem));
}

export const otherLocale = (): 'es' | 'en' => (getLocale() === 'es' ? 'en' : 'es');

/** Loads the page anew in the other language; the URL, and with it the filters, stay. */
export const switchLocale = (): void => void setLocale(otherLocale());

export function toggleFullScreen(): void {
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen();
  else void document.exitFullscreen();
}
