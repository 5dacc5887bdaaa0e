/**
 * What the server's answer to one write means. InfluxDB 2 and 3 and VictoriaMetrics confirm with 204 and nothing
 * else; a proxy's friendly 200 is no confirmation.
 */
export type WriteOutcome =
  | {
      readonly type: 'answered';
      readonly status: number;
      /** The server's own words; may be empty. */
      readonly message: string;
      /** The header as it came. */
      readonly retryAfter: string | null;
    }
  | { readonly type: 'no_answer'; readonly kind: 'connection' | 'timeout'; readonly message: string };

export type RetryKind =
  | 'connection'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'bucket_not_found'
  | 'overloaded'
  | 'server_error'
  | 'unexpected_answer';

export type RejectReason = 'field_type_conflict' | 'beyond_retention' | 'malformed' | 'too_large' | 'other';

export type WriteVerdict =
  | { readonly type: 'accepted' }
  /** All but `dropped` points are stored, and those never will be. */
  | { readonly type: 'accepted_partly'; readonly dropped: number; readonly reason: RejectReason }
  /** Nothing is stored because of something in it: some of its points may be good. */
  | { readonly type: 'refused'; readonly reason: RejectReason }
  | { readonly type: 'too_large' }
  /** Nothing is known to be stored, and the same may be accepted later. `waitMs`: the server asked for it. */
  | { readonly type: 'retry'; readonly kind: RetryKind; readonly waitMs: number | null };

export function judgeWrite(outcome: WriteOutcome, nowMs: number): WriteVerdict {
  if (outcome.type === 'no_answer') return { type: 'retry', kind: outcome.kind, waitMs: null };
  const { status, message } = outcome;
  if (status === 204) return { type: 'accepted' };
  if (status === 413) return { type: 'too_large' };
  if (status === 400 || status === 422) {
    const dropped = droppedPoints(message);
    if (dropped === null) return { type: 'refused', reason: reasonOf(message) };
    return { type: 'accepted_partly', dropped, reason: reasonOf(message) };
  }
  return { type: 'retry', kind: retryKindOf(status), waitMs: retryAfterMs(outcome.retryAfter, nowMs) };
}

function retryKindOf(status: number): RetryKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'bucket_not_found';
  if (status === 429 || status === 503) return 'overloaded';
  return status >= 500 ? 'server_error' : 'unexpected_answer';
}

/** Null unless the server says that it stored the others (InfluxDB 2: `partial write: … dropped=3`). */
function droppedPoints(message: string): number | null {
  const told = /\bdropped=(\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  if (!/partial write/i.test(message)) return null;
  // InfluxDB 3 lists the lines that it refused.
  return Math.max(1, message.match(/"error_message"/g)?.length ?? 0);
}

function reasonOf(message: string): RejectReason {
  if (/field type conflict|invalid column type/i.test(message)) return 'field_type_conflict';
  if (/retention/i.test(message)) return 'beyond_retention';
  if (/unable to parse|malformed|invalid|missing/i.test(message)) return 'malformed';
  return 'other';
}

/** A server that asks for more is asked again after this: what waits is kept by the bus for a limited time only. */
export const retryAfterMsMax = 300_000;

/** @returns null for what is neither seconds nor a date. */
function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const waitMs = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), retryAfterMsMax);
}

const backoffMsMin = 500;
const backoffMsMax = 10_000;

/** How long to wait after the `failures`th failure in a row; the longest is what a recovery waits at most. */
export const backoffMs = (failures: number): number =>
  Math.min(backoffMsMax, backoffMsMin * 2 ** Math.max(0, failures - 1));
