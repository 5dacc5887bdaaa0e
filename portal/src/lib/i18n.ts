/** The formats of the language that the page is in, on the tenant's clocks. A change of language loads the page anew. */
import { createFormat } from './format.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { zone } from './zone.svelte.ts';

/** The browser's own variant of the language when it has one, e.g. `es-MX`, which writes decimals with a point. */
export function regionalLocale(locale: string, languages: readonly string[]): string {
  return languages.find((language) => language.split('-')[0] === locale) ?? locale;
}

export const fmt = createFormat(regionalLocale(getLocale(), navigator.languages), () => zone.current);
