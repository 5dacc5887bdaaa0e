import { AppError } from '@fastisp/core/errors/app-error';

/** The sentence says which variable to change, because the reader is the person who starts FastISP. */
export function portTaken(variable: string, host: string, port: number, cause: unknown): AppError {
  return new AppError(
    'COLLECTOR_FLOW_PORT_TAKEN',
    `UDP port ${port} on ${host} is in use by another program: stop that program, or set ${variable} to a free port (0 turns it off)`,
    { cause, params: { variable, host, port } },
  );
}

export function cannotListen(variable: string, host: string, port: number, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'COLLECTOR_FLOW_CANNOT_LISTEN',
    `cannot receive flows on UDP ${host}:${port} (${reason}): check FLOW_HOST and ${variable}`,
    { cause, params: { variable, host, port } },
  );
}
