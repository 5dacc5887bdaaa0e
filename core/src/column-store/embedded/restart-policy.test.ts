import { describe, expect, it } from 'vitest';
import { decideRestart, freshRestartState, steadyAfterMs } from './restart-policy.ts';

function pauses(upTimesMs: readonly number[]): number[] {
  let state = freshRestartState;
  return upTimesMs.map((upMs) => {
    const decision = decideRestart(state, upMs);
    state = decision.state;
    return decision.pauseMs;
  });
}

describe('decideRestart', () => {
  it.each([
    ['the first end: at once', [3_600_000], [0]],
    [
      'ends in a row: longer and longer, up to a bound',
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0, 250, 500, 1_000, 2_000, 5_000, 5_000, 5_000],
    ],
    ['a steady run forgets what was before', [0, 0, 0, steadyAfterMs, 0], [0, 250, 500, 0, 250]],
    ['a run just short of steady does not', [0, steadyAfterMs - 1], [0, 250]],
  ])('%s', (_name, upTimesMs, expected) => {
    expect(pauses(upTimesMs)).toEqual(expected);
  });
});
