import type { Log } from './log.ts';

export type SampledWarn = (fields: Record<string, unknown>, message: string) => void;

/**
 * Warnings of a loop that may fail many times a second: each message at most once per `everyMs`, with how often it
 * was left out since.
 */
export function sampledWarnings(log: Log, everyMs = 10_000): SampledWarn {
  const last = new Map<string, { atMs: number; suppressed: number }>();
  return (fields, message) => {
    const nowMs = performance.now();
    const seen = last.get(message);
    if (seen !== undefined && nowMs - seen.atMs < everyMs) {
      seen.suppressed += 1;
      return;
    }
    last.set(message, { atMs: nowMs, suppressed: 0 });
    log.warn(
      { ...fields, ...(seen !== undefined && seen.suppressed > 0 ? { suppressed: seen.suppressed } : {}) },
      message,
    );
  };
}
