import { describe, expect, test } from 'vitest';
import { type Page, pageOf, type PageRequest } from './decide.ts';
import type { DeviceRow } from './schemas.ts';

const row = (id: string, fields: Partial<DeviceRow>): DeviceRow => ({
  id,
  name: id,
  address: `${id}.lan`,
  kind: 'router',
  snmp: { version: '2c', port: 161, communitySet: true },
  pollIntervalS: 60,
  externalId: null,
  siteId: null,
  rackId: null,
  powerAreaId: null,
  isCore: false,
  tags: [],
  notes: '',
  status: 'up',
  reason: 'answering',
  since: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-02T00:00:00.000Z',
  interfacesUp: 0,
  interfacesDown: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

const rows = [
  row('b-up', {}),
  row('new', { status: 'unknown', reason: 'not_polled_yet', lastSeenAt: null, since: '2026-01-03T00:00:00.000Z' }),
  row('down-since-noon', { status: 'down', reason: 'no_reply', since: '2026-01-02T12:00:00.000Z' }),
  row('A-up', {}),
  row('down-since-dawn', { status: 'down', reason: 'no_reply', since: '2026-01-02T06:00:00.000Z' }),
];
const request = (fields: Partial<PageRequest> = {}): PageRequest => ({
  status: undefined,
  sort: 'worst',
  limit: 100,
  after: null,
  ...fields,
});
const ids = (fields: Partial<PageRequest>) => pageOf(rows, request(fields)).items.map((item) => item.id);

describe('order', () => {
  test('worst first, the longest down at the top, the healthy by name', () => {
    expect(ids({})).toEqual(['down-since-dawn', 'down-since-noon', 'new', 'A-up', 'b-up']);
  });
  test('by name, whatever the case, and back', () => {
    expect(ids({ sort: 'name' })).toEqual(['A-up', 'b-up', 'down-since-dawn', 'down-since-noon', 'new']);
    expect(ids({ sort: '-name' })).toEqual(ids({ sort: 'name' }).toReversed());
  });
  test('never seen comes before seen', () => {
    expect(ids({ sort: 'lastSeenAt' })[0]).toBe('new');
  });
});

test('filters by status and counts what matches', () => {
  const page = pageOf(rows, request({ status: 'down', limit: 1 }));
  expect(page.items.map((item) => item.id)).toEqual(['down-since-dawn']);
  expect(page.total).toBe(2);
});

test.each(['worst', 'name', '-name', 'address', '-address', 'lastSeenAt', '-lastSeenAt'] as const)(
  'pages sorted by %s have each row once, in the order of one long page',
  (sort) => {
    const seen: string[] = [];
    let after: PageRequest['after'] = null;
    do {
      const page: Page<DeviceRow> = pageOf(rows, request({ sort, limit: 2, after }));
      seen.push(...page.items.map((item) => item.id));
      after = page.last;
    } while (after !== null);
    expect(seen).toEqual(ids({ sort }));
  },
);
