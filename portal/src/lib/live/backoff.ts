/** How long to wait before the next attempt to connect. */

const firstMs = 500;
/** Longest wait. An engine that restarts is back within 10 s, so waiting longer would only hide that. */
const mostMs = 15_000;

/**
 * Doubles from half a second to 15 s, then takes between half and all of it at random, so that the browsers
 * of a control room do not all come back in the same moment.
 * @param attempts failed attempts so far, 0 for the first wait
 * @param random between 0 and 1
 */
export function backoffMs(attempts: number, random: number): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempts, 10));
  return Math.round(full / 2 + (full / 2) * random);
}
