/**
 * An operating error or bad input: something that happens in a healthy program and that a person
 * or a caller can act on. Bugs are plain `Error`s and restart the process.
 */
export interface AppErrorOptions {
  readonly cause?: unknown;
  /** HTTP status if the error reaches a client. */
  readonly status?: number;
  /** Parameters of the sentence; the portal translates `code` with them. Never secrets. */
  readonly params?: Readonly<Record<string, string | number | boolean | null>>;
  /** JSON pointers to the fields at fault, each with a code and a sentence. */
  readonly fields?: readonly FieldError[];
}

export interface FieldError {
  /** JSON pointer into the request body, e.g. `/snmp/port`. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly fields: readonly FieldError[];

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = options.status ?? 500;
    this.params = options.params ?? {};
    this.fields = options.fields ?? [];
  }
}

export function isAppError(error: unknown, code?: string): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
