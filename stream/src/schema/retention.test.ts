import { describe, expect, it } from 'vitest';
import { currentTtl, keptTables, retentionChanges } from './retention.ts';

const days = { raw: 14, flowsRaw: 7, m1: 30, m5: 90, h1: 400, d1: 1_830 };
const engine = (ttl: string): string => `MergeTree ORDER BY a${ttl} SETTINGS index_granularity = 8192`;

describe('retention', () => {
  it.each([
    [engine(' TTL at + toIntervalDay(30)'), 'at + toIntervalDay(30)'],
    ['MergeTree ORDER BY a TTL at + toIntervalDay(3)', 'at + toIntervalDay(3)'],
    [engine(''), null],
  ])('reads the TTL of %j', (engineFull, ttl) => {
    expect(currentTtl(engineFull)).toBe(ttl);
  });

  it('changes only what differs', () => {
    const kept = keptTables(days).filter(({ table }) => ['flows', 'flows_1m', 'flows_5m'].includes(table));
    const tables = [
      { name: 'flows', engine_full: engine('') },
      { name: 'flows_1m', engine_full: engine(' TTL at + toIntervalDay(30)') },
      { name: 'flows_5m', engine_full: engine(' TTL at + toIntervalDay(91)') },
    ];
    expect(retentionChanges(kept, tables)).toEqual([
      'ALTER TABLE flows MODIFY TTL toDateTime(received_at) + toIntervalDay(7)',
      'ALTER TABLE flows_5m MODIFY TTL at + toIntervalDay(90)',
    ]);
  });
});
