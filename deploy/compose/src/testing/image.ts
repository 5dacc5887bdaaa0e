/**
 * The image without an engine: a folder with what the Dockerfile's `COPY . .` would copy, and `node_modules` as
 * `npm ci` and `npm prune --omit=dev` leave them, by the lock file: links to our workspaces inside the folder, and
 * nothing that only developers have. A program that needs more fails here as it would in the image.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, matchesGlob, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');

interface LockedPackage {
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dev?: boolean;
}

export function layImage(folder: string): void {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  cpSync(root, folder, {
    recursive: true,
    filter: (source) => {
      const path = relative(root, source);
      return path === '' || !ignored.some((pattern) => matchesGlob(path, pattern));
    },
  });
  // Made in the build stage, from the same sources.
  cpSync(join(root, 'portal/build'), join(folder, 'portal/build'), { recursive: true });
  layPackages(folder);
}

function layPackages(folder: string): void {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>; // npm's lock file, version 3
  };
  for (const [path, entry] of Object.entries(lock.packages)) {
    // One inside another comes with it.
    const isTop = path.lastIndexOf('node_modules/') === path.indexOf('node_modules/');
    if (!path.includes('node_modules/') || !isTop || entry.dev === true) continue;
    const target = entry.link === true ? join(folder, entry.resolved ?? '') : join(root, path);
    const place = join(folder, path);
    if (!existsSync(target)) continue; // optional, of another platform
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(target, place);
  }
}

/** Command and environment of the image itself, which a service's own go on top of. */
export function imageEnv(): Record<string, string> {
  const dockerfile = readFileSync(join(root, 'deploy/compose/Dockerfile'), 'utf8');
  const assignments = [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) => line.split(' '));
  return Object.fromEntries(assignments.map((assignment) => assignment.split('=', 2) as [string, string])); // NAME=value each
}
