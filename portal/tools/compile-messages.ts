/**
 * Compiles the files of `messages/` into `src/lib/paraglide`, and fails when the languages differ: a key that
 * one of them lacks, other parameters, a key that nothing in `src` uses, or one that two files have.
 *
 * It runs before the build rather than as a Vite plugin of the build, because Paraglide's project loader
 * leaves 30 s timers behind that would hold the build's process open.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { compareCatalogues, findRepeatedKeys, findUnusedKeys, type Catalogue } from './message-catalogue.ts';
import { paraglideOptions } from './paraglide-options.ts';

const portal = path.join(import.meta.dirname, '..');

/** The files of one language, as the project of Paraglide names them: one for what all pages say, one an area. */
async function readCatalogues(locale: string): Promise<Catalogue[]> {
  const settings = JSON.parse(await readFile(path.join(portal, 'project.inlang/settings.json'), 'utf8')) as {
    'plugin.inlang.messageFormat': { pathPattern: string[] };
  }; // Paraglide itself refuses settings of another shape
  const patterns = settings['plugin.inlang.messageFormat'].pathPattern;
  const texts = await Promise.all(
    patterns.map((pattern) => readFile(path.join(portal, pattern.replace('{locale}', locale)), 'utf8')),
  );
  return texts.map((text) => JSON.parse(text) as Catalogue); // compareCatalogues looks at every value
}

async function readSources(): Promise<string> {
  const files = await readdir(path.join(portal, 'src'), { recursive: true });
  const sources = files.filter((file) => /\.(svelte|ts)$/.test(file) && !file.includes('paraglide'));
  const texts = await Promise.all(sources.map((file) => readFile(path.join(portal, 'src', file), 'utf8')));
  return texts.join('\n');
}

if (import.meta.main) {
  const [es, en, sources] = await Promise.all([readCatalogues('es'), readCatalogues('en'), readSources()]);
  const base: Catalogue = Object.assign({}, ...es);
  const second: Catalogue = Object.assign({}, ...en);
  const problems = [
    ...findRepeatedKeys(es).map((key) => `${key}: two files have it`),
    ...compareCatalogues({ locale: 'es', messages: base }, { locale: 'en', messages: second }),
    ...findUnusedKeys(base, sources).map((key) => `${key}: nothing uses it`),
  ];
  if (problems.length > 0) {
    process.stderr.write(`messages:\n  ${problems.join('\n  ')}\n`);
    process.exit(1);
  }
  process.chdir(portal);
  await compile(paraglideOptions);
  process.exit(0); // the loader's timers would keep this process for another 30 s
}
