/**
 * What the live connection does next: a pure step from (state, event, time) to a new state and effects.
 * `live.svelte.ts` performs the effects.
 *
 * One socket carries all topics. It is given up when nothing was heard for two heartbeats: a socket whose
 * network went away can look open for minutes.
 */
import type { StreamClientMessageV1, StreamServerMessageV1 } from '@fastisp/core/contracts/stream-protocol.v1';
import { backoffMs } from './backoff.ts';
import { applyMessage, type Cursor, emptyTopic, type TopicState } from './topic-state.ts';

/** As `streamHeartbeatMs` of the protocol, which is imported for its types only. */
export const heartbeatMs = 5_000;
/** Two heartbeats missed, and one second for the road. */
export const silenceMs = 2 * heartbeatMs + 1_000;

/** A topic that does not exist yet, such as a device added a moment ago, is asked for again after this time. */
export const refusedRetryMs = 2_000;

export interface LiveState {
  readonly phase: 'stopped' | 'connecting' | 'open' | 'waiting';
  /** Attempts that failed since the last time it was open. */
  readonly attempts: number;
  /** When anything was last heard, by the browser's clock; null before the first message. */
  readonly heardAtMs: number | null;
  /** Since when the present attempt runs, so that one that hangs is given up too. */
  readonly attemptAtMs: number;
  /** Server's clock minus the browser's, from the heartbeats. */
  readonly clockOffsetMs: number;
  /** How many parts of the page want each topic. */
  readonly wanted: Readonly<Record<string, number>>;
  readonly topics: Readonly<Record<string, TopicState>>;
  /** Wanted topics that the server does not know, and when it said so. */
  readonly refusedAtMs: Readonly<Record<string, number>>;
}

export type LiveEvent =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'opened' }
  | { type: 'closed' }
  | { type: 'message'; message: StreamServerMessageV1 }
  | { type: 'subscribe'; topic: string }
  | { type: 'unsubscribe'; topic: string }
  /** Once a second. */
  | { type: 'tick' }
  /** The wait is over, or the browser says that the network is back. */
  | { type: 'retry' };

export type LiveEffect =
  | { do: 'connect' }
  | { do: 'close' }
  | { do: 'send'; message: StreamClientMessageV1 }
  | { do: 'wait'; delayMs: number }
  /** The socket was refused before it opened: the session may be over. */
  | { do: 'check-session' };

export interface Step {
  readonly state: LiveState;
  readonly effects: readonly LiveEffect[];
}

export const initialLiveState: LiveState = {
  phase: 'stopped',
  attempts: 0,
  heardAtMs: null,
  attemptAtMs: 0,
  clockOffsetMs: 0,
  wanted: {},
  topics: {},
  refusedAtMs: {},
};

/** @param random between 0 and 1, for the jitter of the waits */
export function decideLive(state: LiveState, event: LiveEvent, nowMs: number, random: number): Step {
  switch (event.type) {
    case 'start':
    case 'retry':
      return mayConnect(state, event.type) ? connect(state, nowMs) : same(state);
    case 'stop':
      return { state: { ...initialLiveState, topics: {} }, effects: [{ do: 'close' }] };
    case 'opened':
      return opened(state, nowMs);
    case 'closed':
      return closed(state, random);
    case 'message':
      return received(state, event.message, nowMs);
    case 'subscribe':
      return subscribe(state, event.topic);
    case 'unsubscribe':
      return unsubscribe(state, event.topic);
    case 'tick':
      return isSilent(state, nowMs) ? { state, effects: [{ do: 'close' }] } : askAgain(state, nowMs);
  }
}

const same = (state: LiveState): Step => ({ state, effects: [] });

const mayConnect = (state: LiveState, why: 'start' | 'retry'): boolean =>
  state.phase === (why === 'start' ? 'stopped' : 'waiting');

const connect = (state: LiveState, nowMs: number): Step => ({
  state: { ...state, phase: 'connecting', attemptAtMs: nowMs },
  effects: [{ do: 'connect' }],
});

function opened(state: LiveState, nowMs: number): Step {
  const sends = Object.keys(state.wanted).map((topic): LiveEffect => subscription(state, topic));
  return { state: { ...state, phase: 'open', attempts: 0, heardAtMs: nowMs, refusedAtMs: {} }, effects: sends };
}

