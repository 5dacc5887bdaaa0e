/**
 * Sends records, one request at a time: what arrives while a request is on its way rides in the next one.
 * That keeps the order of each key over retries, and makes big batches just when the broker is slow. The
 * idempotent producer gives each batch a sequence number, so that a resend is not stored twice.
 */
import { Producer, type ProducerOptions, stringSerializers } from '@platformatic/kafka';
import { AppError } from '../../errors/app-error.ts';
import type { Log } from '../../log/log.ts';
import { type SampledWarn, sampledWarnings } from '../../log/sampled.ts';
import type { BusMetrics } from '../metrics.ts';
import type { BusMessage } from '../port.ts';
import { clientOptions, type KafkaConfig, kafkaTopic } from './connection.ts';
import { kafkaError, kafkaErrorCode } from './errors.ts';

/** Most bytes in one produce request; a single larger message goes alone. */
const requestBytesMax = 8 * 1024 * 1024;
const retryDelayMs = 500;
const flushTimeLimitMs = 5_000;

interface Waiting {
  readonly topic: string;
  readonly message: BusMessage;
  readonly bytes: number;
  readonly settle: (error?: AppError) => void;
}

type KafkaProducer = Producer<string, Buffer, string, string>;

export class KafkaPublisher {
  readonly #config: KafkaConfig;
  readonly #log: Log;
  readonly #warn: SampledWarn;
  readonly #metrics: BusMetrics;
  readonly #producer: KafkaProducer;
  readonly #messageBytesMax: number;
  #queue: Waiting[] = [];
  #queuedBytes = new Map<string, number>();
  /** Bytes in one request, of topics whose broker takes fewer than `requestBytesMax`. */
  readonly #topicBytesMax = new Map<string, number>();
  #sending: Promise<void> | undefined;
  #stopped = false;

  constructor(config: KafkaConfig, clientId: string, { log, metrics }: { log: Log; metrics: BusMetrics }) {
    this.#config = config;
    this.#log = log;
    this.#metrics = metrics;
    this.#warn = sampledWarnings(log);
    this.#messageBytesMax = config.KAFKA_MESSAGE_MAX_MB * 1024 * 1024;
    const options: ProducerOptions<string, Buffer, string, string> = {
      ...clientOptions(config, clientId),
      // Retries inside one send keep its sequence numbers, and with them the guarantee against doubles.
      retries: true,
      idempotent: true,
      compression: config.KAFKA_COMPRESSION,
      serializers: { ...stringSerializers, value: (value) => value },
    };
    this.#producer = new Producer(options);
  }

  /** Bytes of a topic that were handed over and not yet accepted by the broker. */
  queuedBytes(topic: string): number {
    return this.#queuedBytes.get(topic) ?? 0;
  }

  /** Resolves when the broker has them all. */
  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const accepted = messages.map((message) => this.#enqueue(topic, message));
    this.#sending ??= this.#sendAll();
    await Promise.all(accepted);
  }

  #enqueue(topic: string, message: BusMessage): Promise<void> {
    const bytes = (message.value?.byteLength ?? 0) + (message.key?.length ?? 0);
    if (this.#stopped) return Promise.reject(stoppedError());
    if (bytes > this.#messageBytesMax)
      return Promise.reject(this.#refuse(tooLargeForUs(topic, bytes, this.#messageBytesMax), topic));
    this.#metrics.published.inc({ topic });
    this.#queuedBytes.set(topic, this.queuedBytes(topic) + bytes);
    return new Promise((resolve, reject) => {
      const settle = (error?: AppError): void => {
        this.#queuedBytes.set(topic, this.queuedBytes(topic) - bytes);
        if (error === undefined) resolve();
        else reject(error);
      };
      this.#queue.push({ topic, message, bytes, settle });
    });
  }

  async #sendAll(): Promise<void> {
    while (this.#queue.length > 0 && !this.#stopped) {
      const batch = this.#takeBatch();
      try {
        await this.#send(batch);
        for (const waiting of batch) waiting.settle();
      } catch (error) {
        await this.#notSent(batch, error);
      }
    }
    this.#sending = undefined;
  }

  async #notSent(batch: Waiting[], error: unknown): Promise<void> {
    const [first, second] = batch;
    if (first === undefined) return;
    if (isTooLarge(error) && second !== undefined) {
      // The broker's limit is on what travels together: only a message that is too large by itself is refused.
      const bytes = batch.reduce((sum, waiting) => sum + waiting.bytes, 0);
      this.#topicBytesMax.set(first.topic, Math.floor(bytes / 2));
      this.#queue = [...batch, ...this.#queue];
      return;
    }
    const refusal = refusalOf(error, first);
    if (refusal === undefined) await this.#putBack(batch, error);
    else for (const waiting of batch) waiting.settle(this.#refuse(refusal, waiting.topic));
  }

  #refuse(refusal: AppError, topic: string): AppError {
    this.#metrics.refused.inc({ topic, code: refusal.code });
    this.#warn({ err: refusal, topic }, 'message refused');
    return refusal;
  }

