import { expect, it } from 'vitest';
import { readEnv } from '../../config/env-schema.ts';
import { newId } from '../../ids.ts';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import { testKafkaBrokers } from '../../testing/kafka.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { busContract } from '../bus.contract.ts';
import type { Bus } from '../port.ts';
import { kafkaEnv } from './connection.ts';
import { createKafkaBus } from './kafka-bus.ts';

const brokers = testKafkaBrokers();

async function startedBus(): Promise<Bus> {
  const env = { KAFKA_BROKERS: brokers.address, KAFKA_TOPIC_PREFIX: `${newId()}.` };
  const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: brokers.address };
  const log = createLog({ service: 'test', level: 'silent' });
  const bus = createKafkaBus({ config, clientId: 'contract' }, { log, metrics: new Metrics() });
  await bus.start();
  return bus;
}

busContract('Kafka', startedBus, { skip: brokers.missing, timeLimitMs: 30_000 });

it.skipIf(brokers.missing !== null)(
  `a subscription closes at once although its handler keeps failing${brokers.missing ?? ''}`,
  async () => {
    const bus = await startedBus();
    const spec = { partitions: 1, compacted: false, retentionMs: 3_600_000, backlogBytesMax: 1_000_000 };
    await bus.ensureTopics([{ name: 'refused', ...spec }]);
    await bus.publish('refused', [{ key: 'k', value: Buffer.from('v') }]);
    let attempts = 0;
    const subscription = bus.subscribe({
      topics: ['refused'],
      groupId: 'stubborn',
      from: 'earliest',
      handler: () => {
        attempts += 1;
        return Promise.reject(new Error('the store is away'));
      },
    });
    await waitFor('a few attempts', () => attempts > 5, { timeLimitMs: 20_000 });
    const closedAtMs = performance.now();
    await subscription.close();
    // Its back-off is longer than this by now, and so is the grace of a handler at work.
    expect(performance.now() - closedAtMs).toBeLessThan(1_000);
    await bus.stop();
  },
);