function closed(state: LiveState, random: number): Step {
  if (state.phase === 'stopped' || state.phase === 'waiting') return same(state);
  const wait: LiveEffect = { do: 'wait', delayMs: backoffMs(state.attempts, random) };
  return {
    state: { ...state, phase: 'waiting', attempts: state.attempts + 1 },
    effects: state.phase === 'connecting' ? [{ do: 'check-session' }, wait] : [wait],
  };
}

function received(state: LiveState, message: StreamServerMessageV1, nowMs: number): Step {
  const heard = { ...state, heardAtMs: nowMs };
  switch (message.type) {
    case 'heartbeat':
      return same({ ...heard, clockOffsetMs: Date.parse(message.at) - nowMs });
    case 'error': {
      const { topic } = message;
      if (message.code !== 'NOT_FOUND' || topic === undefined || !(topic in state.wanted)) return same(heard);
      return same({ ...heard, refusedAtMs: { ...state.refusedAtMs, [topic]: nowMs } });
    }
    case 'snapshot':
    case 'delta': {
      const { topic } = message;
      if (!(topic in state.wanted)) return same(heard);
      const next = applyMessage(state.topics[topic] ?? emptyTopic, message);
      if (next !== null) return same({ ...heard, topics: { ...state.topics, [topic]: next } });
      return { state: heard, effects: [{ do: 'send', message: { type: 'subscribe', topic } }] };
    }
  }
}

function subscribe(state: LiveState, topic: string): Step {
  const users = state.wanted[topic] ?? 0;
  const next = { ...state, wanted: { ...state.wanted, [topic]: users + 1 } };
  return { state: next, effects: users === 0 && state.phase === 'open' ? [subscription(next, topic)] : [] };
}

/** The rows go with the last user, so that a page that comes back never shows old rows as present ones. */
function unsubscribe(state: LiveState, topic: string): Step {
  const users = state.wanted[topic] ?? 0;
  if (users > 1) return same({ ...state, wanted: { ...state.wanted, [topic]: users - 1 } });
  const { [topic]: _users, ...wanted } = state.wanted;
  const { [topic]: _rows, ...topics } = state.topics;
  const { [topic]: _refused, ...refusedAtMs } = state.refusedAtMs;
  const sends: LiveEffect[] =
    users === 1 && state.phase === 'open' ? [{ do: 'send', message: { type: 'unsubscribe', topic } }] : [];
  return { state: { ...state, wanted, topics, refusedAtMs }, effects: sends };
}

function askAgain(state: LiveState, nowMs: number): Step {
  if (state.phase !== 'open') return same(state);
  const due = Object.keys(state.refusedAtMs).filter(
    (topic) => nowMs - (state.refusedAtMs[topic] ?? nowMs) >= refusedRetryMs,
  );
  if (due.length === 0) return same(state);
  const rest = Object.entries(state.refusedAtMs).filter(([topic]) => !due.includes(topic));
  return {
    state: { ...state, refusedAtMs: Object.fromEntries(rest) },
    effects: due.map((topic) => subscription(state, topic)),
  };
}

function subscription(state: LiveState, topic: string): LiveEffect {
  const cursor: Cursor | null = state.topics[topic]?.cursor ?? null;
  return {
    do: 'send',
    message: cursor === null ? { type: 'subscribe', topic } : { type: 'subscribe', topic, resume: { ...cursor } },
  };
}

function isSilent(state: LiveState, nowMs: number): boolean {
  if (state.phase === 'connecting') return nowMs - state.attemptAtMs > silenceMs;
  return state.phase === 'open' && state.heardAtMs !== null && nowMs - state.heardAtMs > silenceMs;
}

/** Whether the page must say that it is cut off: nothing heard for two heartbeats, whatever the socket says. */
export function isCutOff(state: LiveState, nowMs: number): boolean {
  if (state.phase === 'stopped') return false;
  const quietSinceMs = state.heardAtMs ?? (state.attempts > 0 ? -Infinity : state.attemptAtMs);
  return nowMs - quietSinceMs > silenceMs;
}
