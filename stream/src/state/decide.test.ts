import { describe, expect, it } from 'vitest';
import type { PollResult } from '@fastisp/core/contracts/telemetry-device.v1';
import { decideDevice, type DeviceEvent, type DeviceState, type InterfaceReading, type StateEffect } from './decide.ts';

const deviceId = '0198f1c2-7a10-7c3e-8a55-0d2b6f1a9e02';
const minute = 60_000;
const t0 = 1_800_000_000_000;
const listed: DeviceEvent = { type: 'listed', tenantId: 1, deviceId, pollIntervalMs: minute };
const up = { ifIndex: 1, adminStatus: 1, operStatus: 1 };
const down = { ifIndex: 1, adminStatus: 1, operStatus: 2 };

const polled = (atMs: number, result: PollResult, more: { restarted?: boolean } = {}): DeviceEvent => ({
  type: 'polled',
  atMs,
  result,
  uptimeMs: result === 'ok' ? atMs - t0 + 1_000 : 0,
  restarted: more.restarted ?? false,
});
const ports = (atMs: number, ...interfaces: InterfaceReading[]): DeviceEvent => ({
  type: 'interfaces_polled',
  atMs,
  interfaces,
});

/** Plays events, each decided at its own time; `at` is our clock where it differs. */
function play(...events: (DeviceEvent | { event: DeviceEvent; nowMs: number })[]) {
  let state: DeviceState | null = null;
  const effects: StateEffect[] = [];
  for (const entry of events) {
    const event = 'event' in entry ? entry.event : entry;
    const nowMs = 'event' in entry ? entry.nowMs : 'atMs' in event ? event.atMs : t0;
    const decision = decideDevice(state, event, nowMs);
    state = decision.state;
    effects.push(...decision.effects);
  }
  if (state === null) throw new Error('not listed');
  return { state, effects, port: state.interfaces.get(1) };
}
const reported = (effects: readonly StateEffect[]): string[] =>
  effects.flatMap((effect) =>
    effect.type === 'device_status_changed' || effect.type === 'interface_status_changed'
      ? [`${effect.type === 'device_status_changed' ? 'device' : `if${effect.ifIndex}`} ${effect.from}>${effect.to}`]
      : effect.type === 'device_restarted'
        ? ['restarted']
        : [],
  );

