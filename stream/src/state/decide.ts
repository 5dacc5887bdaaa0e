/**
 * What a device's state becomes when something is heard of it, or nothing for too long.
 *
 * - A device is down on the first poll that failed: the collector has already tried again.
 * - It is unknown when it answers but cannot be asked (`auth`, `protocol_error`) and when the collector is late:
 *   nobody is woken for a device that may be fine.
 * - Its interfaces are unknown while it is not up, and an interface switched off by an administrator is unknown,
 *   not down: only what should work and does not is down.
 * - `since` tells a person how long it has been so. A gap in our knowledge does not reset it, and neither does a
 *   flap that is over within `flapIntervals` polls; each change is reported all the same.
 *
 * Times are milliseconds since the epoch. Rows may come late, twice or in any order: what is older than what is
 * known already changes nothing.
 */
import type { LinkStatus, StateReason } from '@fastisp/core/contracts/device-state.v1';
import type { PollResult } from '@fastisp/core/contracts/telemetry-device.v1';
import { assertNever } from '@fastisp/core/errors/app-error';

/** Poll intervals without news after which the collector is late and the state unknown. */
export const lateAfterIntervals = 3;
/** Poll intervals within which a status that comes back counts as a flap and keeps its `since`. */
export const flapIntervals = 2;

