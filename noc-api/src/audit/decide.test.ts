import { tenantId } from '@fastisp/core/ids';
import { describe, expect, test } from 'vitest';
import { chainEntries, type Happening, isWorthTelling } from './decide.ts';
import { genesisHash, systemActor } from './entry.ts';
import { walkChain } from './verify.ts';

const start = { seq: 0, hash: genesisHash };
const context = { actor: systemActor('test', tenantId(3)), at: '2026-11-25T12:00:00.000Z' };
const happening = (change: Partial<Happening> = {}): Happening => ({
  action: 'update',
  objectType: 'device',
  objectId: 'a',
  objectName: 'rtr-1',
  before: { name: 'rtr-1', port: 161, tags: ['a'] },
  after: { name: 'rtr-1', port: 162, tags: ['a'] },
  outcome: 'done',
  occurrences: 1,
  ...change,
});
const chain = (count: number) =>
  chainEntries(
    start,
    context,
    Array.from({ length: count }, (_, i) => happening({ objectId: `device-${i}` })),
  );

describe('chainEntries', () => {
  test('keeps what differs of an update, and all of what came or went', () => {
    const came = happening({ action: 'create', before: null, after: { name: 'x' } });
    const [updated, created] = chainEntries(start, context, [happening(), came]);
    expect([updated?.before, updated?.after]).toEqual(['{"port":161}', '{"port":162}']);
    expect([created?.before, created?.after]).toEqual([null, '{"name":"x"}']);
  });

  test('a field that came or went is on one side only', () => {
    const [entry] = chainEntries(start, context, [happening({ before: { a: 1 }, after: { b: 2 } })]);
    expect([entry?.before, entry?.after]).toEqual(['{"a":1}', '{"b":2}']);
  });

  test('cuts what is too long, and takes out what PostgreSQL cannot keep', () => {
    const [entry] = chainEntries(start, context, [
      happening({
        objectName: 'x'.repeat(1_000),
        reason: 'a\0b\ud800',
        before: null,
        after: { x: 'y'.repeat(70_000) },
      }),
    ]);
    expect(entry?.objectName).toHaveLength(500);
    expect(entry?.reason).toBe('ab\ufffd');
    expect(entry?.after).toBe('{"tooLarge":true,"chars":70008}');
  });

  test('an update of which nothing differs is not worth telling', () => {
    expect(isWorthTelling({ before: { a: [1, { b: 2 }] }, after: { a: [1, { b: 2 }] } })).toBe(false);
    expect(isWorthTelling({ before: null, after: null })).toBe(true);
  });
});

describe('walkChain', () => {
  test('an untouched chain is whole, from the start and from anywhere inside', () => {
    const entries = chain(50);
    expect(walkChain(start, entries)).toMatchObject({ at: { seq: 50 }, problem: null });
    const [tenth] = entries.slice(9, 10);
    expect(tenth === undefined ? null : walkChain(tenth, entries.slice(10)).problem).toBeNull();
  });

  const fields = Object.keys(chain(1)[0] ?? {}).filter((field) => field !== 'seq');
  test.each(fields)('a change of %s is found', (field) => {
    const entries = chain(5).map((entry, index) => {
      if (index !== 2) return entry;
      const other =
        field === 'hash' ? Buffer.alloc(32, 1) : field === 'tenantId' || field === 'occurrences' ? 9 : 'other';
      return { ...entry, [field]: other };
    });
    expect(walkChain(start, entries).problem).toEqual({ kind: 'changed', seq: 3 });
  });

  test('an entry that was removed is found', () => {
    const entries = chain(5).filter((entry) => entry.seq !== 3);
    expect(walkChain(start, entries).problem).toEqual({ kind: 'missing', seq: 4 });
  });

  test('entries that changed places are found', () => {
    const [first, second, third] = chain(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were made');
    const swapped = [first, { ...third, seq: 2 }, { ...second, seq: 3 }];
    expect(walkChain(start, swapped).problem).toEqual({ kind: 'changed', seq: 2 });
  });

  test('one that was slipped in is found', () => {
    const entries = chain(3);
    const [forged] = chainEntries({ seq: 3, hash: Buffer.alloc(32, 5) }, context, [happening()]);
    if (forged === undefined) throw new Error('one was made');
    expect(walkChain(start, [...entries, forged]).problem).toEqual({ kind: 'changed', seq: 4 });
  });
});
