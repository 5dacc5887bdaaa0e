/**
 * A subscription: membership in the group, one reader for each owned partition, and one fetch loop for each
 * broker that leads some of them. Fetching is ours rather than the client's stream, because a stream mixes
 * partitions: one batch that must wait would hold up all of them, and memory would have no bound per partition.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log/log.ts';
import type { SampledWarn } from '../../log/sampled.ts';
import type { BusBatch, BusRecord, SubscribeOptions, Subscription, TopicPartition } from '../port.ts';
import { createGroupMember, type GroupMember } from './assignment.ts';
import { type KafkaConfig, kafkaTopic } from './connection.ts';
import { kafkaError, kafkaErrorCode } from './errors.ts';
import { type FetchTarget, fetchOnce } from './fetch.ts';
import { PartitionReader } from './partition-reader.ts';

export interface SubscriptionDeps {
  readonly config: KafkaConfig;
  readonly clientId: string;
  readonly log: Log;
  readonly warn: SampledWarn;
  readonly deadLetter: (record: BusRecord, reason: string) => Promise<void>;
  readonly onFailure: (batch: BusBatch, error: unknown, attempt: number) => void;
}

const batchRecordsMaxDefault = 500;
const batchBytesMaxDefault = 8 * 1024 * 1024;
const retryMs = 300;
/** How long a batch in hand may take to finish once the subscription closes. */
const closeGraceMs = 5_000;

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

export class KafkaSubscription implements Subscription {
  readonly ready: Promise<void>;
  readonly #options: SubscribeOptions;
  readonly #deps: SubscriptionDeps;
  readonly #member: GroupMember;
  readonly #readers = new Map<string, PartitionReader>();
  readonly #abort = new AbortController();
  readonly #loops = new Map<number, Promise<void>>();
  #closing = false;
  #resolveReady: () => void = () => undefined;
  #reconciling: Promise<void> = Promise.resolve();
  readonly #wakers = new Set<() => void>();
  readonly #topicIds = new Map<string, string>();
  readonly #leaders = new Map<string, number>();

  constructor(options: SubscribeOptions, deps: SubscriptionDeps) {
    this.#options = options;
    this.#deps = deps;
    this.ready = new Promise((done) => {
      this.#resolveReady = done;
    });
    const { groupId, topics } = options;
    this.#member = createGroupMember({ groupId, topics, clientId: deps.clientId }, deps);
    this.#member.join((owned) => this.#reconcileSoon(owned));
  }