  /** The oldest message's topic, as much of it as fits: a refusal then speaks of one topic only. */
  #takeBatch(): Waiting[] {
    const topic = this.#queue[0]?.topic ?? '';
    const bytesMax = this.#topicBytesMax.get(topic) ?? requestBytesMax;
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    let bytes = 0;
    for (const waiting of this.#queue) {
      const fits = waiting.topic === topic && (batch.length === 0 || bytes + waiting.bytes <= bytesMax);
      if (fits) bytes += waiting.bytes;
      else if (waiting.topic === topic) bytes = Number.POSITIVE_INFINITY; // keep the order: nothing later may overtake it
      (fits ? batch : rest).push(waiting);
    }
    this.#queue = rest;
    return batch;
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    await this.#producer.send({
      acks: -1,
      messages: batch.map(({ topic, message }) => ({
        topic: kafkaTopic(this.#config, topic),
        ...(message.key === null ? {} : { key: message.key }),
        // A tombstone is a record without a value.
        ...(message.value === null ? {} : { value: asBuffer(message.value) }),
        headers: message.headers ?? {},
        timestamp: BigInt(Date.now()),
      })),
    });
  }

  async #putBack(batch: Waiting[], error: unknown): Promise<void> {
    this.#warn({ err: kafkaError(error, this.#config.KAFKA_BROKERS) }, 'kafka publish failed');
    this.#queue = [...batch, ...this.#queue];
    await new Promise((done) => setTimeout(done, retryDelayMs));
  }

  /** Sends what is queued for at most `flushTimeLimitMs`; what is left then is refused. */
  async stop(): Promise<void> {
    if (this.#sending !== undefined) {
      const flushed = this.#sending;
      await Promise.race([flushed, new Promise((done) => setTimeout(done, flushTimeLimitMs).unref())]);
    }
    this.#stopped = true;
    await this.#producer.close(true).catch((err: unknown) => {
      this.#log.debug({ err }, 'kafka producer closed with an error');
    });
    for (const waiting of this.#queue.splice(0)) waiting.settle(stoppedError());
  }
}

const isTooLarge = (error: unknown): boolean =>
  ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'].includes(kafkaErrorCode(error) ?? '');

/** Errors that no retry mends: the caller hears of them at once. */
function refusalOf(error: unknown, { topic, bytes }: Waiting): AppError | undefined {
  if (isTooLarge(error)) {
    return new AppError(
      'BUS_MESSAGE_TOO_LARGE',
      `the Kafka broker refuses a message of ${bytes} bytes for ${topic}: raise message.max.bytes of the broker or max.message.bytes of the topic`,
      { cause: error },
    );
  }
  const code = kafkaErrorCode(error);
  if (code === 'TOPIC_AUTHORIZATION_FAILED' || code === 'CLUSTER_AUTHORIZATION_FAILED') {
    return new AppError('BUS_NOT_AUTHORIZED', `this Kafka user may not write to ${topic}: grant it WRITE`, {
      cause: error,
    });
  }
  return undefined;
}

const stoppedError = (): AppError => new AppError('BUS_STOPPED', 'the bus is stopping', { status: 503 });

const tooLargeForUs = (topic: string, bytes: number, limit: number): AppError =>
  new AppError(
    'BUS_MESSAGE_TOO_LARGE',
    `a message of ${bytes} bytes for ${topic} is over the limit of ${limit} (KAFKA_MESSAGE_MAX_MB)`,
  );

const asBuffer = (value: Uint8Array): Buffer => Buffer.from(value.buffer, value.byteOffset, value.byteLength);
