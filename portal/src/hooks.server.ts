/** The shell that the browser gets already has its language and theme, so that nothing flashes. */
import type { Handle } from '@sveltejs/kit/hooks';
import { baseLocale, cookieName, isLocale } from '#lib/paraglide/runtime.js';
import { themeCookie, themeFrom } from '#lib/shell/theme-cookie.ts';

export const handle: Handle = ({ event, resolve }) => {
  const wanted = event.cookies.get(cookieName);
  const lang = isLocale(wanted) ? wanted : baseLocale;
  const theme = themeFrom(event.cookies.get(themeCookie));
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', lang).replace('%theme%', theme),
  });
};
