import { expect, test } from 'vitest';
import { stackOf } from './stack.ts';

test('rows beyond the limit join the others', () => {
  const stack = stackOf(
    {
      stepS: 60,
      at: ['2026-11-25T10:00:00Z', '2026-11-25T10:01:00Z'],
      rows: [
        { key: 'a', bps: [1, 2] },
        { key: 'b', bps: [10, 20] },
        { key: 'c', bps: [100, 200] },
      ],
      otherBps: [1_000, 2_000],
    },
    1,
  );
  expect(stack.rows.map((row) => row.key)).toEqual(['a']);
  expect(stack.otherBps).toEqual([1_110, 2_220]);
  expect(stack.atMs[1]).toBe(Date.parse('2026-11-25T10:01:00Z'));
});
