/** A consumer group: who is in it, and who reads what. Changes of its membership are carried out one at a time. */
import type { SubscribeOptions, Subscription, TopicPartition } from '../port.ts';
import { assign } from './assign.ts';
import type { Partition } from './partition.ts';
import { PartitionReader, type ReaderOptions } from './partition-reader.ts';

export interface GroupDeps {
  readonly partitions: (topic: string) => readonly Partition[];
  readonly readerOptions: (options: SubscribeOptions) => ReaderOptions;
  readonly nowMs: () => number;
  /** A group came back for records that are gone. */
  readonly onLost: (partition: TopicPartition, records: number) => void;
  /** A member's own callback threw. */
  readonly onCallbackError: (error: unknown) => void;
}

interface Member {
  readonly options: SubscribeOptions;
  readonly readers: Map<Partition, PartitionReader>;
  readonly onReady: () => void;
}

export class Group {
  readonly #id: string;
  readonly #deps: GroupDeps;
  readonly #members = new Set<Member>();
  /** Readers of members that leave: nobody else gets their partitions before they are done. */
  readonly #closing = new Set<Promise<unknown>>();
  readonly #topicsSubscribed = new Set<string>();
  #changing: Promise<void> = Promise.resolve();

  constructor(id: string, deps: GroupDeps) {
    this.#id = id;
    this.#deps = deps;
  }

  /** New topics of the group start where `from` says at the moment of this call. */
  join(options: SubscribeOptions): Subscription {
    for (const topic of options.topics) {
      this.#topicsSubscribed.add(topic);
      for (const partition of this.#deps.partitions(topic)) {
        const cursor = partition.cursor(this.#id, options.from ?? 'latest');
        const lost = partition.setSubscribed(cursor, true, this.#deps.nowMs());
        if (lost > 0) this.#deps.onLost(partition.log, lost);
      }
    }
    let onReady: () => void = () => {};
    const ready = new Promise<void>((resolve) => (onReady = resolve));
    const member: Member = { options, readers: new Map(), onReady };
    this.#members.add(member);
    void this.#rebalance();
    let closed: Promise<void> | null = null;
    return {
      ready,
      caughtUp: () => this.#caughtUp(member, ready),
      close: () => (closed ??= this.#leave(member)),
    };
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#members].map((member) => this.#leave(member)));
  }

  async #caughtUp(member: Member, ready: Promise<void>): Promise<void> {
    await ready;
    await this.#changing;
    const readers = [...member.readers.values()];
    await Promise.all(readers.map((reader) => reader.handledUpTo(reader.partition.log.end)));
  }

  async #leave(member: Member): Promise<void> {
    this.#members.delete(member);
    const closing = Promise.all([...member.readers.values()].map((reader) => reader.close({ abort: false })));
    this.#closing.add(closing);
    await closing;
    this.#closing.delete(closing);
    await this.#rebalance();
  }

  #rebalance(): Promise<void> {
    this.#changing = this.#changing.then(() => this.#carryOut());
    return this.#changing;
  }

  async #carryOut(): Promise<void> {
    while (this.#closing.size > 0) await Promise.all(this.#closing);
    const members = [...this.#members];
    const wanted = assign(
      members.map((member) => ({ member, topics: member.options.topics, owned: ownedBy(member) })),
      (topic) => this.#deps.partitions(topic).length,
    );
    await Promise.all(members.map((member) => this.#revoke(member, wanted.get(member) ?? [])));
    await Promise.all(members.map((member) => this.#give(member, wanted.get(member) ?? [])));
    this.#noteSubscribed();
  }

  async #revoke(member: Member, wanted: readonly TopicPartition[]): Promise<void> {
    const keep = new Set(wanted.map((partition) => this.#partition(partition)));
    const leaving = [...member.readers.values()].filter((reader) => !keep.has(reader.partition));
    if (leaving.length === 0) return;
    await Promise.all(leaving.map((reader) => reader.close({ abort: true })));
    for (const reader of leaving) member.readers.delete(reader.partition);
    await this.#call(() => member.options.onRevoked?.(leaving.map((reader) => partitionOf(reader.partition))));
  }

  async #give(member: Member, wanted: readonly TopicPartition[]): Promise<void> {
    const gained = wanted.map((partition) => this.#partition(partition)).filter((p) => !member.readers.has(p));
    if (gained.length > 0) await this.#call(() => member.options.onAssigned?.(gained.map(partitionOf)));
    member.onReady();
    if (!this.#members.has(member)) return; // it left meanwhile
    const options = this.#deps.readerOptions(member.options);
    for (const partition of gained) {
      const cursor = partition.cursor(this.#id, member.options.from ?? 'latest');
      member.readers.set(partition, new PartitionReader(partition, cursor, options));
    }
  }

  /** A topic that nobody of the group reads any more slows no publisher down. */
  #noteSubscribed(): void {
    const wanted = new Set([...this.#members].flatMap((member) => member.options.topics));
    for (const topic of this.#topicsSubscribed) {
      if (wanted.has(topic)) continue;
      this.#topicsSubscribed.delete(topic);
      for (const partition of this.#deps.partitions(topic)) {
        partition.setSubscribed(partition.cursor(this.#id, 'latest'), false, this.#deps.nowMs());
      }
    }
  }

  #partition({ topic, partition }: TopicPartition): Partition {
    const found = this.#deps.partitions(topic)[partition];
    if (found === undefined) throw new Error(`topic ${topic} has no partition ${partition}`);
    return found;
  }

  async #call(callback: () => Promise<void> | void): Promise<void> {
    try {
      await callback();
    } catch (error) {
      this.#deps.onCallbackError(error);
    }
  }
}

const partitionOf = ({ log }: Partition): TopicPartition => ({ topic: log.topic, partition: log.partition });
const ownedBy = (member: Member): TopicPartition[] => [...member.readers.keys()].map(partitionOf);
