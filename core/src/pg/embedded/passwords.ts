/** Random passwords of the embedded server's logins, kept in one file that only this user reads. */
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

const names = ['superuser', 'owner', 'runtime'] as const;
export type Passwords = Readonly<Record<(typeof names)[number], string>>;

/** Null when the file is absent or not whole. */
export async function readPasswords(path: string): Promise<Passwords | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const found = names.map((name) => [name, Object.entries(parsed).find(([key]) => key === name)?.[1]] as const);
    if (found.some(([, password]) => typeof password !== 'string' || password === '')) return null;
    return Object.fromEntries(found) as Passwords; // each was checked above
  } catch {
    return null; // half written: a new one is made
  }
}

/** Written whole or not at all. */
export async function writePasswords(path: string): Promise<Passwords> {
  const random = (): string => randomBytes(24).toString('base64url');
  const passwords: Passwords = { superuser: random(), owner: random(), runtime: random() };
  await writeFile(`${path}.new`, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return passwords;
}
