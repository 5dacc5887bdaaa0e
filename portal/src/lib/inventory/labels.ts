import { getLocale } from '#lib/paraglide/runtime.js';

/** What the API says in both languages, in the one of the page. */
export const said = (words: { readonly es: string; readonly en: string }): string => words[getLocale()];
