/**
 * The main thread's side of flow collection: starts the workers, publishes their blocks, keeps what they
 * learn, and starts one again that died.
 */
import type { Bus } from '@fastisp/core/bus/port';
import { blockHeaders } from '@fastisp/core/block/schema';
import type { Clock } from '@fastisp/core/clock';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { topics } from '@fastisp/core/contracts/topics';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { FlowConfig } from './config.ts';
import { cannotListen, portTaken } from './errors.ts';
import { exporterBlock } from './exporter-block.ts';
import type { ExporterTenants } from './exporter-tenants.ts';
import { countersIntervalMs, statsIntervalMs, templateSaveIntervalMs, workerRestartMs } from './limits.ts';
import { createFlowMetrics, type FlowMetrics } from './metrics.ts';
import { KernelDrops } from './receive/kernel-drops.ts';
import type { FromWorker, SourceReport, WorkerGauges, WorkerSettings, WorkerSocket } from './receive/protocol.ts';
import type { WorkerTask } from './receive/worker.ts';
import { TemplateStore } from './template-store.ts';
import { WorkerHandle } from './worker-handle.ts';

export interface FlowIngestDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly exporterTenants: ExporterTenants;
}

export interface FlowIngest extends Component {
  /** Ports that are listened on, after `start`. */
  readonly ports: readonly number[];
  /** True between start and stop while at least one worker receives. */
  readonly receiving: boolean;
}

const workerFile = fileURLToPath(new URL('./receive/worker.ts', import.meta.url));

export function createFlowIngest(config: FlowConfig, deps: FlowIngestDeps): FlowIngest {
  return new Ingest(config, deps);
}

class Ingest implements FlowIngest {
  readonly name = 'flow-ingest';
  ports: readonly number[] = [];
  private readonly config: FlowConfig;
  private readonly deps: FlowIngestDeps;
  private readonly log: Log;
  private readonly metrics: FlowMetrics;
  private readonly store: TemplateStore;
  private pool: Piscina<WorkerTask, void> | null = null;
  private readonly gauges = new Map<WorkerHandle, WorkerGauges>();
  private kernelDrops = new KernelDrops([]);
  private periodDrops = 0;
  private stopping = false;
  private timers: NodeJS.Timeout[] = [];
  private publishing = new Set<Promise<void>>();
  private unsubscribe: () => void = () => undefined;

  constructor(config: FlowConfig, deps: FlowIngestDeps) {
    this.config = config;
    this.deps = deps;
    this.log = deps.log.child({ component: 'flow' });
    this.metrics = createFlowMetrics(deps.metrics);
    this.store = new TemplateStore(resolve(config.FASTISP_HOME, 'flow-templates-v1.json'), this.log);
  }

  get receiving(): boolean {
    return this.gauges.size > 0;
  }

