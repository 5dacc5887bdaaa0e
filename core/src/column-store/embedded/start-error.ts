/** Why the embedded engine cannot start, and what a person can do about it. */
import { AppError } from '../../errors/app-error.ts';
import type { StartFailure } from './ipc.ts';

export function startError(cause: unknown, directory: string): AppError {
  if (cause instanceof AppError) return cause;
  const failure = failureOf(cause);
  const text = textOf(cause);
  const make = (code: string, sentence: string): AppError =>
    new AppError(code, `column store: ${sentence} (${text})`, { cause, params: { directory } });
  switch (failure) {
    case 'directory':
      return make(
        'COLUMN_STORE_DIRECTORY_NOT_WRITABLE',
        `cannot write to ${directory}: give this user that folder, or set FASTISP_HOME to another one`,
      );
    case 'locked':
      return make(
        'COLUMN_STORE_DIRECTORY_IN_USE',
        `another process has ${directory} open: stop it, or set FASTISP_HOME to another folder`,
      );
    case 'disk-full':
      return make('COLUMN_STORE_DISK_FULL', `the disk of ${directory} is full: free some space or move FASTISP_HOME`);
    case 'newer-data':
      return make(
        'COLUMN_STORE_DATA_NEWER',
        `${directory} was used by a newer release: run that release again, or restore a backup of this one's data`,
      );
    case 'engine':
      return make('COLUMN_STORE_START_FAILED', `the engine did not start in ${directory}`);
  }
}

interface Failed {
  readonly failure: StartFailure;
  readonly message: string;
}

const isFailed = (cause: unknown): cause is Failed => typeof cause === 'object' && cause !== null && 'failure' in cause;

function failureOf(cause: unknown): StartFailure {
  if (isFailed(cause)) return cause.failure;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') return 'disk-full';
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR' ? 'directory' : 'engine';
}

function textOf(cause: unknown): string {
  if (isFailed(cause) || cause instanceof Error) return cause.message.slice(0, 500);
  return String(cause);
}
