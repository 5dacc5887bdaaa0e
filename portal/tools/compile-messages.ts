/**
 * Compiles `messages/*.json` into `src/lib/paraglide`, and fails when the languages differ: a key that
 * one of them lacks, other parameters, or a key that nothing in `src` uses.
 *
 * It runs before the build rather than as a Vite plugin of the build, because Paraglide's project loader
 * leaves 30 s timers behind that would hold the build's process open.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { compile } from '@inlang/paraglide-js';
import { compareCatalogues, findUnusedKeys, type Catalogue } from './message-catalogue.ts';
import { paraglideOptions } from './paraglide-options.ts';

const portal = path.join(import.meta.dirname, '..');

async function readCatalogue(locale: string): Promise<Catalogue> {
  const text = await readFile(path.join(portal, 'messages', `${locale}.json`), 'utf8');
  return JSON.parse(text) as Catalogue; // compareCatalogues looks at every value
}

async function readSources(): Promise<string> {
  const files = await readdir(path.join(portal, 'src'), { recursive: true });
  const sources = files.filter((file) => /\.(svelte|ts)$/.test(file) && !file.includes('paraglide'));
  const texts = await Promise.all(sources.map((file) => readFile(path.join(portal, 'src', file), 'utf8')));
  return texts.join('\n');
}

if (import.meta.main) {
  const [base, second, sources] = await Promise.all([readCatalogue('es'), readCatalogue('en'), readSources()]);
  const problems = [
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
