/** Which Kafka client carries the bus: the two that install offline, on a real broker, same load. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createKafkaBroker, type KafkaBroker } from '@fastisp/stack/kafka-broker';
import { Admin } from '@platformatic/kafka';
import type { KafkaClientName } from './kafka/clients.ts';
import type { LoadResult, LoadSpec } from './kafka/load.ts';
import type { Bench, BenchResult } from './result.ts';

const run = promisify(execFile);
const ours: KafkaClientName = '@platformatic/kafka 2.12.1';
const peer: KafkaClientName = 'kafkajs 2.2.4';
const loadScript = join(import.meta.dirname, 'kafka', 'load.ts');
const libFolder = resolve(import.meta.dirname, '../../var/stack/kafka-lib');
const port = 19_292;
const MiB = 1024 * 1024;

export const bench: Bench = {
  name: 'kafka-clients',
  about: '@platformatic/kafka against kafkajs on a real Kafka 4 broker: CPU, memory, broker restart',
  async *run({ quick }) {
    const folder = await mkdtemp(join(tmpdir(), 'fastisp-kafka-bench-'));
    const broker = createKafkaBroker({ folder, libFolder, port });
    await broker.start();
    try {
      yield* blocks(broker, quick ? 50 : 400);
      yield* smallMessages(broker, quick ? 20_000 : 300_000);
      yield* slowReader(broker, quick ? 60 : 300);
      yield* brokerRestart(broker, quick ? 4_000 : 20_000);
    } finally {
      await broker.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function load(broker: KafkaBroker, spec: Omit<LoadSpec, 'broker'>): Promise<LoadResult> {
  const { stdout } = await run(process.execPath, [loadScript, JSON.stringify({ ...spec, broker: broker.address })], {
    timeout: 300_000,
  });
  return JSON.parse(stdout) as LoadResult; // load.ts prints nothing else
}

async function topicsFor(broker: KafkaBroker, name: string): Promise<Record<KafkaClientName, string>> {
  const topics = { [ours]: `${name}-platformatic`, [peer]: `${name}-kafkajs` } as Record<KafkaClientName, string>; // both keys are given
  const admin = new Admin({ clientId: 'bench-admin', bootstrapBrokers: [broker.address] });
  const configs = [{ name: 'max.message.bytes', value: String(16 * MiB) }];
  await admin.createTopics({ topics: Object.values(topics), partitions: 1, replicas: 1, configs });
  await admin.close();
  return topics;
}

const result = (metric: string, unit: string, pair: Record<KafkaClientName, number>): BenchResult => ({
  bench: 'kafka-clients',
  metric,
  unit,
  ours: pair[ours],
  peers: { [peer]: pair[peer] },
  target: '<= kafkajs',
  met: pair[ours] <= pair[peer],
});

async function onBoth(work: (client: KafkaClientName) => Promise<number>): Promise<Record<KafkaClientName, number>> {
  return { [peer]: await work(peer), [ours]: await work(ours) } as Record<KafkaClientName, number>; // both keys are given
}

async function* roundTrip(
  broker: KafkaBroker,
  name: string,
  shape: { messages: number; messageBytes: number; batch: number },
  unit: string,
  perUnit: number,
): AsyncIterable<BenchResult> {
  const topics = await topicsFor(broker, name);
  for (const role of ['produce', 'consume'] as const) {
    const pair = await onBoth(async (client) => {
      const { cpuS } = await load(broker, { client, topic: topics[client], role, ...shape, readerDelayMs: 0 });
      return cpuS / perUnit;
    });
    yield result(`${role} ${name}`, unit, pair);
  }
}

const blocks = (broker: KafkaBroker, messages: number): AsyncIterable<BenchResult> =>
  roundTrip(
    broker,
    'blocks-of-4-MiB',
    { messages, messageBytes: 4 * MiB, batch: 1 },
    'CPU-s/GiB',
    (messages * 4) / 1024,
  );

const smallMessages = (broker: KafkaBroker, messages: number): AsyncIterable<BenchResult> =>
  roundTrip(
    broker,
    'json-of-300-bytes',
    { messages, messageBytes: 300, batch: 500 },
    'CPU-s/M messages',
    messages / 1e6,
  );

async function* slowReader(broker: KafkaBroker, messages: number): AsyncIterable<BenchResult> {
  const topics = await topicsFor(broker, 'slow');
  const shape = { messages, messageBytes: 2 * MiB, batch: 1 };
  const pair = await onBoth(async (client) => {
    await load(broker, { client, topic: topics[client], role: 'produce', ...shape, readerDelayMs: 0 });
    const { rssMiBMax } = await load(broker, {
      client,
      topic: topics[client],
      role: 'consume',
      ...shape,
      readerDelayMs: 50,
    });
    return rssMiBMax;
  });
  yield result('memory of a slow reader', 'MiB', pair);
}

async function* brokerRestart(broker: KafkaBroker, messages: number): AsyncIterable<BenchResult> {
  const topics = await topicsFor(broker, 'restart');
  const shape = { messages, messageBytes: 1_000, batch: 20, readerDelayMs: 0 };
  const outage = { [peer]: 0, [ours]: 0 } as Record<KafkaClientName, number>; // both keys are given
  const extra = { ...outage };
  for (const client of [peer, ours]) {
    const undisturbed = await load(broker, { client, topic: topics[client], role: 'produce', ...shape });
    const disturbed = load(broker, {
      client,
      topic: topics[client],
      role: 'produce',
      ...shape,
      messages: messages * 5,
    });
    await new Promise((done) => setTimeout(done, 1_500));
    await broker.kill();
    await broker.start();
    const { wallS } = await disturbed;
    outage[client] = wallS - undisturbed.wallS * 5;
    extra[client] = (await recordsIn(broker, topics[client])) - messages * 6 - 2;
  }
  yield result('time lost by kill -9 of the broker (its own start included)', 's', outage);
  yield {
    ...result('records lost (negative) or doubled by it', 'records', extra),
    target: '= 0',
    met: extra[ours] === 0,
  };
}

async function recordsIn(broker: KafkaBroker, topic: string): Promise<number> {
  const admin = new Admin({ clientId: 'bench-admin', bootstrapBrokers: [broker.address] });
  const [listed] = await admin.listOffsets({
    topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: -1n }] }],
  });
  await admin.close();
  return Number(listed?.partitions[0]?.offset ?? -1n);
}
