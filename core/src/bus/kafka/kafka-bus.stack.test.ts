import { readEnv } from '../../config/env-schema.ts';
import { newId } from '../../ids.ts';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import { testKafkaBrokers } from '../../testing/kafka.ts';
import { busContract } from '../bus.contract.ts';
import { kafkaEnv } from './connection.ts';
import { createKafkaBus } from './kafka-bus.ts';

const brokers = testKafkaBrokers();

busContract(
  'Kafka',
  async () => {
    const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.` };
    const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: brokers.address };
    const log = createLog({ service: 'test', level: 'silent' });
    const bus = createKafkaBus({ config, clientId: 'contract' }, { log, metrics: new Metrics() });
    await bus.start();
    return bus;
  },
  { skip: brokers.missing, timeLimitMs: 30_000 },
);
