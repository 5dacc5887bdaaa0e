/**
 * What two readings of a device mean: restarted or not, how much time lies between, and what each counter
 * grew by. Pure: readings and numbers in, verdicts out.
 *
 * A counter that went back either wrapped or was reset, and which of them is judged by sysUpTime first, then
 * by ifCounterDiscontinuityTime, then by whether the growth is possible at the interface's speed. A doubt is
 * decided for "reset": a gap in a chart is honest, a spike is a lie (RFC 2863 §3.1.5).
 */
import { counterCount } from './mib.ts';
import { discontinuityShift, type InterfaceReadings, trustBits } from './readings.ts';

const twoTo32 = 4_294_967_296;
const msPerTick = 10;
const ticksPerSecond = 100;

/** What a device says of its clocks, −1 where it does not, and when we read it on our monotonic clock. */
export interface ClockReading {
  /** sysUpTime, hundredths of a second modulo 2³² (497 days). */
  readonly uptimeTicks: number;
  readonly engineTimeS: number;
  readonly atMs: number;
}

export interface ClockDecision {
  /** The device, or its agent, started anew since the reading before: its counters did too. */
  readonly restarted: boolean;
  /** Time between the readings; 0 when there is no reading before. */
  readonly elapsedMs: number;
  /** So soon after the reading before that a rate would mean nothing. */
  readonly duplicate: boolean;
}

/** Two readings closer than this are one. */
const duplicateMsMax = 1_000;
/** How far the device's clock and ours may differ before ours is believed: agents exist that update sysUpTime late. */
const clockToleranceMs = (elapsedMs: number): number => Math.max(1_000, 0.02 * elapsedMs);
/** Looser, to tell a wrap from a restart: the alternatives are 497 days apart. */
const wrapToleranceMs = (elapsedMs: number): number => Math.max(10_000, 0.1 * elapsedMs);

export function decideClock(previous: ClockReading | null, current: ClockReading): ClockDecision {
  if (previous === null) return { restarted: false, elapsedMs: 0, duplicate: false };
  const ownMs = current.atMs - previous.atMs;
  const soon = ownMs < duplicateMsMax;
  if (previous.uptimeTicks < 0 || current.uptimeTicks < 0)
    return { restarted: false, elapsedMs: ownMs, duplicate: soon };

  const deviceMs = msPerTick * ((current.uptimeTicks - previous.uptimeTicks + twoTo32) % twoTo32);
  const wentBack = current.uptimeTicks < previous.uptimeTicks;
  const frozen = current.uptimeTicks === previous.uptimeTicks;
  const startedSinceThen = msPerTick * current.uptimeTicks + wrapToleranceMs(ownMs) < ownMs;
  const restarted = wentBack ? Math.abs(deviceMs - ownMs) > wrapToleranceMs(ownMs) : startedSinceThen && !frozen;
  const believed = !restarted && Math.abs(deviceMs - ownMs) <= clockToleranceMs(ownMs);
  return { restarted, elapsedMs: believed ? deviceMs : ownMs, duplicate: soon && !restarted };
}

/** RFC 3411: 0 … 2³¹−1. */
const engineTimeSMax = 2_147_483_647;
/** How far snmpEngineTime, once wrapped, may be from sysUpTime for the two to be one clock. */
const engineTimeToleranceTicks = 300 * ticksPerSecond;

/** Milliseconds since the device started: sysUpTime, its wraps undone by snmpEngineTime where that agrees. */
export function uptimeMsOf({ uptimeTicks, engineTimeS }: ClockReading): number {
  const engineKnown = engineTimeS > 0 && engineTimeS <= engineTimeSMax;
  if (uptimeTicks < 0) return engineKnown ? engineTimeS * 1_000 : 0;
  if (!engineKnown) return msPerTick * uptimeTicks;
  const engineTicks = engineTimeS * ticksPerSecond;
  const wraps = Math.round((engineTicks - uptimeTicks) / twoTo32);
  const agrees = Math.abs(wraps * twoTo32 + uptimeTicks - engineTicks) <= engineTimeToleranceTicks;
  return msPerTick * (uptimeTicks + (wraps > 0 && agrees ? wraps * twoTo32 : 0));
}

export interface IntervalContext {
  readonly elapsedMs: number;
  readonly restarted: boolean;
  readonly pollIntervalMs: number;
}

/**
 * What became of an interface. `sample`: the deltas are good. `first`: nothing to compare with. `reset`: its
 * counters started anew. `implausible`: they grew more than they can have, taken for a reset. `gap`: the
 * reading before is too old. `no_counters`: it has no octet counters.
 */
export const verdicts = ['sample', 'first', 'reset', 'implausible', 'gap', 'no_counters'] as const;
export type Verdict = (typeof verdicts)[number];

/** Where `decideInterface` puts what it found; one object serves all calls. */
export interface InterfaceDelta {
  readonly deltas: Float64Array;
  trust: number;
}

export const newInterfaceDelta = (): InterfaceDelta => ({ deltas: new Float64Array(counterCount), trust: 0 });

