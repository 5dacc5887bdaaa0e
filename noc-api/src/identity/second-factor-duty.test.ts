import { expect, test } from 'vitest';
import { dutyOf } from './second-factor-duty.ts';

test.each([
  ['nobody asks for one', { required: false, has: false, proven: false }, 'none'],
  ['nobody asks, and it was not shown', { required: false, has: true, proven: false }, 'none'],
  ['there is none', { required: true, has: false, proven: false }, 'set_up'],
  ['it was turned off since', { required: true, has: false, proven: true }, 'set_up'],
  ['it was not shown', { required: true, has: true, proven: false }, 'sign_in_again'],
  ['it was shown', { required: true, has: true, proven: true }, 'none'],
] as const)('%s', (_name, standing, duty) => {
  expect(dutyOf(standing)).toBe(duty);
});
