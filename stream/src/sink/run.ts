/**
 * Telemetry blocks into the column store, as they are, several to an INSERT.
 *
 * The bus makes the batches (of one partition, in order) and delivers one again until it is stored; the token of
 * an INSERT is made of the batch's bounds, so that it is stored once however often that is. While the store is
 * away, read-only or full nothing is acknowledged, topics fill up, and collectors feel it; `/readyz` and the topic
 * `state.sink` say so.
 */
import { type Bus, type BusBatch, PoisonRecordError, type Subscription } from '@fastisp/core/bus/port';
import type { BlockSchema } from '@fastisp/core/block/schema';
import type { Clock } from '@fastisp/core/clock';
import type { ColumnStore } from '@fastisp/core/column-store/port';
import { telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import { telemetryExporterV1 } from '@fastisp/core/contracts/telemetry-exporter.v1';
import { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import { messageCodec } from '@fastisp/core/contracts/message-codec';
import { sinkStateKey, sinkStateTopic, sinkStateV1, type SinkStateV1 } from '@fastisp/core/contracts/sink-state.v1';
import type { ReadinessCheck } from '@fastisp/core/http/health';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import type { Metrics } from '@fastisp/core/metrics/registry';
import { PartitionClaims } from './claims.ts';
import { planInserts, type PlannedInsert } from './decide.ts';
import { Holds } from './holds.ts';
import { createSinkMetrics } from './metrics.ts';
import type { SinkMarks } from './ports.ts';

export interface SinkConfig {
  /** How long a batch waits to fill after its first block arrived. */
  readonly lingerMs: number;
  /** Bytes of blocks in one INSERT; 64k flow rows with all their fields are about 10 MiB. */
  readonly batchBytesMax: number;
}

export interface SinkDeps {
  readonly bus: Bus;
  readonly columnStore: ColumnStore;
  readonly marks: SinkMarks;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

export const sinkSchemas: readonly BlockSchema[] = [
  telemetryFlowV1,
  telemetryInterfaceV1,
  telemetryDeviceV1,
  telemetryExporterV1,
];

/** Blocks in one INSERT; more would not make it cheaper. */
const batchRecordsMax = 2_000;

const stateCodec = messageCodec(sinkStateV1);

export interface Sink extends Component {
  readonly readiness: ReadinessCheck;
}

export function createSink(config: SinkConfig, deps: SinkDeps): Sink {
  const { bus, columnStore, marks, clock, log } = deps;
  const metrics = createSinkMetrics(deps.metrics);
  const schemas = new Map(sinkSchemas.map((schema) => [schema.id, schema]));
  const claims = new PartitionClaims(marks);
  const holds = new Holds();
  let subscription: Subscription | null = null;

  /** Not waited for: a bus that is slow must not hold up what is stored, and a hold is said again anyway. */
  function tell(state: SinkStateV1 | null): void {
    if (state === null) return;
    metrics.held.set({ table: state.table }, state.held === null ? 0 : 1);
    bus
      .publish(sinkStateTopic, [{ key: sinkStateKey(state), value: stateCodec.encode(state) }])
      .catch((err: unknown) => log.warn({ err, table: state.table }, 'state of the sink not published'));
  }

  async function store(insert: PlannedInsert): Promise<void> {
    const observe = metrics.insertSeconds.startTimer({ table: insert.table });
    try {
      await columnStore.insertBlocks(insert);
    } catch (err) {
      metrics.failures.inc({ table: insert.table });
      log.warn({ err, table: insert.table, rows: insert.rows }, 'insert failed, will be repeated');
      tell(holds.refused(insert.table, err, clock.nowMs()));
      throw err;
    }
    observe();
    tell(holds.stored(insert.table, clock.nowMs()));
    metrics.rows.inc({ table: insert.table }, insert.rows);
    metrics.blocks.inc({ table: insert.table }, insert.blocks.length);
    metrics.inserts.inc({ table: insert.table });
  }

  async function handle(delivered: BusBatch): Promise<void> {
    const batch = claims.withoutStored(delivered);
    const plan = planInserts(batch, schemas);
    if (plan.type === 'poison') {
      metrics.refused.inc({ topic: batch.topic });
      throw new PoisonRecordError(plan.offset, plan.reason);
    }
    await claims.mark(batch);
    for (const insert of plan.inserts) await store(insert);
    const oldestMs = batch.records[0]?.timestampMs ?? clock.nowMs();
    metrics.lagSeconds.set({ topic: batch.topic }, Math.max(0, clock.nowMs() - oldestMs) / 1_000);
  }

  return {
    name: 'stream.sink',
    readiness: {
      name: 'sink',
      check: async () => {
        const sentence = holds.sentence();
        if (sentence !== null) throw new Error(sentence);
      },
    },
    start: async () => {
      subscription = bus.subscribe({
        topics: sinkSchemas.map((schema) => schema.topic),
        groupId: 'stream.sink',
        // Blocks that were published before the first start of a sink are wanted too.
        from: 'earliest',
        handler: handle,
        batchRecordsMax,
        batchBytesMax: config.batchBytesMax,
        batchLingerMs: config.lingerMs,
        batchEnd: (partition, logId) => claims.batchEnd(partition, logId),
        onAssigned: (partitions) => claims.forget(partitions),
      });
      await subscription.ready;
    },
    stop: async () => {
      await subscription?.close();
    },
  };
}
