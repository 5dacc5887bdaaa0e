import { describe, expect, test } from 'vitest';
import {
  type ClockReading,
  decideClock,
  decideInterface,
  type IntervalContext,
  newInterfaceDelta,
  uptimeMsOf,
  type Verdict,
} from './decide.ts';
import { counterCount, counterNumber } from './mib.ts';
import { InterfaceReadings } from './readings.ts';

const minuteMs = 60_000;
const wrapTicks = 4_294_967_296;
const clock = (uptimeTicks: number, atMs: number, engineTimeS = -1): ClockReading => ({
  uptimeTicks,
  engineTimeS,
  atMs,
});

describe('the device clock', () => {
  test('the first reading has nothing before it', () => {
    expect(decideClock(null, clock(100, 0))).toEqual({ restarted: false, elapsedMs: 0, duplicate: false });
  });

  test.each<[string, ClockReading, ClockReading, { restarted: boolean; elapsedMs: number; duplicate?: boolean }]>([
    [
      'the device measures the interval',
      clock(100_000, 0),
      clock(106_010, minuteMs),
      { restarted: false, elapsedMs: 60_100 },
    ],
    ['restarted', clock(100_000, 0), clock(1_500, minuteMs), { restarted: true, elapsedMs: minuteMs }],
    [
      'wrapped after 497 days',
      clock(wrapTicks - 3_000, 0),
      clock(3_000, minuteMs),
      { restarted: false, elapsedMs: minuteMs },
    ],
    [
      'restarted just before it would have wrapped',
      clock(wrapTicks - 3_000_000, 0),
      clock(2_000, minuteMs),
      { restarted: true, elapsedMs: minuteMs },
    ],
    [
      'restarted unseen and up for longer than before',
      clock(1_000, 0),
      clock(360_000, 2 * 3_600_000),
      { restarted: true, elapsedMs: 2 * 3_600_000 },
    ],
    ['a frozen clock is not a restart', clock(0, 0), clock(0, minuteMs), { restarted: false, elapsedMs: minuteMs }],
    [
      'a clock that is updated late',
      clock(100_000, 0),
      clock(105_500, minuteMs),
      { restarted: false, elapsedMs: minuteMs },
    ],
    ['no sysUpTime', clock(-1, 0), clock(-1, minuteMs), { restarted: false, elapsedMs: minuteMs }],
    ['asked twice', clock(100_000, 0), clock(100_020, 200), { restarted: false, elapsedMs: 200, duplicate: true }],
    [
      'a restart is told even so',
      clock(100_000, 0),
      clock(20, 200),
      { restarted: true, elapsedMs: 200, duplicate: false },
    ],
  ])('%s', (_, previous, current, expected) => {
    expect(decideClock(previous, current)).toEqual({ duplicate: false, ...expected });
  });

  test.each([
    ['sysUpTime', clock(8_640_000, 0), 86_400_000],
    ['undone wrap', clock(1_000, 0, Math.round((wrapTicks + 1_000) / 100)), 10 * (wrapTicks + 1_000)],
    ['an engine that started later', clock(50_000_000, 0, 100), 500_000_000],
    ['an engine time that is of another clock', clock(1_000, 0, 40_000_000 + 5_000_000), 10_000],
    ['an engine time out of its range', clock(1_000, 0, 4_294_967_295), 10_000],
    ['engine time alone', clock(-1, 0, 500), 500_000],
    ['neither', clock(-1, 0), 0],
  ])('uptime by %s', (_, reading, expected) => {
    expect(uptimeMsOf(reading)).toBe(expected);
  });
});

interface Counters {
  readonly inOctets?: bigint;
  readonly outOctets?: bigint;
  readonly inErrors?: bigint;
  readonly wide?: boolean;
  readonly speedBps?: number;
  readonly discontinuityTicks?: number;
  readonly trust?: number;
}

const gigabit = 1_000_000_000;

function readings(counters: Counters): InterfaceReadings {
  const table = new InterfaceReadings();
  const row = table.findOrAdd(3, 0);
  const wide = counters.wide ?? true;
  for (const name of ['inOctets', 'outOctets', 'inErrors'] as const) {
    const value = counters[name];
    if (value === undefined) continue;
    const counter = counterNumber(name);
    const isWide = wide && name !== 'inErrors';
    table.counters[2 * (row * counterCount + counter)] = Number(value & 0xffff_ffffn);
    table.counters[2 * (row * counterCount + counter) + 1] = Number(value >> 32n);
    table.has[row] = (table.has[row] ?? 0) | (1 << counter);
    if (isWide) table.wide[row] = (table.wide[row] ?? 0) | (1 << counter);
  }
  table.highSpeedMbps[row] = (counters.speedBps ?? gigabit) / 1_000_000;
  table.discontinuityTicks[row] = counters.discontinuityTicks ?? 0;
  table.trust[row] = counters.trust ?? 0;
  return table;
}

const interval: IntervalContext = { elapsedMs: minuteMs, restarted: false, pollIntervalMs: minuteMs };

