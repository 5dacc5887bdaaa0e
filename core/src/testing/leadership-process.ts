/**
 * A process that does nothing but stand for leadership of `LEADERSHIP_NAME` on Kafka, for tests that stop and kill
 * it. Writes a line for each event, and every 20 ms `leads <ms since the epoch>` while it may act.
 */
import { writeSync } from 'node:fs';
import { kafkaEnv } from '../bus/kafka/connection.ts';
import { createKafkaBus } from '../bus/kafka/kafka-bus.ts';
import { createLeadership } from '../bus/leadership.ts';
import { readEnv } from '../config/env-schema.ts';
import { topics } from '../contracts/topics.ts';
import { createLog } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};
const log = createLog({ service: 'leadership-process', level: 'silent' });
const env = readEnv(kafkaEnv, process.env);
const config = { ...env, KAFKA_BROKERS: env.KAFKA_BROKERS ?? '' };
const bus = createKafkaBus({ config, clientId: 'leadership-process' }, { log, metrics: new Metrics() });
const leadership = createLeadership({
  name: process.env['LEADERSHIP_NAME'] ?? '',
  bus,
  log,
  onElected: async () => say('elected'),
  onDeposed: async () => say('deposed'),
});

await bus.start();
await bus.ensureTopics([topics.leadership]);
await leadership.start();
say('started');
const timer = setInterval(() => {
  if (leadership.leads()) say(`leads ${Date.now()}`);
}, 20);
process.once('SIGTERM', () => {
  clearInterval(timer);
  void leadership
    .stop()
    .then(() => bus.stop())
    .then(() => process.exit(0));
});