  async start(): Promise<void> {
    const sockets = this.wantedSockets();
    if (sockets.length === 0) {
      this.log.info('flow reception is off: FLOW_NETFLOW_PORT and FLOW_IPFIX_PORT are 0');
      return;
    }
    await this.store.load();
    if (this.store.damagedFiles > 0) this.metrics.templateFileDamaged();
    const threads = this.config.FLOW_WORKERS;
    // A task holds its worker for ever; without `disabled`, a worker between tasks would block its own event loop.
    const limits = { minThreads: threads, maxThreads: threads, concurrentTasksPerWorker: 1 };
    this.pool = new Piscina({ filename: workerFile, name: 'run', ...limits, atomics: 'disabled', recordTiming: false });
    this.pool.on('error', (err) => this.log.error({ err }, 'flow worker pool'));
    try {
      // One after the other: the first finds out whether the ports are free.
      for (let index = 0; index < threads; index += 1) await this.startWorker(this.pool, sockets);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.kernelDrops = new KernelDrops(this.ports);
    await this.kernelDrops.take();
    this.unsubscribe = this.deps.exporterTenants.onChange(() => this.pushTenants());
    this.pushTenants();
    this.timers = [
      setInterval(() => this.askReports(false), countersIntervalMs),
      setInterval(() => void this.startPeriod(), statsIntervalMs),
      setInterval(() => void this.store.save(), templateSaveIntervalMs),
    ];
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unsubscribe();
    for (const timer of this.timers) clearInterval(timer);
    this.periodDrops = (await this.takeKernelDrops()) ?? 0;
    const workers = [...this.gauges.keys()];
    for (const worker of workers) worker.send({ type: 'stop' });
    await Promise.allSettled(workers.map((worker) => worker.ended));
    await Promise.allSettled(this.publishing);
    await this.store.save();
    await this.pool?.destroy();
    this.pool = null;
  }

  private wantedSockets(): WorkerSocket[] {
    const { FLOW_NETFLOW_PORT, FLOW_IPFIX_PORT } = this.config;
    return [
      { variable: 'FLOW_NETFLOW_PORT', port: FLOW_NETFLOW_PORT },
      { variable: 'FLOW_IPFIX_PORT', port: FLOW_IPFIX_PORT },
    ].filter(({ port }) => port > 0);
  }

  private settings(sockets: readonly WorkerSocket[]): WorkerSettings {
    const { config } = this;
    return {
      host: config.FLOW_HOST,
      sockets,
      // Without need it would let a second FastISP take half of the packets unnoticed.
      reusePort: config.FLOW_WORKERS > 1,
      recvBufferBytes: config.FLOW_RECV_BUFFER_BYTES,
      blockRows: config.FLOW_BLOCK_ROWS,
      flushMs: config.FLOW_FLUSH_MS,
      backlogBytesMax: config.FLOW_BACKLOG_MB * 1024 * 1024,
      unknownTenantId: config.FLOW_UNKNOWN_EXPORTER_TENANT,
      samplingRateDefault: config.FLOW_SAMPLING_RATE_DEFAULT,
      tenants: [...this.deps.exporterTenants.current()],
      learnt: this.store.learnt(),
    };
  }

  /** Resolves when it listens. */
  private startWorker(pool: Piscina<WorkerTask, void>, sockets: readonly WorkerSocket[]): Promise<void> {
    const { promise, resolve: listening, reject } = Promise.withResolvers<void>();
    const worker = new WorkerHandle(pool, this.settings(sockets), {
      onMessage: (message, from) => {
        if (message.type === 'listening') {
          this.nowListening(message.sockets, from);
          listening();
        } else if (message.type === 'cannot_listen') reject(this.listenError(message));
        else this.handle(message, from);
      },
    });
    worker.ended.then(
      () => this.gauges.delete(worker),
      (err: unknown) => {
        this.gauges.delete(worker);
        reject(err);
        if (!this.stopping) this.restartWorker(pool, sockets, err);
      },
    );
    return promise;
  }

  private restartWorker(pool: Piscina<WorkerTask, void>, sockets: readonly WorkerSocket[], err: unknown): void {
    this.metrics.workerRestarted();
    this.log.error({ err, workerRestartMs }, 'flow worker died, starting another with its templates');
    const timer = setTimeout(() => {
      if (this.stopping) return;
      this.startWorker(pool, sockets).catch((error: unknown) => {
        this.log.error({ err: error }, 'flow worker did not start');
        if (!this.stopping) this.restartWorker(pool, sockets, error);
      });
    }, workerRestartMs);
    this.timers.push(timer);
  }

  private nowListening(sockets: readonly { port: number; recvBufferBytes: number }[], worker: WorkerHandle): void {
    this.ports = sockets.map(({ port }) => port);
    this.gauges.set(worker, { exporters: 0, templates: 0, heldBytes: 0, blocksInFlight: 0 });
    const wanted = this.config.FLOW_RECV_BUFFER_BYTES;
    for (const { port, recvBufferBytes } of sockets) {
      this.log.info({ host: this.config.FLOW_HOST, port, recvBufferBytes }, 'receiving flows');
      // Linux doubles what it grants, for its own bookkeeping.
      if (recvBufferBytes >= wanted) continue;
      const advice = `raise it with sysctl -w net.core.rmem_max=${wanted}`;
      this.log.warn({ port, wantedBytes: wanted, recvBufferBytes, advice }, 'the kernel gave a smaller receive buffer');
    }
  }

  private listenError(message: FromWorker & { type: 'cannot_listen' }): Error {
    const { variable, port } = message.socket;
    const cause = new Error(message.reason);
    const create = message.code === 'EADDRINUSE' ? portTaken : cannotListen;
    return create(variable, this.config.FLOW_HOST, port, cause);
  }

  private handle(message: Exclude<FromWorker, { type: 'listening' | 'cannot_listen' }>, worker: WorkerHandle): void {
    switch (message.type) {
      case 'block':
        this.track(this.publishBlock(message, worker));
        break;
      case 'template':
        if (this.store.applyTemplate(message.change) && message.change.layout !== null) {
          const { layout, ...key } = message.change;
          this.tellOthers(worker, { templates: [{ ...key, layout }], facts: [] });
        }
        break;
      case 'facts':
        for (const facts of message.facts) this.store.applyFacts(facts);
        this.tellOthers(worker, { templates: [], facts: message.facts });
        break;
      case 'report':
        this.metrics.counted(message.counters, message.rejects);
        if (this.gauges.has(worker)) this.gauges.set(worker, message.gauges);
        this.metrics.measured([...this.gauges.values()]);
        this.warnOfLoss(message.counters.shedFlows);
        if (message.sources !== null) this.track(this.publishSources(message.sources));
        break;
      case 'failure':
        this.log.error({ message: message.message, stack: message.stack }, 'flow worker caught an error');
        break;
    }
  }

  private tellOthers(from: WorkerHandle, learnt: WorkerSettings['learnt']): void {
    for (const worker of this.gauges.keys()) if (worker !== from) worker.send({ type: 'learn', learnt });
  }

  private pushTenants(): void {
    const tenants = [...this.deps.exporterTenants.current()];
    for (const worker of this.gauges.keys()) worker.send({ type: 'tenants', tenants });
  }

  private track(work: Promise<void>): void {
    this.publishing.add(work);
    void work.finally(() => this.publishing.delete(work));
  }

  /** The worker may send one more block when the bus has this one: that wait is the back-pressure. */
  private async publishBlock(message: FromWorker & { type: 'block' }, worker: WorkerHandle): Promise<void> {
    const headers = {
      [blockHeaders.schema]: telemetryFlowV1.id,
      [blockHeaders.rows]: String(message.rows),
      [blockHeaders.minMs]: String(message.minMs),
      [blockHeaders.maxMs]: String(message.maxMs),
    };
    try {
      await this.deps.bus.publish(topics.telemetryFlow.name, [{ key: null, value: message.bytes, headers }]);
    } catch (err) {
      this.metrics.publishFailed(message.rows);
      this.log.error({ err, rows: message.rows }, 'flow block not published');
    }
    worker.send({ type: 'accepted', bytes: message.bytes.byteLength });
  }

  private async publishSources(sources: readonly SourceReport[]): Promise<void> {
    if (sources.length === 0) return;
    this.metrics.sequenceMissed(sources.reduce((sum, { sequenceGap }) => sum + sequenceGap, 0));
    const message = exporterBlock(sources, { atMs: this.deps.clock.nowMs(), kernelDrops: this.periodDrops });
    try {
      await this.deps.bus.publish(topics.telemetryExporter.name, [message]);
    } catch (err) {
      this.log.error({ err, exporters: sources.length }, 'exporter counters not published');
    }
  }

  private askReports(sources: boolean): void {
    for (const worker of this.gauges.keys()) worker.send({ type: 'report', sources });
  }

  private async startPeriod(): Promise<void> {
    this.periodDrops = (await this.takeKernelDrops()) ?? 0;
    this.askReports(true);
  }

  private async takeKernelDrops(): Promise<number | null> {
    const drops = await this.kernelDrops.take();
    if (drops !== null && drops > 0) {
      this.metrics.kernelDropped(drops);
      this.log.warn({ drops }, 'the kernel dropped flow packets: the receive buffer was full');
    }
    return drops;
  }

  private warnOfLoss(shedFlows: number): void {
    if (shedFlows > 0) this.log.warn({ shedFlows }, 'flows shed: the bus does not take blocks fast enough');
  }
}
