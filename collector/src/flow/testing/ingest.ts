/** A real flow ingest on free loopback ports, and what it published. */
import { freeUdpPort } from '@fastisp/core/testing/free-port';
import { getU64 } from '@fastisp/core/block/builder';
import { decodeBlocks } from '@fastisp/core/block/native';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { readEnv } from '@fastisp/core/config/env-schema';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { topics } from '@fastisp/core/contracts/topics';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { createSocket, type Socket } from 'node:dgram';
import { flowEnv } from '../config.ts';
import { ExporterRegistry } from '../exporter-tenants.ts';
import { createFlowIngest, type FlowIngest } from '../ingest.ts';
import { addressText, type FlowRow, rowsOf } from './collect.ts';

export interface ExporterRow {
  readonly tenant: number;
  readonly exporter: string;
  readonly port: number;
  readonly version: number;
  readonly packets: number;
  readonly flows: number;
  readonly sequenceGap: number;
  readonly noTemplate: number;
  readonly refused: number;
  readonly samplingRate: number;
}

export interface TestIngest {
  readonly ingest: FlowIngest;
  readonly bus: Bus;
  readonly metrics: Metrics;
  readonly registry: ExporterRegistry;
  readonly rows: FlowRow[];
  readonly exporters: ExporterRow[];
  readonly port: number;
  readonly ipfixPort: number;
  metric(name: string, labels?: Record<string, string>): Promise<number>;
  stop(): Promise<void>;
}

export async function startTestIngest(
  home: string,
  variables: Readonly<Record<string, string>> = {},
  options: {
    registry?: ExporterRegistry;
    /** Bytes of flows that may wait on the bus. */
    flowBacklogBytesMax?: number;
    /** The reader of flows waits for it. */
    gate?: Promise<void>;
  } = {},
): Promise<TestIngest> {
  const [port, ipfixPort] = [await freeUdpPort(), await freeUdpPort()];
  const config = readEnv(flowEnv, {
    FASTISP_HOME: home,
    FLOW_HOST: '127.0.0.1',
    FLOW_NETFLOW_PORT: String(port),
    FLOW_IPFIX_PORT: String(ipfixPort),
    FLOW_FLUSH_MS: '50',
    ...variables,
  });
  const log = createLog({ service: 'test', level: 'silent' });
  const metrics = new Metrics();
  const bus = createInProcessBus({ log, metrics, clock: systemClock });
  await bus.start();
  const { flowBacklogBytesMax = topics.telemetryFlow.backlogBytesMax, gate } = options;
  const specs = Object.values(topics).filter(({ name }) => name !== topics.telemetryFlow.name);
  // One partition, so that the backlog is one.
  const flowTopic = { ...topics.telemetryFlow, partitions: 1, backlogBytesMax: flowBacklogBytesMax };
  await bus.ensureTopics([...specs, flowTopic]);
  const [rows, exporters]: [FlowRow[], ExporterRow[]] = [[], []];
  const subscription = bus.subscribe({
    topics: [topics.telemetryFlow.name, topics.telemetryExporter.name],
    groupId: 'test',
    from: 'earliest',
    handler: async (batch) => {
      if (batch.topic === topics.telemetryFlow.name) await gate;
      for (const { value } of batch.records) {
        if (batch.topic === topics.telemetryFlow.name) rows.push(...flowRows(value));
        else exporters.push(...exporterRows(value));
      }
    },
  });
  await subscription.ready;
  const registry = options.registry ?? new ExporterRegistry();
  const ingest = createFlowIngest(config, { bus, clock: systemClock, log, metrics, exporterTenants: registry });
  await ingest.start();
  const stop = async (): Promise<void> => {
    await ingest.stop();
    await subscription.caughtUp();
    await subscription.close();
    await bus.stop();
  };
  const metric = (name: string, labels?: Record<string, string>) => readMetric(metrics, name, labels);
  return { ingest, bus, metrics, registry, rows, exporters, port, ipfixPort, metric, stop };
}

const flowRows = (value: Uint8Array | null): FlowRow[] =>
  decodeBlocks(telemetryFlowV1, value ?? new Uint8Array()).flatMap((block) => rowsOf(block));

function exporterRows(value: Uint8Array | null): ExporterRow[] {
  return decodeBlocks(telemetryExporterV1, value ?? new Uint8Array()).flatMap(({ rows, columns: c }) =>
    Array.from({ length: rows }, (_, row) => ({
      tenant: c.tenant_id[row] ?? 0,
      exporter: addressText(c.exporter_address, row),
      port: c.exporter_port[row] ?? 0,
      version: c.flow_version[row] ?? 0,
      packets: getU64(c.packets, row),
      flows: getU64(c.flows, row),
      sequenceGap: getU64(c.sequence_gap, row),
      noTemplate: getU64(c.no_template, row),
      refused: getU64(c.refused, row),
      samplingRate: c.sampling_rate[row] ?? 0,
    })),
  );
}

export async function readMetric(metrics: Metrics, name: string, labels: Record<string, string> = {}): Promise<number> {
  const values = (await metrics.registry.getSingleMetric(name)?.get())?.values ?? [];
  const wanted = Object.entries(labels);
  const matching = values.filter(
    (value) => wanted.every(([label, text]) => (value.labels as Record<string, unknown>)[label] === text), // prom-client types them by metric
  );
  return matching.reduce((sum, { value }) => sum + value, 0);
}

/** Sends datagrams from one source port and lets the kernel take each before the next. */
export class UdpSender {
  private readonly socket: Socket = createSocket('udp4');

  async send(packets: readonly Uint8Array[], port: number): Promise<void> {
    for (const packet of packets) {
      await new Promise<void>((resolve, reject) => {
        this.socket.send(packet, port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error)));
      });
    }
  }

  close(): void {
    this.socket.close();
  }
}
