/** Which sources the build there is was made from: `npm run build` leaves their digest beside it. */
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const portal = resolve(import.meta.dirname, '..');
const stampFile = join(portal, 'build', 'sources.sha256');
const sources = [
  'src/**/*',
  'static/**/*',
  'messages/*.json',
  'project.inlang/settings.json',
  'tools/*.ts',
  'vite.config.ts',
  'package.json',
];

export async function isBuildCurrent(): Promise<boolean> {
  const stamp = await readFile(stampFile, 'utf8').catch(() => '');
  return stamp === (await sourcesDigest());
}

export async function stampBuild(): Promise<void> {
  await writeFile(stampFile, await sourcesDigest());
}

async function sourcesDigest(): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: portal, withFileTypes: true })) {
    // Paraglide's output is made from `messages` by the build itself.
    if (entry.isFile() && !entry.parentPath.includes('paraglide')) files.push(join(entry.parentPath, entry.name));
  }
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(file.slice(portal.length)).update(await readFile(file));
  return hash.digest('hex');
}
