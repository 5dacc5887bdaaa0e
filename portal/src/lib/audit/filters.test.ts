import { expect, test } from 'vitest';
import { auditQuery } from './filters.ts';

const queryOf = (text: string, zone = 'UTC') => auditQuery(new URLSearchParams(text), zone);

test('nothing asked is nothing sent', () => {
  expect(queryOf('')).toEqual({});
  expect(queryOf('outcome=all&person=nobody&from=yesterday')).toEqual({});
});

test('each filter under the name of the API', () => {
  expect(queryOf('q=a&kind=device&object=7&action=update&outcome=denied')).toEqual({
    ...{ q: 'a', objectType: 'device', objectId: '7', action: 'update', outcome: 'denied' },
  });
});

test('the last day is included', () => {
  const { from, to } = queryOf('from=2026-11-25&to=2026-11-25');
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000);
});

test('days are those of the zone, also the long one in which clocks go back', () => {
  const query = queryOf('from=2026-04-04&to=2026-04-04', 'America/Santiago');
  expect(query).toEqual({ from: '2026-04-04T03:00:00.000Z', to: '2026-04-05T04:00:00.000Z' });
});
