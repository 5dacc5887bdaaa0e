/** The portal on a single node is built at the start after its sources changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';

const root = resolve(import.meta.dirname, '../../..');
const portal = join(root, 'portal');
const stampFile = join(portal, 'build', 'sources.sha256');

/** Builds the portal unless the build there is was made from these very sources. */
export async function ensurePortalBuilt(say: (line: string) => void): Promise<void> {
  const wanted = await sourcesDigest();
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  if (built === wanted) return;
  say('Building the portal (once after each update, under a minute) …');
  await runBuild();
  await writeFile(stampFile, wanted);
}

async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256');
  const patterns = [
    'src/**/*',
    'static/**/*',
    'messages/**/*',
    'project.inlang/*.json',
    'vite.config.ts',
    'tools/*.ts',
    'package.json',
  ];
  const files: string[] = [];
  for await (const entry of glob(patterns, { cwd: portal, withFileTypes: true })) {
    if (entry.isFile() && !entry.parentPath.includes('paraglide')) files.push(join(entry.parentPath, entry.name));
  }
  for (const file of files.toSorted()) hash.update(file.slice(portal.length)).update(await readFile(file));
  return hash.digest('hex');
}

function runBuild(): Promise<void> {
  return new Promise((done, fail) => {
    let output = '';
    const child = spawn('npm', ['run', '--silent', 'build', '-w', 'portal'], { cwd: root });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new AppError('PORTAL_BUILD_FAILED', `the portal could not be built (npm run build):\n${output}`));
    });
  });
}
