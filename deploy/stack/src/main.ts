/**
 * `npm run stack`: the servers of the scaled-out form on this machine, for people: Kafka, PostgreSQL, the column store
 * behind ClickHouse's interface, and VictoriaMetrics in InfluxDB's place. All on loopback, data in a folder.
 * `npm run stack -- --services` starts our four services on them too.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from '@fastisp/core/config/env-schema';
import { AppError, isAppError } from '@fastisp/core/errors/app-error';
import type { Component } from '@fastisp/core/lifecycle/component';
import { runUntilSignal } from '@fastisp/core/lifecycle/run-until-signal';
import { createLog } from '@fastisp/core/log/log';
import { keptSecret } from '@fastisp/core/secret/kept-secret';
import { canConnect, isInstalled } from './child.ts';
import { type StackConfig, stackEnv } from './config.ts';
import { hasKafkaJars, kafkaLibFolder, kafkaPorts } from './kafka-broker.ts';
import { createServiceProcess } from './service-process.ts';
import { serviceNames } from './services.ts';
import { createStack } from './stack.ts';
import { createStores } from './stores.ts';

/** Kafka alone may take 20 s. */
const stopGraceMs = 60_000;
const help = `npm run stack                   Kafka, PostgreSQL, column store and VictoriaMetrics on loopback
npm run stack -- --services     and noc-api, stream, collector and portal on them

Ports and folder: ${Object.keys(stackEnv).join(', ')}
`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { services: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) return say(help);
  const config = readEnv(stackEnv, { LOG_LEVEL: 'warn', ...process.env });
  requirePrograms();
  await requireFreePorts(config, values.services);

  const folder = resolve(config.STACK_HOME);
  await mkdir(folder, { recursive: true });
  const secret = (name: string): Promise<string> => keptSecret(join(folder, name));
  const log = createLog({ service: 'stack', level: config.LOG_LEVEL });
  const clickhousePassword = await secret('clickhouse.password');
  const servers = createStack({ folder, kafkaPort: config.STACK_KAFKA_PORT, influxPort: config.STACK_INFLUX_PORT });
  const stores = createStores(
    {
      ...{ folder, clickhousePassword, columnStoreMemoryMb: config.STACK_COLUMN_STORE_MEMORY_MB },
      ...{ postgresPort: config.STACK_POSTGRES_PORT, clickhousePort: config.STACK_CLICKHOUSE_PORT },
    },
    log,
  );

  let env: Readonly<Record<string, string>> = {};
  const envFile = join(folder, 'stack.env');
  const port = servicePorts(config);
  const writeEnv = async (): Promise<void> => {
    env = {
      ...servers.env,
      ...(await stores.env()),
      FASTISP_SECRET_KEY: await secret('secret.key'),
      FASTISP_BOOTSTRAP_TOKEN: await secret('bootstrap.token'),
      NOC_API_URL: `http://127.0.0.1:${port['noc-api']}`,
      STREAM_URL: `http://127.0.0.1:${port.stream}`,
    };
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(envFile, lines.join(''), { mode: 0o600 });
  };
  const services = values.services
    ? serviceNames.map((name) =>
        createServiceProcess({ name, port: port[name], folder: join(folder, 'services'), env: () => env, say }),
      )
    : [];

  say(`Starting in ${folder} …`);
  await runUntilSignal(
    [
      ...[servers.kafka, stores.postgres, stores.columnStore, servers.influx].map(withProgress),
      { name: 'environment', start: writeEnv, stop: () => Promise.resolve() },
      ...services.map(withProgress),
    ],
    { graceMs: stopGraceMs, log, onStarted: () => explain(env, envFile, values.services ? port.portal : null) },
  );
  say('Stopped.');
}

function requirePrograms(): void {
  const packages = new Map([['victoria-metrics', 'victoria-metrics']]);
  packages.set('java', 'openjdk-17-jre-headless');
  if (!hasKafkaJars(kafkaLibFolder)) {
    packages.set('mvn', 'maven');
    say('Kafka’s jars are fetched by Maven first: about a minute, once.');
  }
  const missing = [...packages].filter(([program]) => !isInstalled(program));
  if (missing.length === 0) return;
  throw new AppError(
    'STACK_PROGRAM_MISSING',
    `missing: ${missing.map(([program]) => program).join(', ')}. Install them: apt-get install ${missing.map(([, name]) => name).join(' ')}`,
  );
}

const servicePorts = ({ STACK_SERVICES_PORT: portal }: StackConfig) => ({
  portal,
  'noc-api': portal + 1,
  stream: portal + 2,
  collector: portal + 3,
});

async function requireFreePorts(config: StackConfig, services: boolean): Promise<void> {
  const wanted: [variable: string, port: number][] = [
    ['STACK_KAFKA_PORT', config.STACK_KAFKA_PORT],
    ['STACK_KAFKA_PORT', config.STACK_KAFKA_PORT + kafkaPorts.controller],
    ['STACK_POSTGRES_PORT', config.STACK_POSTGRES_PORT],
    ['STACK_CLICKHOUSE_PORT', config.STACK_CLICKHOUSE_PORT],
    ['STACK_INFLUX_PORT', config.STACK_INFLUX_PORT],
  ];
  if (services) for (const port of Object.values(servicePorts(config))) wanted.push(['STACK_SERVICES_PORT', port]);
  const taken: string[] = [];
  for (const [variable, port] of wanted) if (await canConnect(port)) taken.push(`${port} (set ${variable})`);
  if (taken.length === 0) return;
  throw new AppError(
    'STACK_PORT_TAKEN',
    `other programs have these ports of 127.0.0.1, perhaps another stack: ${taken.join(', ')}`,
  );
}

function withProgress(part: Component): Component {
  return {
    name: part.name,
    start: async () => {
      const startedMs = performance.now();
      await part.start();
      say(`  ${part.name}: ready after ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
    },
    stop: async () => {
      await part.stop();
      say(`  ${part.name}: stopped`);
    },
  };
}

function explain(env: Readonly<Record<string, string>>, envFile: string, portalPort: number | null): void {
  say('\nWhat a service must be told (Node reads the file by --env-file):\n');
  for (const [name, value] of Object.entries(env)) say(`export ${name}=${value}`);
  const near = relative(process.cwd(), envFile);
  const file = near.startsWith('..') ? envFile : near;
  say(`\n  written to ${file}`);
  if (portalPort !== null) say(`  FastISP is running: http://127.0.0.1:${portalPort}`);
  else say(`  PORT=8083 npx node --env-file=${file} collector/src/main.ts   (stream, noc-api and portal likewise)`);
  say(stopByKey() ? '\nq or Ctrl-C stops everything.\n' : '\nCtrl-C stops everything.\n');
}

/** One key, without Return, where somebody sits at a terminal. In that mode Ctrl-C is a key like others. */
function stopByKey(): boolean {
  if (!process.stdin.isTTY) return false;
  process.stdin.setRawMode(true).on('data', (keys: Buffer) => {
    if (['q', 'Q', '\u0003'].includes(keys.toString())) process.kill(process.pid, 'SIGTERM');
  });
  return true;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const words = isAppError(error) ? `${error.message} (${error.code})` : String((error as Error).stack ?? error); // a bug: whatever was thrown
    process.stderr.write(`\nThe stack cannot run: ${words}\n`);
    process.exit(1);
  },
);
