import { expect, test } from 'vitest';
import { readAccessChange } from './access-changes.ts';

test.each([
  ['user:01920000-0000-7000-8000-000000000001', { kind: 'user', id: '01920000-0000-7000-8000-000000000001' }],
  ['tenant:7', { kind: 'tenant', id: 7 }],
  ['tenant:seven', null],
  ['role:7', null],
  ['', null],
])('%s', (payload, change) => {
  expect(readAccessChange(payload)).toEqual(change);
});
