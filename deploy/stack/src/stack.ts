/** The servers of the scaled-out form on this machine: Kafka, and VictoriaMetrics as the InfluxDB peer. */
import { join } from 'node:path';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createKafkaBroker, type KafkaBroker } from './kafka-broker.ts';
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
  /** Where Kafka's jars are kept between stacks. */
  readonly libFolder: string;
  readonly kafkaPort: number;
  readonly influxPort: number;
}

export function createStack(options: StackOptions): Stack {
  const { folder, libFolder, kafkaPort, influxPort } = options;
  const kafka = createKafkaBroker({ folder: join(folder, 'kafka'), libFolder, port: kafkaPort });
  const influx = createVictoriaMetrics({ folder: join(folder, 'victoria-metrics'), port: influxPort });
  const env = { KAFKA_BROKERS: kafka.address, INFLUX_URL: influx.url, INFLUX_TOKEN: 'none' };
  return { kafka, influx, components: [kafka, influx], env };
}
