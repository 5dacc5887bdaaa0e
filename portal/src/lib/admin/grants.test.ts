import { describe, expect, test } from 'vitest';
import { answersOfRole, type Grant, groupPatterns, isPartial, matrixOf } from './grants.ts';

const allow = (permission: Grant['permission'], scope?: Grant['scope']): Grant => ({
  permission,
  effect: 'allow',
  ...(scope && { scope }),
});
const deny = (permission: Grant['permission'], scope?: Grant['scope']): Grant => ({
  ...allow(permission, scope),
  effect: 'deny',
});
const role = (...grants: Grant[]) => ({ id: 'r', name: 'R', grants });

test('patterns are grouped by resource, the whole of it first', () => {
  expect(groupPatterns(['*:*', 'device:read', 'device:*'])).toEqual([
    { resource: '*', patterns: ['*:*'] },
    { resource: 'device', patterns: ['device:*', 'device:read'] },
  ]);
});

describe('a role alone', () => {
  test.each([
    ['nothing speaks of it', role(allow('site:*')), 'not_granted', false],
    ['all of the resource', role(allow('device:*')), 'granted', true],
    ['everything', role(allow('*:*')), 'granted', true],
    ['a deny wins', role(allow('*:*'), deny('device:read')), 'denied', false],
    [
      'a deny at some sites leaves the others',
      role(allow('*:*'), deny('device:*', { siteIds: ['s'] })),
      'granted',
      true,
    ],
  ])('%s', (_name, given, because, allowed) => {
    expect(answersOfRole(given, ['device:read'])).toMatchObject([{ because, allowed }]);
  });

  test('partial: allowed at some sites only', () => {
    const [first] = answersOfRole(role(allow('device:read', { siteIds: ['s'] })), ['device:read']);
    const [second] = answersOfRole(role(allow('device:read')), ['device:read']);
    expect([first && isPartial(first), second && isPartial(second)]).toEqual([true, false]);
  });
});

test('the matrix has a row for each resource, and what only it can beside it', () => {
  const answers = answersOfRole(role(allow('device:read')), ['device:read', 'device:test', 'flow:read']);
  const rows = matrixOf(answers);
  expect(rows.map(({ resource }) => resource)).toEqual(['device', 'flow']);
  expect(rows[0]?.cells.map((cell) => cell?.allowed ?? null)).toEqual([true, null, null, null]);
  expect(rows[0]?.others.map(({ permission }) => permission)).toEqual(['device:test']);
});
