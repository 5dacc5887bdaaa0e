/**
 * Attempts that were refused, bounded: the first of its kind is told at once, its repetitions are counted and
 * told as one entry when their window ends. Kinds beyond the limit are told together, so that a flood, with
 * forged addresses or names too, writes a bounded number of entries and loses no count.
 */
import type { AuditOutcome } from '../entry.ts';

export interface Attempt {
  /** Null while nobody knows whose: it is found by `email` or goes to the platform's chain. */
  readonly tenantId: number | null;
  readonly userId: string | null;
  readonly userName: string;
  readonly via: 'session' | 'token' | 'anonymous';
  readonly tokenId: string | null;
  readonly impersonator: { readonly userId: string; readonly name: string } | null;
  readonly address: string;
  readonly userAgent: string | null;
  /** What was tried: `sign_in`, or the permission that was missing. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectName: string;
  readonly outcome: AuditOutcome;
  /** Error code. */
  readonly reason: string;
}

export interface Told {
  readonly attempt: Attempt;
  readonly occurrences: number;
}

interface Kind {
  readonly first: Attempt;
  /** Not told yet. */
  repeats: number;
  readonly endsAtMs: number;
}

export interface AttemptsState {
  readonly kinds: Map<string, Kind>;
}

/** Repetitions within this time are one entry. */
export const windowMs = 10 * 60_000;
/** Kinds that are remembered at once; what comes beyond is told as `many` of its tenant. */
export const kindsMax = 1_000;

export const emptyAttempts = (): AttemptsState => ({ kinds: new Map() });

/** @returns what to write now: the attempt when it is the first of its kind, otherwise nothing. */
export function noteAttempt(state: AttemptsState, attempt: Attempt, nowMs: number): Told[] {
  const key = keyOf(attempt);
  const kind = state.kinds.get(key);
  if (kind !== undefined) {
    kind.repeats += 1;
    return [];
  }
  if (state.kinds.size >= kindsMax) return noteOverflow(state, attempt, nowMs);
  state.kinds.set(key, { first: attempt, repeats: 0, endsAtMs: nowMs + windowMs });
  return [{ attempt, occurrences: 1 }];
}

/** @returns the counts of the windows that have ended; all of them when `nowMs` is infinite. */
export function endWindows(state: AttemptsState, nowMs: number): Told[] {
  const told: Told[] = [];
  for (const [key, kind] of state.kinds) {
    if (kind.endsAtMs > nowMs) continue;
    state.kinds.delete(key);
    if (kind.repeats > 0) told.push({ attempt: kind.first, occurrences: kind.repeats });
  }
  return told;
}

/** All that has no place of its own, as one kind for each tenant; tenants beyond that share the platform's. */
function noteOverflow(state: AttemptsState, attempt: Attempt, nowMs: number): Told[] {
  const hasRoom = state.kinds.size < kindsMax * 2;
  const many = manyOf(hasRoom ? attempt.tenantId : null);
  const key = keyOf(many);
  const kind = state.kinds.get(key);
  if (kind === undefined) state.kinds.set(key, { first: many, repeats: 1, endsAtMs: nowMs + windowMs });
  else kind.repeats += 1;
  return [];
}

const manyOf = (tenantId: number | null): Attempt => ({
  tenantId,
  userId: null,
  userName: '',
  via: 'anonymous',
  tokenId: null,
  impersonator: null,
  address: 'many',
  userAgent: null,
  action: 'many',
  objectType: 'attempt',
  objectId: 'many',
  objectName: '',
  outcome: 'denied',
  reason: 'MANY_ATTEMPTS',
});

const keyOf = (attempt: Attempt): string =>
  JSON.stringify([
    attempt.tenantId,
    attempt.userId ?? attempt.userName.toLowerCase(),
    attempt.tokenId,
    attempt.address,
    attempt.action,
    attempt.objectType,
    attempt.objectId,
    attempt.outcome,
    attempt.reason,
  ]);
