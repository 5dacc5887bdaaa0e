import { describe, expect, test } from 'vitest';
import { decideAfterFailure } from './decide.ts';

const nowMs = 1_000_000;
const fresh = { attempts: 1, expiresAtMs: nowMs + 3_600_000 };

describe('a mail that could not be handed over', () => {
  test.each([
    ['nobody answers', { code: 'ECONNECTION' }],
    ['the server says later', { code: 'EENVELOPE', responseCode: 451 }],
    ['our password is wrong, which an operator can put right', { code: 'EAUTH', responseCode: 535 }],
  ])('is tried again when %s', (_name, failure) => {
    expect(decideAfterFailure(failure, fresh, nowMs)).toEqual({ kind: 'again', atMs: nowMs + 5_000 });
  });

  test('is given up when the server says never', () => {
    const failure = { code: 'EENVELOPE', responseCode: 550 };
    expect(decideAfterFailure(failure, fresh, nowMs)).toEqual({ kind: 'give-up', why: 'refused' });
  });

  test.each([
    [2, 10_000],
    [4, 40_000],
    [7, 300_000],
    [1_000, 300_000],
  ])('after %i attempts waits %i ms', (attempts, delayMs) => {
    expect(decideAfterFailure({}, { ...fresh, attempts }, nowMs)).toEqual({ kind: 'again', atMs: nowMs + delayMs });
  });

  test('is given up when it would come too late to be of use', () => {
    const late = { attempts: 3, expiresAtMs: nowMs + 20_000 };
    expect(decideAfterFailure({}, late, nowMs)).toEqual({ kind: 'give-up', why: 'too-late' });
  });
});
