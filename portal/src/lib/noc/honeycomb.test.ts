import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { honeycombHeight, layOutHoneycomb, pickLabels, radiusMin } from './honeycomb.ts';

const area = { width: 900, height: 220, radiusMax: 40 };

describe('layOutHoneycomb', () => {
  test('few cells are as large as allowed, many are smaller', () => {
    expect(layOutHoneycomb(5, area).radius).toBe(40);
    expect(layOutHoneycomb(200, area).radius).toBeLessThan(40);
  });

  test('no cell, no area: nothing', () => {
    expect(layOutHoneycomb(0, area).cells).toEqual([]);
    expect(layOutHoneycomb(10, { ...area, width: 0 }).cells).toEqual([]);
  });

  test('cells stay within the width and never overlap; within the height unless at their smallest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 60, max: 2_000 }), (count, width) => {
        const comb = layOutHoneycomb(count, { width, height: 220, radiusMax: 40 });
        const halfWidth = (Math.sqrt(3) / 2) * comb.radius;
        expect(comb.cells).toHaveLength(count);
        for (const { x } of comb.cells) {
          expect(x - halfWidth).toBeGreaterThanOrEqual(-0.001);
          expect(x + halfWidth).toBeLessThanOrEqual(width + 0.001);
        }
        if (comb.radius > radiusMin) expect(honeycombHeight(comb)).toBeLessThanOrEqual(220.001);
        const [a, b] = comb.cells;
        if (a !== undefined && b !== undefined) {
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(2 * halfWidth * 0.866 - 0.001);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('pickLabels drops what would touch an earlier label', () => {
  const at = (x: number, y: number) => ({ x, y, width: 50 });
  expect(pickLabels([at(0, 0), at(30, 5), at(60, 0), at(30, 20)], 16)).toEqual([true, false, true, true]);
});