describe('a device', () => {
  it('is unknown until a poll has ended', () => {
    expect(play(listed).state).toMatchObject({ status: 'unknown', reason: 'not_polled_yet', lastSeenMs: null });
  });

  it('is nobody’s until it is listed', () => {
    expect(decideDevice(null, polled(t0, 'ok'), t0)).toEqual({ state: null, effects: [] });
  });

  it.each([
    ['ok', 'up', 'answering'],
    ['timeout', 'down', 'no_reply'],
    ['unreachable', 'down', 'unreachable'],
    ['no_such_host', 'down', 'no_such_host'],
    ['auth', 'unknown', 'auth'],
    ['protocol_error', 'unknown', 'protocol_error'],
    ['shed', 'unknown', 'not_polled_yet'],
  ] as const)('whose first poll ends with %s is %s (%s)', (result, status, reason) => {
    expect(play(listed, polled(t0 + 1, result)).state).toMatchObject({ status, reason });
  });

  it('is down at the first poll that fails, since that poll, and up again since the poll that answered', () => {
    const fails = play(listed, polled(t0 + 1, 'ok'), polled(t0 + minute, 'timeout'));
    expect(fails.state).toMatchObject({ status: 'down', sinceMs: t0 + minute, lastSeenMs: t0 + 1 });
    const back = play(listed, polled(t0 + 1, 'ok'), polled(t0 + minute, 'timeout'), polled(t0 + 2 * minute, 'ok'));
    expect(back.state).toMatchObject({ status: 'up', sinceMs: t0 + 2 * minute, uptimeMs: 2 * minute + 1_000 });
    expect(reported(back.effects)).toEqual(['device unknown>up', 'device up>down', 'device down>up']);
  });

  it('keeps since while only the reason changes', () => {
    const { state, effects } = play(listed, polled(t0 + 1, 'timeout'), polled(t0 + minute, 'unreachable'));
    expect(state).toMatchObject({ status: 'down', reason: 'unreachable', sinceMs: t0 + 1 });
    expect(reported(effects)).toEqual(['device unknown>down']);
  });

  it('ignores a poll that is older than what it knows, and the same one twice', () => {
    const { state, effects } = play(
      listed,
      polled(t0 + minute, 'timeout'),
      polled(t0 + 1, 'ok'),
      polled(t0 + minute, 'timeout'),
    );
    expect(state).toMatchObject({ status: 'down', lastSeenMs: null });
    expect(reported(effects)).toEqual(['device unknown>down']);
  });

  it('reports a restart without leaving up', () => {
    const { state, effects } = play(listed, polled(t0 + 1, 'ok'), polled(t0 + minute, 'ok', { restarted: true }));
    expect(state).toMatchObject({ status: 'up', sinceMs: t0 + 1 });
    expect(reported(effects)).toEqual(['device unknown>up', 'restarted']);
  });

  describe('whose collector is late', () => {
    const late = { event: { type: 'time_passed' }, nowMs: t0 + 1 + 3 * minute + 1 } as const;

    it('is unknown after three intervals, not before', () => {
      const soon = { event: late.event, nowMs: t0 + 1 + 3 * minute };
      expect(play(listed, polled(t0 + 1, 'ok'), soon).state.status).toBe('up');
      const { state, effects } = play(listed, polled(t0 + 1, 'ok'), late, late);
      expect(state).toMatchObject({ status: 'unknown', reason: 'collector_late', sinceMs: late.nowMs });
      expect(reported(effects)).toEqual(['device unknown>up', 'device up>unknown']);
    });

    it('gets its since back when nothing had happened', () => {
      const { state } = play(listed, polled(t0 + 1, 'ok'), late, polled(t0 + 5 * minute, 'ok'));
      expect(state).toMatchObject({ status: 'up', sinceMs: t0 + 1, before: null });
    });

    it.each([
      ['it restarted meanwhile', polled(t0 + 5 * minute, 'ok', { restarted: true }), 'up'],
      ['it is down now', polled(t0 + 5 * minute, 'timeout'), 'down'],
    ])('has a new since when %s', (_case, event, status) => {
      expect(play(listed, polled(t0 + 1, 'ok'), late, event).state).toMatchObject({
        status,
        sinceMs: t0 + 5 * minute,
      });
    });

    it('is measured by our clock, not by the time in the row', () => {
      const delayed = { event: polled(t0 + 1, 'ok'), nowMs: t0 + 3 * minute };
      expect(play(listed, delayed, late).state.status).toBe('up');
    });

    it('is heard again by a longer interval', () => {
      const slower: DeviceEvent = { type: 'listed', tenantId: 1, deviceId, pollIntervalMs: 5 * minute };
      expect(play(listed, polled(t0 + 1, 'ok'), slower, late).state.status).toBe('up');
    });
  });
});

