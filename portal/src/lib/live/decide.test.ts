import type { StreamDeviceRow, StreamServerMessageV1 } from '@fastisp/core/contracts/stream-protocol.v1';
import { describe, expect, test } from 'vitest';
import { decideLive, initialLiveState, isCutOff, type LiveEvent, type LiveState, silenceMs } from './decide.ts';

const row = (deviceId: string, status: 'up' | 'down' = 'up'): StreamDeviceRow => ({
  deviceId,
  name: deviceId,
  address: '192.0.2.1',
  kind: 'router',
  status,
  reason: status === 'up' ? 'answering' : 'no_reply',
  since: '2026-11-25T10:00:00Z',
  lastSeenAt: null,
  uptimeMs: null,
  interfacesUp: 1,
  interfacesDown: 0,
  inBps: null,
  outBps: null,
  ratesAt: null,
  pollIntervalS: 60,
});
const asOf = '2026-11-25T10:00:00Z';
const snapshot = (seq: number, rows: StreamDeviceRow[], epoch = 'e1'): LiveEvent => ({
  type: 'message',
  message: { type: 'snapshot', topic: 'devices', epoch, seq, asOf, rows },
});
const delta = (seq: number, upserts: StreamDeviceRow[], removed: string[] = [], epoch = 'e1'): LiveEvent => ({
  type: 'message',
  message: { type: 'delta', topic: 'devices', epoch, seq, asOf, upserts, removed },
});
const heartbeat = (at: string): LiveEvent => ({ type: 'message', message: { type: 'heartbeat', at } });

/** Runs events at one time; effects are those of the last. */
function run(events: readonly LiveEvent[], from: LiveState = initialLiveState, nowMs = 1_000) {
  let step = { state: from, effects: [] as readonly unknown[] };
  for (const event of events) step = decideLive(step.state, event, nowMs, 0.5);
  return step;
}
const statuses = (state: LiveState): string[] =>
  [...(state.topics['devices']?.rows.values() ?? [])].map((r) => ('status' in r ? r.status : ''));

const opened: LiveEvent[] = [{ type: 'start' }, { type: 'subscribe', topic: 'devices' }, { type: 'opened' }];

describe('subscriptions', () => {
  test('a topic that was wanted before the socket opened is sent when it opens', () => {
    expect(run(opened).effects).toEqual([{ do: 'send', message: { type: 'subscribe', topic: 'devices' } }]);
  });

  test('two users of a topic make one subscription, and the last one ends it', () => {
    const twice = run([...opened, { type: 'subscribe', topic: 'devices' }]);
    expect(twice.effects).toEqual([]);
    const once = run([{ type: 'unsubscribe', topic: 'devices' }], twice.state);
    expect(once.effects).toEqual([]);
    expect(run([{ type: 'unsubscribe', topic: 'devices' }], once.state).effects).toEqual([
      { do: 'send', message: { type: 'unsubscribe', topic: 'devices' } },
    ]);
  });

  test('after a reconnect it resumes where it was', () => {
    const before = run([...opened, snapshot(7, [row('a')]), delta(8, [row('a', 'down')])]);
    const again = run([{ type: 'closed' }, { type: 'retry' }, { type: 'opened' }], before.state);
    expect(again.effects).toEqual([
      { do: 'send', message: { type: 'subscribe', topic: 'devices', resume: { epoch: 'e1', seq: 8 } } },
    ]);
    expect(statuses(again.state)).toEqual(['down']);
  });
});

describe('a topic that the server does not know yet', () => {
  const refusal: LiveEvent = {
    type: 'message',
    message: { type: 'error', code: 'NOT_FOUND', detail: '', topic: 'devices' },
  };
  const { state } = run([...opened, refusal], initialLiveState, 1_000);

  test('is asked for again after two seconds, once', () => {
    expect(decideLive(state, { type: 'tick' }, 2_999, 0.5).effects).toEqual([]);
    const again = decideLive(state, { type: 'tick' }, 3_000, 0.5);
    expect(again.effects).toEqual([{ do: 'send', message: { type: 'subscribe', topic: 'devices' } }]);
    expect(decideLive(again.state, { type: 'tick' }, 4_000, 0.5).effects).toEqual([]);
  });

  test('is forgotten with its last user', () => {
    const left = run([{ type: 'unsubscribe', topic: 'devices' }], state);
    expect(decideLive(left.state, { type: 'tick' }, 9_000, 0.5).effects).toEqual([]);
  });
});

