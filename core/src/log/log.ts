import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Paths that never reach a log line, whatever a caller puts into its fields. */
const redactedPaths = ['community', 'password', 'token', 'secret', 'authorization', 'cookie'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** JSON lines on stderr, so that stdout stays for what people read (the first password, `--print-config`). */
export function createLog(options: { service: string; level: (typeof logLevels)[number] }): Log {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '(redacted)' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