/** Agents serve counters from caches (net-snmp 15 s by default), so an interval may hold more than its length. */
const cacheSlackMs = 30_000;
const speedSlack = 1.05;
/** The limit where a device tells no speed: 10 Tbit/s. */
const unknownSpeedBps = 1e13;
/** No unicast packet is shorter than this on any wire. */
const packetBytesMin = 20;
/** A 64-bit counter over a longer gap is right in sum, but no rate any more. */
const gapMsMax = 3_600_000;
/** A 32-bit counter may have wrapped several times in more intervals than this. */
const narrowGapIntervals = 3;
/** Changes of the discontinuity time in a row after which it is taken for a broken agent's noise. */
const discontinuityChangesMax = 3;
const octetCounters = 0b11;

export function decideInterface(
  previous: InterfaceReadings,
  previousRow: number,
  current: InterfaceReadings,
  row: number,
  context: IntervalContext,
  out: InterfaceDelta,
): Verdict {
  out.trust = previousRow < 0 ? 0 : (previous.trust[previousRow] ?? 0);
  const has = current.has[row] ?? 0;
  if ((has & octetCounters) === 0) return 'no_counters';
  if (previousRow < 0) return 'first';
  const wide = current.wide[row] ?? 0;
  // Counters that both readings have, at one width.
  const common = has & (previous.has[previousRow] ?? 0) & ~(wide ^ (previous.wide[previousRow] ?? 0));
  if ((common & octetCounters) === 0) return 'first';

  const discontinuous = judgeDiscontinuity(
    previous.discontinuityTicks[previousRow] ?? 0,
    current.discontinuityTicks[row] ?? 0,
    out,
  );
  if (context.restarted || discontinuous) return 'reset';
  const narrowOctets = (common & octetCounters & ~wide) !== 0;
  const gapMax = narrowOctets ? narrowGapIntervals * context.pollIntervalMs : gapMsMax;
  if (context.elapsedMs > Math.max(gapMax, narrowGapIntervals * context.pollIntervalMs)) return 'gap';
  return judgeCounters(previous, previousRow, current, row, { common, wide }, context.elapsedMs, out);
}

/** @returns true when the counters started anew; counts changes in a row in `out.trust`. */
function judgeDiscontinuity(previousTicks: number, ticks: number, out: InterfaceDelta): boolean {
  const changes = (out.trust & trustBits.discontinuity) >>> discontinuityShift;
  const changed = ticks !== previousTicks;
  const counted = changed ? Math.min(changes + 1, discontinuityChangesMax) : 0;
  out.trust = (out.trust & ~trustBits.discontinuity) | (counted << discontinuityShift);
  return changed && changes < discontinuityChangesMax;
}

function judgeCounters(
  previous: InterfaceReadings,
  previousRow: number,
  current: InterfaceReadings,
  row: number,
  masks: { common: number; wide: number },
  elapsedMs: number,
  out: InterfaceDelta,
): Verdict {
  const speedBps = current.speedOf(row);
  const octetsMax = (((speedBps || unknownSpeedBps) * speedSlack) / 8) * ((elapsedMs + cacheSlackMs) / 1_000);
  const eventsMax = octetsMax / packetBytesMin;
  let overSpeed = false;
  for (let k = 0; k < counterCount; k += 1) {
    out.deltas[k] = 0;
    const bit = 1 << k;
    if ((masks.common & bit) === 0) continue;
    const isWide = (masks.wide & bit) !== 0;
    const at = 2 * (row * counterCount + k);
    const before = 2 * (previousRow * counterCount + k);
    const low = current.counters[at] ?? 0;
    const high = current.counters[at + 1] ?? 0;
    const lowBefore = previous.counters[before] ?? 0;
    const highBefore = previous.counters[before + 1] ?? 0;
    const wentBack = high < highBefore || (high === highBefore && low < lowBefore);
    const delta = isWide ? wideDelta(lowBefore, highBefore, low, high) : (low - lowBefore) >>> 0;
    out.deltas[k] = delta;
    const isOctets = (bit & octetCounters) !== 0;
    if (wentBack) {
      if (delta > (isOctets ? octetsMax : eventsMax)) return 'reset';
      if (!isWide && speedBps === 0 && !looksWrapped(lowBefore, delta)) return 'reset';
    } else if (isOctets && delta > octetsMax) overSpeed = true;
  }
  if (!overSpeed) return 'sample';
  // Twice running it is the speed that is wrong (tunnels, VLANs and wireless links often tell nonsense).
  const known = (out.trust & trustBits.overSpeed) !== 0;
  out.trust |= trustBits.overSpeed;
  return known ? 'sample' : 'implausible';
}

/** Growth modulo 2⁶⁴; exact below 2⁵³, and above that never plausible. */
function wideDelta(lowBefore: number, highBefore: number, low: number, high: number): number {
  const borrow = low < lowBefore ? 1 : 0;
  return ((high - highBefore - borrow) >>> 0) * twoTo32 + ((low - lowBefore) >>> 0);
}

/** Without a speed: from the upper half of the range to less than half of it further on. */
const looksWrapped = (lowBefore: number, delta: number): boolean => lowBefore >= twoTo32 / 2 && delta < twoTo32 / 2;
