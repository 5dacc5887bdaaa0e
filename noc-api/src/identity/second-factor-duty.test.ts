import { expect, test } from 'vitest';
import { dutyOf } from './second-factor-duty.ts';

test.each([
  ['nobody asks for one', { askedBy: null, has: false, proven: false }, 'none'],
  ['nobody asks, and it was not shown', { askedBy: null, has: true, proven: false }, 'none'],
  ['there is none', { askedBy: 'role', has: false, proven: false }, 'set_up'],
  ['there is none, and the platform asks', { askedBy: 'platform', has: false, proven: false }, 'set_up'],
  ['it was turned off since', { askedBy: 'role', has: false, proven: true }, 'set_up'],
  ['it was not shown', { askedBy: 'role', has: true, proven: false }, 'sign_in_again'],
  ['it was shown', { askedBy: 'role', has: true, proven: true }, 'none'],
] as const)('%s', (_name, standing, duty) => {
  expect(dutyOf(standing)).toBe(duty);
});
