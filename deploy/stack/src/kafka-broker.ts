/**
 * A real Apache Kafka broker without Docker: its jars by Maven, one JVM in KRaft mode (broker and
 * controller in one), loopback only. For tests, benchmarks and people who try the scaled-out form.
 */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';
import { answering, canConnect, endChild, isInstalled, spawnTied } from './child.ts';

export interface KafkaBrokerOptions {
  /** Data, configuration and log of this broker. Kept between starts. */
  readonly folder: string;
  /** Where the jars are kept, shared by all brokers of the machine. */
  readonly libFolder: string;
  /** Clients come here; the controller takes the next port, and clients with a password the one after it. */
  readonly port: number;
  /** Largest message, bytes. Must hold a block: a full flow block is below 8 MiB. */
  readonly messageBytesMax?: number;
  /** Opens a second listener that wants this password, by PLAIN or SCRAM. Set it from the first start on. */
  readonly login?: { readonly username: string; readonly password: string };
}

export interface KafkaBroker extends Component {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  /** Of the listener that wants a password. */
  readonly saslAddress: string;
  /** Of the JVM; undefined before the first start. */
  pid(): number | undefined;
  /** SIGKILL, as when the machine loses power; `start` brings it back on the same data. */
  kill(): Promise<void>;
}

const pomFolder = resolve(import.meta.dirname, '..');
/** Where the jars are kept unless told otherwise. */
export const kafkaLibFolder = resolve(import.meta.dirname, '../../../var/stack/kafka-lib');
/** Ports that a broker takes, from its own on. */
export const kafkaPorts = { client: 0, controller: 1, sasl: 2 } as const;
const startTimeLimitMs = 60_000;
const stopTimeLimitMs = 20_000;
const heapMiB = 768;

export function createKafkaBroker(options: KafkaBrokerOptions): KafkaBroker {
  const { folder, libFolder, port, login } = options;
  const properties = join(folder, 'server.properties');
  const logFile = join(folder, 'broker.log');
  let child: ChildProcess | undefined;

  const java = (...args: string[]): string[] => ['-cp', join(libFolder, '*'), ...args];

  async function format(): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(properties, serverProperties(options), { mode: 0o600 });
    if (existsSync(join(folder, 'data', 'meta.properties'))) return;
    const id = runJava(java('kafka.tools.StorageTool', 'random-uuid'));
    const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
      login === undefined ? [] : ['--add-scram', `${mechanism}=[name=${login.username},password=${login.password}]`],
    );
    runJava(java('kafka.tools.StorageTool', 'format', '--standalone', '-t', id, '-c', properties, ...scram));
  }

  return {
    name: 'Kafka',
    address: `127.0.0.1:${port}`,
    saslAddress: `127.0.0.1:${port + kafkaPorts.sasl}`,
    start: async () => {
      ensureKafkaJars(libFolder);
      await format();
      const output = createWriteStream(logFile, { flags: 'a' });
      const jvm = [`-Xms256m`, `-Xmx${heapMiB}m`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
      const started = spawnTied('java', [...jvm, ...java('kafka.Kafka', properties)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.stdout?.pipe(output);
      started.stderr?.pipe(output);
      child = started;
      const server = { name: 'the Kafka broker', child: started, logFile, timeLimitMs: startTimeLimitMs };
      await answering(server, () => canConnect(port));
    },
    pid: () => child?.pid,
    stop: () => endChild(child, 'SIGTERM', stopTimeLimitMs),
    kill: () => endChild(child, 'SIGKILL', stopTimeLimitMs),
  };
}

export const hasKafkaJars = (libFolder: string): boolean =>
  existsSync(libFolder) && readdirSync(libFolder).some((jar) => jar.startsWith('kafka_2.13-'));

/** Fetches the broker's jars by Maven when they are not there yet. */
function ensureKafkaJars(libFolder: string): void {
  const jarsThere = hasKafkaJars(libFolder);
  for (const program of jarsThere ? ['java'] : ['java', 'mvn']) {
    if (isInstalled(program)) continue;
    throw new AppError(
      'STACK_PROGRAM_MISSING',
      `${program} is missing: apt-get install openjdk-17-jre-headless maven (the Kafka broker is Java)`,
    );
  }
  if (jarsThere) return;
  const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${libFolder}`];
  const result = spawnSync('mvn', args, { cwd: pomFolder, encoding: 'utf8' });
  if (result.status !== 0) {
    throw new AppError(
      'STACK_KAFKA_FETCH_FAILED',
      `Maven could not fetch Kafka's jars: ${result.stdout.slice(-1_000)}`,
    );
  }
}

function runJava(args: string[]): string {
  const result = spawnSync('java', args, { encoding: 'utf8' });
  if (result.status !== 0) {
    throw new AppError('STACK_KAFKA_FORMAT_FAILED', `Kafka's storage tool failed: ${result.stderr.slice(-1_000)}`);
  }
  return result.stdout.trim();
}

function serverProperties(options: KafkaBrokerOptions): string {
  const { folder, port, messageBytesMax = 16 * 1024 * 1024 } = options;
  const controller = port + kafkaPorts.controller;
  const clients = [`PLAINTEXT://127.0.0.1:${port}`];
  if (options.login !== undefined) clients.push(`SASL_PLAINTEXT://127.0.0.1:${port + kafkaPorts.sasl}`);
  return `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controller}
listeners=${clients.join(',')},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=${clients.join(',')}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
auto.create.topics.enable=false
message.max.bytes=${messageBytesMax}
replica.fetch.max.bytes=${messageBytesMax}
${saslProperties(options.login)}`;
}

function saslProperties(login: KafkaBrokerOptions['login']): string {
  if (login === undefined) return '';
  const modules = 'org.apache.kafka.common.security';
  const listener = 'listener.name.sasl_plaintext';
  return `sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
${listener}.plain.sasl.jaas.config=${modules}.plain.PlainLoginModule required user_${login.username}="${login.password}";
${listener}.scram-sha-256.sasl.jaas.config=${modules}.scram.ScramLoginModule required;
${listener}.scram-sha-512.sasl.jaas.config=${modules}.scram.ScramLoginModule required;
`;
}
