/**
 * One member's share of a consumer group: joins, keeps its membership over broker restarts and says which
 * partitions it owns. Cooperative-sticky, so that a new member moves only what must move.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Consumer } from '@platformatic/kafka';
import type { Log } from '../../log/log.ts';
import type { SampledWarn } from '../../log/sampled.ts';
import type { TopicPartition } from '../port.ts';
import { clientOptions, type KafkaConfig, kafkaTopic } from './connection.ts';
import { kafkaError } from './errors.ts';

/** A member that is silent for this long loses its partitions: the bound on failover, with one rebalance. */
const sessionTimeLimitMs = 8_000;
/**
 * A member that does not rejoin within this is left out of the rebalance. Living ones rejoin at their next heartbeat;
 * one that died while others rejoin makes them wait for this long. The client wants it no shorter than the session.
 */
const rebalanceTimeLimitMs = sessionTimeLimitMs;
const heartbeatEveryMs = 1_000;
const joinRetryMs = 500;
/**
 * How long `leave` waits for a join on its way: one that is cut off leaves a member behind that nobody is, and the group
 * waits for it until its session is over. Others rejoin at their next heartbeat, so longer is of no use.
 */
const joinSettleTimeLimitMs = 2 * heartbeatEveryMs;

export interface GroupMember {
  readonly consumer: Consumer;
  /** Joins in the background until `leave`. `onOwned` gets the whole list each time it changed. */
  join(onOwned: (owned: readonly TopicPartition[]) => void): void;
  owned(): readonly TopicPartition[];
  owns(partition: TopicPartition): boolean;
  /** @returns false when the partition was lost meanwhile, so that its new owner will handle the records again. */
  commit(partition: TopicPartition, nextOffset: bigint): Promise<boolean>;
  leave(): Promise<void>;
}

export function createGroupMember(
  options: { groupId: string; topics: readonly string[]; clientId: string },
  deps: { config: KafkaConfig; log: Log; warn: SampledWarn },
): GroupMember {
  const { config, log, warn } = deps;
  const names = new Map(options.topics.map((topic) => [kafkaTopic(config, topic), topic]));
  const consumer = new Consumer({
    ...clientOptions(config, options.clientId),
    groupId: kafkaTopic(config, options.groupId),
    sessionTimeout: sessionTimeLimitMs,
    rebalanceTimeout: rebalanceTimeLimitMs,
    heartbeatInterval: heartbeatEveryMs,
    protocols: [{ name: 'cooperative-sticky', version: 1 }],
  });
  consumer.topics.trackAll(...names.keys());
  let left = false;
  let joining: Promise<void> | undefined;

  const owned = (): TopicPartition[] =>
    (consumer.assignments ?? []).flatMap(({ topic, partitions }) => {
      const name = names.get(topic);
      return name === undefined ? [] : partitions.map((partition) => ({ topic: name, partition }));
    });
  const owns = ({ topic, partition }: TopicPartition): boolean =>
    owned().some((mine) => mine.topic === topic && mine.partition === partition);

  async function joinUntilDone(): Promise<void> {
    while (!left) {
      try {
        await consumer.joinGroup();
        return;
      } catch (error) {
        if (left) return;
        warn({ err: kafkaError(error, config.KAFKA_BROKERS), groupId: options.groupId }, 'kafka group join failed');
        await delay(joinRetryMs);
      }
    }
  }

  const rejoin = (): void => {
    if (left) return;
    joining ??= joinUntilDone().finally(() => {
      joining = undefined;
    });
  };

  return {
    consumer,
    owned,
    owns,
    join: (onOwned) => {
      const changed = (): void => onOwned(left ? [] : owned());
      consumer.on('consumer:group:join', changed);
      consumer.on('consumer:group:rebalance', changed);
      // The client gives up on its own after an error outside the group protocol; membership is ours to keep.
      consumer.on('consumer:heartbeat:error', ({ error }) => {
        warn({ err: kafkaError(error, config.KAFKA_BROKERS), groupId: options.groupId }, 'kafka heartbeat failed');
      });
      consumer.on('consumer:heartbeat:stalled', rejoin);
      consumer.on('error', (err: Error) => {
        warn({ err: kafkaError(err, config.KAFKA_BROKERS), groupId: options.groupId }, 'kafka group lost');
        rejoin();
      });
      rejoin();
    },
    commit: async (partition, nextOffset) => {
      if (!owns(partition)) return false;
      const offset = { topic: kafkaTopic(config, partition.topic), partition: partition.partition, offset: nextOffset };
      await consumer.commit({ offsets: [{ ...offset, leaderEpoch: -1 }] });
      return true;
    },
    leave: async () => {
      left = true;
      await joinSettled(consumer);
      await consumer.close(true).catch((err: unknown) => {
        log.debug({ err, groupId: options.groupId }, 'kafka consumer closed with an error');
      });
    },
  };
}

/** Resolves when no join is on its way, or `joinSettleTimeLimitMs` later. */
async function joinSettled(consumer: Consumer): Promise<void> {
  if (consumer.isActive()) return;
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([
    once(consumer, 'consumer:group:join', { signal }),
    delay(joinSettleTimeLimitMs, undefined, { signal }),
  ]).catch(() => {}); // the client's `error`: the join failed, so there is nothing to wait for
  over.abort();
}
