import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * `mkdir -p`, for a path that a person chose. Node's own `recursive` never returns where the kernel answers ENOENT
 * although the parent is there, as under /proc: it makes the parent and tries again, for ever.
 * @throws what the system says of the first folder that cannot be made.
 */
export async function makeFolder(path: string, mode: number): Promise<void> {
  const refusal = await tryToMake(path, mode);
  if (refusal === null) return;
  if (refusal.code !== 'ENOENT' || dirname(path) === path) throw refusal;
  await makeFolder(dirname(path), mode);
  const again = await tryToMake(path, mode);
  if (again !== null) throw again;
}

/** Null when there is a folder now. */
async function tryToMake(path: string, mode: number): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(path, { mode });
    return null;
  } catch (error) {
    const found = await stat(path).catch(() => null);
    return found?.isDirectory() === true ? null : (error as NodeJS.ErrnoException); // mkdir throws nothing else
  }
}