  async caughtUp(): Promise<void> {
    await this.ready;
    await this.#reconciling;
    const readers = [...this.#readers.values()];
    await Promise.all(
      readers.map(async (reader) => {
        const end = await this.#untilDone(() => this.#endOf(reader.partition));
        if (end !== undefined) await reader.handledUpTo(end);
      }),
    );
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#wakeLoops();
    this.#resolveReady();
    const grace = setTimeout(() => this.#giveUp(), closeGraceMs);
    await Promise.all([...this.#readers.values()].map((reader) => reader.close({ lost: false })));
    clearTimeout(grace);
    this.#abort.abort();
    await this.#member.leave();
    await Promise.all(this.#loops.values());
    await this.#reconciling;
  }

  /** A handler that does not end, or a broker that does not take the commit: the records will be handled again. */
  #giveUp(): void {
    this.#abort.abort();
    for (const reader of this.#readers.values()) void reader.close({ lost: true });
  }

  #reconcileSoon(owned: readonly TopicPartition[]): void {
    this.#reconciling = this.#reconciling.then(() => this.#reconcile(owned));
  }

  /** Brings the readers in line with what the group gave us. Runs one at a time, in order. */
  async #reconcile(owned: readonly TopicPartition[]): Promise<void> {
    if (this.#closing) return;
    const wanted = new Set(owned.map(keyOf));
    // A member that slept past its session may have lost a partition and got it back between two calls: its reader has
    // ended then, and must begin anew where the group is.
    const lost = [...this.#readers.values()].filter((reader) => reader.ended || !wanted.has(keyOf(reader.partition)));
    for (const reader of lost) this.#readers.delete(keyOf(reader.partition));
    await Promise.all(lost.map((reader) => reader.close({ lost: true })));
    if (lost.length > 0) await this.#options.onRevoked?.(lost.map((reader) => reader.partition));
    const gained = owned.filter((partition) => !this.#readers.has(keyOf(partition)));
    if (gained.length > 0) await this.#untilDone(() => this.#open(gained));
    this.#resolveReady();
  }

  async #open(gained: readonly TopicPartition[]): Promise<void> {
    await this.#refreshLeaders(false);
    const starts = await Promise.all(gained.map((partition) => this.#startOf(partition)));
    await this.#options.onAssigned?.(gained);
    for (const [index, partition] of gained.entries()) {
      const firstOffset = starts[index] ?? 0n;
      this.#readers.set(keyOf(partition), new PartitionReader(this.#readerOptions(partition, firstOffset)));
    }
    this.#startLoops();
    this.#wakeLoops();
  }

  #readerOptions(partition: TopicPartition, firstOffset: bigint): ConstructorParameters<typeof PartitionReader>[0] {
    const logId = this.#topicIds.get(partition.topic) ?? '';
    const { handler, attemptsMax, batchRecordsMax, batchBytesMax, batchLingerMs, batchEnd } = this.#options;
    return {
      partition,
      logId,
      firstOffset,
      handler,
      attemptsMax: attemptsMax ?? Number.POSITIVE_INFINITY,
      batchRecordsMax: batchRecordsMax ?? batchRecordsMaxDefault,
      batchBytesMax: batchBytesMax ?? batchBytesMaxDefault,
      batchLingerMs: batchLingerMs ?? 0,
      deadLetter: this.#deps.deadLetter,
      onFailure: this.#deps.onFailure,
      onRoom: () => this.#wakeLoops(),
      onEnded: () => this.#reconcileSoon(this.#member.owned()),
      batchEnd: async () =>
        batchEnd === undefined ? null : ((await this.#untilDone(() => batchEnd(partition, logId))) ?? null),
      commit: async (nextOffset) => (await this.#untilDone(() => this.#commit(partition, nextOffset))) ?? false,
    };
  }

  async #commit(partition: TopicPartition, nextOffset: bigint): Promise<boolean> {
    try {
      return await this.#member.commit(partition, nextOffset);
    } catch (error) {
      // The group moved on without us: `reconcile` decides whether the partition is still ours.
      if (!this.#member.owns(partition)) return false;
      throw error;
    }
  }

  /** Committed offset of the group, or where a new group starts; the latter is committed at once, so that it stays. */
  async #startOf(partition: TopicPartition): Promise<bigint> {
    const topic = kafkaTopic(this.#deps.config, partition.topic);
    const { consumer } = this.#member;
    const committed = await consumer.listCommittedOffsets({ topics: [{ topic, partitions: [partition.partition] }] });
    const offset = committed.get(topic)?.[partition.partition] ?? -1n;
    if (offset >= 0n) return offset;
    const start = this.#options.from === 'earliest' ? await this.#beginningOf(partition) : await this.#endOf(partition);
    await this.#member.commit(partition, start);
    return start;
  }

  #beginningOf = (partition: TopicPartition): Promise<bigint> => this.#offsetAt(partition, -2n);
  #endOf = (partition: TopicPartition): Promise<bigint> => this.#offsetAt(partition, -1n);

  async #offsetAt({ topic: name, partition }: TopicPartition, timestamp: bigint): Promise<bigint> {
    const topic = kafkaTopic(this.#deps.config, name);
    const offsets = await this.#member.consumer.listOffsets({
      topics: [topic],
      partitions: { [topic]: [partition] },
      timestamp,
    });
    return offsets.get(topic)?.[partition] ?? 0n;
  }

  async #refreshLeaders(forceUpdate: boolean): Promise<void> {
    const names = new Map(this.#options.topics.map((topic) => [kafkaTopic(this.#deps.config, topic), topic]));
    const metadata = await this.#member.consumer.metadata({ topics: [...names.keys()], forceUpdate });
    for (const [kafkaName, topic] of names) {
      const found = metadata.topics.get(kafkaName);
      if (found === undefined) continue;
      this.#topicIds.set(topic, found.id);
      for (const [partition, { leader }] of found.partitions.entries()) {
        this.#leaders.set(keyOf({ topic, partition }), leader);
      }
    }
  }

  #startLoops(): void {
    for (const node of new Set([...this.#readers.keys()].map((key) => this.#leaders.get(key) ?? -1))) {
      if (this.#loops.has(node)) continue;
      const loop = this.#fetchLoop(node).finally(() => this.#loops.delete(node));
      this.#loops.set(node, loop);
    }
  }

  async #fetchLoop(node: number): Promise<void> {
    while (!this.#closing) {
      const targets = this.#targetsOn(node);
      if (targets.length === 0) {
        await this.#somethingToFetch();
        continue;
      }
      try {
        const fetched = await fetchOnce(this.#member.consumer, node, targets);
        for (const { reader, records, nextOffset } of fetched) reader.push(records, nextOffset);
      } catch (error) {
        await this.#afterFetchError(error, targets);
      }
    }
  }

  #targetsOn(node: number): FetchTarget[] {
    return [...this.#readers.values()].flatMap((reader) => {
      const topicId = this.#topicIds.get(reader.partition.topic);
      const here = this.#leaders.get(keyOf(reader.partition)) === node;
      return here && reader.hungry && topicId !== undefined ? [{ reader, topicId }] : [];
    });
  }

  async #afterFetchError(error: unknown, targets: readonly FetchTarget[]): Promise<void> {
    if (this.#closing) return;
    if (kafkaErrorCode(error) === 'OFFSET_OUT_OF_RANGE') {
      await this.#untilDone(() => this.#skipWhatIsGone(targets));
      return;
    }
    const { config, warn } = this.#deps;
    warn({ err: kafkaError(error, config.KAFKA_BROKERS), groupId: this.#options.groupId }, 'kafka fetch failed');
    await delay(retryMs);
    await this.#untilDone(() => this.#refreshLeaders(true));
    this.#startLoops();
  }

  /** Retention took records before we read them: nothing can bring them back, so it is said loudly. */
  async #skipWhatIsGone(targets: readonly FetchTarget[]): Promise<void> {
    for (const { reader } of targets) {
      const beginning = await this.#beginningOf(reader.partition);
      if (reader.fetchOffset >= beginning) continue;
      this.#deps.log.error(
        {
          ...reader.partition,
          groupId: this.#options.groupId,
          from: String(reader.fetchOffset),
          to: String(beginning),
        },
        'kafka records expired before they were read: raise the retention of the topic',
      );
      reader.jumpTo(beginning);
    }
  }

  /** Repeats until it works; undefined when the subscription closes first. */
  async #untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    while (!this.#abort.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        if (this.#abort.signal.aborted) return undefined;
        const { config, warn } = this.#deps;
        warn({ err: kafkaError(error, config.KAFKA_BROKERS), groupId: this.#options.groupId }, 'kafka request failed');
        await delay(retryMs);
      }
    }
    return undefined;
  }

  #somethingToFetch(): Promise<void> {
    return new Promise((done) => {
      const wake = (): void => {
        this.#wakers.delete(wake);
        done();
      };
      this.#wakers.add(wake);
    });
  }

  #wakeLoops(): void {
    for (const wake of this.#wakers) wake();
  }
}
