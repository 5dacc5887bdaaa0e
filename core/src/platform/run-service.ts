/**
 * One service alone in a process, by environment only: Kafka for the bus, an HTTP port for health, metrics and what
 * the service serves. HTTP listens first, so that `/readyz` can say what the rest waits for.
 */
import { parseArgs } from 'node:util';
import type { Bus } from '../bus/port.ts';
import { type KafkaConfig, kafkaEnv } from '../bus/kafka/connection.ts';
import { createKafkaBus } from '../bus/kafka/kafka-bus.ts';
import { type Clock, systemClock } from '../clock.ts';
import { httpEnv, processEnv } from '../config/base-env.ts';
import { type EnvSchema, type EnvValues, readEnv, redactEnv } from '../config/env-schema.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import type { ReadinessCheck } from '../http/health.ts';
import { createHttpServer, type HttpServer } from '../http/http-server.ts';
import type { Component } from '../lifecycle/component.ts';
import { startProgress } from '../lifecycle/start-progress.ts';
import { runUntilSignal } from '../lifecycle/run-until-signal.ts';
import { createLog, type Log } from '../log/log.ts';
import { Metrics } from '../metrics/registry.ts';
import { createSecretBox, type SecretBox } from '../secret/secret-box.ts';
import { configuredSecretKeys } from '../secret/secret-keys.ts';

/** What every process reads beside its own variables; `serviceEnv` is for those on the bus. */
export const bareProcessEnv = { ...processEnv, ...httpEnv };
export const serviceEnv = { ...bareProcessEnv, ...kafkaEnv };

export interface ProcessRuntime {
  readonly http: HttpServer;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface ServiceRuntime extends ProcessRuntime {
  readonly bus: Bus;
}

export interface ServiceParts {
  /** Started in order, after HTTP and the bus. */
  readonly components: readonly Component[];
  readonly readiness: readonly ReadinessCheck[];
  /** Adds routes; before the port opens. */
  readonly register?: () => Promise<void>;
  /** Runs once everything has started: what a person at the console must see. */
  readonly onStarted?: () => void;
}

interface ProcessDefinition<S extends EnvSchema, Base extends EnvSchema, Runtime> {
  readonly name: string;
  readonly env: S;
  compose(config: EnvValues<S> & EnvValues<Base>, runtime: Runtime): ServiceParts;
}

export type ServiceDefinition<S extends EnvSchema> = ProcessDefinition<S, typeof serviceEnv, ServiceRuntime>;

/** A service on the bus. Ends the process: 0 after a signal, 1 when it cannot start. */
export function runService<S extends EnvSchema>(service: ServiceDefinition<S>): Promise<never> {
  return runProcess<S & typeof kafkaEnv>({
    name: service.name,
    env: { ...kafkaEnv, ...service.env },
    compose: (config, runtime) => {
      const bus = createKafkaBus({ config: requireKafka(config), clientId: service.name }, runtime);
      const parts = service.compose(config as EnvValues<S> & EnvValues<typeof serviceEnv>, { ...runtime, bus }); // the same keys, spread apart
      return { ...parts, components: [bus, ...parts.components], readiness: [bus.readiness, ...parts.readiness] };
    },
  });
}

/** A process without a bus (the portal). */
export async function runProcess<S extends EnvSchema>(
  service: ProcessDefinition<S, typeof bareProcessEnv, ProcessRuntime>,
): Promise<never> {
  try {
    await run(service);
    process.exit(0);
  } catch (error) {
    const words = isAppError(error) ? `${error.message} (${error.code})` : String((error as Error).stack ?? error);
    process.stderr.write(`${service.name} cannot run: ${words}\n`);
    process.exit(1);
  }
}

async function run<S extends EnvSchema>(
  service: ProcessDefinition<S, typeof bareProcessEnv, ProcessRuntime>,
): Promise<void> {
  const env = { ...bareProcessEnv, ...service.env };
  const config = readEnv(env, process.env) as EnvValues<S> & EnvValues<typeof bareProcessEnv>; // both halves of the schema
  if (onlyLooks(env, config)) return;
  const log = createLog({ service: service.name, level: config.LOG_LEVEL });
  const metrics = new Metrics({ processMetrics: true });
  const readiness: ReadinessCheck[] = [];
  const http = createHttpServer(
    { host: config.HOST, port: config.PORT, trustedProxies: config.HTTP_TRUSTED_PROXIES },
    { log, metrics, readiness },
  );
  const parts = service.compose(config, { http, clock: systemClock, log, metrics });
  const starting = startProgress();
  readiness.push(starting.check, ...parts.readiness);
  await parts.register?.();
  await runUntilSignal([http, ...parts.components, starting.component], {
    graceMs: config.STOP_GRACE_MS,
    log,
    onStarted: () => {
      log.info({ url: http.url() }, 'service started');
      parts.onStarted?.();
    },
  });
}

function onlyLooks(env: EnvSchema, config: Readonly<Record<string, unknown>>): boolean {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { 'check-config': flag, 'print-config': flag } });
  if (values['print-config']) process.stdout.write(`${JSON.stringify(redactEnv(env, config), null, 2)}\n`);
  else if (values['check-config']) process.stdout.write('The configuration is valid.\n');
  return values['check-config'] || values['print-config'];
}

function requireKafka(config: EnvValues<typeof kafkaEnv>): KafkaConfig {
  if (config.KAFKA_BROKERS !== undefined) return { ...config, KAFKA_BROKERS: config.KAFKA_BROKERS };
  throw new AppError(
    'CONFIG_INVALID',
    'configuration:\n  KAFKA_BROKERS is missing: services in processes of their own meet on Kafka (npm run stack starts one here; npm start needs none)',
  );
}

/** Services that share secrets must be given the key: none of them may make one up. */
export function requireSecretBox(config: Parameters<typeof configuredSecretKeys>[0]): SecretBox {
  const keys = configuredSecretKeys(config);
  if (keys !== null) return createSecretBox(keys);
  throw new AppError(
    'CONFIG_INVALID',
    'configuration:\n  FASTISP_SECRET_KEY (or FASTISP_SECRET_KEYS_FILE) is missing: the same key for noc-api and collectors (openssl rand -base64 32)',
  );
}
