/** Shares the partitions of each topic evenly among the members that want it, moving as few as possible. */
import type { TopicPartition } from '../port.ts';

export interface MemberView<M> {
  readonly member: M;
  readonly topics: readonly string[];
  readonly owned: readonly TopicPartition[];
}

/** @param partitionsOf partitions of a topic. @returns what each member owns afterwards. */
export function assign<M>(
  members: readonly MemberView<M>[],
  partitionsOf: (topic: string) => number,
): Map<M, TopicPartition[]> {
  const result = new Map<M, TopicPartition[]>(members.map(({ member }) => [member, []]));
  for (const topic of new Set(members.flatMap((member) => member.topics))) {
    const wanting = members.filter((member) => member.topics.includes(topic));
    const count = partitionsOf(topic);
    const free = new Set(Array.from({ length: count }, (_, partition) => partition));
    const shares = wanting.map((member, index) => {
      const quota = Math.floor(count / wanting.length) + (index < count % wanting.length ? 1 : 0);
      const kept = member.owned.filter((owned) => owned.topic === topic && free.has(owned.partition)).slice(0, quota);
      for (const { partition } of kept) free.delete(partition);
      return { member: member.member, quota, partitions: kept.map(({ partition }) => partition) };
    });
    const left = free.values();
    for (const share of shares) {
      while (share.partitions.length < share.quota) {
        const next = left.next();
        if (next.done === true) break;
        share.partitions.push(next.value);
      }
      result.get(share.member)?.push(...share.partitions.map((partition) => ({ topic, partition })));
    }
  }
  return result;
}
