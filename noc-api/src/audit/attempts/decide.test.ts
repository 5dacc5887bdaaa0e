import { expect, test } from 'vitest';
import { type Attempt, emptyAttempts, endWindows, kindsMax, noteAttempt, windowMs } from './decide.ts';

const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  tenantId: 1,
  userId: null,
  userName: 'marta@isp.example',
  via: 'anonymous',
  tokenId: null,
  impersonator: null,
  address: '192.0.2.1',
  userAgent: null,
  action: 'sign_in',
  objectType: 'user',
  objectId: 'marta@isp.example',
  objectName: 'marta@isp.example',
  outcome: 'failed',
  reason: 'SIGN_IN_REFUSED',
  ...change,
});

test('the first is told at once, its repetitions when the window ends, then a new window begins', () => {
  const state = emptyAttempts();
  expect(noteAttempt(state, attempt(), 0)).toEqual([{ attempt: attempt(), occurrences: 1 }]);
  for (let i = 0; i < 40; i += 1) expect(noteAttempt(state, attempt(), i)).toEqual([]);
  expect(endWindows(state, windowMs - 1)).toEqual([]);
  expect(endWindows(state, windowMs)).toEqual([{ attempt: attempt(), occurrences: 40 }]);
  expect(noteAttempt(state, attempt(), windowMs)).toHaveLength(1);
});

test('one that was not repeated leaves one entry', () => {
  const state = emptyAttempts();
  noteAttempt(state, attempt(), 0);
  expect(endWindows(state, Infinity)).toEqual([]);
});

test.each([
  ['another address', { address: '192.0.2.2' }],
  ['another person', { userName: 'other@isp.example' }],
  ['another action', { action: 'device:read' }],
  ['another reason', { reason: 'SIGN_IN_LIMITED' }],
  ['another tenant', { tenantId: 2 }],
])('%s is another kind', (_name, change) => {
  const state = emptyAttempts();
  noteAttempt(state, attempt(), 0);
  expect(noteAttempt(state, attempt(change), 0)).toHaveLength(1);
});

test('a flood from forged addresses writes a bounded number of entries and loses no count', () => {
  const state = emptyAttempts();
  const flood = 50_000;
  let told = 0;
  let entries = 0;
  const tell = (list: ReturnType<typeof endWindows>) => {
    entries += list.length;
    for (const { occurrences } of list) told += occurrences;
  };
  for (let i = 0; i < flood; i += 1) tell(noteAttempt(state, attempt({ address: `address-${i}`, tenantId: i % 9 }), i));
  tell(endWindows(state, Infinity));
  expect(told).toBe(flood);
  expect(entries).toBeLessThanOrEqual(kindsMax + 9);
});

test('a flood over more tenants than there is room for is counted on the platform', () => {
  const state = emptyAttempts();
  for (let i = 0; i < kindsMax * 4; i += 1) noteAttempt(state, attempt({ tenantId: i + 1 }), 0);
  const told = endWindows(state, Infinity);
  expect(told.find((each) => each.attempt.tenantId === null)?.occurrences).toBe(kindsMax * 2);
  expect(told.length).toBeLessThanOrEqual(kindsMax + 1);
});
