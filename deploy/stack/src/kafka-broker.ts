/**
 * A real Apache Kafka broker without Docker: its jars by Maven, one JVM in KRaft mode (broker and
 * controller in one), loopback only. For tests, benchmarks and people who try the scaled-out form.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';

export interface KafkaBrokerOptions {
  /** Data, configuration and log of this broker. Kept between starts. */
  readonly folder: string;
  /** Where the jars are kept, shared by all brokers of the machine. */
  readonly libFolder: string;
  readonly port: number;
  /** Largest message, bytes. Must hold a block: a full flow block is below 8 MiB. */
  readonly messageBytesMax?: number;
}

export interface KafkaBroker extends Component {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  /** SIGKILL, as when the machine loses power; `start` brings it back on the same data. */
  kill(): Promise<void>;
}

const pomFolder = resolve(import.meta.dirname, '..');
const startTimeLimitMs = 60_000;
const stopTimeLimitMs = 20_000;
const heapMiB = 768;

export function createKafkaBroker(options: KafkaBrokerOptions): KafkaBroker {
  const { folder, libFolder, port } = options;
  const properties = join(folder, 'server.properties');
  let child: ChildProcess | undefined;

  const java = (...args: string[]): string[] => ['-cp', join(libFolder, '*'), ...args];

  async function format(): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(properties, serverProperties(options));
    if (existsSync(join(folder, 'data', 'meta.properties'))) return;
    const id = runJava(java('kafka.tools.StorageTool', 'random-uuid'));
    runJava(java('kafka.tools.StorageTool', 'format', '--standalone', '-t', id, '-c', properties));
  }

  async function stopWith(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const closed = new Promise<void>((done) => running.once('close', () => done()));
    running.kill(signal);
    const deadline = setTimeout(() => running.kill('SIGKILL'), stopTimeLimitMs);
    await closed;
    clearTimeout(deadline);
  }

  return {
    name: 'kafka broker',
    address: `127.0.0.1:${port}`,
    start: async () => {
      await ensureKafkaJars(libFolder);
      await format();
      const output = createWriteStream(join(folder, 'broker.log'), { flags: 'a' });
      const jvm = [`-Xms256m`, `-Xmx${heapMiB}m`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
      const started = spawn('java', [...jvm, ...java('kafka.Kafka', properties)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.stdout.pipe(output);
      started.stderr.pipe(output);
      child = started;
      await listening(started, port, join(folder, 'broker.log'));
    },
    stop: () => stopWith('SIGTERM'),
    kill: () => stopWith('SIGKILL'),
  };
}

/** Fetches the broker's jars by Maven when they are not there yet. */
async function ensureKafkaJars(libFolder: string): Promise<void> {
  const jars = existsSync(libFolder) ? await readdir(libFolder) : [];
  if (jars.some((jar) => jar.startsWith('kafka_2.13-'))) return;
  for (const program of ['java', 'mvn']) {
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status === 0) continue;
    throw new AppError(
      'STACK_PROGRAM_MISSING',
      `${program} is missing: apt-get install openjdk-17-jre-headless maven (the Kafka broker is Java)`,
    );
  }
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

async function listening(child: ChildProcess, port: number, logFile: string): Promise<void> {
  const deadlineMs = Date.now() + startTimeLimitMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new AppError('STACK_KAFKA_DIED', `the Kafka broker ended while starting: see ${logFile}`);
    }
    if (await canConnect(port)) return;
    if (Date.now() > deadlineMs) {
      throw new AppError(
        'STACK_KAFKA_SLOW',
        `the Kafka broker did not listen within ${startTimeLimitMs} ms: see ${logFile}`,
      );
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

function serverProperties({ folder, port, messageBytesMax = 16 * 1024 * 1024 }: KafkaBrokerOptions): string {
  const controller = port + 1;
  return `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
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
`;
}
