/** The portal on a single node is built at the start after its sources changed. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@fastisp/core/errors/app-error';
import { isBuildCurrent } from '@fastisp/portal/server/build-stamp';
import { tryProcessLock } from './process-lock.ts';

const root = resolve(import.meta.dirname, '../../..');
const lockRetryMs = 200;

/** Builds the portal unless the build there is was made from these very sources. Two nodes that start at once take turns. */
export async function ensurePortalBuilt(say: (line: string) => void): Promise<void> {
  while (!(await isBuildCurrent())) {
    const lock = await tryProcessLock(`portal build in ${root}`);
    if (lock === null) {
      await delay(lockRetryMs);
      continue;
    }
    try {
      if (await isBuildCurrent()) return;
      say('Building the portal (once after each update, under a minute) …');
      await runBuild();
      return;
    } finally {
      await lock.release();
    }
  }
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
