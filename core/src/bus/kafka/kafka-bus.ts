/** The bus on Apache Kafka 3.5 or later, by `@platformatic/kafka` (why: docs/adr/0004-kafka-client.md). */
import { setTimeout as delay } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import type { AppError } from '../../errors/app-error.ts';
import type { ReadinessCheck } from '../../http/health.ts';
import type { Log } from '../../log/log.ts';
import { type SampledWarn, sampledWarnings } from '../../log/sampled.ts';
import type { Metrics } from '../../metrics/registry.ts';
import { type BusMetrics, busMetrics } from '../metrics.ts';
import { type Bus, type BusRecord, deadLetterTopic, type SubscribeOptions, type TopicSpec } from '../port.ts';
import { clientOptions, type KafkaConfig } from './connection.ts';
import { kafkaError } from './errors.ts';
import { KafkaPublisher } from './publisher.ts';
import { KafkaSubscription } from './subscription.ts';
import { ensureKafkaTopics } from './topic-admin.ts';

export interface KafkaBusOptions {
  readonly config: KafkaConfig;
  /** Shown in the brokers' logs and metrics, e.g. `collector`. */
  readonly clientId: string;
}

export interface KafkaBusDeps {
  readonly log: Log;
  readonly metrics: Metrics;
}

const connectRetryMs = 1_000;
const publishBacklogBytesDefault = 64 * 1024 * 1024;

export function createKafkaBus(
  options: KafkaBusOptions,
  deps: KafkaBusDeps,
): Bus & { readonly readiness: ReadinessCheck } {
  return new KafkaBus(options, deps);
}

class KafkaBus implements Bus {
  readonly name = 'kafka bus';
  readonly readiness: ReadinessCheck;
  readonly #config: KafkaConfig;
  readonly #clientId: string;
  readonly #log: Log;
  readonly #warn: SampledWarn;
  readonly #metrics: BusMetrics;
  readonly #admin: Admin;
  readonly #publisher: KafkaPublisher;
  readonly #backlogBytesMax = new Map<string, number>();
  readonly #subscriptions = new Set<KafkaSubscription>();
  #problem: AppError | undefined;
  #stopped = false;

  constructor({ config, clientId }: KafkaBusOptions, { log, metrics }: KafkaBusDeps) {
    this.#config = config;
    this.#clientId = clientId;
    this.#log = log;
    this.#warn = sampledWarnings(log);
    this.#metrics = busMetrics(metrics);
    this.#admin = new Admin(clientOptions(config, `${clientId}-admin`));
    this.#publisher = new KafkaPublisher(config, clientId, { log, metrics: this.#metrics });
    this.readiness = { name: 'bus', check: () => this.#check() };
  }

  /** Waits for the brokers as long as it takes: `/readyz` says so meanwhile. */
  async start(): Promise<void> {
    await this.#untilReached(() => this.#admin.metadata({ topics: [], forceUpdate: true }));
    this.#log.info({ brokers: this.#config.KAFKA_BROKERS }, 'kafka reached');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await this.#publisher.stop();
    await this.#admin.close().catch((err: unknown) => {
      this.#log.debug({ err }, 'kafka admin closed with an error');
    });
  }

  async ensureTopics(specs: readonly TopicSpec[]): Promise<void> {
    for (const spec of specs) this.#backlogBytesMax.set(spec.name, spec.backlogBytesMax);
    await this.#untilReached(() => ensureKafkaTopics(this.#admin, this.#config, specs));
  }

  publish(topic: string, messages: Parameters<Bus['publish']>[1]): Promise<void> {
    return this.#publisher.publish(topic, messages);
  }

  backlogFull(topic: string): boolean {
    return this.#publisher.queuedBytes(topic) >= (this.#backlogBytesMax.get(topic) ?? publishBacklogBytesDefault);
  }

  subscribe(options: SubscribeOptions): KafkaSubscription {
    const subscription = new KafkaSubscription(options, {
      config: this.#config,
      clientId: this.#clientId,
      log: this.#log,
      warn: this.#warn,
      deadLetter: (record, reason) => this.#deadLetter(record, reason, options.groupId),
      onFailure: (batch, err, attempt) => {
        this.#metrics.failed.inc({ topic: batch.topic, group: options.groupId });
        const { topic, partition } = batch;
        this.#warn({ topic, partition, groupId: options.groupId, attempt, err }, 'batch failed');
      },
    });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async #deadLetter(record: BusRecord, reason: string, groupId: string): Promise<void> {
    const { topic, partition, offset, key, value } = record;
    const headers = { ...record.headers, reason, topic, partition: String(partition), offset: String(offset), groupId };
    await this.#publisher.publish(deadLetterTopic(topic), [{ key, value, headers }]);
    this.#metrics.deadLettered.inc({ topic, group: groupId });
    this.#log.warn(
      { topic, partition, offset: String(offset), groupId, reason },
      'record moved to the dead-letter topic',
    );
  }

  async #check(): Promise<void> {
    if (this.#problem !== undefined) throw this.#problem;
    try {
      await this.#admin.metadata({ topics: [], forceUpdate: true });
    } catch (error) {
      throw kafkaError(error, this.#config.KAFKA_BROKERS);
    }
  }

  async #untilReached<T>(work: () => Promise<T>): Promise<T | undefined> {
    while (!this.#stopped) {
      try {
        const answer = await work();
        this.#problem = undefined;
        return answer;
      } catch (error) {
        this.#problem = kafkaError(error, this.#config.KAFKA_BROKERS);
        // Only silence is waited out; wrong partitions or missing rights need a person.
        if (!['BUS_UNREACHABLE', 'BUS_AUTHENTICATION_REFUSED'].includes(this.#problem.code)) throw this.#problem;
        this.#warn({ err: this.#problem }, 'kafka not reached');
        await delay(connectRetryMs);
      }
    }
    return undefined;
  }
}
