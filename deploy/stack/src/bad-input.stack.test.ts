/** A collector whose Kafka is not as it should be: away, locked, too small, or with messages of another version. */
import { freeTcpPort } from '@fastisp/core/testing/free-port';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaEnv } from '@fastisp/core/bus/kafka/connection';
import { createKafkaBus } from '@fastisp/core/bus/kafka/kafka-bus';
import { type Bus, type BusRecord, deadLetterTopic } from '@fastisp/core/bus/port';
import { readEnv } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import { newId } from '@fastisp/core/ids';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { testKafkaBrokers } from '@fastisp/core/testing/kafka';
import { RunningProgram } from '@fastisp/core/testing/running-program';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canConnect } from './child.ts';
import { createKafkaBroker, type KafkaBroker, kafkaLibFolder, kafkaPorts } from './kafka-broker.ts';
import { serviceMains } from './services.ts';

// Its own broker is used, because it must be away at first; the shared one only says that there can be one.
const { missing } = testKafkaBrokers();
const login = { username: 'fastisp', password: 'correcta' };
const reasonOfSilence = /^the Kafka brokers at 127\.0\.0\.1:\d+ do not answer \(.+\): still trying$/;

describe.skipIf(missing !== null)(`a collector and its Kafka${missing ?? ''}`, { timeout: 120_000 }, () => {
  const programs: RunningProgram[] = [];
  let folder: string;
  let broker: KafkaBroker;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fastisp-bad-input-'));
    broker = createKafkaBroker({ folder, libFolder: kafkaLibFolder, port: await freePortRun(), login });
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.stop('SIGKILL')));
    await broker?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  async function collector(env: Readonly<Record<string, string>>): Promise<RunningProgram> {
    const program = new RunningProgram({
      name: 'collector',
      mainFile: serviceMains.collector,
      port: await freeTcpPort(),
      env: {
        ...{ FASTISP_HOME: join(folder, 'home'), FASTISP_SECRET_KEY: randomBytes(32).toString('base64') },
        ...{ FLOW_NETFLOW_PORT: '0', FLOW_IPFIX_PORT: '0', KAFKA_TOPIC_PREFIX: `${newId()}.`, ...env },
      },
    });
    programs.push(program);
    return program;
  }

  async function busOf(prefix: string): Promise<Bus> {
    const env = { KAFKA_BROKERS: broker.address, KAFKA_TOPIC_PREFIX: prefix };
    const config = { ...readEnv(kafkaEnv, env), KAFKA_BROKERS: broker.address };
    const log = createLog({ service: 'test', level: 'silent' });
    const bus = createKafkaBus({ config, clientId: 'test' }, { log, metrics: new Metrics() });
    await bus.start();
    return bus;
  }

  const notReady = (program: RunningProgram, reason: RegExp): Promise<boolean> =>
    waitFor(`the bus is not ready: ${reason.source}`, async () =>
      reason.test((await program.notReadyBecause('bus')) ?? ''),
    );

  it('waits for a broker that is not there, says so, and goes on when it comes', async () => {
    const [early, impatient] = [
      await collector({ KAFKA_BROKERS: broker.address }),
      await collector({ KAFKA_BROKERS: broker.address }),
    ];
    early.spawn();
    impatient.spawn();
    await notReady(early, reasonOfSilence);
    await notReady(impatient, reasonOfSilence);
    expect((await fetch(`${early.url}/healthz`)).status).toBe(200);
    expect(await impatient.stop()).toBe(0);
    await broker.start();
    await early.ready();
    expect(await early.stop()).toBe(0);
  });

  it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])('waits with wrong credentials, by %s', async (mechanism) => {
    const program = await collector({
      KAFKA_BROKERS: broker.saslAddress,
      KAFKA_SASL_MECHANISM: mechanism,
      KAFKA_SASL_USERNAME: login.username,
      KAFKA_SASL_PASSWORD: login.password,
    });
    program.spawn({ KAFKA_SASL_PASSWORD: 'equivocada' });
    await notReady(program, /refuse our credentials: check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD/);
    expect(program.runs).toBe(true);
    expect(program.stderr).not.toContain('equivocada');
    expect(await program.stop()).toBe(0);
    await program.start();
    expect(await program.stop()).toBe(0);
  });

  it('refuses a topic with too few partitions, and says what to do', async () => {
    const prefix = `${newId()}.`;
    const bus = await busOf(prefix);
    await bus.ensureTopics([{ ...topics.inventoryDevices, partitions: 1 }]);
    const { code, stderr } = await (
      await collector({ KAFKA_BROKERS: broker.address, KAFKA_TOPIC_PREFIX: prefix })
    ).startAndFail();
    expect(code).toBe(1);
    expect(stderr).toContain(
      `collector cannot run: topic ${prefix}inventory.devices has 1 partitions, 8 are needed: stop all services, then kafka-topics.sh --delete --topic ${prefix}inventory.devices`,
    );
    expect(stderr).toContain('BUS_TOPIC_TOO_FEW_PARTITIONS');
    await bus.stop();
  });

  it('sets a message of an unknown version aside with the reason, counts it, and goes on', async () => {
    const prefix = `${newId()}.`;
    const bus = await busOf(prefix);
    const program = await collector({ KAFKA_BROKERS: broker.address, KAFKA_TOPIC_PREFIX: prefix });
    await program.start();
    const { name } = topics.inventoryDevices;
    const key = newId();
    await bus.publish(name, [{ key, value: Buffer.from(JSON.stringify({ v: 99, id: key })) }]);
    const dead: BusRecord[] = [];
    bus.subscribe({
      topics: [deadLetterTopic(name)],
      groupId: 'dead-letters',
      from: 'earliest',
      handler: async ({ records }) => void dead.push(...records),
    });
    await waitFor('a dead letter', () => dead.length > 0, { timeLimitMs: 20_000 });
    expect(dead).toMatchObject([{ key, headers: { topic: name, reason: expect.stringContaining('version 99') } }]);
    await waitFor(
      'it is counted',
      async () => (await program.metric('core_bus_dead_lettered_total', { topic: name })) === 1,
    );
    await program.ready();
    expect(await program.stop()).toBe(0);
    await bus.stop();
  });
});

/** The first of as many ports as a broker takes, all free; below those that the kernel gives to connections. */
async function freePortRun(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const taken = await Promise.all(Object.values(kafkaPorts).map((offset) => canConnect(first + offset)));
    if (!taken.includes(true)) return first;
  }
}
