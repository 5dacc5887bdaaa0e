/** What Paraglide is told, by the build's own step and by `vite dev` alike. */
export const paraglideOptions = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['cookie', 'baseLocale'] as ['cookie', 'baseLocale'],
  cookieName: 'fastisp_locale',
  outputStructure: 'locale-modules' as const,
};
