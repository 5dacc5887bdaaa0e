import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TopicPartition } from '../port.ts';
import { assign } from './assign.ts';

const counts: Readonly<Record<string, number>> = { a: 8, b: 3, c: 1 };
const partitionsOf = (topic: string): number => counts[topic] ?? 0;
const memberTopics = fc.array(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), { minLength: 1, maxLength: 6 });

test('every wanted partition has one owner that wants it, shares differ by at most one, whoever owned them before', () => {
  fc.assert(
    fc.property(memberTopics, memberTopics, (before, after) => {
      const nobody = before.map((topics, member) => ({ member, topics, owned: [] as TopicPartition[] }));
      const old = assign(nobody, partitionsOf);
      const members = after.map((topics, member) => ({ member, topics, owned: old.get(member) ?? [] }));
      const owned = assign(members, partitionsOf);
      for (const topic of Object.keys(counts)) {
        const wanting = members.filter((member) => member.topics.includes(topic));
        const shares = members.map(({ member }) => (owned.get(member) ?? []).filter((p) => p.topic === topic));
        const all = shares.flat().map(({ partition }) => partition);
        expect(all.toSorted()).toEqual(wanting.length === 0 ? [] : [...Array(partitionsOf(topic)).keys()]);
        const sizes = wanting.map(({ member }) => shares[member]?.length ?? 0);
        if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('a member that stays keeps what it may keep', () => {
  const topics = ['a'];
  const alone = assign([{ member: 1, topics, owned: [] }], partitionsOf).get(1) ?? [];
  const shared = assign(
    [
      { member: 1, topics, owned: alone },
      { member: 2, topics, owned: [] },
    ],
    partitionsOf,
  );
  expect(alone).toEqual(expect.arrayContaining(shared.get(1) ?? []));
  expect(shared.get(1)).toHaveLength(4);
});
