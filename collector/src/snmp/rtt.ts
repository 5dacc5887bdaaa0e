/**
 * How long to wait for a device: a running estimate of its round-trip time (RFC 6298) decides when to ask
 * again, while the whole budget of a request stays what the configuration says. So a lost datagram is
 * repeated soon on a fast path, and a device that pauses for a moment is not called dead any earlier.
 */

export interface RttEstimate {
  /** 0 until the first sample. */
  smoothedMs: number;
  variationMs: number;
}

export const newRttEstimate = (): RttEstimate => ({ smoothedMs: 0, variationMs: 0 });

export function addRttSample(estimate: RttEstimate, sampleMs: number): void {
  if (estimate.smoothedMs === 0) {
    estimate.smoothedMs = Math.max(sampleMs, 0.001);
    estimate.variationMs = sampleMs / 2;
    return;
  }
  estimate.variationMs += (Math.abs(estimate.smoothedMs - sampleMs) - estimate.variationMs) / 4;
  estimate.smoothedMs += (sampleMs - estimate.smoothedMs) / 8;
}

/** Never asks again sooner: agents answer in bursts, and our own event loop may be late. */
export const firstTimeoutMsMin = 200;

export interface AttemptPlan {
  /** Wait of the first attempt when nothing is known of the device. */
  readonly timeoutMs: number;
  readonly retries: number;
}

/** The k-th attempt waits 1, 1.5, 2, … times as long. */
const backoffFactor = (attempt: number): number => 1 + 0.5 * attempt;

/** How long a request may take in all: with 1 s and 2 retries, 1 + 1.5 + 2 s. */
export function attemptBudgetMs({ timeoutMs, retries }: AttemptPlan): number {
  let budgetMs = 0;
  for (let attempt = 0; attempt <= retries; attempt += 1) budgetMs += timeoutMs * backoffFactor(attempt);
  return budgetMs;
}

/** No attempt but the last takes more of what is left of the budget. */
const shareOfRestMax = 0.6;

/** How long each attempt waits; together they take `attemptBudgetMs`. */
export function attemptTimeoutsMs(plan: AttemptPlan, estimate: RttEstimate): number[] {
  const known = estimate.smoothedMs > 0;
  const expectedMs = estimate.smoothedMs + 4 * estimate.variationMs;
  const firstMs = known ? Math.max(expectedMs, Math.min(firstTimeoutMsMin, plan.timeoutMs)) : plan.timeoutMs;
  const timeoutsMs: number[] = [];
  let restMs = attemptBudgetMs(plan);
  for (let attempt = 0; attempt < plan.retries; attempt += 1) {
    const waitMs = Math.min(firstMs * backoffFactor(attempt), restMs * shareOfRestMax);
    timeoutsMs.push(waitMs);
    restMs -= waitMs;
  }
  timeoutsMs.push(restMs);
  return timeoutsMs;
}
