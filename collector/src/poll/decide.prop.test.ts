/** Rates never invent traffic: whatever a device does to its counters, what is told is what went through. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideInterface, newInterfaceDelta } from './decide.ts';
import { counterCount } from './mib.ts';
import { InterfaceReadings } from './readings.ts';

const minuteMs = 60_000;
const speedMbps = 1_000;
const octetsPerIntervalMax = (speedMbps * 1e6 * 60) / 8;

function reading(octets: bigint, wide: boolean): InterfaceReadings {
  const table = new InterfaceReadings();
  const row = table.findOrAdd(1, 0);
  table.counters[2 * row * counterCount] = Number(octets & 0xffff_ffffn);
  table.counters[2 * row * counterCount + 1] = Number((octets >> 32n) & 0xffff_ffffn);
  table.has[row] = 1;
  table.wide[row] = wide ? 1 : 0;
  table.highSpeedMbps[row] = speedMbps;
  return table;
}

const growths = fc.array(fc.bigInt({ min: 0n, max: BigInt(octetsPerIntervalMax) }), { minLength: 1, maxLength: 30 });
const start = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

test('64-bit counters: the deltas are the growth, over any wrap', () => {
  fc.assert(
    fc.property(start, growths, (base, steps) => {
      const out = newInterfaceDelta();
      let octets = base;
      let before = reading(octets, true);
      for (const step of steps) {
        octets = (octets + step) % 2n ** 64n;
        const now = reading(octets, true);
        const verdict = decideInterface(
          before,
          0,
          now,
          0,
          { elapsedMs: minuteMs, restarted: false, pollIntervalMs: minuteMs },
          out,
        );
        expect(verdict).toBe('sample');
        expect(out.deltas[0]).toBe(Number(step));
        before = now;
      }
    }),
  );
});

test('a reset at any moment gives no sample above what the line can carry', () => {
  fc.assert(
    fc.property(start, start, fc.boolean(), fc.integer({ min: 5_000, max: 3_600_000 }), (a, b, wide, elapsedMs) => {
      const out = newInterfaceDelta();
      const mask = wide ? 2n ** 64n - 1n : 2n ** 32n - 1n;
      const verdict = decideInterface(
        reading(a & mask, wide),
        0,
        reading(b & mask, wide),
        0,
        { elapsedMs, restarted: false, pollIntervalMs: 3_600_000 },
        out,
      );
      if (verdict !== 'sample') return;
      const carried = (speedMbps * 1e6 * 1.05 * ((elapsedMs + 30_000) / 1_000)) / 8;
      expect(out.deltas[0]).toBeLessThanOrEqual(carried);
      expect(out.deltas[0]).toBeGreaterThanOrEqual(0);
    }),
  );
});
