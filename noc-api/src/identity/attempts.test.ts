import { expect, test } from 'vitest';
import { createAttempts } from './attempts.ts';

function world() {
  let nowMs = 1_000_000;
  const attempts = createAttempts({ failuresMax: 3, windowMs: 60_000 }, { nowMs: () => nowMs });
  return { attempts, pass: (ms: number) => (nowMs += ms) };
}

test('admits as many failures as the limit, then says how long to wait', () => {
  const { attempts, pass } = world();
  expect([attempts.take('a'), attempts.take('a'), attempts.take('a')]).toEqual([0, 0, 0]);
  pass(15_000);
  expect(attempts.take('a')).toBe(45);
  expect(attempts.take('b')).toBe(0);
});

test('a new window starts afresh', () => {
  const { attempts, pass } = world();
  for (let i = 0; i < 4; i += 1) attempts.take('a');
  pass(60_000);
  expect(attempts.take('a')).toBe(0);
});

test('right passwords never count', () => {
  const { attempts } = world();
  for (let i = 0; i < 20; i += 1) {
    expect(attempts.take('a')).toBe(0);
    attempts.giveBack('a');
  }
});

test('attempts at the same time count before they are checked', () => {
  const { attempts } = world();
  const waits = Array.from({ length: 10 }, () => attempts.take('a'));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
});

test('a flood of names forgets the oldest first', () => {
  const { attempts } = world();
  for (let i = 0; i < 3; i += 1) attempts.take('first');
  for (let i = 0; i < 49_999; i += 1) attempts.take(`name-${i}`);
  expect(attempts.take('first')).toBeGreaterThan(0);
  attempts.take('one more');
  expect(attempts.take('first')).toBe(0);
});
