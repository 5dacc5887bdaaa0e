/** A secret that is made once and kept in a file of its own, readable by this user only. */
import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

/** As long as the key of a secret box must be. */
const secretBytes = 32;

/** Where a single node keeps its keys, in FASTISP_HOME. */
export const secretKeyFile = 'secret.key';

/** 32 random bytes in base64: those of the file, which is made when it is absent. Its folder must exist. */
export async function keptSecret(path: string): Promise<string> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(secretBytes).toString('base64')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // fs errors always carry a code
  }
  return (await readFile(path, 'utf8')).trim();
}
