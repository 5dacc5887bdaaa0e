/** How long the engine stays down after it ended unwanted. Pure. */

/** The first restart is at once, because it usually is the only one. */
const pausesMs = [0, 250, 500, 1_000, 2_000, 5_000] as const;
/** The longest pause: an engine that cannot start does not keep a core busy, and is back soon after it can. */
const pauseMsMax = 5_000;
/**
 * Up for so long, an engine's earlier ends are forgotten: it can start and work here, and whatever ended it came later.
 * What ends it at each start or with the next insert does so sooner.
 */
export const steadyAfterMs = 2_000;

export interface RestartState {
  /** Unwanted ends in a row. */
  readonly ends: number;
}

export const freshRestartState: RestartState = { ends: 0 };

/** @param upMs how long it had answered; 0 when it never did. */
export function decideRestart(
  state: RestartState,
  upMs: number,
  steadyMs = steadyAfterMs,
): { state: RestartState; pauseMs: number } {
  const ends = upMs >= steadyMs ? 1 : state.ends + 1;
  return { state: { ends }, pauseMs: pausesMs[ends - 1] ?? pauseMsMax };
}
