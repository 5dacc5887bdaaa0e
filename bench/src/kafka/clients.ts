/** The Kafka clients that could carry the bus, behind one small face, so that the same load runs on each. */
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import { readEnv } from '@fastisp/core/config/env-schema';
import { type KafkaConfig, kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { Producer, stringSerializers } from '@platformatic/kafka';
import { Kafka, logLevel } from 'kafkajs';

export interface KafkaLoadClient {
  readonly name: string;
  /** Sends values to partition 0 in one request; resolves when the broker has them (acks=all). */
  produce(topic: string, values: readonly Buffer[]): Promise<void>;
  /** Reads from the earliest offset until `onValue` answers true or, when it gives a promise, after it. */
  consume(topic: string, groupId: string, onValue: (value: Uint8Array) => Promise<boolean> | boolean): Promise<void>;
  close(): Promise<void>;
}

export type KafkaClientName = 'kafkajs 2.2.4' | '@platformatic/kafka 2.12.1';

export function createLoadClient(name: KafkaClientName, broker: string): KafkaLoadClient {
  return name === 'kafkajs 2.2.4' ? kafkajsClient(broker) : platformaticClient(broker);
}

function kafkajsClient(broker: string): KafkaLoadClient {
  const kafka = new Kafka({
    clientId: 'bench',
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    retry: { retries: 50, maxRetryTime: 2_000 },
  });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  let connected: Promise<void> | undefined;
  return {
    name: 'kafkajs 2.2.4',
    produce: async (topic, values) => {
      await (connected ??= producer.connect());
      await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value, partition: 0 })) });
    },
    consume: async (topic, groupId, onValue) => {
      const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 8 * 1024 * 1024, maxBytes: 16 * 1024 * 1024 });
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((done, fail) => {
        let ended = false;
        const run = consumer.run({
          eachBatch: async ({ batch, heartbeat, resolveOffset }) => {
            for (const message of batch.messages) {
              if (ended) return;
              if (message.value !== null && (await onValue(message.value))) {
                ended = true;
                done();
                return;
              }
              resolveOffset(message.offset);
              await heartbeat();
            }
          },
        });
        run.catch(fail);
      });
      await consumer.disconnect();
    },
    close: () => producer.disconnect(),
  };
}

const busDeps = { log: createLog({ service: 'bench', level: 'silent' }), metrics: new Metrics() };

const busConfig = (broker: string): KafkaConfig => ({
  ...readEnv(kafkaEnv, { KAFKA_BROKERS: broker }),
  KAFKA_BROKERS: broker,
});

function platformaticClient(broker: string): KafkaLoadClient {
  const base = { clientId: 'bench', bootstrapBrokers: [broker], retries: 50, retryDelay: 200 };
  const producer = new Producer<string, Buffer, string, string>({
    ...base,
    idempotent: true,
    serializers: { ...stringSerializers, value: (value) => value },
  });
  return {
    name: '@platformatic/kafka 2.12.1',
    produce: async (topic, values) => {
      await producer.send({ acks: -1, messages: values.map((value) => ({ topic, value, partition: 0 })) });
    },
    // As the bus reads: our own bounded fetch loop on the client's connections. The client's stream buffers by
    // number of messages, 630 MiB of 2 MiB blocks behind a slow reader.
    consume: async (topic, groupId, onValue) => {
      const bus = createKafkaBus({ config: busConfig(broker), clientId: 'bench' }, busDeps);
      await bus.start();
      await new Promise<void>((done) => {
        bus.subscribe({
          topics: [topic],
          groupId,
          from: 'earliest',
          handler: async ({ records }) => {
            for (const { value } of records) if (value !== null && (await onValue(value))) done();
          },
        });
      });
      await bus.stop();
    },
    close: () => producer.close(),
  };
}
