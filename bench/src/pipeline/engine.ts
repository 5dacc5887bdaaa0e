/**
 * The flow path as a single node runs it (collector, bus, stream on embedded stores), without HTTP, so that a
 * benchmark can look into the store.
 */
import { createServer } from 'node:http';
import { collectorEnv } from '@fastisp/collector/config';
import { createCollector } from '@fastisp/collector/service';
import { createInProcessBus } from '@fastisp/core/bus/in-process-bus';
import type { Bus } from '@fastisp/core/bus/port';
import { systemClock } from '@fastisp/core/clock';
import { createEmbeddedColumnStore } from '@fastisp/core/column-store/embedded/embedded-column-store';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { readEnv } from '@fastisp/core/config/env-schema';
import { topics } from '@fastisp/core/contracts/topics';
import type { Component } from '@fastisp/core/lifecycle/component';
import { createLog, type Log } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import { relationalStoreFor } from '@fastisp/core/platform/stores';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { streamEnv } from '@fastisp/stream/config';
import { createStream, sinkBatchBytesMax, streamMigrations } from '@fastisp/stream/service';
import { createPgSinkMarks } from '@fastisp/stream/sink/pg-sink-marks';
import { createSink } from '@fastisp/stream/sink/run';
import { cpuSecondsOf, workerCpuSeconds } from './cpu.ts';

export interface PipelineEngine {
  readonly flowPort: number;
  readonly columnStore: ColumnStore;
  readonly metrics: Metrics;
  cpu(): Promise<EngineCpuS>;
  /** One more member of the sinks' group, on a bus connection of its own. @returns how to end it. */
  addSink(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** Seconds since each began. */
export interface EngineCpuS {
  /** Receivers, decoders, bus client, sinks. */
  readonly process: number;
  /** Of that, the workers that receive and decode. */
  readonly receivers: number;
  readonly columnStore: number;
}

export interface EngineOptions {
  readonly home: string;
  /** Default: the in-process bus. */
  readonly makeBus?: (deps: { log: Log; metrics: Metrics }) => Bus;
  readonly columnStoreMemoryMb?: number;
}

export async function startPipelineEngine(options: EngineOptions): Promise<PipelineEngine> {
  const { home } = options;
  const log = createLog({ service: 'bench', level: 'warn' });
  const metrics = new Metrics();
  const deps = { clock: systemClock, log, metrics };
  const env = { FASTISP_HOME: home, FLOW_HOST: '127.0.0.1', FLOW_NETFLOW_PORT: '29055', FLOW_IPFIX_PORT: '0' };
  const relational = relationalStoreFor(
    { DATABASE_URL: undefined, DATABASE_MIGRATION_URL: undefined, FASTISP_HOME: home },
    [streamMigrations],
    deps,
  );
  const columnStore = createEmbeddedColumnStore({ home, memoryMb: options.columnStoreMemoryMb ?? 3_072 }, deps);
  const bus = options.makeBus?.(deps) ?? createInProcessBus(deps);
  const streamConfig = readEnv(streamEnv, env);
  const stream = createStream(streamConfig, {
    ...deps,
    relational: relational.store,
    columnStore,
    bus,
    authenticate: () => Promise.resolve(null),
    httpServer: createServer(),
  });
  const secretBox = createSecretBox(Buffer.alloc(32).toString('base64'));
  const collector = createCollector(readEnv(collectorEnv, env), { ...deps, bus, secretBox });
  const components: Component[] = [...relational.components, columnStore, bus, stream, collector];
  const stop = async (): Promise<void> => {
    for (const component of components.toReversed()) await component.stop();
  };
  try {
    for (const component of components) {
      await component.start();
      if (component === bus) await bus.ensureTopics(Object.values(topics));
    }
  } catch (error) {
    await stop(); // or its servers would keep the benchmark from ending
    throw error;
  }
  return {
    flowPort: collector.flowPorts[0] ?? 0,
    columnStore,
    metrics,
    cpu: async () => {
      const own = process.cpuUsage();
      return {
        process: (own.user + own.system) / 1e6,
        receivers: await workerCpuSeconds(),
        columnStore: await cpuSecondsOf(columnStore.enginePid() ?? 0),
      };
    },
    addSink: async () => {
      const own = { ...deps, metrics: new Metrics() };
      const ownBus = options.makeBus?.(own);
      await ownBus?.start();
      const sink = createSink(
        { lingerMs: streamConfig.SINK_LINGER_MS, batchBytesMax: sinkBatchBytesMax },
        { ...own, bus: ownBus ?? bus, columnStore, marks: createPgSinkMarks(relational.store) },
      );
      await sink.start();
      return async () => {
        await sink.stop();
        await ownBus?.stop();
      };
    },
    stop,
  };
}