describe('an interface', () => {
  const alive = [listed, polled(t0 + 1, 'ok')] as const;

  it.each([
    [{ ifIndex: 1, adminStatus: 1, operStatus: 1 }, 'up', true],
    [{ ifIndex: 1, adminStatus: 1, operStatus: 2 }, 'down', true],
    [{ ifIndex: 1, adminStatus: 1, operStatus: 6 }, 'down', true],
    [{ ifIndex: 1, adminStatus: 1, operStatus: 7 }, 'down', true],
    [{ ifIndex: 1, adminStatus: 1, operStatus: 4 }, 'unknown', true],
    [{ ifIndex: 1, adminStatus: 1, operStatus: 5 }, 'unknown', true],
    [{ ifIndex: 1, adminStatus: 2, operStatus: 2 }, 'unknown', false],
    [{ ifIndex: 1, adminStatus: 3, operStatus: 1 }, 'unknown', true],
    [{ ifIndex: 1, adminStatus: 0, operStatus: 0 }, 'unknown', true],
  ] as const)('read as %j is %s', (reading, status, adminUp) => {
    expect(play(...alive, ports(t0 + 2, reading)).port).toMatchObject({ status, adminUp });
  });

  it('appears without being a change, then reports each change', () => {
    const { port, effects } = play(...alive, ports(t0 + 2, up), ports(t0 + 10 * minute, down));
    expect(port).toMatchObject({ status: 'down', sinceMs: t0 + 10 * minute });
    expect(reported(effects)).toEqual(['device unknown>up', 'if1 up>down']);
  });

  it('that flaps reports it and keeps since', () => {
    const { port, effects } = play(
      ...alive,
      ports(t0 + 2, up),
      ports(t0 + 10 * minute, down),
      ports(t0 + 11 * minute, up),
    );
    expect(port).toMatchObject({ status: 'up', sinceMs: t0 + 2 });
    expect(reported(effects).slice(1)).toEqual(['if1 up>down', 'if1 down>up']);
  });

  it('that was down for longer has a new since', () => {
    const { port } = play(...alive, ports(t0 + 2, up), ports(t0 + 10 * minute, down), ports(t0 + 13 * minute, up));
    expect(port).toMatchObject({ status: 'up', sinceMs: t0 + 13 * minute });
  });

  it('is unknown while its device is down, which is the device’s change and not its own', () => {
    const { port, effects } = play(...alive, ports(t0 + 2, up), polled(t0 + minute, 'timeout'));
    expect(port).toMatchObject({ status: 'unknown', sinceMs: t0 + minute, adminUp: true });
    expect(reported(effects)).toEqual(['device unknown>up', 'device up>down']);
  });

  it('stays unknown when a row from before the outage comes late', () => {
    const { port } = play(...alive, ports(t0 + 2, up), polled(t0 + minute, 'timeout'), ports(t0 + minute - 5, down));
    expect(port?.status).toBe('unknown');
  });

  it.each([
    ['as before: since is kept and nothing is reported', up, t0 + 2, []],
    ['otherwise: since is new and the change is from what it was', down, t0 + 2 * minute, ['if1 up>down']],
  ])('comes back with its device %s', (_case, reading, sinceMs, changes) => {
    const { port, effects } = play(
      ...alive,
      ports(t0 + 2, up),
      polled(t0 + minute, 'timeout'),
      polled(t0 + 2 * minute, 'ok'),
      ports(t0 + 2 * minute, reading),
    );
    expect(port).toMatchObject({ sinceMs });
    expect(reported(effects).slice(3)).toEqual(changes);
  });

  it('ignores readings out of order', () => {
    const { port, effects } = play(...alive, ports(t0 + 2 * minute, down), ports(t0 + minute, up));
    expect(port).toMatchObject({ status: 'down', sinceMs: t0 + 2 * minute });
    expect(reported(effects)).toEqual(['device unknown>up']);
  });

  it('is forgotten when discovery no longer lists it, and known as soon as discovery does', () => {
    const discovered = (atMs: number, ...interfaces: InterfaceReading[]): DeviceEvent => ({
      type: 'discovered',
      atMs,
      interfaces,
    });
    const second = { ifIndex: 2, adminStatus: 1, operStatus: 1 };
    const { state, effects } = play(...alive, ports(t0 + 2, up), discovered(t0 + 3, second));
    expect([...state.interfaces.keys()]).toEqual([2]);
    expect(state.interfaces.get(2)).toMatchObject({ status: 'up', sinceMs: t0 + 3 });
    expect(reported(effects)).toEqual(['device unknown>up']);
    const again = decideDevice(state, discovered(t0 + 4, second), t0 + 4);
    expect(again.effects).toEqual([]);
  });
});
