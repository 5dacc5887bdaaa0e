/** What the pollers of a worker count; the main thread adds the differences to the process's metrics. */
import { type PollResult, pollResults } from '@fastisp/core/contracts/telemetry-device.v1';
import type { WalkEnd } from '#snmp/walk.ts';
import { type Verdict, verdicts } from './decide.ts';

export const walkFailures = [
  'timeout',
  'unreachable',
  'auth',
  'not_increasing',
  'malformed',
  'refused',
  'too_long',
] as const satisfies readonly WalkEnd[];
export type WalkFailure = (typeof walkFailures)[number];

export interface PollCounts {
  readonly polls: Record<PollResult, number>;
  /** Walks of the interface table that did not end well, whatever became of the poll. */
  readonly walksFailed: Record<WalkFailure, number>;
  /** Interfaces of complete polls by what their counters gave. */
  readonly interfaces: Record<Verdict, number>;
  varbinds: number;
  restarts: number;
  factsRead: number;
  factsChanged: number;
  /** Sum of the durations of polls that were answered. */
  durationMs: number;
}

// Every name of the list is a key.
const zeros = <K extends string>(names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;

export const zeroPollCounts = (): PollCounts => ({
  polls: zeros(pollResults),
  walksFailed: zeros(walkFailures),
  interfaces: zeros(verdicts),
  varbinds: 0,
  restarts: 0,
  factsRead: 0,
  factsChanged: 0,
  durationMs: 0,
});
