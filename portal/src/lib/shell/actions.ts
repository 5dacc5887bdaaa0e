/** What the user menu and the palette both do. */
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { api, call } from '#lib/api/client.ts';
import { getLocale, setLocale } from '#lib/paraglide/runtime.js';

export async function signOut(): Promise<void> {
  await call(api.POST('/api/auth/sign-out'));
  await goto(resolve('/sign-in'));
}

export const otherLocale = (): 'es' | 'en' => (getLocale() === 'es' ? 'en' : 'es');

/** Loads the page anew in the other language; the URL, and with it the filters, stay. */
export const switchLocale = (): void => void setLocale(otherLocale());

export function toggleFullScreen(): void {
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen();
  else void document.exitFullscreen();
}
