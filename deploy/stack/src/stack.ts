/** The servers of the scaled-out form on this machine: Kafka, and VictoriaMetrics as the InfluxDB peer. */
import { join } from 'node:path';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createKafkaBroker, type KafkaBroker, kafkaLibFolder } from './kafka-broker.ts';
import { createVictoriaMetrics, type VictoriaMetrics } from './victoria-metrics.ts';

export interface Stack {
  readonly kafka: KafkaBroker;
  readonly influx: VictoriaMetrics;
  readonly components: readonly Component[];
  /** What the services' environment must say to use it. */
  readonly env: Readonly<Record<string, string>>;
}

export interface StackOptions {
  /** Everything the servers keep. */
  readonly folder: string;
  readonly kafkaPort: number;
  readonly influxPort: number;
}

export function createStack({ folder, kafkaPort, influxPort }: StackOptions): Stack {
  const kafka = createKafkaBroker({ folder: join(folder, 'kafka'), libFolder: kafkaLibFolder, port: kafkaPort });
  const influx = createVictoriaMetrics({ folder: join(folder, 'victoria-metrics'), port: influxPort });
  const env = { KAFKA_BROKERS: kafka.address, INFLUX_URL: influx.url, INFLUX_TOKEN: 'none' };
  return { kafka, influx, components: [kafka, influx], env };
}
