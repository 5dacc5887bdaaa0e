/**
 * Failed sign-ins, counted for each account and each address in fixed windows. An attempt is taken before
 * the password is checked and given back when it was right, so that many at once cannot slip past.
 */
import type { Clock } from '@fastisp/core/clock';

export interface AttemptLimit {
  readonly failuresMax: number;
  readonly windowMs: number;
}

interface Window {
  failures: number;
  endsAtMs: number;
}

/** Keys that are remembered; beyond, the oldest is forgotten, so that a flood of names cannot fill the memory. */
const keysMax = 50_000;

export interface Attempts {
  /** @returns seconds until the next attempt is admitted; 0 when this one is. */
  take(key: string): number;
  /** The attempt was right: it does not count. */
  giveBack(key: string): void;
}

export function createAttempts(limit: AttemptLimit, clock: Clock): Attempts {
  const windows = new Map<string, Window>();
  return {
    take(key) {
      const nowMs = clock.nowMs();
      const window = windows.get(key);
      if (window === undefined || window.endsAtMs <= nowMs) {
        windows.delete(key); // so that the map stays in the order of the windows' starts
        windows.set(key, { failures: 1, endsAtMs: nowMs + limit.windowMs });
        forgetOldest(windows);
        return 0;
      }
      if (window.failures >= limit.failuresMax) return Math.ceil((window.endsAtMs - nowMs) / 1_000);
      window.failures += 1;
      return 0;
    },
    giveBack(key) {
      const window = windows.get(key);
      if (window !== undefined && window.failures > 0) window.failures -= 1;
    },
  };
}

function forgetOldest(windows: Map<string, Window>): void {
  if (windows.size <= keysMax) return;
  const oldest = windows.keys().next();
  if (oldest.done !== true) windows.delete(oldest.value);
}
