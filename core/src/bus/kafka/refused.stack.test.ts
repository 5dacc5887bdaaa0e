/** What the broker will never take is refused by itself, counted and said; what was published beside it arrives. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../config/env-schema.ts';
import { newId } from '../../ids.ts';
import { createLog } from '../../log/log.ts';
import { Metrics } from '../../metrics/registry.ts';
import { testKafkaBrokers } from '../../testing/kafka.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { kafkaEnv } from './connection.ts';
import { createKafkaBus } from './kafka-bus.ts';

const brokers = testKafkaBrokers();
const spec = { name: 'blocks', partitions: 1, compacted: false, retentionMs: 3_600_000, backlogBytesMax: 1_000_000 };
const prefix = `${newId()}.`;

async function startBus(messageMaxMb: number) {
  const env = {
    KAFKA_BROKERS: brokers.address,
    KAFKA_TOPIC_PREFIX: prefix,
    KAFKA_MESSAGE_MAX_MB: String(messageMaxMb),
  };
  const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: brokers.address };
  const metrics = new Metrics();
  const log = createLog({ service: 'test', level: 'silent' });
  const bus = createKafkaBus({ config, clientId: 'refused' }, { log, metrics });
  await bus.start();
  await bus.ensureTopics([spec]);
  const refused = async (): Promise<unknown> =>
    (await metrics.registry.getSingleMetric('core_bus_refused_total')?.get())?.values;
  return { bus, refused };
}

describe.skipIf(brokers.missing !== null)(`a message over the limit${brokers.missing ?? ''}`, () => {
  it('is refused by the broker alone, though it travelled with others that fit', async () => {
    const small = await startBus(1); // makes the topic with a limit of 1 MiB
    const { bus, refused } = await startBus(16); // believes that more is fine
    // Random bytes do not shrink on the way; ten of 300 kB are more than the topic takes at once.
    const block = (index: number, bytes: number) => ({
      key: 'shard-0',
      value: Buffer.concat([Buffer.from([index]), randomBytes(bytes)]),
    });
    const sizes = [...Array.from({ length: 5 }, () => 300_000), 1_500_000, ...Array.from({ length: 5 }, () => 300_000)];
    const outcomes = await Promise.allSettled(
      sizes.map((bytes, index) => bus.publish(spec.name, [block(index, bytes)])),
    );
    const failed = outcomes.flatMap((outcome, index) =>
      outcome.status === 'rejected' ? [[index, outcome.reason]] : [],
    );
    expect(failed).toEqual([[5, expect.objectContaining({ code: 'BUS_MESSAGE_TOO_LARGE' })]]);
    await bus.publish(spec.name, [block(11, 10)]);
    expect(await refused()).toEqual([{ value: 1, labels: { topic: 'blocks', code: 'BUS_MESSAGE_TOO_LARGE' } }]);

    const seen: (number | undefined)[] = [];
    bus.subscribe({
      topics: [spec.name],
      groupId: 'reader',
      from: 'earliest',
      handler: async ({ records }) => void seen.push(...records.map(({ value }) => value?.[0])),
    });
    await waitFor('the others', () => seen.length >= 11, { timeLimitMs: 20_000 });
    expect(seen).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);

    // Over our own limit it is refused before it travels.
    await expect(small.bus.publish(spec.name, [block(0, 1_500_000)])).rejects.toMatchObject({
      code: 'BUS_MESSAGE_TOO_LARGE',
      message: expect.stringContaining('KAFKA_MESSAGE_MAX_MB'),
    });
    expect(await small.refused()).toMatchObject([{ value: 1 }]);
    await Promise.all([bus.stop(), small.bus.stop()]);
  });
});
