/** Which engine wrote the data last: an older one may misread it, and says so too late or not at all. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export class NewerDataError extends Error {
  constructor(options: { written: string; running: string }) {
    super(`the data was written by engine ${options.written}, this is ${options.running}`);
    this.name = 'NewerDataError';
  }
}

/** By year and month, the parts of ClickHouse's versions that change the data. */
export function isNewer(written: string, running: string): boolean {
  const [writtenYear = 0, writtenMonth = 0] = written.split('.').map(Number);
  const [runningYear = 0, runningMonth = 0] = running.split('.').map(Number);
  return writtenYear > runningYear || (writtenYear === runningYear && writtenMonth > runningMonth);
}

const fileName = 'fastisp-engine-version';

/** Asked before the data is opened. @throws NewerDataError. */
export async function checkDataVersion(dataDir: string, running: string): Promise<void> {
  const written = await readFile(join(dataDir, fileName), 'utf8').then(
    (text) => text.trim(),
    () => running,
  );
  if (isNewer(written, running)) throw new NewerDataError({ written, running });
}

export async function recordDataVersion(dataDir: string, running: string): Promise<void> {
  const file = join(dataDir, fileName);
  await writeFile(`${file}.new`, `${running}\n`);
  await rename(`${file}.new`, file);
}
