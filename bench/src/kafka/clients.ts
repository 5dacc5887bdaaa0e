/** The Kafka clients that could carry the bus, behind one small face, so that the same load runs on each. */
import { Consumer, Producer, stringSerializers } from '@platformatic/kafka';
import { Kafka, logLevel } from 'kafkajs';

export interface KafkaLoadClient {
  readonly name: string;
  /** Sends values to partition 0 in one request; resolves when the broker has them (acks=all). */
  produce(topic: string, values: readonly Buffer[]): Promise<void>;
  /** Reads from the earliest offset until `onValue` answers true or, when it gives a promise, after it. */
  consume(topic: string, groupId: string, onValue: (value: Buffer) => Promise<boolean> | boolean): Promise<void>;
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
    consume: async (topic, groupId, onValue) => {
      const consumer = new Consumer({
        ...base,
        groupId,
        maxBytes: 16 * 1024 * 1024,
        maxBytesPerPartition: 8 * 1024 * 1024,
      });
      const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: 1_000, maxFetches: 2 });
      for await (const message of stream) {
        if (await onValue(message.value)) break;
      }
      await consumer.close(true);
    },
    close: () => producer.close(),
  };
}
