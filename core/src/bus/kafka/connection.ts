/** How to reach a Kafka cluster, and what its clients have in common. */
import type { BaseOptions } from '@platformatic/kafka';
import { envChoice, envInteger, envOptional, envString } from '../../config/env-schema.ts';

export const kafkaEnv = {
  KAFKA_BROKERS: envOptional(
    'Kafka brokers to start from, host:port with commas between. Absent: the bus is in process (one node).',
  ),
  KAFKA_SASL_USERNAME: envOptional('User at the Kafka brokers. Absent: no authentication.'),
  KAFKA_SASL_PASSWORD: envOptional('Password at the Kafka brokers.', { secret: true }),
  KAFKA_SASL_MECHANISM: envChoice('How the Kafka password is proved.', {
    choices: ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'],
    default: 'SCRAM-SHA-512',
  }),
  KAFKA_TLS: envChoice('Whether Kafka connections are encrypted.', { choices: ['off', 'on'], default: 'off' }),
  KAFKA_TOPIC_PREFIX: envString('Put before each topic and group name, so that installations can share a cluster.', {
    default: '',
  }),
  KAFKA_REPLICAS: envInteger('Replicas of topics that we create; 0 leaves it to the broker.', {
    min: 0,
    max: 9,
    default: 0,
  }),
  KAFKA_COMPRESSION: envChoice('How records are compressed on the way to Kafka.', {
    choices: ['lz4', 'zstd', 'none'],
    default: 'lz4',
  }),
  KAFKA_MESSAGE_MAX_MB: envInteger('Largest message, MiB. The brokers must allow it too (message.max.bytes).', {
    min: 1,
    max: 256,
    default: 16,
  }),
};

export interface KafkaConfig {
  readonly KAFKA_BROKERS: string;
  readonly KAFKA_SASL_USERNAME: string | undefined;
  readonly KAFKA_SASL_PASSWORD: string | undefined;
  readonly KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' | 'SCRAM-SHA-256' | 'PLAIN';
  readonly KAFKA_TLS: 'off' | 'on';
  readonly KAFKA_TOPIC_PREFIX: string;
  readonly KAFKA_REPLICAS: number;
  readonly KAFKA_COMPRESSION: 'lz4' | 'zstd' | 'none';
  readonly KAFKA_MESSAGE_MAX_MB: number;
}

const connectTimeLimitMs = 5_000;
const requestTimeLimitMs = 30_000;
const retryDelayMs = 250;

/** Options of every client. Retries are the callers' business: they know when to stop and what to show. */
export function clientOptions(config: KafkaConfig, clientId: string): BaseOptions {
  const options: BaseOptions = {
    clientId,
    bootstrapBrokers: config.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    connectTimeout: connectTimeLimitMs,
    requestTimeout: requestTimeLimitMs,
    retries: 0,
    retryDelay: retryDelayMs,
    autocreateTopics: false,
  };
  if (config.KAFKA_TLS === 'on') options.tls = {};
  if (config.KAFKA_SASL_USERNAME !== undefined) {
    options.sasl = {
      mechanism: config.KAFKA_SASL_MECHANISM,
      username: config.KAFKA_SASL_USERNAME,
      password: config.KAFKA_SASL_PASSWORD ?? '',
    };
  }
  return options;
}

export const kafkaTopic = (config: KafkaConfig, topic: string): string => `${config.KAFKA_TOPIC_PREFIX}${topic}`;
