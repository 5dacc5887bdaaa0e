/**
 * The pool: one worker a core, each with a shard of the devices for its lifetime. Blocks come back as moved
 * buffers and go to the bus; a worker that dies is replaced and given its devices again.
 *
 * Limits: `blocksPendingMax` blocks wait for the bus; further ones are dropped and counted, for telemetry may
 * be shed. Facts are few; when the bus refuses them the worker reads them again.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Bus } from '@fastisp/core/bus/port';
import { blockHeaders } from '@fastisp/core/block/schema';
import { discoveryDeviceTopic } from '@fastisp/core/contracts/discovery-device.v1';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import { Piscina } from 'piscina';
import type { DeviceSpec } from '#poll/device.ts';
import type { FinishedBlock } from '#poll/rows.ts';
import type { FromWorker, ToWorker, WorkerReport, WorkerSettings, WorkerTask } from './messages.ts';
import type { PoolMetrics } from './metrics.ts';

export interface PollPool extends Component {
  upsert(spec: DeviceSpec): void;
  remove(deviceId: string): void;
  /** Rejects with the reason while a worker is not at work. */
  check(): Promise<void>;
}

export interface PollPoolDeps {
  readonly bus: Bus;
  readonly log: Log;
  readonly metrics: PoolMetrics;
}

/** Blocks that wait for the bus; at most 1 MB each. */
const blocksPendingMax = 64;
/** A worker that dies at once is not started again faster than this. */
const respawnAfterMs = 1_000;

interface Shard {
  readonly number: number;
  readonly devices: Map<string, DeviceSpec>;
  port: MessagePort | null;
  ready: boolean;
  lastReport: WorkerReport | null;
  ended: Promise<void>;
}

export function createPollPool(options: { workers: number; settings: WorkerSettings }, deps: PollPoolDeps): PollPool {
  return new WorkerPool(options, deps);
}

class WorkerPool implements PollPool {
  readonly name = 'collector/pool';
  private readonly deps: PollPoolDeps;
  private readonly settings: WorkerSettings;
  private readonly shards: Shard[];
  private piscina: Piscina<WorkerTask, void> | null = null;
  private stopping = false;
  private readonly publishing = new Set<Promise<void>>();
  private readonly respawns = new Set<NodeJS.Timeout>();

  constructor(options: { workers: number; settings: WorkerSettings }, deps: PollPoolDeps) {
    this.deps = deps;
    this.settings = options.settings;
    this.shards = Array.from({ length: options.workers }, (_, number) => ({
      number,
      devices: new Map(),
      port: null,
      ready: false,
      lastReport: null,
      ended: Promise.resolve(),
    }));
  }

