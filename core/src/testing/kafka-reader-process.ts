/** Reads a topic on Kafka in a process of its own and prints each value, so that a test can put it to sleep. */
import { kafkaEnv } from '../bus/kafka/connection.ts';
import { createKafkaBus } from '../bus/kafka/kafka-bus.ts';
import { readEnv } from '../config/env-schema.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';

const { KAFKA_BROKERS = '', READER_TOPIC = '', READER_HANDLER_MS = '0' } = process.env;
const config = { ...readEnv(kafkaEnv, process.env), KAFKA_BROKERS };
const bus = createKafkaBus(
  { config, clientId: 'reader' },
  { log: createLog({ service: 'reader', level: 'silent' }), metrics: new Metrics() },
);
await bus.start();
const subscription = bus.subscribe({
  topics: [READER_TOPIC],
  groupId: 'readers',
  from: 'earliest',
  batchRecordsMax: 1,
  handler: async ({ records }) => {
    await new Promise((done) => setTimeout(done, Number(READER_HANDLER_MS)));
    for (const { value } of records) process.stdout.write(`${Buffer.from(value ?? []).toString()}\n`);
  },
});
await subscription.ready;
process.stdout.write('ready\n');
