/** Spanish, unless the environment asks for English; as POSIX looks for it. */
export const languages = ['es', 'en'] as const;
export type Language = (typeof languages)[number];

export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const asked = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return asked?.toLowerCase().startsWith('en') === true ? 'en' : 'es';
}