function judge(before: Counters, now: Counters, context: Partial<IntervalContext> = {}) {
  const out = newInterfaceDelta();
  const verdict = decideInterface(readings(before), 0, readings(now), 0, { ...interval, ...context }, out);
  return {
    verdict,
    inOctets: out.deltas[0] ?? 0,
    outOctets: out.deltas[1] ?? 0,
    inErrors: out.deltas[4] ?? 0,
    trust: out.trust,
  };
}

describe('an interface', () => {
  test('grows by its counters, exactly, also above 2⁵³', () => {
    const base = 2n ** 60n + 12_345n;
    const found = judge(
      { inOctets: base, outOctets: 5n, inErrors: 7n },
      { inOctets: base + 4_000_000_001n, outOctets: 5n, inErrors: 9n },
    );
    expect(found).toMatchObject({ verdict: 'sample', inOctets: 4_000_000_001, outOctets: 0, inErrors: 2 });
  });

  test.each<[string, Counters, Counters, Partial<IntervalContext>, Verdict]>([
    ['64-bit wrap', { inOctets: 2n ** 64n - 100n }, { inOctets: 400n }, {}, 'sample'],
    ['32-bit wrap', { inOctets: 4_294_967_000n, wide: false }, { inOctets: 1_000n, wide: false }, {}, 'sample'],
    ['64-bit counter back', { inOctets: 5_000_000_000n }, { inOctets: 12n }, {}, 'reset'],
    [
      '32-bit counter back, not possible at this speed',
      { inOctets: 900_000_000n, wide: false, speedBps: 10_000_000 },
      { inOctets: 1_000n, wide: false, speedBps: 10_000_000 },
      {},
      'reset',
    ],
    [
      '32-bit back without a speed, from low',
      { inOctets: 1_000_000_000n, wide: false, speedBps: 0 },
      { inOctets: 5n, wide: false, speedBps: 0 },
      {},
      'reset',
    ],
    [
      '32-bit back without a speed, from high',
      { inOctets: 4_000_000_000n, wide: false, speedBps: 0 },
      { inOctets: 5n, wide: false, speedBps: 0 },
      {},
      'sample',
    ],
    [
      'errors back',
      { inOctets: 0n, inErrors: 50_000_000n, speedBps: 10_000_000 },
      { inOctets: 9n, inErrors: 1n, speedBps: 10_000_000 },
      {},
      'reset',
    ],
    ['the device restarted', { inOctets: 5n }, { inOctets: 10n }, { restarted: true }, 'reset'],
    ['discontinuity', { inOctets: 5n, discontinuityTicks: 1 }, { inOctets: 10n, discontinuityTicks: 2 }, {}, 'reset'],
    ['faster than its speed', { inOctets: 0n }, { inOctets: 10n ** 11n }, {}, 'implausible'],
    ['full speed, read from a cache', { inOctets: 0n }, { inOctets: 11_000_000_000n }, {}, 'sample'],
    ['the width changed', { inOctets: 5n, wide: false }, { inOctets: 10n }, {}, 'first'],
    ['no octets', { inErrors: 1n }, { inErrors: 1n }, {}, 'no_counters'],
    ['64-bit, half an hour late', { inOctets: 0n }, { inOctets: 9n }, { elapsedMs: 1_800_000 }, 'sample'],
    ['64-bit, a day late', { inOctets: 0n }, { inOctets: 9n }, { elapsedMs: 86_400_000 }, 'gap'],
    [
      '32-bit, five intervals late',
      { inOctets: 0n, wide: false },
      { inOctets: 9n, wide: false },
      { elapsedMs: 5 * minuteMs },
      'gap',
    ],
    [
      'polled hourly',
      { inOctets: 0n },
      { inOctets: 9n },
      { elapsedMs: 3_700_000, pollIntervalMs: 3_600_000 },
      'sample',
    ],
  ])('%s', (_, before, now, context, expected) => {
    expect(judge(before, now, context).verdict).toBe(expected);
  });

  test('is new when the reading before did not have it', () => {
    const out = newInterfaceDelta();
    const now = readings({ inOctets: 5n });
    expect(decideInterface(new InterfaceReadings(), -1, now, 0, interval, out)).toBe('first');
  });

  test('whose speed is a lie gives one gap and then samples', () => {
    const first = judge({ inOctets: 0n, speedBps: 1_000_000 }, { inOctets: 10n ** 9n, speedBps: 1_000_000 });
    expect(first.verdict).toBe('implausible');
    const second = judge(
      { inOctets: 10n ** 9n, speedBps: 1_000_000, trust: first.trust },
      { inOctets: 2n * 10n ** 9n, speedBps: 1_000_000 },
    );
    expect(second).toMatchObject({ verdict: 'sample', inOctets: 1e9 });
  });

  test('whose discontinuity time is noise is believed from the fourth change on', () => {
    let trust = 0;
    const verdicts: Verdict[] = [];
    for (let poll = 1; poll <= 5; poll += 1) {
      const found = judge(
        { inOctets: 1n, discontinuityTicks: poll, trust },
        { inOctets: 2n, discontinuityTicks: poll + 1 },
      );
      trust = found.trust;
      verdicts.push(found.verdict);
    }
    expect(verdicts).toEqual(['reset', 'reset', 'reset', 'sample', 'sample']);
  });
});
