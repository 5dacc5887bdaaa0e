import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fastisp-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('makes all that is absent, and is content with what is there', async () => {
  const path = join(folder, 'a', 'b', 'c');
  await makeFolder(path, 0o700);
  await makeFolder(path, 0o700);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test('a file in its way is said', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(makeFolder(file, 0o700)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(file, 'a', 'b'), 0o700)).rejects.toMatchObject({ code: 'ENOTDIR' });
});

// There, mkdir answers ENOENT though the parent exists.
test.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y/z'])('%s cannot be made', async (path) => {
  await expect(makeFolder(path, 0o700)).rejects.toMatchObject({ code: 'ENOENT' });
});
