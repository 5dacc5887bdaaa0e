/** What the launcher says to the person at the terminal. */
import { isAppError } from '@fastisp/core/errors/app-error';
import type { FirstAdministrator } from '@fastisp/noc-api/bootstrap/bootstrap';
import type { Newcomer } from './demo/people.ts';

export function sayWelcome(say: (line: string) => void, url: string, first: FirstAdministrator | null): void {
  say('');
  say(`FastISP is running: ${url}`);
  if (first !== null) {
    say('');
    say('  The first administrator was created. Sign in once with this password; you will choose your own:');
    say(`    e-mail    ${first.email}`);
    say(`    password  ${first.oneTimePassword}`);
  }
  say('');
}

/** People whom the demo brings, with the passwords that nobody can read later. */
export function sayNewcomers(say: (line: string) => void, people: readonly Newcomer[]): void {
  say('');
  say('  More people can sign in. Their passwords are shown only now:');
  for (const { email, role, password } of people) say(`    ${email.padEnd(38)} ${role.padEnd(22)} ${password}`);
  say('');
}

/** An operating error as its sentence; a bug with its stack. */
export function explainFailure(error: unknown): string {
  if (isAppError(error)) return `\nFastISP cannot start: ${error.message}\n(${error.code})\n`;
  return `\nFastISP stopped on an unexpected error:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}