/** A status that may come back, with when it began and ended. */
export interface FormerStatus {
  readonly status: LinkStatus;
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface InterfaceState {
  readonly ifIndex: number;
  readonly status: LinkStatus;
  readonly adminUp: boolean;
  readonly sinceMs: number;
  /** The time of the newest fact it rests on; older ones change nothing. */
  readonly asOfMs: number;
  /** Unknown only because its device is not up; then `before` is what it was. */
  readonly dark: boolean;
  readonly before: FormerStatus | null;
}

export interface DeviceState {
  readonly tenantId: number;
  readonly deviceId: string;
  readonly pollIntervalMs: number;
  readonly status: LinkStatus;
  readonly reason: StateReason;
  readonly sinceMs: number;
  /** What it was before the collector was late; null otherwise. */
  readonly before: FormerStatus | null;
  /** Last poll that it answered. */
  readonly lastSeenMs: number | null;
  /** sysUpTime at `lastSeenMs`. */
  readonly uptimeMs: number | null;
  /** Newest poll, answered or not. */
  readonly lastPollMs: number | null;
  /** When the last of its polls was heard of, by our own clock: what lateness is measured from. */
  readonly heardAtMs: number;
  readonly interfaces: ReadonlyMap<number, InterfaceState>;
}

/** IF-MIB numbers: admin 1 up, 2 down, 3 testing; oper 1 up … 7 lowerLayerDown; 0 where it was not told. */
export interface InterfaceReading {
  readonly ifIndex: number;
  readonly adminStatus: number;
  readonly operStatus: number;
}

export type DeviceEvent =
  | { readonly type: 'listed'; readonly tenantId: number; readonly deviceId: string; readonly pollIntervalMs: number }
  | {
      readonly type: 'polled';
      readonly atMs: number;
      readonly result: PollResult;
      readonly uptimeMs: number;
      readonly restarted: boolean;
    }
  | { readonly type: 'interfaces_polled'; readonly atMs: number; readonly interfaces: readonly InterfaceReading[] }
  /** The complete list of its interfaces. */
  | { readonly type: 'discovered'; readonly atMs: number; readonly interfaces: readonly InterfaceReading[] }
  | { readonly type: 'time_passed' };

export type StateEffect =
  /** What others see of it changed: publish it now. */
  | { readonly type: 'changed' }
  /** It answered, and nothing else is new: publish it when it is due. */
  | { readonly type: 'seen' }
  | {
      readonly type: 'device_status_changed';
      readonly from: LinkStatus;
      readonly to: LinkStatus;
      readonly reason: StateReason;
      readonly atMs: number;
    }
  | {
      readonly type: 'interface_status_changed';
      readonly ifIndex: number;
      readonly from: LinkStatus;
      readonly to: LinkStatus;
      readonly atMs: number;
    }
  | { readonly type: 'device_restarted'; readonly atMs: number };

export interface Decision {
  /** Null only while the device is not listed. */
  readonly state: DeviceState | null;
  readonly effects: readonly StateEffect[];
}

export function decideDevice(state: DeviceState | null, event: DeviceEvent, nowMs: number): Decision {
  if (event.type === 'listed') return list(state, event, nowMs);
  if (state === null) return { state, effects: [] };
  switch (event.type) {
    case 'polled':
      return poll(state, event, nowMs);
    case 'interfaces_polled':
      return pollInterfaces(state, event.atMs, event.interfaces);
    case 'discovered':
      return discover(state, event.atMs, event.interfaces);
    case 'time_passed':
      return passTime(state, nowMs);
    default:
      return assertNever(event);
  }
}

type EventOf<T extends DeviceEvent['type']> = Extract<DeviceEvent, { type: T }>;

function list(state: DeviceState | null, event: EventOf<'listed'>, nowMs: number): Decision {
  if (state !== null) {
    if (state.pollIntervalMs === event.pollIntervalMs) return { state, effects: [] };
    return { state: { ...state, pollIntervalMs: event.pollIntervalMs }, effects: [] };
  }
  const added: DeviceState = {
    tenantId: event.tenantId,
    deviceId: event.deviceId,
    pollIntervalMs: event.pollIntervalMs,
    status: 'unknown',
    reason: 'not_polled_yet',
    sinceMs: nowMs,
    before: null,
    lastSeenMs: null,
    uptimeMs: null,
    lastPollMs: null,
    heardAtMs: nowMs,
    interfaces: new Map(),
  };
  return { state: added, effects: [{ type: 'changed' }] };
}

interface Verdict {
  readonly status: LinkStatus;
  readonly reason: StateReason;
}

/** What the result of a poll says; null for a poll that was not made, which says nothing. */
function verdictOf(result: PollResult): Verdict | null {
  switch (result) {
    case 'ok':
      return { status: 'up', reason: 'answering' };
    case 'timeout':
      return { status: 'down', reason: 'no_reply' };
    case 'no_such_host':
    case 'unreachable':
      return { status: 'down', reason: result };
    case 'auth':
    case 'protocol_error':
      return { status: 'unknown', reason: result };
    case 'shed':
      return null;
    default:
      return assertNever(result);
  }
}

function poll(state: DeviceState, event: EventOf<'polled'>, nowMs: number): Decision {
  const verdict = verdictOf(event.result);
  if (verdict === null) return { state, effects: [] };
  if (state.lastPollMs !== null && event.atMs <= state.lastPollMs) return { state, effects: [] };
  const heard: DeviceState = { ...state, lastPollMs: event.atMs, heardAtMs: nowMs };
  if (event.result !== 'ok') return enter(heard, verdict, event.atMs);
  const seen: DeviceState = { ...heard, lastSeenMs: event.atMs, uptimeMs: event.uptimeMs };
  const entered = enter(event.restarted ? { ...seen, before: null } : seen, verdict, event.atMs);
  const effects: StateEffect[] = [...entered.effects, { type: 'seen' }];
  if (event.restarted) effects.push({ type: 'device_restarted', atMs: event.atMs });
  return { state: entered.state, effects };
}

function passTime(state: DeviceState, nowMs: number): Decision {
  if (state.reason === 'collector_late') return { state, effects: [] };
  if (nowMs - state.heardAtMs <= lateAfterIntervals * state.pollIntervalMs) return { state, effects: [] };
  const before = state.status === 'unknown' ? null : { status: state.status, sinceMs: state.sinceMs, untilMs: nowMs };
  const entered = enter(state, { status: 'unknown', reason: 'collector_late' }, nowMs);
  return { state: { ...entered.state, before }, effects: entered.effects };
}

/** Puts the device, and where it stops being up its interfaces, into a status. */
function enter(state: DeviceState, { status, reason }: Verdict, atMs: number): Decision & { state: DeviceState } {
  if (status === state.status && reason === state.reason) return { state, effects: [] };
  if (status === state.status) return { state: { ...state, reason, before: null }, effects: [{ type: 'changed' }] };
  const sinceMs = state.before?.status === status ? state.before.sinceMs : atMs;
  const interfaces = status === 'up' ? state.interfaces : darkened(state.interfaces, atMs);
  return {
    state: { ...state, status, reason, sinceMs, before: null, interfaces },
    effects: [{ type: 'changed' }, { type: 'device_status_changed', from: state.status, to: status, reason, atMs }],
  };
}

function darkened(interfaces: ReadonlyMap<number, InterfaceState>, atMs: number): ReadonlyMap<number, InterfaceState> {
  const next = new Map<number, InterfaceState>();
  for (const [ifIndex, port] of interfaces) next.set(ifIndex, port.dark ? port : darken(port, atMs));
  return next;
}

const darken = (port: InterfaceState, atMs: number): InterfaceState => ({
  ...port,
  status: 'unknown',
  sinceMs: atMs,
  asOfMs: Math.max(port.asOfMs, atMs),
  dark: true,
  before: { status: port.status, sinceMs: port.sinceMs, untilMs: atMs },
});

/**
 * Only what should work and does not is down. Dormant waits for traffic, testing and unknown say nothing;
 * many virtual interfaces report unknown all their life.
 */
export function interfaceStatusOf(reading: InterfaceReading): LinkStatus {
  if (reading.adminStatus === 2 || reading.adminStatus === 3) return 'unknown';
  switch (reading.operStatus) {
    case 1:
      return 'up';
    case 2:
    case 6:
    case 7:
      return 'down';
    default:
      return 'unknown';
  }
}

function pollInterfaces(state: DeviceState, atMs: number, readings: readonly InterfaceReading[]): Decision {
  // From before the poll that failed.
  if (state.status !== 'up' && atMs <= (state.lastPollMs ?? 0)) return { state, effects: [] };
  const interfaces = new Map(state.interfaces);
  const effects: StateEffect[] = [];
  let changed = false;
  for (const reading of readings) {
    const known = interfaces.get(reading.ifIndex);
    if (known === undefined) {
      interfaces.set(reading.ifIndex, firstState(state, reading, atMs));
      changed = true;
      continue;
    }
    if (atMs < known.asOfMs) continue;
    const next = observe(known, reading, atMs, flapIntervals * state.pollIntervalMs);
    interfaces.set(reading.ifIndex, next);
    changed ||= next.status !== known.status || next.adminUp !== known.adminUp || next.sinceMs !== known.sinceMs;
    const from = known.dark ? (known.before?.status ?? 'unknown') : known.status;
    if (from !== next.status) {
      effects.push({ type: 'interface_status_changed', ifIndex: reading.ifIndex, from, to: next.status, atMs });
    }
  }
  if (changed) effects.unshift({ type: 'changed' });
  return { state: { ...state, interfaces }, effects };
}

function observe(port: InterfaceState, reading: InterfaceReading, atMs: number, flapMs: number): InterfaceState {
  const status = interfaceStatusOf(reading);
  const seen = { ...port, adminUp: reading.adminStatus !== 2, asOfMs: atMs };
  if (port.dark) {
    const sinceMs = port.before?.status === status ? port.before.sinceMs : atMs;
    return { ...seen, status, sinceMs, dark: false, before: null };
  }
  if (status === port.status) return seen;
  const flapped = port.before?.status === status && atMs - port.before.untilMs <= flapMs;
  return {
    ...seen,
    status,
    sinceMs: flapped ? port.before.sinceMs : atMs,
    before: { status: port.status, sinceMs: port.sinceMs, untilMs: atMs },
  };
}

/** An interface heard of for the first time; what it was before is not known, so it is no change. */
function firstState(device: DeviceState, reading: InterfaceReading, atMs: number): InterfaceState {
  const live: InterfaceState = {
    ifIndex: reading.ifIndex,
    status: interfaceStatusOf(reading),
    adminUp: reading.adminStatus !== 2,
    sinceMs: atMs,
    asOfMs: atMs,
    dark: false,
    before: null,
  };
  const outdated = device.status !== 'up' && atMs <= (device.lastPollMs ?? device.sinceMs);
  return outdated ? darken(live, device.sinceMs) : live;
}

/** Interfaces that are gone are forgotten, new ones are added; those that are known wait for their next poll. */
function discover(state: DeviceState, atMs: number, readings: readonly InterfaceReading[]): Decision {
  const interfaces = new Map<number, InterfaceState>();
  let changed = readings.length !== state.interfaces.size;
  for (const reading of readings) {
    const known = state.interfaces.get(reading.ifIndex);
    if (known === undefined) changed = true;
    interfaces.set(reading.ifIndex, known ?? firstState(state, reading, atMs));
  }
  if (!changed) return { state, effects: [] };
  return { state: { ...state, interfaces }, effects: [{ type: 'changed' }] };
}