describe('rows', () => {
  test('a delta replaces, adds and removes rows by key', () => {
    const { state } = run([...opened, snapshot(1, [row('a'), row('b')]), delta(2, [row('c', 'down')], ['a'])]);
    expect([...(state.topics['devices']?.rows.keys() ?? [])]).toEqual(['b', 'c']);
  });

  test('a delta that was seen already changes nothing', () => {
    const seen = run([...opened, snapshot(5, [row('a')])]);
    expect(statuses(run([delta(5, [row('a', 'down')])], seen.state).state)).toEqual(['up']);
  });

  test('numbers may be skipped: the server coalesces for slow clients', () => {
    expect(statuses(run([...opened, snapshot(5, [row('a')]), delta(9, [row('a', 'down')])]).state)).toEqual(['down']);
  });

  test('a delta of another epoch asks for a snapshot instead', () => {
    const step = run([...opened, snapshot(5, [row('a')]), delta(6, [row('a', 'down')], [], 'e2')]);
    expect(step.effects).toEqual([{ do: 'send', message: { type: 'subscribe', topic: 'devices' } }]);
    expect(statuses(step.state)).toEqual(['up']);
  });

  test('what arrives for a topic that nobody wants any more is dropped', () => {
    expect(run([...opened, { type: 'unsubscribe', topic: 'devices' }, snapshot(1, [row('a')])]).state.topics).toEqual(
      {},
    );
  });

  test('traffic keeps the newest rows only', () => {
    const message: StreamServerMessageV1 = {
      type: 'snapshot',
      topic: 'traffic',
      epoch: 'e1',
      seq: 1,
      asOf,
      rows: Array.from({ length: 3_600 }, (_, i) => ({ at: `t${i}`, inBps: i, outBps: 0, flowsPerS: 0 })),
    };
    const last: StreamServerMessageV1 = {
      ...{ type: 'delta', topic: 'traffic', epoch: 'e1', seq: 2, asOf, removed: [] },
      upserts: [{ at: 't3600', inBps: 1, outBps: 0, flowsPerS: 0 }],
    };
    const { state } = run([
      { type: 'subscribe', topic: 'traffic' },
      { type: 'message', message },
      { type: 'message', message: last },
    ]);
    const keys = [...(state.topics['traffic']?.rows.keys() ?? [])];
    expect([keys.length, keys[0], keys.at(-1)]).toEqual([3_600, 't1', 't3600']);
  });
});

describe('losing the connection', () => {
  test('it waits longer after each failed attempt, up to 15 s', () => {
    let state = run([{ type: 'start' }]).state;
    const delays: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const step = run([{ type: 'closed' }], state);
      const wait = step.effects.find((e): e is { do: 'wait'; delayMs: number } => (e as { do: string }).do === 'wait');
      delays.push(wait?.delayMs ?? 0);
      state = run([{ type: 'retry' }], step.state).state;
    }
    expect(delays).toEqual([375, 750, 1_500, 3_000, 6_000, 11_250, 11_250, 11_250]);
  });

  test('a socket that never opened makes us look whether the session is over; one that was open does not', () => {
    expect(run([{ type: 'start' }, { type: 'closed' }]).effects).toContainEqual({ do: 'check-session' });
    expect(run([...opened, { type: 'closed' }]).effects).not.toContainEqual({ do: 'check-session' });
  });

  test('an open socket is closed when two heartbeats were missed', () => {
    const { state } = run([...opened, heartbeat(asOf)], initialLiveState, 1_000);
    expect(decideLive(state, { type: 'tick' }, 1_000 + silenceMs, 0.5).effects).toEqual([]);
    expect(decideLive(state, { type: 'tick' }, 1_001 + silenceMs, 0.5).effects).toEqual([{ do: 'close' }]);
  });

  test('an attempt that hangs is given up', () => {
    const { state } = run([{ type: 'start' }], initialLiveState, 1_000);
    expect(decideLive(state, { type: 'tick' }, 1_001 + silenceMs, 0.5).effects).toEqual([{ do: 'close' }]);
  });

  test('cut off is said after two missed heartbeats, not at the first close', () => {
    const { state } = run([...opened, heartbeat(asOf), { type: 'closed' }], initialLiveState, 1_000);
    expect(isCutOff(state, 2_000)).toBe(false);
    expect(isCutOff(state, 1_001 + silenceMs)).toBe(true);
    expect(isCutOff(initialLiveState, 1e9)).toBe(false);
  });

  test('retry does nothing while a socket is open', () => {
    expect(run([...opened, { type: 'retry' }]).effects).toEqual([]);
  });
});

test('the heartbeat tells the difference of the clocks', () => {
  const atMs = Date.parse(asOf);
  const { state } = run([...opened, heartbeat(asOf)], initialLiveState, atMs - 3_000);
  expect(state.clockOffsetMs).toBe(3_000);
});
