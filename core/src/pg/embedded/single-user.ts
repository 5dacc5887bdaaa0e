/** Sets the superuser's password without knowing the old one: PostgreSQL's single-user mode, no server running. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { postgresErrors } from '../errors.ts';
import { serverEnv, superuserName } from './data-directory.ts';

export async function resetSuperuserPassword(options: {
  program: readonly string[];
  dataDirectory: string;
  password: string;
}): Promise<void> {
  const [program = '', ...args] = options.program;
  const child = spawn(program, [...args, '--single', '-D', options.dataDirectory, 'postgres'], {
    ...{ cwd: '/', env: serverEnv, stdio: ['pipe', 'ignore', 'pipe'] },
  });
  const stderr = text(child.stderr);
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Our passwords are base64url: nothing in them needs quoting.
  child.stdin.end(`alter role ${superuserName} password '${options.password}'\n`);
  if ((await closed) !== 0) throw postgresErrors.didNotStart(`single-user mode: ${(await stderr).trim()}`);
}