  async start(): Promise<void> {
    this.piscina = new Piscina<WorkerTask, void>({
      filename: new URL('./worker.ts', import.meta.url).href,
      minThreads: this.shards.length,
      maxThreads: this.shards.length,
      concurrentTasksPerWorker: 1,
      // A worker's task lasts as long as the process: nothing ever waits for the next one.
      atomics: 'disabled',
      recordTiming: false,
    });
    this.piscina.on('error', (err) => this.deps.log.error({ err }, 'polling worker pool'));
    await Promise.all(this.shards.map((shard) => this.spawn(shard)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.respawns) clearTimeout(timer);
    for (const { port } of this.shards) port?.postMessage({ type: 'stop' } satisfies ToWorker);
    await Promise.all(this.shards.map((shard) => shard.ended));
    await Promise.allSettled(this.publishing);
    await this.piscina?.destroy();
  }

  upsert(spec: DeviceSpec): void {
    const shard = this.shardOf(spec.deviceId);
    shard.devices.set(spec.deviceId, spec);
    this.tell(shard, { type: 'upsert', spec });
  }

  remove(deviceId: string): void {
    const shard = this.shardOf(deviceId);
    if (shard.devices.delete(deviceId)) this.tell(shard, { type: 'remove', deviceId });
  }

  async check(): Promise<void> {
    const away = this.shards.filter((shard) => !shard.ready);
    if (away.length > 0) throw new Error(`${away.length} of ${this.shards.length} polling workers are not at work`);
  }

  private shardOf(deviceId: string): Shard {
    // The last digits of a UUIDv7 are random.
    const shard = this.shards[Number.parseInt(deviceId.slice(-8), 16) % this.shards.length];
    if (shard === undefined) throw new Error(`not a device id: ${deviceId}`);
    return shard;
  }

  private tell(shard: Shard, message: ToWorker): void {
    if (shard.ready) shard.port?.postMessage(message);
    // Otherwise the worker is told of all its devices when it is ready.
  }

  /** Resolves when the worker is at work; rejects when it cannot start. */
  private spawn(shard: Shard): Promise<void> {
    const { piscina } = this;
    if (piscina === null) throw new Error('the pool has not started');
    const { port1, port2 } = new MessageChannel();
    shard.port = port1;
    shard.lastReport = null;
    const task: WorkerTask = { port: port2, shard: shard.number, settings: this.settings };
    const run = piscina.run(task, { transferList: [port2] });
    const closed = new Promise<void>((resolve) => port1.once('close', resolve));
    const ready = new Promise<void>((resolve) => {
      port1.on('message', (message: FromWorker) => {
        if (message.type === 'ready') resolve();
        this.receive(shard, message);
      });
    });
    shard.ended = run
      .catch((err: unknown) => {
        shard.ready = false;
        if (!this.stopping) this.replace(shard, err);
      })
      // What the worker said last is delivered before its port closes.
      .then(() => closed);
    return Promise.race([ready, run]);
  }

  private replace(shard: Shard, err: unknown): void {
    this.deps.log.error({ err, shard: shard.number }, 'polling worker ended, starting another');
    this.deps.metrics.workerRestarted();
    shard.port?.close();
    const timer = setTimeout(() => {
      this.respawns.delete(timer);
      this.spawn(shard).catch(() => undefined); // `ended` has seen the same error and tries again
    }, respawnAfterMs);
    this.respawns.add(timer);
  }

  private receive(shard: Shard, message: FromWorker): void {
    switch (message.type) {
      case 'ready': {
        shard.ready = true;
        this.deps.metrics.receiveBuffer(shard.number, message.receiveBufferBytes);
        for (const spec of shard.devices.values()) this.tell(shard, { type: 'upsert', spec });
        return;
      }
      case 'block':
        this.publishBlock(shard, message.block);
        return;
      case 'facts':
        this.track(
          this.deps.bus.publish(discoveryDeviceTopic, [
            { key: message.deviceId, value: Buffer.from(message.json, 'utf8') },
          ]),
          () => {
            this.deps.metrics.factsDropped();
            this.tell(shard, { type: 'facts_lost', deviceId: message.deviceId });
          },
        );
        return;
      case 'report':
        this.deps.metrics.report(shard.number, shard.lastReport, message.report);
        shard.lastReport = message.report;
    }
  }

  private publishBlock(shard: Shard, block: FinishedBlock): void {
    const { bus, metrics } = this.deps;
    if (this.publishing.size >= blocksPendingMax) {
      metrics.blockDropped(block.topic, block.rows);
      return;
    }
    const headers = {
      [blockHeaders.schema]: block.schemaId,
      [blockHeaders.rows]: String(block.rows),
      [blockHeaders.minMs]: String(block.minMs),
      [blockHeaders.maxMs]: String(block.maxMs),
    };
    const published = bus.publish(block.topic, [{ key: `shard-${shard.number}`, value: block.bytes, headers }]);
    this.track(
      published.then(() => metrics.blocks(block.topic, block.rows)),
      () => metrics.blockDropped(block.topic, block.rows),
    );
  }

  private track(work: Promise<void>, onFailure: () => void): void {
    const tracked = work.catch((err: unknown) => {
      this.deps.log.warn({ err }, 'telemetry was not accepted by the bus');
      onFailure();
    });
    this.publishing.add(tracked);
    void tracked.finally(() => this.publishing.delete(tracked));
  }
}
