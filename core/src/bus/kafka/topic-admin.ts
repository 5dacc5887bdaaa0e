/** Topics as `contracts/topics.ts` wants them: created when missing, refused when they are too small. */
import type { Admin } from '@platformatic/kafka';
import { AppError } from '../../errors/app-error.ts';
import { deadLetterTopic, type TopicSpec } from '../port.ts';
import { type KafkaConfig, kafkaTopic } from './connection.ts';
import { kafkaErrorCode } from './errors.ts';

const deadLetterRetentionMs = 14 * 24 * 3_600_000;

interface WantedTopic {
  readonly topic: string;
  readonly compacted: boolean;
  readonly partitions: number;
  readonly configs: { name: string; value: string }[];
}

export async function ensureKafkaTopics(admin: Admin, config: KafkaConfig, specs: readonly TopicSpec[]): Promise<void> {
  const wanted = specs.flatMap((spec) => [topicFor(config, spec), deadLetterFor(config, spec)]);
  const present = new Set(await admin.listTopics());
  for (const topic of wanted) if (!present.has(topic.topic)) await create(admin, config, topic);
  await refuseSmallTopics(
    admin,
    wanted.filter(({ topic }) => present.has(topic)),
  );
}

function topicFor(config: KafkaConfig, spec: TopicSpec): WantedTopic {
  const retention = spec.compacted
    ? [
        { name: 'cleanup.policy', value: 'compact' },
        // State is read back whole at each start: keep it small by compacting early.
        { name: 'min.cleanable.dirty.ratio', value: '0.2' },
        { name: 'segment.ms', value: String(3_600_000) },
      ]
    : [{ name: 'retention.ms', value: String(spec.retentionMs) }];
  return {
    topic: kafkaTopic(config, spec.name),
    compacted: spec.compacted,
    partitions: spec.partitions,
    configs: [...retention, sizeLimit(config)],
  };
}

function deadLetterFor(config: KafkaConfig, spec: TopicSpec): WantedTopic {
  const retention = { name: 'retention.ms', value: String(deadLetterRetentionMs) };
  const topic = kafkaTopic(config, deadLetterTopic(spec.name));
  return { topic, compacted: false, partitions: 1, configs: [retention, sizeLimit(config)] };
}

const sizeLimit = (config: KafkaConfig): { name: string; value: string } => ({
  name: 'max.message.bytes',
  value: String(config.KAFKA_MESSAGE_MAX_MB * 1024 * 1024),
});

async function create(admin: Admin, config: KafkaConfig, { topic, partitions, configs }: WantedTopic): Promise<void> {
  const replicas = config.KAFKA_REPLICAS === 0 ? -1 : config.KAFKA_REPLICAS;
  try {
    await admin.createTopics({ topics: [topic], partitions, replicas, configs });
  } catch (error) {
    if (kafkaErrorCode(error) === 'TOPIC_ALREADY_EXISTS') return; // another process was faster
    throw error;
  }
}

/**
 * More partitions than asked for are fine; fewer would put keys of one topic out of step with another's. We do not add
 * them ourselves: keys would move, and that is for a person to do while nothing runs.
 */
async function refuseSmallTopics(admin: Admin, wanted: readonly WantedTopic[]): Promise<void> {
  if (wanted.length === 0) return;
  const metadata = await admin.metadata({ topics: wanted.map(({ topic }) => topic), forceUpdate: true });
  for (const { topic, compacted, partitions } of wanted) {
    const count = metadata.topics.get(topic)?.partitionsCount ?? 0;
    if (count >= partitions) continue;
    // A compacted topic would keep the old record of a key in its old partition for ever.
    const remedy = compacted
      ? `kafka-topics.sh --delete --topic ${topic} (it is made again, and what was in it is published again)`
      : `kafka-topics.sh --alter --topic ${topic} --partitions ${partitions}`;
    throw new AppError(
      'BUS_TOPIC_TOO_FEW_PARTITIONS',
      `topic ${topic} has ${count} partitions, ${partitions} are needed: stop all services, then ${remedy}`,
    );
  }
}
